//! Attack 11: a therapist asks for every page again and again while ballots arrive, and looks for any change.

use app::entities::ballot_box;
use app::entities::staff::{self, Role};
use app::sealed::ballot_box::BallotBox;
use app::sealed::casting::{Answers, Holder, cast};
use app::sealed::member_key::MemberKey;
use app::sealed::tickets::Ticket;
use app::urls;
use sea_orm::EntityTrait;
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use tests::person::Person;
use tests::walk::addresses;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// What a page shows of itself: status, headers but the date, bytes.
type Sight = (u16, Vec<(String, String)>, Vec<u8>);

async fn look(person: &Person, address: &str) -> Sight {
    let page = person.get(address).await;
    let mut headers = page.headers;
    headers.retain(|(name, _)| name != "date");
    headers.sort();
    let mut bytes = page.bytes;
    if page.status >= 400 {
        // A failure has a reference number of its own; its length stands in the headers.
        bytes.clear();
    }
    if let Some(rest) = without_number(&bytes) {
        headers.retain(|(name, _)| name != "content-length");
        bytes = rest;
    }
    (page.status, headers, bytes)
}

/// A form against double clicks carries a number drawn anew at every look; the rest of its page is compared.
fn without_number(page: &[u8]) -> Option<Vec<u8>> {
    const BEFORE: &[u8] = b"name=\"form\" value=\"";
    let starts = |at: &usize| page[*at..].starts_with(BEFORE);
    let at = (0..page.len()).find(starts)? + BEFORE.len();
    let digits = page[at..].iter().take_while(|byte| byte.is_ascii_digit());
    let end = at + digits.count();
    Some([&page[..at], &page[end..]].concat())
}

async fn answer(house: &House, circle: &Circle, n: usize) {
    let holder = Holder {
        key: MemberKey::fresh(&house.app.random),
        ticket: Ticket::parse(&circle.tickets[n]),
    };
    let answers = Answers {
        climate: vec![Some(n as u8 % 5); 8],
        outcome: Some(vec![Some((n % 4) as f64); 8]),
        words: "It rained".repeat(n),
        objection: n == 5,
        ..Answers::default()
    };
    let cast = cast(&house.app, &circle.group, &holder, answers).await;
    cast.expect("the database answers")
        .expect("they are let in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_changes_while_ballots_arrive() {
    let house = House::start(Kind::Sqlite).await;
    house.hire("ann@example.org", Role::Therapist).await;
    let ann = staff::Entity::find()
        .one(&house.app.database.reader)
        .await
        .expect("the database answers")
        .expect("an account");
    let therapist = house.sign_in("ann@example.org").await;
    let supervisor = house.staff("sue@example.org", Role::Supervisor).await;
    let administrator = house.staff("ada@example.org", Role::Administrator).await;
    let mut circle = Circle::of(&house, 8, 1, &[ann.id]).await;
    circle.past(&house, 5, 6).await;
    circle.print(&house, 8).await;
    circle.seats(&house, &["Kim", "Lee"]).await;
    circle.notes(&house, 0, 5).await;
    circle.answered(&house, ann.id).await;
    circle.board(&house, 3).await;
    house.later(jiff::SignedDuration::from_secs(1)).await;
    let session = circle.open(&house).await;

    let id = circle.group.id;
    let start = [
        urls::route::GROUPS.to_owned(),
        urls::group(id),
        urls::tickets(id),
        urls::session(id, session.id),
        urls::report(id),
        urls::group_page(&circle.group.code),
        urls::ticket_log(&circle.group.code),
        urls::information(&circle.group.code),
        urls::route::HEALTH.to_owned(),
        urls::route::PEOPLE.to_owned(),
        urls::route::TEAMS.to_owned(),
        urls::route::SERVICE.to_owned(),
    ];
    let mut seen = Vec::new();
    for person in [&therapist, &supervisor, &administrator] {
        for address in addresses(person, &start).await {
            // Downloads that were found on the way stand in the audit log, and a fresh secret is shown at each look.
            if address.starts_with(urls::route::AUDIT) || address == urls::route::FACTOR {
                continue;
            }
            seen.push((person, address.clone(), look(person, &address).await));
        }
    }
    let shown = seen.iter().filter(|(_, _, sight)| sight.0 == 200).count();
    assert!(shown >= 6, "only {shown} pages are there to be polled");
    for n in 0..circle.tickets.len().min(8) {
        answer(&house, &circle, n).await;
        for (person, address, before) in &seen {
            let now = look(person, address).await;
            assert!(now == *before, "{address} changed at ballot {}", n + 1);
        }
    }
    // The audit log has moved by what was downloaded above; by a ballot it must not.
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    for (n, person) in [&supervisor, &administrator].into_iter().enumerate() {
        let before = look(person, urls::route::AUDIT).await;
        assert_eq!(before.0, 200);
        answer(&house, &circle, n).await;
        assert!(look(person, urls::route::AUDIT).await == before);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_in_the_page_or_only_in_its_tag_is_seen() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    async fn count(app: &app::App) -> usize {
        let row = ballot_box::Entity::find().one(&app.database.reader).await;
        let group = row.expect("it answers").expect("a box").group_id;
        let opened = BallotBox::open(group, &app.keys, &app.database.reader).await;
        opened.expect("it opens").expect("its key").ballots.len()
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let person = Person::new(&format!("http://{}", listener.local_addr().expect("bound")));
    let app = house.app.clone();
    let server = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let length = stream.read(&mut request).await.unwrap_or(0);
            let ballots = count(&app).await;
            let (tag, body) = if request[..length].starts_with(b"GET /tag") {
                (ballots, 0)
            } else {
                (0, ballots)
            };
            let reply = format!(
                "HTTP/1.1 200 OK\r\nETag: \"{tag}\"\r\nContent-Length: 1\r\nConnection: close\r\n\r\n{body}"
            );
            let _ = stream.write_all(reply.as_bytes()).await;
        }
    });
    for address in ["/counter", "/tag"] {
        let before = look(&person, address).await;
        assert!(before == look(&person, address).await);
        answer(&house, &circle, if address == "/tag" { 1 } else { 0 }).await;
        assert!(before != look(&person, address).await, "{address}");
    }
    server.abort();
}
