//! The second factor of staff: nobody gets round it, and whoever lost their phone is helped.

use app::entities::staff::{self, Role};
use app::entities::staff_link;
use app::urls::{self, route};
use jiff::SignedDuration;
use tests::authenticator::{Authenticator, recovery_codes};
use tests::house::{House, PASSWORD};
use tests::on_both_databases;
use tests::page::Page;
use tests::person::Person;
use tests::program::chorus;
use tests::rows::rows;

use crate::backups::{made, restored};
use crate::rotation::stopped;

on_both_databases!(
    a_code_is_asked_for_after_the_password,
    a_recovery_code_signs_in_once,
    wrong_codes_slow_down,
    nobody_gets_round_the_code,
    an_organisation_asks_it_of_everybody,
    a_lost_phone_is_mended_by_an_administrator_or_at_the_machine,
    it_outlives_a_new_master_key_and_a_restored_backup,
    asking_for_a_code_signs_out_whoever_was_signed_in,
);

const NEW: &str = "three arches and a heron";
const STEP: SignedDuration = SignedDuration::from_secs(30);

/// Types the password; the page that comes next.
async fn password(house: &House, email: &str) -> (Person, Page) {
    let person = house.visitor();
    let form = person.get("/sign-in?next=/reports").await.form("sign-in");
    let form = form.with("email", email).with("password", PASSWORD);
    let page = person.send(&form).await;
    (person, page)
}

async fn send_code(person: &Person, page: &Page, code: &str) -> Page {
    person
        .send(&page.form("/sign-in/code").with("code", code))
        .await
}

async fn a_code_is_asked_for_after_the_password(house: House) {
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    let page = ann.get(route::FACTOR).await;
    let form = page.form_with_button("Switch it on");
    let wrong = ann.send(&form.clone().with("code", "000000")).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("This code is not right"));
    assert_eq!(
        wrong.form("second-factor").value("secret"),
        form.value("secret"),
        "an app that has scanned goes on with the same"
    );
    let (app, codes) = Authenticator::set_up(&house, &ann).await;
    assert_eq!(recovery_codes(&codes).len(), 10);
    let secret = page.form_with_button("Switch it on");
    let secret = secret.value("secret").expect("letters").to_owned();
    for (table, rows) in rows(&house.app.database).await {
        let rows = rows.join("\n");
        assert!(!rows.contains(&secret), "{table} holds the secret");
        for code in recovery_codes(&codes) {
            assert!(
                !rows.contains(&code) && !rows.contains(&code.replace('-', "")),
                "{table}"
            );
        }
    }

    let (person, asked) = password(&house, "ann@example.org").await;
    assert_eq!(asked.address, route::SIGN_IN_CODE);
    let outside = person.get(route::GROUPS).await;
    assert!(outside.address.starts_with("/sign-in"), "not signed in yet");
    // The code with which it was set up has been used.
    let used = send_code(&person, &asked, &app.code(&house)).await;
    assert_eq!(used.status, 422);
    house.later(STEP).await;
    let code = app.code(&house);
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let inside = send_code(&person, &asked, &spaced).await;
    assert_eq!(inside.address, "/reports", "where they wanted to go");
    let (again, asked) = password(&house, "ann@example.org").await;
    assert_eq!(
        send_code(&again, &asked, &code).await.status,
        422,
        "once each"
    );
    house.later(STEP).await;
    house.later(STEP).await;
    let code = app.code(&house);
    let (one, first) = password(&house, "ann@example.org").await;
    let (two, second) = password(&house, "ann@example.org").await;
    let (first, second) = tokio::join!(
        send_code(&one, &first, &code),
        send_code(&two, &second, &code)
    );
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422], "also of two at the same moment");
}

