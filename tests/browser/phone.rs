//! Chromium as a phone holds it, or as a desk does, with or without JavaScript; a driver and a profile for each test.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::capabilities::chrome::ChromeCapabilities;
use thirtyfour::{
    BrowserCapabilitiesHelper as _, By, ChromiumLikeCapabilities, WebDriver, WebElement,
};

/// Whether a page's own scripts run. axe-core is one, so it needs `On`.
#[derive(Clone, Copy, PartialEq)]
pub enum Scripts {
    On,
    Off,
}

/// What is held in the hand, or stands on the desk.
#[derive(Clone, Copy, PartialEq)]
pub enum Device {
    /// 390 by 844 points, touch.
    Phone,
    /// 1280 by 900 points.
    Desk,
}

/// A browser that ends with its test.
pub struct Browser {
    pub driver: WebDriver,
    chromedriver: Child,
    profile: TempDir,
}

impl Device {
    pub fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Desk => "desk",
        }
    }
}

impl Browser {
    pub async fn start(device: Device, scripts: Scripts) -> Self {
        let (chromedriver, port) = start_driver();
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let capabilities = capabilities(device, scripts, profile.path());
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await;
        Self {
            driver: driver.expect("Chromium starts"),
            chromedriver,
            profile,
        }
    }

    pub async fn go(&self, address: &str) {
        self.driver.goto(address).await.expect("the page loads");
    }

    /// From now on pages stay as they are without JavaScript, while tests' own scripts run, such as axe-core: the survey's
    /// script leaves a browser alone that lacks what it needs.
    pub async fn still(&self) {
        self.plant("delete window.URLSearchParams").await;
    }

    /// Runs a test's own script, which is the body of a function.
    pub async fn run(&self, script: &str) -> Value {
        let reply = self.driver.execute(script, Vec::new()).await;
        reply.expect("the test's own script runs").json().clone()
    }

    /// The same for one that calls its last argument when it is done.
    pub async fn run_long(&self, script: &str) -> Value {
        let reply = self.driver.execute_async(script, Vec::new()).await;
        reply.expect("the test's own script runs").json().clone()
    }

    /// Runs `script` in every page from now on, before anything of the page.
    pub async fn plant(&self, script: &str) {
        let source = json!({ "source": script });
        let planted = self.driver.cdp();
        let planted = planted.send_raw("Page.addScriptToEvaluateOnNewDocument", source);
        planted.await.expect("it is planted");
    }

