//! E-mails through a real mail server, in good and in bad days: each arrives once, and what goes wrong has its sentence.

use app::App;
use app::database::Database;
use app::entities::mail::{self, LEASE, Model, State};
use app::entities::staff::Role;
use app::random::Random;
use app::urls::route;
use jiff::SignedDuration;
use sea_orm::EntityTrait;
use serde_json::json;
use tests::databases::Kind;
use tests::house::House;
use tests::person::Person;
use tests::post_office::{PostOffice, certificate};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// A house that sends to `office`, and an administrator who looks at what becomes of it.
async fn house(kind: Kind, settings: &str) -> (House, Person) {
    let house = House::start_with(kind, settings).await;
    let adam = house.staff("adam@example.org", Role::Administrator).await;
    (house, adam)
}

/// Hires somebody and lets as many reports be ready for them.
async fn reports(house: &House, email: &str, count: i64) -> i64 {
    let who = house.hire(email, Role::Supervisor).await;
    for report in 1..=count {
        let now = house.app.clock.now();
        let told = Model::report_ready(report, who, now, &house.app.database.writer).await;
        told.expect("the database answers");
    }
    who
}

async fn rows(house: &House) -> Vec<Model> {
    let rows = mail::Entity::find().all(&house.app.database.reader).await;
    rows.expect("the database answers")
}

async fn assert_says(person: &Person, words: &[&str]) {
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
                .contains(&format!("{}/reports\n", house.address))
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
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let mut office = PostOffice::new();
    let [authority, cert, key] = certificate(office.folder(), "IP:127.0.0.1", "-days 30");
    office.put_up(json!({"certificate": [cert, key]}));
    let untrusting = office.settings("smtp", "", "?tls=required");
    let (house_a, adam) = house(Kind::Sqlite, &untrusting).await;
    reports(&house_a, "sue@example.org", 1).await;
    house_a.post().await;
    assert_says(
        &adam,
        &[
            "The mail server's certificate is not trusted.",
            "Tried once.",
        ],
    )
    .await;
    assert!(office.letters().is_empty());

    let trusting = format!("{untrusting}ca_file = \"{authority}\"\n");
    let (house_b, adam) = house(Kind::Sqlite, &trusting).await;
    reports(&house_b, "sue@example.org", 1).await;
    house_b.post().await;
    assert_says(&adam, &["E-mail works", ", encrypted."]).await;
    assert_eq!(office.letters()[0].about["encrypted"], true);

    // The authority alone is not enough: the certificate must be the server's own.
    let [authority, cert, key] = certificate(office.folder(), "DNS:mail.test", "-days 30");
    office.put_up(json!({"certificate": [cert, key], "wrapped": true}));
    let other = format!(
        "{}ca_file = \"{authority}\"\n",
        office.settings("smtps", "", "")
    );
    let (house_c, adam) = house(Kind::Sqlite, &other).await;
    reports(&house_c, "sue@example.org", 1).await;
    house_c.post().await;
    assert_says(
        &adam,
        &["certificate is for another name. Write that name into “smtp”."],
    )
    .await;
    assert_eq!(office.letters().len(), 1);

    let [authority, cert, key] = certificate(office.folder(), "IP:127.0.0.1", "-days 30");
    office.put_up(json!({"certificate": [cert, key], "wrapped": true}));
    let other = format!(
        "{}ca_file = \"{authority}\"\n",
        office.settings("smtps", "", "")
    );
    let (house_d, adam) = house(Kind::Sqlite, &other).await;
    reports(&house_d, "sue@example.org", 1).await;
    house_d.post().await;
    assert_says(&adam, &["E-mail works"]).await;
    assert_eq!(office.letters().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_goes_unencrypted_where_encryption_is_asked_for() {
    let office = PostOffice::open(json!({}));
    for scheme in ["smtp", "smtps"] {
        let more = if scheme == "smtp" {
            "?tls=required"
        } else {
            ""
        };
        let (house, adam) = house(Kind::Sqlite, &office.settings(scheme, "", more)).await;
        reports(&house, "sue@example.org", 1).await;
        house.post().await;
        assert_says(
            &adam,
            &["No encrypted connection came about, so nothing was sent."],
        )
        .await;
    }
    assert!(office.letters().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_is_called_so_and_a_missing_one_too() {
    let office = PostOffice::open(json!({"login": ["ann@clinic", "right: one"]}));
    for (login, sentence) in [
        (
            "ann%40clinic:wrong@",
            "The mail server refused the password, or the name.",
        ),
        ("", "The mail server wants a name and a password."),
        ("ann%40clinic:right%3A%20one@", "E-mail works"),
    ] {
        let (house, adam) = house(Kind::Sqlite, &office.settings("smtp", login, "")).await;
        reports(&house, "sue@example.org", 1).await;
        house.post().await;
        assert_says(&adam, &[sentence]).await;
        assert!(!adam.get(route::MAIL).await.body().contains("right: one"));
    }
    let letters = office.letters();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].about["authenticated"], true);

    let open = PostOffice::open(json!({}));
    let (house, adam) = house(Kind::Sqlite, &open.settings("smtp", "ann:secret@", "")).await;
    reports(&house, "sue@example.org", 1).await;
    house.post().await;
    assert_says(
        &adam,
        &["The mail server offers no way to log in that Chorus knows."],
    )
    .await;
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
            "A report is ready to lost The mail server refused the address of this person. Check how it is spelled. \
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
async fn a_server_that_says_nothing_is_not_waited_for() {
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = silent.local_addr().expect("bound").port();
    let settings = format!(
        "[mail]\nfrom = \"chorus@clinic.example\"\nsmtp = \"smtp://127.0.0.1:{port}\"\ntimeout_seconds = 1\n"
    );
    let (house, adam) = house(Kind::Sqlite, &settings).await;
    reports(&house, "sue@example.org", 2).await;
    house.post().await;
    assert_says(
        &adam,
        &["E-mail does not work now The mail server did not answer in time."],
    )
    .await;
    let waiting = rows(&house).await;
    assert!(
        waiting
            .iter()
            .all(|mail| (mail.state, mail.attempts) == (State::Waiting, 1))
    );

    // A stop does not wait for it either: nothing was claimed, so nothing is lost.
    house.later(SignedDuration::from_mins(1)).await;
    let stopping = CancellationToken::new();
    stopping.cancel();
    app::jobs::mails(&house.app, &stopping).await;
    assert_eq!(rows(&house).await, waiting);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_answers_there_and_is_no_mail_server_is_called_so() {
    let web = House::start(Kind::Sqlite).await;
    let port = web.address.rsplit(':').next().expect("a port");
    let settings = format!(
        "[mail]\nfrom = \"chorus@clinic.example\"\nsmtp = \"smtps://127.0.0.1:{port}\"\ntimeout_seconds = 5\n"
    );
    let (house, adam) = house(Kind::Sqlite, &settings).await;
    reports(&house, "sue@example.org", 1).await;
    house.post().await;
    assert_says(
        &adam,
        &["E-mail does not work now", "Check the port in “smtp”"],
    )
    .await;
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
    let (house, adam) = house(Kind::Sqlite, &office.settings("smtp", "", "")).await;
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
    assert_says(
        &adam,
        &["A report is ready to sue The mail server cannot be reached."],
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
