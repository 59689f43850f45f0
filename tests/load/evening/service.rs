//! The service of an evening: a database with eight groups of eight whose sessions are open, and one with a long past.

use std::sync::Arc;

use app::clock::Clock;
use app::entities::group::{self, Focus};
use app::entities::staff::Role;
use app::sealed::{founding, opening};
use jiff::{Timestamp, ToSpan};
use tempfile::TempDir;
use tests::circle::Circle;
use tests::databases::{self, Kind};
use tests::house::House;
use tests::server::Server;

use crate::figures::now;

/// Groups that answer at once, and the people in each.
pub const GROUPS: usize = 8;
pub const PEOPLE: usize = 8;
/// Sessions of the group with a long past.
pub const PAST: i64 = 100;
/// Who leads it.
pub const THERAPIST: &str = "ann@example.org";

/// Where the databases of a run lie.
pub enum Store {
    /// Files.
    Sqlite,
    /// A PostgreSQL of its own, as it is when it is installed: every commit reaches the disk.
    Postgres(Server),
}

impl Store {
    /// Starts the server where one is needed.
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::Sqlite,
            Kind::Postgres => Self::Postgres(Server::start()),
        }
    }

    /// Its name in the table.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// The address of a new database; a file lies in `folder`.
    pub async fn fresh(&self, folder: &TempDir) -> String {
        match self {
            Self::Sqlite => databases::fresh(Kind::Sqlite, folder).await,
            Self::Postgres(server) => databases::fresh_on(&server.url()).await,
        }
    }

    /// Chorus in this process on a new database, its clock at now until somebody sets it.
    pub async fn house(&self) -> House {
        let folder = tempfile::tempdir().expect("a folder");
        let database = self.fresh(&folder).await;
        House::on(Arc::new(folder), &database, "", Clock::fixed(now()), 1).await
    }
}

/// A database that is ready for an evening. Nobody has it open.
pub struct Service {
    /// Where the keys lie, and an SQLite file.
    pub folder: Arc<TempDir>,
    /// The address of the database.
    pub database: String,
    /// The groups that answer, with their tickets.
    pub circles: Vec<Circle>,
    /// The group with a long past.
    pub long: group::Model,
}

impl Service {
    /// Makes it, every figure of the past by answers and closes. Sessions are open until tomorrow.
    pub async fn prepare(store: &Store) -> Self {
        let house = store.house().await;
        let ann = house.hire(THERAPIST, Role::Therapist).await;
        let mut long = circle(&house, PEOPLE as i32, &[ann]).await;
        long.past(&house, PAST, PEOPLE).await;
        let circles = circles(&house).await;
        open(&house, &circles, now() + 20.hours()).await;
        let database = house.app.config.database.clone();
        Self {
            folder: house.stop().await,
            database,
            circles,
            long: long.group,
        }
    }
}

/// The groups that answer, with a ticket for everybody.
pub async fn circles(house: &House) -> Vec<Circle> {
    let mut circles = Vec::new();
    for _ in 0..GROUPS {
        circles.push(circle(house, PEOPLE as i32, &[]).await);
    }
    circles
}

/// A group with its tickets.
pub async fn circle(house: &House, size: i32, therapists: &[i64]) -> Circle {
    let app = &house.app;
    // No meeting of these days opens a session by itself.
    let weekday = (i32::from(app.today().weekday().to_monday_one_offset()) + 2) % 7 + 1;
    let plan = founding::Plan {
        name: "Evening group".into(),
        focus: Focus::Depression,
        outcomes: Focus::Depression.usual(),
        weekday,
        ends_at: 19 * 60,
        size,
        planned_sessions: PAST as i32 + 20,
        release_window: 1,
        words_asked: true,
    };
    let tx = app.database.begin().await.expect("a transaction");
    let group = founding::found(app, plan, therapists, &tx).await;
    tx.commit().await.expect("a group");
    let mut circle = Circle {
        group: group.expect("a group"),
        tickets: Vec::new(),
    };
    circle.print(house, size).await;
    circle
}

/// Opens a session in every group.
pub async fn open(house: &House, circles: &[Circle], closes_at: Timestamp) {
    let app = &house.app;
    for circle in circles {
        let opened = opening::open(app, circle.group.id, app.today(), closes_at).await;
        let opened = opened.expect("the database answers");
        opened.expect("nothing is in the way");
    }
}
