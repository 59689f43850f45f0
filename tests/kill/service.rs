//! The real program as a process on an SQLite file, its groups and sessions made through the library while it is down.

use std::path::Path;
use std::process::Stdio;

use app::App;
use app::clock::Clock;
use app::config::Config;
use app::database::Database;
use app::entities::group::Focus;
use app::entities::{ballot_box, release, session};
use app::random::Random;
use app::sealed::{founding, opening, restored, tickets};
use jiff::{SignedDuration, Timestamp, ToSpan};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tempfile::TempDir;
use tests::house;
use tests::program::program;
use tokio::process::{Child, Command};

use crate::robots::Member;

/// The program, its folder and its groups.
pub struct Service {
    folder: TempDir,
    groups: Vec<i64>,
    /// The groups' codes.
    pub codes: Vec<String>,
    /// Each group's tickets.
    pub tickets: Vec<Vec<String>>,
    /// Where it listens.
    pub address: String,
    /// The process, while it lives.
    pub child: Option<Child>,
}

impl Service {
    /// Writes the settings, and makes groups and tickets.
    pub async fn prepare(groups: usize, people: usize) -> Service {
        let folder = tempfile::tempdir().expect("a folder");
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a port")
            .port();
        let address = format!("http://127.0.0.1:{port}");
        let settings = format!("listen = \"127.0.0.1:{port}\"\n");
        std::fs::write(folder.path().join("chorus.toml"), settings).expect("settings");
        let config = Config::read(Some(&folder.path().join("chorus.toml"))).expect("settings");
        let database = Database::open(&config.database).await.expect("a database");
        house::decide(&address, &database).await;
        database.close().await;
        let mut service = Service {
            folder,
            groups: Vec::new(),
            codes: Vec::new(),
            tickets: Vec::new(),
            address,
            child: None,
        };
        let app = service.app().await;
        for _ in 0..groups {
            service.make_group(&app, people as i32).await;
        }
        app.database.close().await;
        service
    }

    /// Where its settings lie.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Opens everything with the library, which ends or undoes what was cut off.
    pub async fn opens(&self) {
        let app = self.app().await;
        let checked = restored::check_keys(&app.keys, &app.database.reader).await;
        checked.expect("every roster opens");
        app.database.close().await;
        assert!(!self.folder.path().join("chorus.key.next").exists());
    }

    /// The library on the same files; only while the process is dead.
    async fn app(&self) -> App {
        let config = Config::read(Some(&self.folder.path().join("chorus.toml"))).expect("settings");
        let database = Database::open(&config.database)
            .await
            .expect("the database opens");
        App::new(config, database, Clock::System, Random::System)
            .await
            .expect("the key opens it")
    }

    async fn make_group(&mut self, app: &App, size: i32) {
        // No meeting of this week opens a session by itself.
        let weekday = (i32::from(app.today().weekday().to_monday_one_offset()) + 2) % 7 + 1;
        let plan = founding::Plan {
            name: "Tuesday group".into(),
            focus: Focus::Depression,
            outcomes: Focus::Depression.usual(),
            weekday,
            ends_at: 19 * 60,
            size,
            planned_sessions: 100,
            release_window: 1,
            words_asked: true,
        };
        let tx = app.database.begin().await.expect("a transaction");
        let group = founding::found(app, plan, &[], &tx).await.expect("a group");
        tx.commit().await.expect("a group");
        let printed = tickets::print(app, &group, size, false)
            .await
            .expect("it answers");
        let printed = printed.expect("no box is open");
        self.tickets.push(
            printed
                .iter()
                .map(|ticket| ticket.code().to_owned())
                .collect(),
        );
        self.codes.push(group.code);
        self.groups.push(group.id);
    }

    /// Opens a session in every group, for so many milliseconds.
    pub async fn open_sessions(&self, milliseconds: i64) -> Timestamp {
        let app = self.app().await;
        let closes_at = app.clock.now() + milliseconds.milliseconds();
        for group in &self.groups {
            let opened = opening::open(&app, *group, app.today(), closes_at).await;
            opened
                .expect("the database answers")
                .expect("nothing is in the way");
        }
        app.database.close().await;
        closes_at
    }

