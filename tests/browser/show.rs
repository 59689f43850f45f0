//! "Show the group": on a big screen, by keyboard, without JavaScript.

use app::entities::staff::Role;
use app::urls;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::{House, PASSWORD};

use crate::phone::{Browser, Device, Scripts};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_return_key_leads_through_what_the_group_sees() {
    let house = House::start(Kind::Sqlite).await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[ann]).await;
    circle.past(&house, 9, 7).await;
    circle.answered(&house, ann).await;
    let browser = Browser::start(Device::Desk, Scripts::Off).await;
    browser.go(&format!("{}/sign-in", house.address)).await;
    browser.tab_to("name", "email").await;
    browser.type_words("ann@example.org").await;
    browser.tab_to("name", "password").await;
    browser.type_words(PASSWORD).await;
    browser.enter().await;
    browser
        .go(&format!(
            "{}{}",
            house.address,
            urls::group(circle.group.id)
        ))
        .await;
    browser.tab_to_words("Show the group").await;
    browser.enter().await;
    let mut shown = Vec::new();
    loop {
        let text = browser.text().await;
        assert!(
            !text.contains("Tuesday group") && !text.contains("sleep badly"),
            "{text}"
        );
        browser.picture(&format!("show-{}", shown.len())).await;
        shown.push(text);
        // The focus waits on the way on, where there is one.
        if browser.focused().await.text().await.expect("its words") != "Next" {
            break;
        }
        browser.enter().await;
    }
    assert_eq!(shown.len(), 5, "{shown:#?}");
    assert!(
        shown[1].contains("Average depression")
            && shown[4].contains("We begin with one sentence each.")
    );
    browser.tab_to_words("End").await;
    browser.enter().await;
    assert!(browser.text().await.contains("Tuesday group"));
    browser.end().await;
}
