//! The survey one question at a time for everybody: with a keyboard, with a finger, on narrow screens, with a screen
//! reader, on an old phone.

use app::entities::staff::Role;
use serde_json::json;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use thirtyfour::{By, Key};

use crate::axe;
use crate::pages::{press, type_key};
use crate::phone::{Browser, Device, Scripts};
use crate::steps::{fill, heading, headings, questions};
use crate::wire::{Signal, Wire};

/// Our floor for what a finger has to hit, in points (WCAG 2.2, 2.5.5).
const TARGET: f64 = 44.0;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn by_keyboard_alone() {
    let house = House::start(Kind::Sqlite).await;
    let mut circle = Circle::of(&house, 8, 1, &[]).await;
    let keys = circle.past(&house, 1, 6).await;
    circle.open(&house).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser
        .go(&format!("{}{}", house.address, circle.address()))
        .await;
    browser.tab_to("name", "key").await;
    browser.type_words(&keys[0]).await;
    browser.enter().await;
    browser.tab_to_words("Start").await;
    browser.press(Key::Enter).await;
    for (n, question) in questions().iter().enumerate() {
        browser.reads(&format!("Question {} of 8", n + 1)).await;
        assert_eq!(heading(&browser).await, *question);
        // From the question to its first choice, the next one, and on.
        browser.press(Key::Tab).await;
        browser.press(Key::Space).await;
        browser.press(Key::Down).await;
        let chosen = browser
            .run("return document.querySelector('.q:not([hidden]) :checked').value")
            .await;
        assert_eq!(chosen, json!("1"));
        // The return key goes on, as it sends a form without JavaScript.
        browser.press(Key::Enter).await;
    }
    browser.reads("Anything you would like to say").await;
    browser.press(Key::Tab).await;
    browser.type_words("Typed.").await;
    while !browser.text().await.contains("Before you send") {
        browser.tab_to_words("Continue").await;
        browser.press(Key::Enter).await;
    }
    assert!(browser.text().await.contains("Nothing was left blank"));
    browser.tab_to_words("Send").await;
    browser.press(Key::Enter).await;
    browser.reads("Your answers have been sent").await;
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_step_fits_fingers_screens_and_screen_readers() {
    let house = House::start(Kind::Sqlite).await;
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[id]).await;
    let keys = circle.past(&house, 3, 7).await;
    circle
        .seats(&house, &["Kim", "Wilhelmina-Josephine of the Long Name"])
        .await;
    circle.answered(&house, id).await;
    circle.board(&house, 3).await;
    house.later(jiff::SignedDuration::from_secs(1)).await;
    circle.open(&house).await;
    let wire = Wire::to(&house.address).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser
        .go(&format!("{}{}", wire.address, circle.address()))
        .await;
    type_key(&browser, &keys[0]).await;
    let mut seen = Vec::new();
    look(&browser, "welcome", &mut seen).await;
    browser.tap("Start").await;
    for n in 1..40 {
        look(&browser, &format!("{n:02}"), &mut seen).await;
        if browser.text().await.contains("Before you send") {
            break;
        }
        browser.tap("Continue").await;
    }
    // 17 ticks with the reply's; words, what helped, the board, the plan, notes.
    assert_eq!(seen.len(), 1 + 17 + 5 + 1, "{seen:#?}");
    wire.set(Signal::None);
    browser.tap("Send anyway").await;
    browser.reads("There is no signal").await;
    look(&browser, "no-signal", &mut seen).await;
    wire.set(Signal::GatewayOnly);
    browser.tap("Try now").await;
    browser.reads("We could not save your answers").await;
    look(&browser, "fault", &mut seen).await;
    browser.tap("Erase my answers").await;
    browser.reads("Your answers are erased").await;
    look(&browser, "erased", &mut seen).await;
    browser.end().await;
}

/// One step: as axe-core sees it, as a finger finds it, at three widths.
async fn look(browser: &Browser, name: &str, seen: &mut Vec<String>) {
    browser.picture(&format!("steps-{name}")).await;
    axe::assert_clean(browser, name).await;
    for width in [320, 640, 390] {
        browser.wide(width).await;
        browser.fits().await;
    }
    let targets = By::Css("label.choice, button, summary, select");
    for target in browser.driver.find_all(targets).await.expect("targets") {
        if target.is_displayed().await.expect("shown or not") {
            let height = target.rect().await.expect("a place").height;
            let words = target.text().await.expect("words");
            assert!(height >= TARGET, "{words} is {height} high on {name}");
        }
    }
    let headings = headings(browser).await;
    assert_eq!(headings.len(), 1, "{headings:?} on {name}");
    seen.extend(headings);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_phone_gets_as_far_as_it_can() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser.plant("delete window.AbortController").await;
    browser
        .go(&format!("{}{}", house.address, circle.ticket(0)))
        .await;
    fill(&browser, &[]).await;
    browser.tap("Send").await;
    browser.reads("Your answers have been sent").await;
    // Steps, but the browser itself sends.
    browser.plant("delete window.fetch").await;
    browser
        .go(&format!("{}{}", house.address, circle.ticket(1)))
        .await;
    fill(&browser, &[]).await;
    press(&browser, "Send").await;
    browser.reads("Your answers have been sent").await;
    // The page as it is.
    browser.plant("delete window.URLSearchParams").await;
    browser
        .go(&format!("{}{}", house.address, circle.ticket(2)))
        .await;
    let text = browser.text().await;
    assert!(
        questions().iter().all(|question| text.contains(question)),
        "{text}"
    );
    press(&browser, "Send").await;
    browser.reads("Your answers have been sent").await;
    browser.end().await;
}
