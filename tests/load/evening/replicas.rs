//! Evenings of two replicas on one PostgreSQL: both live, one is killed among the ballots, one is killed while it closes.
//! Each session must be closed exactly once, and of every phone the last ballot that was thanked for be counted.

use std::time::Duration;

use app::entities::{release, session, tally};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Statement};
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use tokio::task::JoinSet;

use crate::figures::{Times, ms, now};
use crate::guests::Guest;
use crate::served::Served;
use crate::service::{self, GROUPS, PEOPLE, Store};

/// From the closing of one evening to whatever is asked of the next: opening, and coming with a ticket.
const BEFORE: SignedDuration = SignedDuration::from_secs(4);
/// Where a replica is killed nobody sends in the last moments: what is unanswered then could be counted or not.
const SILENCE: SignedDuration = SignedDuration::from_millis(500);

/// Notes every change of a session to anything but open, in the transaction that makes it.
const WITNESS: &str = "
    CREATE TABLE witness (session_id BIGINT NOT NULL);
    CREATE FUNCTION witness() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO witness VALUES (NEW.id); RETURN NEW; END $$;
    CREATE TRIGGER witness AFTER UPDATE OF state ON session FOR EACH ROW
        WHEN (NEW.state <> 'open') EXECUTE FUNCTION witness();";

/// When the first replica is killed.
#[derive(Clone, Copy, PartialEq)]
enum Killed {
    Never,
    AmongBallots,
    WhileItCloses,
}

/// Three evenings, a line of the table each.
pub async fn evenings(seconds: i64) {
    let store = Store::of(Kind::Postgres);
    let house = store.house().await;
    let circles = service::circles(&house).await;
    let watched = house.app.database.writer.execute_unprepared(WITNESS).await;
    watched.expect("a witness");
    println!(
        "\n| Two replicas | ballots a second | p50 | p99 | sent again | closed after | closed once | counted |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    let mut guests = Guest::each(&circles);
    let second = replica(&house, "second").await;
    let evenings = [
        ("both live", Killed::Never),
        ("one is killed among the ballots", Killed::AmongBallots),
        ("one is killed while it closes", Killed::WhileItCloses),
    ];
    for (number, (name, killed)) in (1..).zip(evenings) {
        let first = replica(&house, "first").await;
        let closes_at = end_of_evening(seconds);
        house.app.clock.set(now());
        service::open(&house, &circles, closes_at).await;
        let addresses = [first.address.clone(), second.address.clone()];
        let last = match killed {
            Killed::Never => closes_at + SignedDuration::from_secs(60),
            _ => closes_at - SILENCE,
        };
        let mut set = JoinSet::new();
        for guest in guests {
            set.spawn(guest.stays(addresses.clone(), last));
        }
        if killed == Killed::AmongBallots {
            sleep_until(closes_at - SignedDuration::from_secs(seconds) / 2).await;
            first.kill().await;
            guests = set.join_all().await;
        } else {
            guests = set.join_all().await;
            if killed == Killed::WhileItCloses {
                let closed = some_are_closed(&house, number).await;
                first.kill().await;
                eprintln!("killed when {closed} of {GROUPS} were closed");
            }
        }
        all_are_closed(&house, number).await;
        let lag = Duration::try_from(now().duration_since(closes_at)).unwrap_or_default();
        let once = closed_once(&house, number).await;
        let counted = counted(&house, &circles, &guests, number).await;
        let sent: Vec<_> = guests.iter_mut().flat_map(Guest::take_times).collect();
        let again: usize = guests.iter_mut().map(Guest::take_again).sum();
        let times = Times::of(sent);
        println!(
            "| {name} | {:.0} | {} | {} | {again} | {} | {once} of {GROUPS} | {counted} of {} |",
            times.rate(GROUPS * PEOPLE),
            ms(times.middle()),
            ms(times.below(99)),
            ms(lag),
            GROUPS * PEOPLE,
        );
    }
    second.kill().await;
}

async fn replica(house: &House, name: &str) -> Served {
    Served::start(house.folder.path(), &house.app.config.database, name).await
}

/// A whole second, as closing times are.
fn end_of_evening(seconds: i64) -> Timestamp {
    let end = now() + BEFORE + SignedDuration::from_secs(seconds);
    Timestamp::from_second(end.as_second()).expect("a time")
}

async fn sleep_until(moment: Timestamp) {
    let left = Duration::try_from(moment.duration_since(now())).unwrap_or_default();
    tokio::time::sleep(left).await;
}

async fn closed(house: &House, number: i32) -> usize {
    let closed = session::Entity::find()
        .filter(session::Column::Number.eq(number))
        .filter(session::Column::State.eq(session::CLOSED));
    let count = closed.count(&house.app.database.reader).await;
    count.expect("a count") as usize
}

/// Waits until the first sessions are closed; how many those are.
async fn some_are_closed(house: &House, number: i32) -> usize {
    loop {
        match closed(house, number).await {
            0 => tokio::time::sleep(Duration::from_millis(1)).await,
            some => return some,
        }
    }
}

async fn all_are_closed(house: &House, number: i32) {
    while closed(house, number).await < GROUPS {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// How many of an evening's sessions the witness has seen once.
async fn closed_once(house: &House, number: i32) -> usize {
    // As long again as a replica needs for its next tick, lest it still does something.
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    let sql = "SELECT 1 FROM session s JOIN witness w ON w.session_id = s.id WHERE s.number = $1 \
               GROUP BY s.id HAVING count(*) = 1";
    let database = &house.app.database.reader;
    let backend = database.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, [number.into()]);
    let rows = database.query_all_raw(statement).await;
    rows.expect("rows").len()
}

/// How many people were counted, in groups whose every figure is that of the last ballots that were thanked for.
async fn counted(house: &House, circles: &[Circle], guests: &[Guest], number: i32) -> i32 {
    let reader = &house.app.database.reader;
    let mut counted = 0;
    for circle in circles {
        let of_group = guests
            .iter()
            .filter(|guest| guest.code() == circle.group.code);
        let values: Vec<f64> = of_group.map(|guest| f64::from(guest.thanked())).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let tallies = tally::Entity::find()
            .filter(tally::Column::GroupId.eq(circle.group.id))
            .filter(tally::Column::Window.eq(number))
            .filter(tally::Column::Measure.eq("chorus-session"))
            .all(reader)
            .await
            .expect("tallies");
        // Shown in steps of a quarter.
        let right = |tally: &tally::Model| (tally.mean - mean).abs() <= 0.125 + 1e-9;
        let shown = release::Entity::find_by_id((circle.group.id, number)).one(reader);
        let shown = shown.await.expect("an answer").expect("it is over");
        if tallies.len() == 4 && tallies.iter().all(right) {
            counted += shown.answered.unwrap_or_default();
        }
    }
    counted
}
