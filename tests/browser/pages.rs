//! Every page of every role, as axe-core and an eye see it: in light and in dark, on a phone and on a desk.

use app::entities::mail;
use app::entities::staff::Role;
use app::entities::team;
use app::urls;
use sea_orm::ActiveModelTrait;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::{House, PASSWORD};
use tests::reporting;

use thirtyfour::By;

use crate::axe;
use crate::phone::{Browser, Device, Scripts};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_anybody_reaches() {
    let house = House::start(Kind::Sqlite).await;
    for device in [Device::Phone, Device::Desk] {
        let browser = Browser::start(device, Scripts::On).await;
        for (name, path) in [
            ("start", "/"),
            ("sign-in", "/sign-in"),
            ("no such page", "/nowhere"),
        ] {
            browser.go(&format!("{}{path}", house.address)).await;
            browser.picture(&format!("{name}-{}", device.name())).await;
            axe::assert_clean(&browser, name).await;
        }
        browser.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_members_reach() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser.still().await;
    let code = circle.group.code.clone();
    look(&browser, &house, "member-closed", &circle.ticket(0)).await;
    look(&browser, &house, "member-nothing", &circle.address()).await;
    circle.open(&house).await;
    look(&browser, &house, "member-door", &circle.address()).await;
    look(&browser, &house, "member-survey", &circle.ticket(0)).await;
    look(
        &browser,
        &house,
        "member-information",
        &urls::information(&code),
    )
    .await;
    look(&browser, &house, "member-tickets", &urls::ticket_log(&code)).await;
    look(
        &browser,
        &house,
        "member-unknown-ticket",
        &urls::ticket_page(&code, "0000000000"),
    )
    .await;

    browser
        .go(&format!("{}{}", house.address, circle.ticket(1)))
        .await;
    let words = browser
        .driver
        .find(By::Css("textarea"))
        .await
        .expect("a place for words");
    words
        .send_keys("far too long ".repeat(50))
        .await
        .expect("typed");
    press(&browser, "Send").await;
    assert!(
        browser.text().await.contains("There is a problem"),
        "{}",
        browser.text().await
    );
    look_here(&browser, "member-too-long").await;
    let words = browser
        .driver
        .find(By::Css("textarea"))
        .await
        .expect("a place for words");
    assert!(
        words
            .prop("value")
            .await
            .expect("typed")
            .is_some_and(|kept| kept.len() > 500),
        "what was typed stays"
    );
    words.clear().await.expect("emptied");
    press(&browser, "Send").await;
    look_here(&browser, "member-sent").await;
    press(&browser, "Keep a copy of my key").await;
    look_here(&browser, "member-key").await;

    browser
        .go(&format!("{}{}", house.address, circle.ticket(2)))
        .await;
    press(&browser, "Send").await;
    press(&browser, "Remember me on this phone").await;
    look_here(&browser, "member-remembered").await;
    look(&browser, &house, "member-whose", &circle.ticket(3)).await;
    browser.end().await;
}

pub async fn look(browser: &Browser, house: &House, name: &str, path: &str) {
    browser.go(&format!("{}{path}", house.address)).await;
    look_here(browser, name).await;
}

pub async fn look_here(browser: &Browser, name: &str) {
    browser.picture(name).await;
    axe::assert_clean(browser, name).await;
}

pub async fn press(browser: &Browser, words: &str) {
    for button in browser
        .driver
        .find_all(By::Css("button"))
        .await
        .expect("buttons")
    {
        if button.text().await.expect("its words").contains(words) {
            let old = browser.sheet().await;
            button.click().await.expect("pressed");
            return browser.turned(old).await;
        }
    }
    panic!("no button “{words}” on:\n{}", browser.text().await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_open_with_a_key() {
    let house = House::start(Kind::Sqlite).await;
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[id]).await;
    let keys = circle.past(&house, 8, 7).await;
    let inboxes = circle
        .seats(&house, &["Kim", "דנה", "Wilhelmina-Josephine"])
        .await;
    circle.answered(&house, id).await;
    circle.board(&house, 5).await;
    let code = circle.group.code.clone();
    for device in [Device::Phone, Device::Desk] {
        let browser = Browser::start(device, Scripts::On).await;
        let here = |name: &str| format!("{name}-{}", device.name());
        look(
            &browser,
            &house,
            &here("member-own-asks"),
            &urls::own(&code),
        )
        .await;
        type_key(&browser, &keys[0]).await;
        look_here(&browser, &here("member-own")).await;
        press(&browser, "Forget me …").await;
        look_here(&browser, &here("member-forget-me")).await;
        look(
            &browser,
            &house,
            &here("member-heard-asks"),
            &urls::heard(&code),
        )
        .await;
        type_key(&browser, &keys[0]).await;
        look_here(&browser, &here("member-heard")).await;
        look(&browser, &house, &here("inbox-asks"), &urls::inbox(&code)).await;
        type_key(&browser, &inboxes[1].to_code()).await;
        look_here(&browser, &here("inbox")).await;
        browser.end().await;
    }
    house.later(jiff::SignedDuration::from_secs(1)).await;
    circle.open(&house).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser.still().await;
    look(&browser, &house, "member-door-open", &circle.address()).await;
    type_key(&browser, &keys[0]).await;
    look_here(&browser, "member-survey-full").await;
    browser.end().await;
}

pub async fn type_key(browser: &Browser, key: &str) {
    let field = browser.driver.find(By::Name("key")).await;
    field.expect("a field").send_keys(key).await.expect("typed");
    press(browser, "Go on with my key").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_therapists_reach() {
    let house = House::start(Kind::Sqlite).await;
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let mut circle = Circle::of(&house, 8, 1, &[id]).await;
    circle.past(&house, 9, 7).await;
    let new = Circle::of(&house, 8, 1, &[id]).await;
    let group = circle.group.id;
    let paths = [
        ("staff-groups", "/groups".to_owned()),
        ("staff-my-mails", urls::route::MY_MAILS.to_owned()),
        ("staff-account", urls::route::ACCOUNT.to_owned()),
        ("staff-second-factor", urls::route::FACTOR.to_owned()),
        ("staff-new-group", "/groups/new".to_owned()),
        ("staff-dashboard", urls::group(group)),
        ("staff-dashboard-empty", urls::group(new.group.id)),
        ("staff-tickets", urls::tickets(group)),
        ("staff-open-session", urls::open_session(group)),
        ("staff-report", urls::report(group)),
        ("staff-reply", urls::reply(group, 9)),
        ("staff-show", urls::show(group)),
        ("staff-show-outcome", urls::show_part(group, "outcome")),
        ("staff-show-benefits", urls::show_part(group, "benefits")),
        ("staff-show-change", urls::show_part(group, "change")),
        ("staff-show-empty", urls::show(new.group.id)),
        ("staff-lines", urls::lines(group)),
        ("staff-worry", urls::worry(group)),
        ("staff-seats-off", urls::seats(group)),
    ];
    look_as(&house, "ann@example.org", &paths).await;

    new.seats(
        &house,
        &["Kim", "דנה", "Wilhelmina-Josephine of the Long Name"],
    )
    .await;
    let ann = house.sign_in("ann@example.org").await;
    let seats = urls::seats(new.group.id);
    let notes = [
        ("staff-seats", seats.clone()),
        ("staff-note", ann.get(&seats).await.link("Write a note")),
    ];
    look_as(&house, "ann@example.org", &notes).await;

    let open = circle.open(&house).await;
    let open = [
        ("staff-dashboard-open", urls::group(group)),
        ("staff-session", urls::session(group, open.id)),
        ("staff-cancel", urls::cancel_session(group, open.id)),
        ("staff-tablet", urls::tablet(group)),
        ("staff-not-yours", urls::group(1)),
    ];
    look_as(&house, "ann@example.org", &open).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_supervisors_and_administrators_reach() {
    let house = House::start(Kind::Sqlite).await;
    let ruth = house.hire("ruth@example.org", Role::Supervisor).await;
    house.hire("sam@example.org", Role::Administrator).await;
    let mut circle = Circle::of(&house, 8, 1, &[]).await;
    circle.past(&house, 5, 7).await;
    let team = team::Model {
        id: 1,
        name: "North ward".into(),
    };
    let made = team::ActiveModel::from(team).reset_all();
    let made = made.insert(&house.app.database.writer).await;
    made.expect("a team");
    let group = circle.group.id;
    let wrong = format!(
        "{}?from=2999-01-01&to=2999-02-01&format=pdf",
        urls::report(group)
    );
    let paths = [
        ("supervisor-overview", urls::route::OVERVIEW.to_owned()),
        ("supervisor-reports", "/reports".to_owned()),
        ("supervisor-audit", urls::route::AUDIT.to_owned()),
        ("supervisor-report", urls::report(group)),
        ("supervisor-report-wrong", wrong),
    ];
    look_as(&house, "ruth@example.org", &paths).await;
    // One e-mail went, one waits for a folder that is gone, one has an address that is none.
    let lost = house.hire("lost\n@example.org", Role::Supervisor).await;
    for (report, who) in [(1, ruth), (2, lost), (3, ruth)] {
        let (now, writer) = (house.app.clock.now(), &house.app.database.writer);
        let told = mail::Model::report_ready(report, who, now, writer).await;
        told.expect("the database answers");
        house.post().await;
        let folder = house.folder.path().join("mail");
        if report == 2 {
            std::fs::rename(&folder, house.folder.path().join("away")).expect("moved");
            std::fs::write(&folder, "in the way").expect("written");
        }
        house.later(jiff::SignedDuration::from_mins(1)).await;
    }
    let paths = [
        ("administrator-mail", urls::route::MAIL.to_owned()),
        (
            "administrator-mail-tested",
            format!("{}?failed", urls::route::MAIL),
        ),
        ("administrator-my-mails", urls::route::MY_MAILS.to_owned()),
        ("administrator-groups", "/groups".to_owned()),
        ("administrator-service", urls::route::SERVICE.to_owned()),
        ("administrator-teams", urls::route::TEAMS.to_owned()),
        ("administrator-team", urls::team(1)),
        ("administrator-supervisor", urls::supervisor(ruth)),
        ("administrator-staff", urls::route::PEOPLE.to_owned()),
        ("administrator-colleague", urls::colleague(ruth)),
        ("administrator-leaving", urls::colleague_leaves(ruth)),
        (
            "password-link-over",
            urls::choose_password("abcdefghijkmnpqrstuvwxyz23"),
        ),
    ];
    look_as(&house, "sam@example.org", &paths).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_reports_across_groups() {
    let house = House::start(Kind::Sqlite).await;
    house.hire("sue@example.org", Role::Supervisor).await;
    reporting::groups(&house, &["Harbour", "A quiet table", "Lantern"]).await;
    let nothing = [("supervisor-reports-none", urls::route::REPORTS.to_owned())];
    look_as(&house, "sue@example.org", &nothing).await;
    let sue = house.sign_in("sue@example.org").await;
    let form = sue.get(urls::route::NEW_SCHEDULE).await;
    sue.send(&form.form_with_button("Save")).await;
    let schedule = sue.get(urls::route::REPORTS).await.link("Change");
    let made = reporting::due(&house, "2026-Q1", None).await;
    house.reports().await;
    sue.get(&urls::scope_report_file(made.id, "csv")).await;
    let empty = reporting::due(&house, "2026-04", None).await;
    house.reports().await;
    let waiting = reporting::due(&house, "2026-03", None).await;
    let paths = [
        ("supervisor-reports-some", urls::route::REPORTS.to_owned()),
        ("supervisor-new-report", urls::new_report("2026-Q1", None)),
        (
            "supervisor-new-report-wrong",
            urls::new_report("2026-Q3", None),
        ),
        ("supervisor-report-made", urls::scope_report(made.id)),
        ("supervisor-report-empty", urls::scope_report(empty.id)),
        (
            "supervisor-report-waits",
            urls::scope_report_still(waiting.id),
        ),
        (
            "supervisor-new-schedule",
            urls::route::NEW_SCHEDULE.to_owned(),
        ),
        ("supervisor-schedule", schedule),
    ];
    look_as(&house, "sue@example.org", &paths).await;
}

/// Looks at pages on phone and desk, signed in as somebody who was hired.
pub async fn enter(browser: &Browser, house: &House, email: &str) {
    browser.go(&format!("{}/sign-in", house.address)).await;
    for (name, typed) in [("email", email), ("password", PASSWORD)] {
        let field = browser.driver.find(By::Name(name)).await.expect("a field");
        field.send_keys(typed).await.expect("typed");
    }
    press(browser, "Sign in").await;
}

pub async fn look_as(house: &House, email: &str, paths: &[(&str, String)]) {
    for device in [Device::Phone, Device::Desk] {
        let browser = Browser::start(device, Scripts::On).await;
        enter(&browser, house, email).await;
        for (name, path) in paths {
            look(&browser, house, &format!("{name}-{}", device.name()), path).await;
        }
        browser.end().await;
    }
}
