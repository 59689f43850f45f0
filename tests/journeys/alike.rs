//! Whoever guesses learns nothing from how answers differ, and is written down nowhere.

use app::entities::staff::Role;
use app::urls::{self, route};
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::{House, PASSWORD};
use tests::on_both_databases;
use tests::page::Page;
use tests::person::Person;
use tests::rows::rows;

on_both_databases!(
    an_account_that_is_there_answers_like_one_that_is_not,
    a_ticket_that_was_spent_answers_like_one_that_never_was,
);

async fn an_account_that_is_there_answers_like_one_that_is_not(house: House) {
    house.hire("ann@example.org", Role::Therapist).await;
    let ada = house.staff("ada@example.org", Role::Administrator).await;
    let form = ada.get(route::PEOPLE).await;
    let form = form
        .form_with_button("Make the account")
        .with("name", "Invited")
        .with("email", "invited@example.org");
    ada.send(&form.with("role", "therapist")).await;
    let mut answers = Vec::new();
    for name in ["ann", "invited", "nobody"] {
        let person = house.visitor_from("203.0.113.9");
        let mut seen = Vec::new();
        // Up to the wait that the sixth try meets.
        for _ in 0..6 {
            let email = format!("{name}@example.org");
            let page = try_one(&person, &email).await;
            let cookie = page.header("set-cookie").is_some();
            let retry = page.header("retry-after").map(str::to_owned);
            let body = page.body().replace(&email, "somebody");
            seen.push((page.status, cookie, retry, body));
        }
        assert_eq!(seen.last().map(|(status, ..)| *status), Some(429));
        answers.push(seen);
    }
    assert_eq!(answers[0], answers[2]);
    assert_eq!(answers[1], answers[2]);
}

async fn a_ticket_that_was_spent_answers_like_one_that_never_was(house: House) {
    let mut circle = Circle::of(&house, 8, 1, &[]).await;
    let spent = circle.tickets[0].clone();
    circle.past(&house, 1, 5).await;
    house.later(jiff::SignedDuration::from_secs(1)).await;
    circle.open(&house).await;
    let visitor = house.visitor();
    let at = |ticket: &str| urls::ticket_page(&circle.group.code, ticket);
    let before = visitor.get(&at(&spent)).await;
    let never = visitor.get(&at("0123456789")).await;
    assert_eq!((before.status, never.status), (404, 404));
    assert_eq!(before.body(), never.body());
    // Groups, too, are found by whoever has their address, and by nobody else.
    for made_up in ["aaaaaaaa", "' OR 1=1", "..%2f"] {
        for address in [
            urls::group_page(made_up),
            urls::ticket_page(made_up, &spent),
            urls::heard(made_up),
            urls::inbox(made_up),
        ] {
            let page = visitor.get(&address).await;
            assert_eq!(page.status, 404, "{address}");
            assert!(page.says("This page is not here"), "{}", page.text());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_guesses_is_slowed_down_and_written_down_nowhere() {
    let house = House::start(Kind::Sqlite).await;
    house.hire("ann@example.org", Role::Therapist).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let before = rows(&house.app.database).await;
    let place = "203.0.113.77";
    let guesser = house.visitor_from(place);
    while try_one(&guesser, "ann@example.org").await.status != 429 {}
    for n in 0.. {
        let ticket = format!("{n:010}");
        let address = urls::ticket_page(&circle.group.code, &ticket);
        if guesser.get(&address).await.status == 429 {
            break;
        }
    }
    // That somebody guessed Ann's password is written down, and not who.
    let after = rows(&house.app.database).await;
    for (table, rows) in &before {
        if !table.starts_with("audit") {
            assert_eq!(rows, &after[table], "a row of {table} tells of it");
        }
    }
    for entry in std::fs::read_dir(house.folder.path()).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_file() {
            let bytes = std::fs::read(&path).expect("readable");
            let found = bytes.windows(place.len()).any(|w| w == place.as_bytes());
            assert!(!found, "{} holds the address", path.display());
        }
    }
    // From elsewhere the same account and the same group are open.
    let ann = house.visitor_from("198.51.100.20");
    let form = ann.get(route::SIGN_IN).await.form("sign-in");
    let form = form.with("email", "ann@example.org");
    let inside = ann.send(&form.with("password", PASSWORD)).await;
    assert_eq!(inside.address, "/groups");
    assert_eq!(ann.get(&circle.ticket(0)).await.status, 200);
}

async fn try_one(person: &Person, email: &str) -> Page {
    let form = person.get(route::SIGN_IN).await.form("sign-in");
    let typed = form.with("email", email);
    person.send(&typed.with("password", "a wrong guess")).await
}
