//! A hallway without a signal: what a phone with JavaScript does when answers cannot be sent, and how faults come out.

use app::sealed::casting::{Answers, Holder};
use serde_json::json;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use thirtyfour::By;

use crate::phone::{Browser, Device, Scripts};
use crate::steps::{counted, fill, others};
use crate::wire::{Signal, Wire};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_signal_it_keeps_trying_and_counts_once() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let session = circle.open(&house).await;
    others(&house, &circle, 1, 4).await;
    let wire = Wire::to(&house.address).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser
        .go(&format!("{}{}", wire.address, circle.ticket(0)))
        .await;
    fill(&browser, &[]).await;

    wire.set(Signal::None);
    browser.tap("Send").await;
    browser
        .reads("There is no signal. Your answers are still on this page, nowhere else.")
        .await;
    browser.tap("Try now").await;
    browser.reads("Still not sent").await;
    let kept =
        "return [localStorage.length, sessionStorage.length, document.cookie, location.pathname]";
    let nowhere = json!([0, 0, "", circle.ticket(0)]);
    assert_eq!(browser.run(kept).await, nowhere, "nowhere else");

    // They arrive now, but nobody tells the phone: it tries by itself, and it is the same ballot.
    wire.set(Signal::LosesAnswers);
    let before = wire.posted().len();
    while wire.posted().len() < before + 2 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    wire.set(Signal::Good);
    browser.reads("Your answers have been sent").await;
    let posted = wire.posted();
    assert!(
        posted.windows(2).all(|pair| pair[0] == pair[1]),
        "{posted:#?}"
    );
    browser.end().await;
    circle.close(&house, &session).await;
    assert_eq!(counted(&house).await, 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_that_finds_a_network_tries_at_once() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser
        .go(&format!("{}{}", house.address, circle.ticket(0)))
        .await;
    fill(&browser, &[]).await;
    network(&browser, false).await;
    browser.tap("Send").await;
    browser.reads("There is no signal").await;
    // Back leads to the questions, with what was answered; and forth again.
    browser.driver.back().await.expect("back");
    browser.reads("If you like").await;
    browser.tap("Continue").await;
    browser.reads("Nothing was left blank").await;
    browser.tap("Send").await;
    browser.reads("There is no signal").await;
    network(&browser, true).await;
    browser.reads("Your answers have been sent").await;
    browser.end().await;
}

