//! Attack 13: the log at its most talkative, through good, bad and broken requests, is searched for people.

mod doors;

use std::process::Command;

use app::clock::Clock;
use app::database::Database;
use app::entities::mail;
use app::entities::staff::Role;
use app::sealed::member_key::MemberKey;
use app::urls;
use reqwest::Method;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use tests::post_office::PostOffice;

const AGENT: &str = "HeronBrowser/7.31";
const ADDRESS: &str = "203.0.113.77";
const WORDS: &str = "The+heron+by+the+old+lock";
const STAFF: &str = "heron.keeper@riverside.example";
const REFUSED: &str = "bittern.keeper@riverside.example";
const SUBJECT: &str = "A report is ready";
const MARK: &str = "SENTINELS ";

/// Everything a log could be told, against the production layers. What must not be in it is written to standard
/// output, so that whoever started this process can search its standard error.
async fn an_evening(weak: bool) {
    let refuse = json!({"refuse": {REFUSED: format!("550 5.1.1 There is no {REFUSED}")}});
    let office = PostOffice::open(refuse);
    let house = House::start_with(Kind::Sqlite, &office.settings("smtp", "", "")).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let app = house.app.clone();
    let person = house.visitor();

    let key = MemberKey::fresh(&app.random).to_code();
    let code = &circle.group.code;
    let ticket = &circle.tickets[0];
    let tags = MemberKey::parse(&key)
        .expect("a key")
        .tags(circle.group.id, 1, 1, 8104);
    let hex = tags
        .ballot
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect::<String>();
    let list = format!("{:?}", &tags.member[..6]);
    let sentinels = [
        AGENT,
        ADDRESS,
        "old lock",
        "old+lock",
        ticket,
        &circle.tickets[1],
        &key,
        "WRONGTICK1",
        STAFF,
        REFUSED,
        SUBJECT,
        &hex,
        list.trim_end_matches(']'),
    ];
    let mut statuses = Vec::new();
    let ask = |request: Method, path: String, body: String| {
        let (person, key, house) = (person.clone(), key.clone(), house.address.clone());
        async move {
            if weak {
                tracing::info!(path, body, agent = AGENT, from = ADDRESS, "a request");
            }
            let request = person
                .client()
                .request(request, person.whole(&path))
                .header("user-agent", AGENT)
                .header("x-forwarded-for", ADDRESS)
                .header("cookie", format!("member={}", *key))
                .header("origin", house)
                .header("sec-fetch-site", "same-origin")
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body);
            let reply = request.send().await.expect("an answer");
            reply.status().as_u16()
        }
    };
    let (look, send) = (Method::GET, Method::POST);
    let own = urls::ticket_page(code, ticket);
    let form = format!("key={}&chorus-session-1=3&words={WORDS}", *key);
    for (method, path, body) in [
        (&look, own.clone(), String::new()),
        (&send, own.clone(), form.clone()),
        (&send, own.clone(), format!("key={}&key=x", *key)),
        (
            &send,
            own.clone(),
            format!("{form}&words2={}", "x".repeat(70_000)),
        ),
        (&look, urls::ticket_page(code, "WRONGTICK1"), String::new()),
        (
            &look,
            format!("/nowhere/{ticket}?key={}", *key),
            String::new(),
        ),
        (&send, urls::group_page(code), format!("key={}", *key)),
    ] {
        statuses.push(ask(method.clone(), path, body).await);
    }
    let secrets = doors::opened(&house, weak).await;
    slow(&app.database, ticket, &key).await;
    post(&house, weak).await;
    assert_eq!(office.letters().len(), 1);
    // Panics: a handler's, and one that quotes a ticket.
    let now = app.clock.now();
    let Clock::Fixed(clock) = &app.clock else {
        panic!("the clock of tests stands still")
    };
    clock.store(i64::MAX, std::sync::atomic::Ordering::SeqCst);
    statuses.push(ask(send.clone(), own.clone(), form.clone()).await);
    app.clock.set(now);
    let quoted = ticket.clone();
    let quoting = std::thread::spawn(move || panic!("a member came with {quoted}"));
    assert!(quoting.join().is_err());
    // The key of the box turns to rubbish: every request about it fails.
    for entry in std::fs::read_dir(house.folder.path().join("keys")).expect("keys") {
        std::fs::write(entry.expect("a file").path(), b"rubbish").expect("written");
    }
    statuses.push(ask(send, own, form).await);
    assert_eq!((statuses[0], statuses[1]), (200, 200), "{statuses:?}");
    for status in [400, 404, 413, 500] {
        assert!(statuses.contains(&status), "no {status} in {statuses:?}");
    }
    let mut out = std::io::stdout().lock();
    use std::io::Write;
    writeln!(
        out,
        "{MARK}{}\t{}",
        sentinels.join("\t"),
        secrets.join("\t")
    )
    .expect("standard output");
}

/// E-mails that are taken, refused with the address in the refusal, and not even begun.
async fn post(house: &House, weak: bool) {
    let (now, writer) = (house.app.clock.now(), &house.app.database.writer);
    for email in [STAFF, REFUSED, "no address\r\nBcc: egret@riverside.example"] {
        let who = house.hire(email, Role::Supervisor).await;
        let told = mail::Model::report_ready(1, who, now, writer).await;
        told.expect("the database answers");
        if weak {
            tracing::info!(to = email, subject = SUBJECT, "an e-mail");
        }
    }
    house.post().await;
}

/// A statement that takes long enough for a database's own warning, with what a member sent as its values.
async fn slow(database: &Database, ticket: &str, key: &str) {
    let sql = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 6000000) \
               SELECT count(*), ?, ? FROM c";
    let values = [ticket.into(), key.into()];
    let statement = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
    database
        .reader
        .query_one_raw(statement)
        .await
        .expect("a row");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn evening_as_it_is_logged() {
    app::logs::start("trace");
    an_evening(false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn evening_as_a_careless_program_logs_it() {
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(std::io::stderr)
        .init();
    an_evening(true).await;
}

/// Runs one of the evenings in a process of its own; returns the sentinels that its log holds, and the log.
fn searched(evening: &str) -> (Vec<String>, String) {
    let program = std::env::current_exe().expect("this test");
    let run = Command::new(program)
        .args(["--exact", &format!("logs::{evening}"), "--nocapture"])
        .output()
        .expect("a process");
    let (out, log) = (
        String::from_utf8_lossy(&run.stdout).into_owned(),
        String::from_utf8_lossy(&run.stderr).into_owned(),
    );
    assert!(run.status.success(), "{out}\n{log}");
    let sentinels = out
        .split(MARK)
        .nth(1)
        .expect("the sentinels")
        .lines()
        .next();
    let found = sentinels
        .expect("a line")
        .split('\t')
        .filter(|sentinel| log.contains(sentinel))
        .map(str::to_owned)
        .collect();
    (found, log)
}

#[test]
fn nobody_is_in_the_log() {
    let (found, log) = searched("evening_as_it_is_logged");
    assert!(
        log.contains("a request failed") && log.contains("a panic"),
        "{log}"
    );
    assert!(
        log.contains("a request was refused") && log.contains("an e-mail was refused"),
        "it is not at its most talkative:\n{log}"
    );
    assert!(found.is_empty(), "{found:?} in\n{log}");
}

#[test]
fn a_careless_log_is_caught() {
    let (found, log) = searched("evening_as_a_careless_program_logs_it");
    assert!(found.len() >= 10, "only {found:?} in\n{log}");
}
