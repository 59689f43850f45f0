//! A tablet that is passed round: what the next person finds of the one before, with and without JavaScript.

use app::entities::staff::Role;
use app::urls;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::{House, PASSWORD};
use thirtyfour::By;

use crate::axe;
use crate::pages::{look_here, press};
use crate::phone::{Browser, Device, Scripts};
use crate::steps::{counted, fill};

const WORDS: &str = "quokka umbrella marmalade";

/// A therapist opens the dashboard on the tablet and passes it round.
async fn passed_round(house: &House, circle: &Circle, browser: &Browser) {
    browser.go(&format!("{}/sign-in", house.address)).await;
    for (name, typed) in [("email", "ann@example.org"), ("password", PASSWORD)] {
        let field = browser.driver.find(By::Name(name)).await.expect("a field");
        field.send_keys(typed).await.expect("typed");
    }
    press(browser, "Sign in").await;
    browser
        .go(&format!(
            "{}{}",
            house.address,
            urls::group(circle.group.id)
        ))
        .await;
    browser.tap("Pass a tablet round").await;
    browser.reads("You are signed out on this tablet").await;
    press(browser, "Sign me out and begin").await;
    browser.reads("I have a new ticket").await;
    assert_eq!(
        browser.address().await,
        format!("{}{}", house.address, circle.address())
    );
}

async fn type_ticket(browser: &Browser, ticket: &str) {
    let field = browser
        .driver
        .find(By::Name("ticket"))
        .await
        .expect("a field");
    field.send_keys(ticket).await.expect("typed");
    press(browser, "Go on").await;
}

/// Nothing on the page, seen or unseen, is of the person before.
async fn nothing_left(browser: &Browser, key: &str) {
    let page = browser.driver.source().await.expect("its source");
    assert!(!page.contains(WORDS) && !page.contains(key), "{page}");
    assert!(!page.contains(" checked"), "{page}");
    let state = "return Array.from(document.querySelectorAll('textarea, input')).filter(
        field => field.type !== 'hidden' && (field.checked || field.type === 'text' && field.value)).length";
    assert_eq!(browser.run(state).await, serde_json::json!(0));
}

async fn key_on(browser: &Browser) -> String {
    let key = browser
        .driver
        .find(By::Css("[name=key]"))
        .await
        .expect("a key");
    key.attr("value")
        .await
        .expect("an attribute")
        .expect("a key")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_next_person_finds_nothing() {
    let house = House::start(Kind::Sqlite).await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann]).await;
    let session = circle.open(&house).await;
    crate::steps::others(&house, &circle, 2, 3).await;
    let browser = Browser::start(Device::Desk, Scripts::On).await;
    passed_round(&house, &circle, &browser).await;
    look_here(&browser, "tablet-door").await;
    // Nobody is signed in on it any more, and Back does not lead to the dashboard.
    browser.driver.back().await.expect("back");
    browser.reads("Sign in").await;
    assert!(!browser.text().await.contains("Tuesday group"));
    browser
        .go(&format!("{}{}", house.address, circle.address()))
        .await;

    for ticket in &circle.tickets[..2] {
        type_ticket(&browser, ticket).await;
        let key = key_on(&browser).await;
        fill(&browser, &[]).await;
        let words = "document.querySelector('[name=words]').value = ";
        browser.run(&format!("{words}'{WORDS}'")).await;
        assert!(browser.text().await.contains("Stop without sending"));
        browser.tap("Keep a key").await;
        browser.picture("tablet-end").await;
        axe::assert_clean(&browser, "the end on a tablet").await;
        browser.tap("Send").await;
        browser
            .reads("Nothing of them is left on this tablet")
            .await;
        look_here(&browser, "tablet-thanks").await;
        let offered = browser.text().await;
        assert!(
            !offered.contains("Remember me") && !offered.contains("my key"),
            "{offered}"
        );
        nothing_left(&browser, &key).await;
        browser.driver.back().await.expect("back");
        browser.reads("This ticket has been used").await;
        nothing_left(&browser, &key).await;
        browser.tap("Next person").await;
        browser.reads("I have a new ticket").await;
        nothing_left(&browser, &key).await;
        for _ in 0..2 {
            browser.driver.back().await.expect("back");
            nothing_left(&browser, &key).await;
        }
        browser
            .go(&format!("{}{}", house.address, circle.address()))
            .await;
    }
    browser.end().await;
    circle.close(&house, &session).await;
    assert_eq!(counted(&house).await, 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_stops_in_the_middle_leaves_nothing() {
    let house = House::start(Kind::Sqlite).await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann]).await;
    circle.open(&house).await;
    let browser = Browser::start(Device::Desk, Scripts::On).await;
    passed_round(&house, &circle, &browser).await;
    type_ticket(&browser, &circle.tickets[0]).await;
    let key = key_on(&browser).await;
    fill(&browser, &[]).await;
    browser
        .run(&format!(
            "document.querySelector('[name=words]').value = '{WORDS}'"
        ))
        .await;
    browser.tap("Stop without sending").await;
    browser.reads("I have a new ticket").await;
    for _ in 0..3 {
        browser.driver.back().await.expect("back");
        nothing_left(&browser, &key).await;
    }
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_person_sent_is_not_sent_again_by_the_next() {
    let house = House::start(Kind::Sqlite).await;
    let ann = house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[ann]).await;
    circle.open(&house).await;
    // Without JavaScript the browser keeps forms that were posted, and offers to send them again.
    let browser = Browser::start(Device::Desk, Scripts::Off).await;
    passed_round(&house, &circle, &browser).await;
    type_ticket(&browser, &circle.tickets[0]).await;
    let key = key_on(&browser).await;
    let words = browser
        .driver
        .find(By::Name("words"))
        .await
        .expect("a field");
    words
        .send_keys(format!("{WORDS} ").repeat(30))
        .await
        .expect("typed");
    press(&browser, "Send").await;
    browser.reads("There is a problem").await;
    let words = browser
        .driver
        .find(By::Name("words"))
        .await
        .expect("a field");
    words.clear().await.expect("emptied");
    words.send_keys(WORDS).await.expect("typed");
    press(&browser, "Send").await;
    browser
        .reads("Nothing of them is left on this tablet")
        .await;

    browser.driver.back().await.expect("back");
    browser.driver.refresh().await.expect("sent again");
    let page = browser.driver.source().await.expect("its source");
    assert!(!page.contains(WORDS) && !page.contains(&key), "{page}");
    browser.reads("I have a new ticket").await;
    browser.end().await;
}
