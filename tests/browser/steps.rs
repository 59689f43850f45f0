//! A member's evening on a phone with JavaScript: one question at a time, back and forth, what was left blank, and in the
//! end exactly the page that a phone without it gets.

use analytics::measure;
use app::entities::tally;
use sea_orm::EntityTrait;
use serde_json::json;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use tests::person::Person;
use thirtyfour::By;

use crate::pages::press;
use crate::phone::{Browser, Device, Scripts};
use crate::wire::Wire;

const WORDS: &str = "It helped to hear\nthe others, ✓ & more.";

/// The words of the eight questions.
pub fn questions() -> Vec<&'static str> {
    let items = measure::session_form().items.iter();
    items.map(|item| item.text.as_str()).collect()
}

/// What has the focus: the heading of the step that is shown.
pub async fn heading(browser: &Browser) -> String {
    let focused = browser
        .run("return document.activeElement.textContent")
        .await;
    focused.as_str().expect("its words").to_owned()
}

/// The headings that can be seen, of all that are on the page.
pub async fn headings(browser: &Browser) -> Vec<String> {
    let mut seen = Vec::new();
    for heading in browser
        .driver
        .find_all(By::Css("h1"))
        .await
        .expect("headings")
    {
        if heading.is_displayed().await.expect("seen or not") {
            seen.push(heading.text().await.expect("its words"));
        }
    }
    seen
}

/// Goes from a ticket's page to the last step: the second answer to every question but `blank`, and some words.
pub async fn fill(browser: &Browser, blank: &[usize]) {
    browser.tap("Start").await;
    let steps = browser
        .run("return document.querySelectorAll('form .q').length")
        .await;
    for step in 1..=steps.as_u64().expect("a number") as usize {
        let place = "form .q:not([hidden]) input[type=radio] + span";
        let choices = browser
            .driver
            .find_all(By::Css(place))
            .await
            .expect("choices");
        match choices.get(1) {
            Some(second) if !blank.contains(&step) => second.click().await.expect("chosen"),
            _ => {}
        }
        let words = By::Css("form .q:not([hidden]) textarea[name=words]");
        if let Ok(words) = browser.driver.find(words).await {
            words.send_keys(WORDS).await.expect("typed");
        }
        browser.tap("Continue").await;
    }
    browser.reads("Before you send").await;
}

/// Lets members of a circle answer from their own phones, from ticket `from` on.
pub async fn others(house: &House, circle: &Circle, from: usize, people: usize) {
    for n in from..from + people {
        let phone: Person = house.visitor();
        let survey = phone.get(&circle.ticket(n)).await;
        let mut form = survey.form_with_button("Send");
        for name in form.names() {
            let choices = form.choices(&name);
            if choices.len() > 3 {
                form = form.with(&name, &choices[1]);
            }
        }
        let thanks = phone.send(&form).await;
        assert!(thanks.says("Your answers have been sent"));
    }
}

