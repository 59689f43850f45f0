//! What a close of twelve ballots costs, and what of that any program would pay that writes and destroys as much.

use std::time::Duration;

use app::database::Database;
use app::entities::{ballot_box, roster};
use app::random::Random;
use app::sealed::casting::{self, Answers, Holder};
use app::sealed::close::{Cause, close};
use app::sealed::keys::Keys;
use app::sealed::member_key::MemberKey;
use app::sealed::tickets::Ticket;
use jiff::{Timestamp, ToSpan};
use sea_orm::{ConnectionTrait, EntityTrait, Statement};
use tests::circle::Circle;
use tests::house::House;

use crate::figures::{Times, timed};
use crate::service::{Store, circle};

const PEOPLE: usize = 12;
/// Sessions that are closed.
const CLOSES: usize = 40;

/// What closes took, and what bare commits between them did.
pub struct Closes {
    /// The close, from the claim to the emptied write-ahead log.
    pub closes: Times,
    /// As many bytes written and deleted, as many files destroyed, the same log emptied.
    pub bare: Times,
}

/// Closes one session after the other, each of a week.
pub async fn measure(store: &Store) -> Closes {
    let house = store.house().await;
    let start = house.app.clock.now() - (CLOSES as i64 * 7 * 24).hours();
    house.app.clock.set(start);
    let circle = circle(&house, PEOPLE as i32, &[]).await;
    let mut holders: Vec<Holder> = circle.tickets.iter().map(|code| holder(code)).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let bare = Bare::make(&store.fresh(&folder).await).await;
    let (mut closes, mut commits) = (Vec::new(), Vec::new());
    for week in 0..CLOSES {
        house.app.clock.set(start + (week as i64 * 7 * 24).hours());
        let session = circle.open(&house).await;
        for (n, holder) in holders.iter_mut().enumerate() {
            answer(&house, &circle, holder, n + week).await;
        }
        let sizes = sizes(&house, circle.group.id).await;
        let end = Timestamp::from_millisecond(session.closes_at).expect("a time");
        house.app.clock.set(end);
        let (took, closed) = timed(close(&house.app, session.id, Cause::Time)).await;
        assert!(closed.expect("the database answers"), "it was open");
        assert!(!house.app.owes_truncation(), "nobody reads");
        closes.push(took);
        commits.push(bare.commit(&house.app.keys, sizes).await);
    }
    Closes {
        closes: Times::of(closes),
        bare: Times::of(commits),
    }
}

fn holder(code: &str) -> Holder {
    Holder {
        key: MemberKey::fresh(&Random::System),
        ticket: Ticket::parse(code),
    }
}

async fn answer(house: &House, circle: &Circle, holder: &mut Holder, chance: usize) {
    let answers = Answers {
        climate: (0..8)
            .map(|item| Some((2 + (chance + item) % 3) as u8))
            .collect(),
        outcome: Some(
            (0..8)
                .map(|item| Some(((chance + item) % 4) as f64))
                .collect(),
        ),
        words: "It was good to hear that others sleep badly too.".into(),
        ..Answers::default()
    };
    let cast = casting::cast(&house.app, &circle.group, holder, answers).await;
    cast.expect("the database answers")
        .expect("they are let in");
    holder.ticket = None;
}

/// Bytes of the row that a close writes, and of the one that it deletes.
async fn sizes(house: &House, group: i64) -> [usize; 2] {
    let reader = &house.app.database.reader;
    let roster = roster::Entity::find().all(reader).await.expect("rows");
    let ballots = ballot_box::Entity::find_by_id(group).one(reader).await;
    let ballots = ballots.expect("an answer").expect("a box");
    [roster[0].body.len(), ballots.body.len()]
}

/// A database that holds nothing but two rows of bytes, opened as Chorus opens its own.
struct Bare(Database);

impl Bare {
    async fn make(url: &str) -> Self {
        let database = Database::blank(url).await.expect("it opens");
        let bytes = if url.starts_with("sqlite") {
            "BLOB"
        } else {
            "BYTEA"
        };
        let table = format!("CREATE TABLE bare (id BIGINT PRIMARY KEY, body {bytes} NOT NULL)");
        let made = database.writer.execute_unprepared(&table).await;
        made.expect("a table");
        Self(database)
    }

    /// One row is written anew and one deleted; then two files are destroyed and the log is emptied.
    async fn commit(&self, keys: &Keys, [written, deleted]: [usize; 2]) -> Duration {
        let Self(database) = self;
        let names = ["bare-1", "bare-2"].map(String::from);
        for name in &names {
            let kept = keys.keep(name, &Keys::fresh(&Random::System), &Random::System);
            kept.expect("a file");
        }
        let writer = &database.writer;
        self.run(writer, "DELETE FROM bare", None).await;
        for (row, bytes) in [(1, written), (2, deleted)] {
            let insert = format!("INSERT INTO bare (id, body) VALUES ({row}, $1)");
            self.run(writer, &insert, Some(chance(bytes))).await;
        }
        let anew = chance(written);
        let (took, ()) = timed(async {
            let tx = database.begin().await.expect("a transaction");
            let update = "UPDATE bare SET body = $1 WHERE id = 1";
            self.run(&tx, update, Some(anew)).await;
            self.run(&tx, "DELETE FROM bare WHERE id = 2", None).await;
            tx.commit().await.expect("it is written");
            keys.destroy(&names).expect("gone");
            assert!(database.checkpoint().await.expect("an answer"));
        })
        .await;
        took
    }

    async fn run(&self, database: &impl ConnectionTrait, sql: &str, body: Option<Vec<u8>>) {
        let values = body.map(sea_orm::Value::from);
        let backend = database.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        database.execute_raw(statement).await.expect("done");
    }
}

fn chance(bytes: usize) -> Vec<u8> {
    let mut body = vec![0; bytes];
    Random::System.fill(&mut body);
    body
}