    /// Waits until a person reads `words`.
    pub async fn reads(&self, words: &str) {
        for _ in 0..1_500 {
            if self
                .text_now()
                .await
                .is_some_and(|text| text.contains(words))
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("never “{words}”, but:\n{}", self.text().await);
    }

    /// Presses a button, link or choice that can be seen. Where a page turns, [`Browser::reads`] waits for it.
    pub async fn tap(&self, words: &str) {
        let targets = By::Css("button, a, summary, label.choice");
        for target in self.driver.find_all(targets).await.expect("targets") {
            let seen = target.is_displayed().await.unwrap_or(false);
            if seen && target.text().await.expect("its words").trim() == words {
                return target.click().await.expect("tapped");
            }
        }
        panic!("nothing “{words}” to tap on:\n{}", self.text().await)
    }

    pub async fn wide(&self, width: i64) {
        let size = json!({ "width": width, "height": 844, "deviceScaleFactor": 2, "mobile": true });
        let set = self.driver.cdp();
        let set = set.send_raw("Emulation.setDeviceMetricsOverride", size);
        set.await.expect("a width");
    }

    /// Nothing runs off the side of the screen.
    pub async fn fits(&self) {
        let layout = self.driver.cdp();
        let layout = layout.send_raw("Page.getLayoutMetrics", json!({})).await;
        let layout = layout.expect("its size");
        let (page, screen) = (
            &layout["cssContentSize"]["width"],
            &layout["cssLayoutViewport"]["clientWidth"],
        );
        assert!(
            page.as_f64() <= screen.as_f64(),
            "{page} on a screen of {screen}:\n{}",
            self.text().await
        );
    }

    pub async fn address(&self) -> String {
        self.driver
            .current_url()
            .await
            .expect("an address")
            .to_string()
    }

    /// The page that is shown now, for [`Browser::turned`].
    pub async fn sheet(&self) -> WebElement {
        self.driver.find(By::Css("html")).await.expect("a page")
    }

    /// Waits until another page has taken the place of `old`.
    pub async fn turned(&self, old: WebElement) {
        for _ in 0..1_000 {
            if old.tag_name().await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the page stays:\n{}", self.text().await);
    }

    /// The same, unless the page is just turning.
    async fn text_now(&self) -> Option<String> {
        let body = self.driver.find(By::Css("body")).await.ok()?;
        body.text().await.ok()
    }

    /// What a person reads on the page.
    pub async fn text(&self) -> String {
        let body = self
            .driver
            .find(By::Css("body"))
            .await
            .expect("a page has a body");
        body.text().await.expect("its words")
    }

    pub async fn dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.driver
            .cdp()
            .send_raw("Emulation.setEmulatedMedia", features)
            .await
            .expect("a colour scheme");
    }

    /// Writes the whole page as a picture, where `CHORUS_SCREENSHOTS` names a folder; else does nothing.
    pub async fn picture(&self, name: &str) {
        let Some(folder) = picture_folder() else {
            return;
        };
        fs::create_dir_all(&folder).expect("a folder for pictures");
        let metrics = self
            .driver
            .cdp()
            .send_raw("Page.getLayoutMetrics", json!({}))
            .await
            .expect("its size");
        let size = &metrics["cssContentSize"];
        let clip =
            json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
        let whole = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let picture = self
            .driver
            .cdp()
            .send_raw("Page.captureScreenshot", whole)
            .await
            .expect("a picture");
        let bytes = base64(picture["data"].as_str().expect("base64"));
        fs::write(Path::new(&folder).join(format!("{name}.png")), bytes).expect("written");
    }

    pub async fn end(mut self) {
        let _ = self.driver.clone().quit().await;
        let _ = self.chromedriver.kill();
        let _ = self.chromedriver.wait();
    }

    /// Closes the browser as a person does. What it leaves behind on the device goes with its drop.
    pub async fn close(mut self) -> TempDir {
        self.driver.clone().quit().await.expect("it closes");
        let _ = self.chromedriver.kill();
        let _ = self.chromedriver.wait();
        let empty = tempfile::tempdir().expect("a folder");
        std::mem::replace(&mut self.profile, empty)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.chromedriver.kill();
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "pictures are made for whoever asks for them when starting the tests"
)]
fn picture_folder() -> Option<String> {
    std::env::var("CHORUS_SCREENSHOTS")
        .ok()
        .filter(|folder| !folder.is_empty())
}

/// Starts chromedriver on a free port, which it prints. It takes one that is free on IPv4 and gives up where another program
/// has it on IPv6: then it is started once more.
fn start_driver() -> (Child, u16) {
    let mut tries = std::iter::repeat_with(try_driver).take(5);
    tries
        .find_map(|started| started)
        .expect("chromedriver says its port")
}

fn try_driver() -> Option<(Child, u16)> {
    let started = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = started.expect("chromedriver is there: tests/run installs it");
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    // Read on, or the driver stops when the pipe is full.
    std::thread::spawn(move || lines.for_each(drop));
    if port.is_none() {
        child.wait().expect("a driver without a port has ended");
    }
    port.map(|port| (child, port))
}

fn capabilities(device: Device, scripts: Scripts, profile: &Path) -> ChromeCapabilities {
    let mut chrome = ChromeCapabilities::new();
    let folder = format!("--user-data-dir={}", profile.display());
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--window-size=1280,900",
        &folder,
    ];
    for argument in arguments {
        chrome.add_arg(argument).expect("an argument");
    }
    if device == Device::Phone {
        let metrics =
            json!({ "width": 390, "height": 844, "pixelRatio": 2, "touch": true, "mobile": true });
        chrome
            .set_browser_option("mobileEmulation", json!({ "deviceMetrics": metrics }))
            .expect("a phone");
    }
    if scripts == Scripts::Off {
        let off = json!({ "profile.managed_default_content_settings.javascript": 2 });
        chrome.set_browser_option("prefs", off).expect("a setting");
    }
    chrome
}

fn base64(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = text.bytes().filter(|c| *c != b'=').map(value).collect();
    let bytes = digits.chunks(4).flat_map(|chunk| {
        let bits =
            chunk.iter().fold(0u32, |bits, d| bits << 6 | u32::from(*d)) << (6 * (4 - chunk.len()));
        bits.to_be_bytes()[1..chunk.len()].to_vec()
    });
    bytes.collect()
}

#[tokio::test]
async fn scripts_run_only_where_they_may() {
    let page =
        "data:text/html,<title>plain</title><body>Words<script>document.title='ran'</script>";
    for (scripts, title) in [(Scripts::On, "ran"), (Scripts::Off, "plain")] {
        let browser = Browser::start(Device::Phone, scripts).await;
        browser.go(page).await;
        assert_eq!(browser.driver.title().await.expect("a title"), title);
        assert_eq!(browser.text().await, "Words");
        browser.end().await;
    }
}