/// How many people stand behind the figures of the only session that has closed.
pub async fn counted(house: &House) -> i32 {
    let tallies = tally::Entity::find().all(&house.app.database.reader).await;
    let tallies = tallies.expect("the database answers");
    tallies.iter().map(|tally| tally.n).max().unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_question_at_a_time() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    let address = format!("{}{}", house.address, circle.ticket(0));
    browser.go(&address).await;
    let questions = questions();
    assert_eq!(headings(&browser).await, ["How was today?"]);
    let welcome = browser.text().await;
    assert!(
        welcome.contains("16 short questions") && !welcome.contains(questions[0]),
        "{welcome}"
    );

    browser.tap("Start").await;
    browser.reads("Question 1 of 16").await;
    assert_eq!(headings(&browser).await, [questions[0]]);
    assert_eq!(
        heading(&browser).await,
        questions[0],
        "the focus is on the question"
    );
    browser.tap("Mostly").await;
    assert_eq!(
        headings(&browser).await,
        [questions[0]],
        "nothing moves by itself"
    );
    browser.tap("Continue").await;
    browser.reads("Question 2 of 16").await;
    browser.tap("Continue").await;
    browser.reads("Question 3 of 16").await;

    browser.driver.back().await.expect("the browser's own Back");
    browser.reads("Question 2 of 16").await;
    assert_eq!(heading(&browser).await, questions[1]);
    browser.tap("Back").await;
    browser.reads("Question 1 of 16").await;
    let chosen = browser
        .run("return document.querySelector('.q:not([hidden]) :checked').value")
        .await;
    assert_eq!(chosen, json!("3"), "the answer is still there");
    browser
        .driver
        .forward()
        .await
        .expect("the browser's own Forward");
    browser.reads("Question 2 of 16").await;
    assert_eq!(browser.address().await, address);
    let state = browser.run("return history.state").await;
    assert_eq!(
        state,
        json!({ "step": 2, "depth": 2 }),
        "no answer is in it"
    );
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_left_blank_is_said_once() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let session = circle.open(&house).await;
    others(&house, &circle, 1, 4).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    let address = format!("{}{}", house.address, circle.ticket(0));
    browser.go(&address).await;
    let questions = questions();
    fill(&browser, &[2, 3]).await;
    assert!(
        browser
            .text()
            .await
            .contains("You left 2 questions blank. That is fine.")
    );
    browser.picture("steps-blank").await;
    browser.tap(questions[1]).await;
    browser.reads("Question 2 of 16").await;
    assert_eq!(heading(&browser).await, questions[1]);
    browser.tap("I would rather not say").await;
    browser.tap("Continue").await;
    browser
        .reads("You left 1 question blank. That is fine. Answer it, or send as it is.")
        .await;
    assert!(!browser.text().await.contains(questions[1]));
    browser.tap("Send anyway").await;
    browser.reads("Your answers have been sent").await;
    assert_eq!(heading(&browser).await, "Thank you");

    // Back does not show what was answered, and there are no steps left to go back through.
    browser.driver.back().await.expect("back");
    browser.reads("This ticket has been used").await;
    browser.end().await;
    circle.close(&house, &session).await;
    assert_eq!(counted(&house).await, 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_sends_and_ends_as_without_javascript() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let wire = Wire::to(&house.address).await;
    let mut ends = Vec::new();
    for ticket in 0..2 {
        let browser = Browser::start(Device::Phone, Scripts::On).await;
        let address = format!("{}{}", wire.address, circle.ticket(ticket));
        if ticket == 0 {
            browser.go(&address).await;
            fill(&browser, &[4]).await;
            browser.tap("Send anyway").await;
            browser.reads("Your answers have been sent").await;
        } else {
            browser.still().await;
            browser.go(&address).await;
            let groups = browser
                .driver
                .find_all(By::Css("fieldset"))
                .await
                .expect("questions");
            for (n, group) in groups.iter().enumerate().filter(|(n, _)| *n != 3) {
                let second = group
                    .find_all(By::Css("input + span"))
                    .await
                    .expect("choices");
                second[1]
                    .click()
                    .await
                    .unwrap_or_else(|why| panic!("question {n}: {why}"));
            }
            let words = browser
                .driver
                .find(By::Name("words"))
                .await
                .expect("a field");
            words.send_keys(WORDS).await.expect("typed");
            press(&browser, "Send").await;
        }
        let page = "document.querySelectorAll('[tabindex]').forEach(e => e.removeAttribute('tabindex'));
                    return [document.compatMode, document.title, document.documentElement.outerHTML]";
        let page = browser.run(page).await.to_string();
        let path = browser.address().await.replace(&wire.address, "");
        assert_eq!(path, circle.ticket(ticket));
        ends.push(without_keys(&page));
        browser.end().await;
    }
    assert_eq!(ends[0], ends[1], "the thanks");
    let posted: Vec<String> = wire
        .posted()
        .iter()
        .map(|body| same_spaces(&without_keys(body)))
        .collect();
    assert_eq!(posted.len(), 2, "{posted:#?}");
    assert_eq!(posted[0], posted[1], "what was sent");
    assert!(posted[0].contains("hear%0D%0Athe"), "{}", posted[0]);
}

/// With every key and ticket made alike.
fn without_keys(text: &str) -> String {
    let codes = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase();
    let mut out = String::new();
    let mut run = String::new();
    for c in text.chars().chain(['\0']) {
        if codes(c) {
            run.push(c);
            continue;
        }
        out.push_str(if [10, 26].contains(&run.len()) {
            "CODE"
        } else {
            &run
        });
        run.clear();
        out.push(c);
    }
    out
}

fn same_spaces(form: &str) -> String {
    form.replace("%20", "+")
}
