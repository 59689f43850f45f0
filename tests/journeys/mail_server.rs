//! E-mails through a real mail server, in good and in bad days: each arrives once, and what goes wrong has its sentence.

use app::App;
use app::database::Database;
use app::entities::mail::{LEASE, State};
use app::entities::staff::Role;
use app::random::Random;
use app::urls::route;
use jiff::SignedDuration;
use serde_json::json;
use tests::databases::Kind;
use tests::house::House;
use tests::person::Person;
use tests::post_office::{PostOffice, reports, rows};
use tokio_util::sync::CancellationToken;

/// A house that sends to `office`, and an administrator who looks at what becomes of it.
pub async fn house(kind: Kind, settings: &str) -> (House, Person) {
    let house = House::start_with(kind, settings).await;
    let adam = house.staff("adam@example.org", Role::Administrator).await;
    (house, adam)
}

/// Fails unless the page about e-mail says all of this.
pub async fn assert_says(person: &Person, words: &[&str]) {
    let page = person.get(route::MAIL).await;
    for words in words {
        assert!(page.says(words), "{words}: {}", page.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_takes_all_that_is_due_over_one_connection() {
    let office = PostOffice::open(json!({}));
    let (house, adam) = house(Kind::Sqlite, &office.settings("smtp", "", "")).await;
    reports(&house, "sue@example.org", 3).await;
    house.post().await;
    house.post().await;
    let letters = office.letters();
    assert_eq!(letters.len(), 3);
    for letter in &letters {
        assert_eq!(letter.about["from"], "chorus@clinic.example");
        assert_eq!(letter.about["to"], json!(["sue@example.org"]));
        assert_eq!(letter.about["hello"], "[127.0.0.1]");
        assert_eq!(letter.about["connection"], 1);
        assert_eq!(
            letter.header("Subject").as_deref(),
            Some("A report is ready")
        );
        assert!(
            letter
                .words()
                .contains(&format!("{}/reports/", house.address))
        );
    }
    let there = format!("127.0.0.1 on port {}, unencrypted.", office.port);
    assert_says(
        &adam,
        &[
            "E-mail works The last one was taken on",
            &there,
            "Nothing waits.",
        ],
    )
    .await;
    let page = adam.get(route::MAIL).await;
    let tested = adam.send(&page.form_with_button("Send a test to me")).await;
    assert!(
        tested.says("The test was taken by the mail server."),
        "{}",
        tested.text()
    );
    let last = office.letters().pop().expect("a letter");
    assert_eq!(last.about["to"], json!(["adam@example.org"]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_asked_to_come_back_later_does() {
    let office = PostOffice::open(json!({"grey": true}));
    let (house, adam) = house(Kind::Sqlite, &office.settings("smtp", "", "")).await;
    reports(&house, "sue@example.org", 1).await;
    house.post().await;
    assert_says(
        &adam,
        &[
            "The mail server asked to come back later.",
            "Tried once. Next on Tuesday 24 March at 19:31 GMT.",
        ],
    )
    .await;
    house.later(SignedDuration::from_secs(59)).await;
    house.post().await;
    assert!(office.letters().is_empty(), "it came back too early");
    house.later(SignedDuration::from_secs(1)).await;
    house.post().await;
    house.post().await;
    assert_eq!(office.letters().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_is_not_sent_again_and_holds_nobody_else_up() {
    let refuse =
        json!({"refuse": {"lost@example.org": "550 5.1.1 No such mailbox here: lost@example.org"}});
    let office = PostOffice::open(refuse);
    let (house, adam) = house(Kind::Sqlite, &office.settings("smtp", "", "")).await;
    reports(&house, "lost@example.org", 2).await;
    house.later(SignedDuration::from_secs(1)).await;
    reports(&house, "sue@example.org", 2).await;
    house.post().await;
    let letters = office.letters();
    assert_eq!(letters.len(), 2);
    assert!(letters.iter().all(|letter| letter.about["connection"] == 1));
    assert_says(
        &adam,
        &[
            "E-mail works",
            "Notice of a report to lost The mail server refused the address of this person. Check how it is spelled. \
             Ended on Tuesday 24 March at 19:30 GMT.",
        ],
    )
    .await;
    house.later(SignedDuration::from_hours(24)).await;
    house.post().await;
    assert_eq!(office.letters().len(), 2);
    assert!(
        rows(&house)
            .await
            .iter()
            .filter(|mail| mail.state == State::GivenUp)
            .count()
            == 2
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_that_may_have_arrived_is_never_sent_again() {
    let mut office = PostOffice::open(json!({"hang_up": true}));
    let (house, adam) = house(Kind::Sqlite, &office.settings("smtp", "", "")).await;
    reports(&house, "sue@example.org", 1).await;
    house.post().await;
    assert_eq!(office.letters().len(), 1, "the server has it, and hung up");
    let sentence = "It was handed over, and nobody said that it was taken. It may have arrived, so it is not sent again.";
    assert_says(&adam, &[sentence]).await;

    // Nor is one whose sender died with it in hand.
    office.put_up(json!({}));
    let who = reports(&house, "tom@example.org", 1).await;
    let all = rows(&house).await;
    let held = all
        .iter()
        .find(|mail| mail.staff_id == who)
        .expect("it waits");
    let (now, writer) = (house.app.clock.now(), &house.app.database.writer);
    assert!(held.claim(now, writer).await.expect("it answers"));
    assert!(
        !held.claim(now, writer).await.expect("it answers"),
        "one claim"
    );
    house.post().await;
    assert_says(&adam, &["It is being sent."]).await;
    house.later(LEASE).await;
    house.post().await;
    house.later(SignedDuration::from_hours(48)).await;
    house.post().await;
    assert_eq!(office.letters().len(), 1);
    assert!(
        rows(&house)
            .await
            .iter()
            .all(|mail| mail.state == State::Unsure)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_goes_by_e_mail_or_by_hand() {
    let mut office = PostOffice::open(json!({}));
    let (house, adam) = house(Kind::Sqlite, &office.settings("smtp", "", "")).await;
    let people = adam.get(route::PEOPLE).await;
    let invite = people.form_with_button("Make the account");
    let invite = invite
        .with("name", "Ben")
        .with("email", "ben@example.org")
        .with("role", "therapist");
    let page = adam.send(&invite).await;
    assert!(page.says("To ben@example.org. Whoever reads these e-mails"));
    let send = page.form_with_button("Send it by e-mail");
    let link = send.value("link").expect("the link").to_owned();
    let sent = adam.send(&send).await;
    assert!(sent.says("Sent to ben@example.org."), "{}", sent.text());
    let letters = office.letters();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].about["to"], json!(["ben@example.org"]));
    assert_eq!(
        letters[0].header("Subject").as_deref(),
        Some("Choose a password")
    );
    let words = letters[0].words();
    let address = format!("{}/password/{link}", house.address);
    assert!(words.contains(&address), "{words}");
    let rows = tests::rows::rows(&house.app.database).await;
    assert!(rows["mail"].is_empty(), "the link is in no row");
    let choose = house.visitor().get(&format!("/password/{link}")).await;
    assert_eq!(choose.status, 200);

    // Another link to the same person is none; nor does a link go when nobody takes it: it is handed over.
    let forged = send.clone().forged("link", "aaaabbbbccccddddeeeeffffgg");
    assert_eq!(adam.send(&forged).await.status, 404);
    office.take_down();
    let failed = adam.send(&send).await;
    assert!(
        failed.says("The mail server cannot be reached") && failed.says("Hand the link over"),
        "{}",
        failed.text()
    );
    assert!(failed.body().contains(&link), "it is still on the page");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_was_down_gets_each_once_when_it_is_up() {
    let mut office = PostOffice::new();
    let (house, adam) = house(Kind::Sqlite, &office.settings("smtp", "", "")).await;
    reports(&house, "sue@example.org", 3).await;
    // 1, 5, 30 and 120 minutes, and then every six hours.
    for (minutes, tried) in [(0, 1), (1, 2), (5, 3), (30, 4), (120, 5), (360, 6)] {
        house.later(SignedDuration::from_mins(minutes)).await;
        house.post().await;
        house.post().await;
        let all = rows(&house).await;
        assert!(all.iter().all(|mail| mail.attempts == tried), "{all:#?}");
    }
    assert_says(
        &adam,
        &["The mail server cannot be reached.", "Tried 6 times."],
    )
    .await;
    office.put_up(json!({}));
    // A test that gets through shows that the rest will.
    let page = adam.get(route::MAIL).await;
    adam.send(&page.form_with_button("Send a test to me")).await;
    house.post().await;
    house.later(SignedDuration::from_hours(6)).await;
    house.post().await;
    assert_eq!(office.letters().len(), 4, "three reports and the test");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_three_days_it_is_given_up_and_shown() {
    let office = PostOffice::new();
    let (house, _) = house(Kind::Sqlite, &office.settings("smtp", "", "")).await;
    reports(&house, "sue@example.org", 1).await;
    let mut tries = 0;
    while rows(&house).await[0].state == State::Waiting {
        house.post().await;
        tries += 1;
        let next = jiff::Timestamp::from_millisecond(rows(&house).await[0].next_try);
        house.app.clock.set(next.expect("a time"));
    }
    assert_eq!(
        tries, 16,
        "five with growing pauses, and every six hours until three days are over"
    );
    let adam = house.sign_in("adam@example.org").await;
    assert_says(
        &adam,
        &["Notice of a report to sue The mail server cannot be reached."],
    )
    .await;
    house.later(SignedDuration::from_hours(24)).await;
    house.post().await;
    assert_eq!(rows(&house).await[0].state, State::GivenUp);
}

/// Two replicas with the same database and forty e-mails due: each goes once.
async fn replicas(kind: Kind) {
    let office = PostOffice::open(json!({}));
    let (house, _) = house(kind, &office.settings("smtp", "", "")).await;
    let other = Database::open(&house.app.config.database)
        .await
        .expect("the same database");
    let config = (*house.app.config).clone();
    let other = App::new(config, other, house.app.clock.clone(), Random::seeded(2)).await;
    let other = other.expect("the same keys");
    reports(&house, "sue@example.org", 40).await;
    let never = CancellationToken::new();
    tokio::join!(
        app::jobs::mails(&house.app, &never),
        app::jobs::mails(&other, &never),
    );
    house.post().await;
    let mut names: Vec<_> = office
        .letters()
        .iter()
        .filter_map(|l| l.header("Message-ID"))
        .collect();
    assert_eq!(names.len(), 40);
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 40, "one went twice");
    let connections: std::collections::BTreeSet<_> = office
        .letters()
        .iter()
        .map(|l| l.about["connection"].to_string())
        .collect();
    assert_eq!(connections.len(), 2, "only one of them sent");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_replicas_send_each_once_on_sqlite() {
    replicas(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_replicas_send_each_once_on_postgresql() {
    replicas(Kind::Postgres).await;
}
