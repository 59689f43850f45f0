//! Hands that have only a keyboard: tab, space, arrows, return, and what has the focus.

use serde_json::json;
use thirtyfour::{Key, WebElement};

use crate::phone::Browser;

/// No page of ours has more stops than this.
const STOPS: usize = 120;

impl Browser {
    pub async fn press(&self, key: Key) {
        let keys = self.driver.action_chain().send_keys(key.value());
        keys.perform().await.expect("a key");
    }

    /// Presses the return key where the focus is, and waits for the page that it leads to.
    pub async fn enter(&self) {
        let old = self.sheet().await;
        // The driver sends a key as three commands, and sends them again where a page turns between them: the next page
        // would have a key that nobody pressed. One event with its character is what a keyboard sends.
        for (kind, text) in [("keyDown", "\r"), ("keyUp", "")] {
            let event = json!({
                "type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": text,
            });
            let tools = self.driver.cdp();
            let sent = tools.send_raw("Input.dispatchKeyEvent", event).await;
            sent.expect("a key");
            if kind == "keyDown" {
                self.turned(old.clone()).await;
            }
        }
    }

    pub async fn type_words(&self, words: &str) {
        self.driver
            .action_chain()
            .send_keys(words)
            .perform()
            .await
            .expect("keys");
    }

    pub async fn focused(&self) -> WebElement {
        self.driver
            .active_element()
            .await
            .expect("something has the focus")
    }

    /// Goes from stop to stop until the one with this attribute, as `("name", "q1")`.
    pub async fn tab_to(&self, attribute: &str, value: &str) -> WebElement {
        for _ in 0..STOPS {
            self.press(Key::Tab).await;
            let stop = self.focused().await;
            if stop.attr(attribute).await.expect("an attribute").as_deref() == Some(value) {
                return stop;
            }
        }
        panic!(
            "the keyboard never reaches {attribute}={value} on:\n{}",
            self.text().await
        )
    }

    /// Goes from stop to stop until the button or link that is called `words`.
    pub async fn tab_to_words(&self, words: &str) -> WebElement {
        for _ in 0..STOPS {
            self.press(Key::Tab).await;
            let stop = self.focused().await;
            let tag = stop.tag_name().await.expect("a tag");
            if ["a", "button", "summary"].contains(&tag.as_str())
                && stop.text().await.expect("its words").contains(words)
            {
                return stop;
            }
        }
        panic!(
            "the keyboard never reaches “{words}” on:\n{}",
            self.text().await
        )
    }
}
