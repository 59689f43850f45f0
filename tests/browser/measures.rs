//! Measures as axe-core and an eye see them: the staff's pages, and every kind of question on a phone.

use app::entities::group::{self, Outcomes};
use app::entities::staff::Role;
use app::urls;
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use thirtyfour::By;

use crate::pages::{look, look_as, look_here};
use crate::phone::{Browser, Device, Scripts};

async fn asked(house: &House, outcomes: &str, therapists: &[i64]) -> Circle {
    let circle = Circle::of(house, 8, 1, therapists).await;
    let outcomes: Outcomes = outcomes.parse().expect("outcomes");
    let row = group::ActiveModel {
        id: Set(circle.group.id),
        outcomes: Set(outcomes),
        ..Default::default()
    };
    let saved = row.update(&house.app.database.writer).await;
    saved.expect("the group is changed");
    circle
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_measures() {
    let house = House::start(Kind::Sqlite).await;
    house.hire("ada@example.org", Role::Administrator).await;
    house.hire("ann@example.org", Role::Therapist).await;
    let ada = house.sign_in("ada@example.org").await;
    let form = ada.get("/measures").await.form("/service/non-commercial");
    let pages = [
        ("measures", "/measures".to_owned()),
        ("measure-phq-8", urls::measure("phq-8")),
        ("measure-add", "/service/measures".to_owned()),
    ];
    look_as(&house, "ada@example.org", &pages).await;
    ada.send(&form.with("accepted", "yes")).await;
    let pages = [
        ("measures-pack", "/measures".to_owned()),
        ("measure-pcl-5", urls::measure("pcl-5")),
        ("measure-ons4", urls::measure("ons4")),
        ("measure-core-10", urls::measure("core-10")),
        ("group-new-measures", "/groups/new".to_owned()),
    ];
    look_as(&house, "ann@example.org", &pages).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_question_on_a_phone() {
    let house = House::start(Kind::Sqlite).await;
    for (name, outcomes, owner) in [
        ("steps", "1 ons4:1", "ONS / GSS"),
        ("ends", "1 goals:1", "Chorus"),
        ("number", "1 gas:1", "Kiresuk"),
        ("long", "1 k10:1", "Ronald C. Kessler"),
    ] {
        let circle = asked(&house, outcomes, &[]).await;
        circle.open(&house).await;
        let browser = Browser::start(Device::Phone, Scripts::On).await;
        browser
            .go(&format!("{}{}", house.address, circle.ticket(0)))
            .await;
        // Past the eight about the session, to the first of the questionnaire.
        browser.tap("Start").await;
        for _ in 0..8 {
            browser.tap("Continue").await;
        }
        let first = browser.text().await;
        assert!(
            first.contains(owner),
            "whose words they are stands below each"
        );
        look_here(&browser, &format!("survey-{name}")).await;
        browser.wide(320).await;
        browser.fits().await;
        look_here(&browser, &format!("survey-{name}-narrow")).await;
        browser.end().await;

        let browser = Browser::start(Device::Phone, Scripts::On).await;
        browser.still().await;
        look(
            &browser,
            &house,
            &format!("survey-{name}-plain"),
            &circle.ticket(0),
        )
        .await;
        browser.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_left_empty_is_said_before_sending() {
    let house = House::start(Kind::Sqlite).await;
    let circle = asked(&house, "1 gas:1", &[]).await;
    circle.open(&house).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser
        .go(&format!("{}{}", house.address, circle.ticket(0)))
        .await;
    browser.tap("Start").await;
    while !browser.text().await.contains("Before you send") {
        browser.tap("Continue").await;
    }
    browser
        .tap("Your total on “Goal attainment scaling (T-score)”")
        .await;
    let field = browser
        .driver
        .find(By::Css(".number"))
        .await
        .expect("a field");
    // What cannot be taken is said at once, and the question stays.
    for (typed, what) in [("630", "too much"), ("1e1", "no number of a person")] {
        field.clear().await.expect("emptied");
        field.send_keys(typed).await.expect("typed");
        browser.tap("Continue").await;
        browser.reads("Type a number from").await;
        let shown = field.is_displayed().await.expect("seen or not");
        assert!(shown, "{what}");
    }
    look_here(&browser, "survey-number-wrong").await;
    field.clear().await.expect("emptied");
    field.send_keys("63,7").await.expect("typed");
    browser.tap("Continue").await;
    let end = browser.text().await;
    assert!(
        end.contains("Before you send") && !end.contains("Your total on"),
        "{end}"
    );
    browser.tap("Send anyway").await;
    browser.reads("Your answers have been sent").await;
    browser.end().await;
}