    /// Starts the program and waits until it listens.
    pub async fn start(&mut self) {
        let errors = std::fs::File::create(self.folder.path().join("log")).expect("a log");
        let child = Command::new(program())
            .args(["serve", "--config"])
            .arg(self.folder.path().join("chorus.toml"))
            .stdout(Stdio::null())
            .stderr(errors)
            .kill_on_drop(true)
            .spawn();
        let mut child = child.expect("the program starts");
        for _ in 0..1_000 {
            let log =
                || std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            if let Some(status) = child.try_wait().expect("a process") {
                panic!("it ended by itself, {status}:\n{}", log());
            }
            if reqwest::get(format!("{}/", self.address)).await.is_ok() {
                self.child = Some(child);
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("it does not listen");
    }

    /// Waits until the program says of itself that it is well and no session is open, after `closes_at`.
    pub async fn wait_for_closes(&self, closes_at: Timestamp) {
        for _ in 0..1_500 {
            let mut open = Clock::System.now() < closes_at + SignedDuration::from_millis(10);
            for code in &self.codes {
                let page = format!("{}{}?x=1", self.address, app::urls::group_page(code));
                let reply = reqwest::get(page).await.expect("an answer");
                open |= reply.status().is_server_error();
            }
            let url = format!("{}/health", self.address);
            let well = reqwest::get(url)
                .await
                .expect("an answer")
                .status()
                .is_success();
            if !open && well && self.open_boxes().await == 0 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("a session does not close");
    }

    async fn open_boxes(&self) -> u64 {
        let url = format!(
            "sqlite://{}",
            self.folder.path().join("chorus.sqlite").display()
        );
        let database = sea_orm::Database::connect(url)
            .await
            .expect("the file opens");
        let boxes = ballot_box::Entity::find()
            .count(&database)
            .await
            .expect("it answers");
        let _ = database.close().await;
        boxes
    }

    /// Kills it once more: what is finished must stay finished.
    pub async fn stop(&mut self) {
        self.child
            .take()
            .expect("it runs")
            .kill()
            .await
            .expect("killed");
    }

    /// Compares what was released with the thanks that were given. Returns how many sessions were shown.
    pub async fn check(&self, members: &mut [Vec<Member>]) -> usize {
        let mut shown = 0;
        let app = self.app().await;
        let reader = &app.database.reader;
        let keys = app.keys.names_before(Timestamp::MAX).expect("keys");
        assert!(
            !keys.iter().any(|name| name.starts_with("box-")),
            "{keys:?}"
        );
        for (group, members) in self.groups.iter().zip(members) {
            let sessions = session::Entity::find()
                .filter(session::Column::GroupId.eq(*group))
                .all(reader)
                .await
                .expect("sessions");
            assert!(
                sessions
                    .iter()
                    .all(|session| session.state == session::CLOSED)
            );
            let last = sessions
                .iter()
                .map(|session| session.number)
                .max()
                .expect("a session");
            let released = release::Entity::find_by_id((*group, last))
                .one(reader)
                .await;
            let released = released
                .expect("it answers")
                .expect("every close releases or withholds");
            let thanked = members.iter().filter(|member| member.thanked).count() as i32;
            let sent = members.iter().filter(|member| member.sent).count() as i32;
            shown += usize::from(released.shown);
            match released.answered {
                Some(n) => assert!(
                    (thanked..=sent).contains(&n),
                    "{n} counted, {thanked} thanked, {sent} sent"
                ),
                None => assert!(thanked < 5, "{thanked} were thanked and nothing came out"),
            }
            for member in members {
                member.enrolled |= member.thanked;
                (member.thanked, member.sent) = (false, false);
            }
        }
        app.database.close().await;
        shown
    }
}