/// Takes the browser off its network, or puts it back.
async fn network(browser: &Browser, there: bool) {
    let conditions = json!({
        "offline": !there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1
    });
    let cdp = browser.driver.cdp();
    cdp.send_raw("Network.enable", json!({}))
        .await
        .expect("watched");
    let set = cdp.send_raw("Network.emulateNetworkConditions", conditions);
    set.await.expect("a network or none");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_can_be_erased_instead() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let wire = Wire::to(&house.address).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser
        .go(&format!("{}{}", wire.address, circle.ticket(0)))
        .await;
    fill(&browser, &[]).await;
    let key = browser
        .run("return document.querySelector('[name=key]').value")
        .await;
    wire.set(Signal::None);
    browser.tap("Send").await;
    browser.reads("There is no signal").await;
    browser.tap("Erase my answers").await;
    browser.reads("Your answers are erased").await;
    let left = browser
        .run("return document.documentElement.outerHTML + JSON.stringify(history.state)")
        .await;
    let left = left.as_str().expect("the page");
    assert!(!left.contains("the others") && !left.contains(key.as_str().expect("a key")));
    assert!(!left.contains("<form"), "{left}");
    let tries = wire.posted().len();

    wire.set(Signal::Good);
    browser.tap("Begin again").await;
    browser.reads("short questions").await;
    let empty = "return document.querySelectorAll('form :checked').length + document.querySelector('[name=words]').value";
    assert_eq!(browser.run(empty).await, json!("0"));
    assert_eq!(wire.posted().len(), tries, "nothing was sent any more");
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_of_ours_keeps_the_answers() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let wire = Wire::to(&house.address).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser
        .go(&format!("{}{}", wire.address, circle.ticket(0)))
        .await;
    fill(&browser, &[]).await;
    wire.set(Signal::GatewayOnly);
    browser.tap("Send").await;
    browser
        .reads("We could not save your answers. They are still on this page. Try again.")
        .await;
    assert!(!browser.text().await.contains("502"));
    wire.set(Signal::Good);
    browser.tap("Try now").await;
    browser.reads("Your answers have been sent").await;
    assert!(wire.posted().windows(2).all(|pair| pair[0] == pair[1]));
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_lead_to_their_questions() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser
        .go(&format!("{}{}", house.address, circle.ticket(0)))
        .await;
    fill(&browser, &[]).await;
    let long = "['words', 'plan'].forEach(name => {
        document.querySelector(`[name=${name}]`).value = 'far too long '.repeat(50) })";
    browser.run(long).await;
    browser.tap("Send").await;
    browser.reads("There is a problem").await;
    let title = browser.driver.title().await.expect("a title");
    assert!(title.starts_with("Error: "), "{title}");
    let focused = browser.run("return document.activeElement.className").await;
    assert_eq!(focused, json!("problem"));
    assert!(
        browser
            .text()
            .await
            .contains("Anything you would like to say to the therapist?")
    );
    assert!(
        !browser
            .text()
            .await
            .contains("Before the next session I want to")
    );
    browser.picture("steps-problem").await;
    crate::axe::assert_clean(&browser, "a problem").await;

    // A link of the summary leads to its field, and a step on to the next message.
    let link = By::Css(".problem a[href='#plan']");
    browser
        .driver
        .find(link)
        .await
        .expect("a link")
        .click()
        .await
        .expect("tapped");
    browser.reads("Before the next session I want to").await;
    let field = browser.focused().await;
    assert_eq!(
        field.attr("name").await.expect("an attribute").as_deref(),
        Some("plan")
    );
    assert!(browser.address().await.ends_with(&circle.ticket(0)));
    shorten(&browser, "plan").await;
    browser.driver.back().await.expect("back");
    browser
        .reads("Anything you would like to say to the therapist?")
        .await;
    shorten(&browser, "words").await;
    browser.tap("Continue").await;
    browser.reads("Before the next session I want to").await;
    browser.tap("Continue").await;
    browser.reads("Nothing was left blank").await;
    browser.tap("Send").await;
    browser.reads("Your answers have been sent").await;
    browser.end().await;
}

async fn shorten(browser: &Browser, name: &str) {
    let field = browser.driver.find(By::Name(name)).await.expect("a field");
    field.clear().await.expect("emptied");
    field.send_keys("Short.").await.expect("typed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refusals_come_out_as_they_do_without_javascript() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let session = circle.open(&house).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser
        .go(&format!("{}{}", house.address, circle.ticket(0)))
        .await;
    fill(&browser, &[]).await;
    browser
        .run("document.querySelector('[name=words]').value = 'x'.repeat(99999)")
        .await;
    browser.tap("Send").await;
    browser.reads("That was too much at once").await;
    // It says "go back, make it shorter": the answers are there for whoever does.
    browser.driver.back().await.expect("back");
    browser.reads("Nothing was left blank").await;
    browser
        .run("document.querySelector('[name=words]').value = 'Short.'")
        .await;
    browser.tap("Send").await;
    browser.reads("Your answers have been sent").await;

    // Somebody else has used the ticket meanwhile.
    browser
        .go(&format!("{}{}", house.address, circle.ticket(1)))
        .await;
    fill(&browser, &[]).await;
    let holder = Holder {
        key: app::sealed::member_key::MemberKey::fresh(&house.app.random),
        ticket: app::sealed::tickets::Ticket::parse(&circle.tickets[1]),
    };
    let answers = Answers {
        climate: vec![Some(1); 8],
        outcome: Some(vec![Some(1.0); 8]),
        ..Answers::default()
    };
    let cast = app::sealed::casting::cast(&house.app, &circle.group, &holder, answers).await;
    cast.expect("the database answers")
        .expect("they are let in");
    browser.tap("Send").await;
    browser.reads("This ticket has been used").await;
    browser.driver.back().await.expect("back");
    browser.reads("This ticket has been used").await;

    browser
        .go(&format!("{}{}", house.address, circle.ticket(2)))
        .await;
    fill(&browser, &[]).await;
    circle.close(&house, &session).await;
    browser.tap("Send").await;
    browser.reads("This survey has closed").await;
    browser.end().await;
}