async fn a_recovery_code_signs_in_once(house: House) {
    let ann = house.staff("ann@example.org", Role::Supervisor).await;
    let (_, codes) = Authenticator::set_up(&house, &ann).await;
    let codes = recovery_codes(&codes);
    let (person, asked) = password(&house, "ann@example.org").await;
    let shouted = codes[0].to_uppercase().replace('-', " ");
    assert_eq!(
        send_code(&person, &asked, &shouted).await.address,
        "/reports"
    );
    let (person, asked) = password(&house, "ann@example.org").await;
    assert_eq!(send_code(&person, &asked, &codes[0]).await.status, 422);
    assert!(
        ann.get(route::ACCOUNT)
            .await
            .says("9 recovery codes are left")
    );
    assert!(
        ann.get(route::AUDIT)
            .await
            .says("Signed in with a recovery code")
    );

    // New ones, with the password, end those of before.
    let form = ann
        .get(route::FACTOR)
        .await
        .form_with_button("Make new recovery codes");
    let refused = ann.send(&form.clone().with("password", "not it")).await;
    assert!(refused.says("This is not your password"));
    let new = ann
        .send(&form.with("password", PASSWORD).forged("deed", "codes"))
        .await;
    let new = recovery_codes(&new);
    assert_eq!(new.len(), 10);
    assert_eq!(send_code(&person, &asked, &codes[1]).await.status, 422);
    assert_eq!(
        send_code(&person, &asked, &new[1]).await.address,
        "/reports"
    );
}

async fn wrong_codes_slow_down(house: House) {
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    let (app, _) = Authenticator::set_up(&house, &ann).await;
    house.later(STEP).await;
    let (person, asked) = password(&house, "ann@example.org").await;
    for _ in 0..5 {
        assert_eq!(send_code(&person, &asked, "123").await.status, 422);
    }
    let late = send_code(&person, &asked, &app.code(&house)).await;
    assert_eq!(late.status, 429);
    assert!(late.says("Too many tries"), "{}", late.text());
    // A new browser with the password is no way round it.
    let (person, asked) = password(&house, "ann@example.org").await;
    assert_eq!(
        send_code(&person, &asked, &app.code(&house)).await.status,
        429
    );
    house.later(SignedDuration::from_mins(3)).await;
    assert_eq!(
        send_code(&person, &asked, &app.code(&house)).await.address,
        "/reports"
    );
}

async fn nobody_gets_round_the_code(house: House) {
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    let (app, _) = Authenticator::set_up(&house, &ann).await;
    house.later(STEP).await;
    // A link to choose a password is one factor, too.
    let house_app = &house.app;
    let who = staff::find("ann@example.org", &house_app.database.reader).await;
    let id = who.expect("it answers").expect("an account").id;
    let (now, writer) = (house_app.clock.now(), &house_app.database.writer);
    let (person, waits) = password(&house, "ann@example.org").await;
    let link = staff_link::make(id, now, &house_app.random, writer).await;
    let link = urls::choose_password(&link.expect("a link"));
    let other = house.visitor();
    let form = other.get(&link).await.form_with_button("Keep it");
    let asked = other.send(&form.with("password", NEW)).await;
    assert_eq!(asked.address, route::SIGN_IN_CODE);
    let log = &rows(&house.app.database).await["audit"].join(" ");
    assert!(
        log.contains("password-chosen"),
        "whether or not a code follows"
    );
    // The old password has ended, and so has who waited with it.
    let over = send_code(&person, &waits, &app.code(&house)).await;
    assert_eq!(over.address, route::SIGN_IN);
    // Whoever waits too long begins again.
    house.later(SignedDuration::from_mins(10)).await;
    let late = send_code(&other, &asked, &app.code(&house)).await;
    assert_eq!(late.address, route::SIGN_IN);
    // Without a password the page of the code is not there.
    let stranger = house.visitor().get(route::SIGN_IN_CODE).await;
    assert_eq!(stranger.address, route::SIGN_IN);
}

