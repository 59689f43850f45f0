//! What the group and its therapist say to each other, with everything in it: on a phone and a desk, in light and dark,
//! as axe-core sees it; and what a phone that keeps two keys sends where.

use app::entities::staff::Role;
use app::urls;
use serde_json::json;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::{House, PASSWORD};
use thirtyfour::By;

use crate::pages::{look, look_here, press, type_key};
use crate::phone::{Browser, Device, Scripts};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_a_therapist_with_words_in_them() {
    let house = House::start(Kind::Sqlite).await;
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[id]).await;
    circle.past(&house, 9, 7).await;
    circle.seats(&house, &["Kim", "דנה", "Lee"]).await;
    circle.notes(&house, 0, 5).await;
    circle.answered(&house, id).await;
    circle.board(&house, 3).await;
    let group = circle.group.id;
    for device in [Device::Phone, Device::Desk] {
        let browser = Browser::start(device, Scripts::On).await;
        let here = |name: &str| format!("{name}-{}", device.name());
        browser.go(&format!("{}/sign-in", house.address)).await;
        for (name, typed) in [("email", "ann@example.org"), ("password", PASSWORD)] {
            type_into(&browser, name, typed).await;
        }
        press(&browser, "Sign in").await;
        look(
            &browser,
            &house,
            &here("staff-dashboard-full"),
            &urls::group(group),
        )
        .await;
        browser.fits().await;
        look(
            &browser,
            &house,
            &here("staff-lines-full"),
            &urls::lines(group),
        )
        .await;
        browser.fits().await;
        let summary = browser
            .driver
            .find(By::Css("summary"))
            .await
            .expect("a way to destroy");
        summary.click().await.expect("opened");
        press(&browser, "Destroy it for good").await;
        assert!(
            browser
                .text()
                .await
                .contains("Choose why this line is destroyed")
        );
        look_here(&browser, &here("staff-lines-why")).await;

        look(
            &browser,
            &house,
            &here("staff-reply-offers"),
            &urls::reply(group, 9),
        )
        .await;
        for box_ in browser
            .driver
            .find_all(By::Css("label.choice"))
            .await
            .expect("sentences")
        {
            box_.click().await.expect("ticked");
        }
        press(&browser, "Use these").await;
        look_here(&browser, &here("staff-reply-picked")).await;
        press(&browser, "Give this reply").await;
        let text = browser.text().await;
        assert!(
            text.contains("Write what you will try, in at most 500 characters"),
            "{text}"
        );
        look_here(&browser, &here("staff-reply-wrong")).await;
        browser.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notes_are_written_and_an_inbox_opened_on_a_phone() {
    let house = House::start(Kind::Sqlite).await;
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[id]).await;
    let keys = circle.past(&house, 2, 7).await;
    circle
        .seats(
            &house,
            &["Kim", "דנה", "Wilhelmina-Josephine of the Long Name"],
        )
        .await;
    circle.notes(&house, 0, 5).await;
    let ticket = circle.inbox_ticket(&house, 0).await;
    circle.answered(&house, id).await;
    circle.board(&house, 2).await;
    house.later(jiff::SignedDuration::from_secs(1)).await;
    circle.open(&house).await;

    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser.still().await;
    browser
        .go(&format!("{}{}", house.address, circle.address()))
        .await;
    type_key(&browser, &keys[0]).await;
    let folded = browser
        .driver
        .find_all(By::Css("form details > summary"))
        .await;
    folded.expect("a place for notes")[0]
        .click()
        .await
        .expect("opened");
    type_into(&browser, "note-1-line", &"א".repeat(201)).await;
    press(&browser, "Send").await;
    let text = browser.text().await;
    assert!(
        text.contains("There is a problem") && text.contains("take out 1"),
        "{text}"
    );
    assert!(text.contains("Choose who this note is for"), "{text}");
    browser.picture("member-note-wrong").await;
    browser.fits().await;
    type_into(&browser, "note-1-line", "תודה 👩‍👧 <b>").await;
    let named = By::Css("select[name=note-1] option:nth-child(3)");
    browser
        .driver
        .find(named)
        .await
        .expect("a name")
        .click()
        .await
        .expect("chosen");
    press(&browser, "Send").await;
    assert!(browser.text().await.contains("Your answers have been sent"));
    press(&browser, "Remember me on this phone").await;

    browser.go(&format!("{}{ticket}", house.address)).await;
    browser.picture("inbox-ticket").await;
    press(&browser, "Yes, open my notes").await;
    browser.picture("inbox-opened").await;
    press(&browser, "Remember me on this phone").await;
    browser
        .go(&format!(
            "{}{}",
            house.address,
            urls::inbox(&circle.group.code)
        ))
        .await;
    assert!(browser.text().await.contains("They are for Kim"));
    browser.fits().await;
    press(&browser, "Take no notes for now").await;
    browser.picture("inbox-paused").await;

    let code = circle.group.code.clone();
    for (address, kept) in [
        (circle.address(), vec!["member"]),
        (urls::heard(&code), vec!["member"]),
        (urls::inbox(&code), vec!["inbox"]),
        (urls::inbox_pause(&code), vec!["inbox"]),
        ("/groups".to_owned(), vec![]),
    ] {
        assert_eq!(
            sent_to(&browser, &format!("{}{address}", house.address)).await,
            kept,
            "{address}"
        );
    }
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_an_inbox() {
    let house = House::start(Kind::Sqlite).await;
    let mut circle = Circle::of(&house, 8, 1, &[]).await;
    circle.past(&house, 1, 5).await;
    circle.seats(&house, &["Kim"]).await;
    for device in [Device::Phone, Device::Desk] {
        let ticket = circle.inbox_ticket(&house, 0).await;
        let browser = Browser::start(device, Scripts::On).await;
        let here = |name: &str| format!("{name}-{}", device.name());
        look(&browser, &house, &here("inbox-ticket"), &ticket).await;
        press(&browser, "Yes, open my notes").await;
        look_here(&browser, &here("inbox-opened")).await;
        press(&browser, "Keep a copy of my key").await;
        look_here(&browser, &here("inbox-key")).await;
        look(&browser, &house, &here("inbox-used"), &ticket).await;
        let unknown = urls::inbox_ticket(&circle.group.code, "0000000000");
        look(&browser, &house, &here("inbox-no-ticket"), &unknown).await;
        look(
            &browser,
            &house,
            &here("inbox-wrong-key"),
            &urls::inbox(&circle.group.code),
        )
        .await;
        type_key(&browser, "short").await;
        look_here(&browser, &here("inbox-wrong-key")).await;
        browser.end().await;
    }
}

async fn type_into(browser: &Browser, name: &str, words: &str) {
    let field = browser.driver.find(By::Name(name)).await.expect("a field");
    field.clear().await.expect("emptied");
    field.send_keys(words).await.expect("typed");
}

/// The names of the cookies that the browser would send to an address.
async fn sent_to(browser: &Browser, address: &str) -> Vec<String> {
    let asked = json!({ "urls": [address] });
    let found = browser
        .driver
        .cdp()
        .send_raw("Network.getCookies", asked)
        .await;
    let found = found.expect("its cookies");
    let cookies = found["cookies"].as_array().expect("a list");
    let name = |cookie: &serde_json::Value| cookie["name"].as_str().expect("a name").to_owned();
    cookies.iter().map(name).collect()
}
