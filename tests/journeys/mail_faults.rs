//! What can be wrong with a mail server, each with its sentence on the administrator's page.

use app::entities::mail::State;
use app::urls::route;
use jiff::SignedDuration;
use serde_json::json;
use tests::databases::Kind;
use tests::house::House;
use tests::post_office::{PostOffice, certificate, reports, rows};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::mail_server::{assert_says, house};

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
