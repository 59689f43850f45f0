//! A member's evening on a phone without JavaScript, and with nothing but a keyboard: ticket, answers, thanks, again.

use app::entities::session;
use sea_orm::EntityTrait;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use thirtyfour::{By, Key};

use crate::phone::{Browser, Device, Scripts};

/// Our floor for what a finger has to hit, in points (WCAG 2.2, 2.5.5).
const TARGET: f64 = 44.0;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_answers_by_keyboard_and_comes_back() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let first = circle.open(&house).await;
    let browser = Browser::start(Device::Phone, Scripts::Off).await;

    browser
        .go(&format!("{}{}", house.address, circle.ticket(0)))
        .await;
    answer(&browser, 16).await;
    browser.picture("member-answered").await;
    send(&browser).await;
    browser.picture("member-thanks").await;
    browser.tab_to_words("Remember me on this phone").await;
    browser.enter().await;
    assert!(browser.text().await.contains("This phone remembers you"));
    browser.picture("member-remembered").await;

    circle.close(&house, &first).await;
    browser
        .go(&format!("{}{}", house.address, circle.address()))
        .await;
    let calm = browser.text().await;
    assert!(calm.contains("You do not need to do anything"), "{calm}");
    browser.picture("member-nothing-open").await;

    house.later(jiff::SignedDuration::from_hours(6 * 24)).await;
    circle.open(&house).await;
    browser
        .go(&format!("{}{}", house.address, circle.address()))
        .await;
    answer(&browser, 8).await;
    send(&browser).await;
    assert!(
        !browser.text().await.contains("Remember me"),
        "it remembers already"
    );
    let keys: Vec<String> = [
        browser.address().await,
        browser.driver.title().await.expect("a title"),
    ]
    .into();
    assert!(keys.iter().all(|place| !place.contains("key")), "{keys:?}");
    browser.end().await;
    assert_eq!(
        session::Entity::find()
            .all(&house.app.database.reader)
            .await
            .expect("sessions")
            .len(),
        2
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fingers_find_every_choice_and_nothing_runs_off_the_screen() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser.still().await;
    browser
        .go(&format!("{}{}", house.address, circle.ticket(0)))
        .await;
    for target in browser
        .driver
        .find_all(By::Css("label.choice, button, summary"))
        .await
        .expect("targets")
    {
        if target.is_displayed().await.expect("shown or not") {
            let height = target.rect().await.expect("a place").height;
            assert!(
                height >= TARGET,
                "{} is {height} high",
                target.text().await.expect("words")
            );
        }
    }
    for width in [320, 390] {
        browser.wide(width).await;
        let wide = browser
            .run("return document.documentElement.scrollWidth")
            .await;
        let wide = wide.as_i64();
        assert_eq!(
            wide,
            Some(width),
            "the page is wider than a phone of {width}"
        );
    }
    browser.end().await;
}

/// Goes through `questions` questions: the second choice of each, by space and arrow; then some words.
async fn answer(browser: &Browser, questions: usize) {
    let groups = browser
        .driver
        .find_all(By::Css("fieldset"))
        .await
        .expect("questions");
    assert_eq!(groups.len(), questions, "{}", browser.text().await);
    let first = groups[0]
        .find(By::Css("input"))
        .await
        .expect("a choice")
        .attr("name")
        .await
        .expect("an attribute");
    browser.tab_to("name", &first.expect("a name")).await;
    for question in 0..questions {
        if question > 0 {
            browser.press(Key::Tab).await;
        }
        browser.press(Key::Space).await;
        browser.press(Key::Down).await;
        assert_eq!(
            browser
                .focused()
                .await
                .attr("type")
                .await
                .expect("an attribute")
                .as_deref(),
            Some("radio")
        );
        let chosen = browser
            .driver
            .find_all(By::Css("input[type=radio]:checked"))
            .await
            .expect("choices");
        assert_eq!(chosen.len(), question + 1);
    }
    browser.tab_to("name", "words").await;
    browser.type_words("It helped to hear the others.").await;
}

async fn send(browser: &Browser) {
    browser.tab_to_words("Send").await;
    browser.enter().await;
    let text = browser.text().await;
    assert!(text.contains("Your answers have been sent"), "{text}");
}