async fn an_organisation_asks_it_of_everybody(house: House) {
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    let form = ada.get(route::PEOPLE).await.form("/service/second-factor");
    let next = ada.send(&form.with("asked", "yes")).await;
    assert_eq!(
        next.address,
        route::FACTOR,
        "the administrator first of all"
    );
    for address in [route::GROUPS, route::REPORTS, route::NEW_GROUP] {
        let page = ann.get(address).await;
        assert_eq!(page.address, route::FACTOR, "{address}");
        assert!(page.says("Your organisation asks everybody"));
    }
    Authenticator::set_up(&house, &ann).await;
    assert_eq!(ann.get(route::GROUPS).await.address, route::GROUPS);
    let page = ann.get(route::FACTOR).await;
    assert!(!page.says("Switch it off"));
    let fields = [("password", PASSWORD), ("deed", "off")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(ann.post(route::FACTOR_CHANGE, &fields).await.status, 400);
    Authenticator::set_up(&house, &ada).await;
    assert!(ada.get(route::PEOPLE).await.says("second factor"));
    assert!(
        ada.get(route::AUDIT)
            .await
            .says("A second factor asked of everybody")
    );
}

async fn a_lost_phone_is_mended_by_an_administrator_or_at_the_machine(house: House) {
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let id = house.hire("ann@example.org", Role::Therapist).await;
    let ann = house.sign_in("ann@example.org").await;
    Authenticator::set_up(&house, &ann).await;
    let page = ada.get(&urls::colleague(id)).await;
    ada.send(&page.form_with_button("Remove the second factor"))
        .await;
    assert!(
        !ada.get(&urls::colleague(id))
            .await
            .says("Remove the second factor")
    );
    let (_, inside) = password(&house, "ann@example.org").await;
    assert_eq!(inside.address, "/reports");
    let ben = house.staff("ben@example.org", Role::Therapist).await;
    assert_eq!(ben.post(&urls::colleague_factor(id), &[]).await.status, 404);

    Authenticator::set_up(&house, &ada).await;
    let folder = house.folder.path();
    let said = chorus(folder, &["staff", "reset", "ada@example.org"]).await;
    assert!(said.output.contains("second factor is removed"), "{said:?}");
    let ada = staff::find("ada@example.org", &house.app.database.reader).await;
    assert!(!ada.expect("it answers").expect("an account").has_factor());

    // One switches one's own off with one's password.
    let ann = house.sign_in("ann@example.org").await;
    Authenticator::set_up(&house, &ann).await;
    let form = ann
        .get(route::FACTOR)
        .await
        .form_with_button("Switch it off");
    let refused = ann
        .send(&form.clone().with("password", "not it").with("deed", "off"))
        .await;
    assert_eq!(refused.status, 422);
    ann.send(&form.with("password", PASSWORD).with("deed", "off"))
        .await;
    house.sign_in("ann@example.org").await;
}

async fn it_outlives_a_new_master_key_and_a_restored_backup(house: House) {
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    let (app, _) = Authenticator::set_up(&house, &ann).await;
    let (folder, url, clock) = stopped(house).await;
    let said = chorus(folder.path(), &["key", "rotate"]).await;
    assert_eq!(said.status, 0, "{said:?}");
    let house = House::on(folder, &url, "", clock, 7).await;
    house.later(STEP).await;
    let (person, asked) = password(&house, "ann@example.org").await;
    let inside = send_code(&person, &asked, &app.code(&house)).await;
    assert_eq!(inside.address, "/reports", "{}", inside.text());

    let file = made(&house, "factor.backup").await;
    let (new, _) = restored(&house, &file, house.app.clock.clone()).await;
    house.stop().await;
    new.later(STEP).await;
    new.later(STEP).await;
    let (person, asked) = password(&new, "ann@example.org").await;
    let inside = send_code(&person, &asked, &app.code(&new)).await;
    assert_eq!(inside.address, "/reports", "{}", inside.text());
}

async fn asking_for_a_code_signs_out_whoever_was_signed_in(house: House) {
    let ann = house.staff("ann@example.org", Role::Therapist).await;
    Authenticator::set_up(&house, &ann).await;
    let ben = house.staff("ben@example.org", Role::Therapist).await;
    let fields = [("email", "ann@example.org"), ("password", PASSWORD)];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let asked = ben.post(route::SIGN_IN, &fields).await;
    assert_eq!(asked.address, route::SIGN_IN_CODE);
    let out = ben.get(route::GROUPS).await;
    assert!(out.address.starts_with("/sign-in"), "{}", out.text());
}
