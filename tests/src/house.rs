//! A running Chorus: the production builder on a fresh migrated database, a loopback port and a clock that tests move.

use std::sync::Arc;

use app::App;
use app::clock::Clock;
use app::config::Config;
use app::database::Database;
use app::entities::organisation::{self, Organisation, Step};
use app::entities::staff::{Newcomer, Role};
use app::entities::support_contact;
use app::random::Random;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::databases::{self, Kind};
use crate::person::Person;

/// Half past seven in the evening of a Tuesday, in London.
pub const EVENING: &str = "2026-03-24T19:30:00Z";

/// The password of every member of staff in tests.
pub const PASSWORD: &str = "a bridge of three arches";

/// Chorus as it runs in production, but for clock, chance and address. It ends with the test.
pub struct House {
    /// What the server itself holds: clones share everything, its clock among it.
    pub app: App,
    /// `http://127.0.0.1:` and its port.
    pub address: String,
    /// Where the SQLite file, the key file and `keys/` lie.
    pub folder: Arc<TempDir>,
    server: JoinHandle<()>,
}

impl House {
    /// Starts on a fresh database, at [`EVENING`].
    pub async fn start(kind: Kind) -> Self {
        Self::start_with(kind, "").await
    }

    /// Starts with more lines of `chorus.toml` than where the database is.
    pub async fn start_with(kind: Kind, settings: &str) -> Self {
        Self::begin(kind, settings, true).await
    }

    /// Starts as on the very first day, before the set-up.
    pub async fn start_new(kind: Kind) -> Self {
        Self::begin(kind, "", false).await
    }

    async fn begin(kind: Kind, settings: &str, is_set_up: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = databases::fresh(kind, &folder).await;
        let clock = Clock::fixed(EVENING.parse().expect("a time"));
        Self::run(Arc::new(folder), &url, settings, clock, 1, is_set_up).await
    }

    /// Starts on the database at `url`, with the key file that lies in `folder`. What is drawn by chance hangs on `seed`:
    /// whoever starts again on the same database takes another one.
    pub async fn on(
        folder: Arc<TempDir>,
        url: &str,
        settings: &str,
        clock: Clock,
        seed: u64,
    ) -> Self {
        Self::run(folder, url, settings, clock, seed, true).await
    }

    async fn run(
        folder: Arc<TempDir>,
        url: &str,
        settings: &str,
        clock: Clock,
        seed: u64,
        is_set_up: bool,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("bound"));
        let text = format!("database = \"{url}\"\n{settings}\n");
        std::fs::write(folder.path().join("chorus.toml"), &text).expect("settings");
        let config = Config::parse(&text, &|_| None, folder.path()).expect("settings");
        let database = Database::open(url).await.expect("the database opens");
        if is_set_up {
            decide(&address, &database).await;
        }
        let app = App::new(config, database, clock, Random::seeded(seed));
        let app = app.await.expect("the key file");
        let serving = app::serve(listener, app.clone(), std::future::pending());
        let server = tokio::spawn(serving);
        Self {
            app,
            address,
            folder,
            server,
        }
    }

    /// Ends it, and gives the database back. Its folder stays.
    pub async fn stop(self) -> Arc<TempDir> {
        self.server.abort();
        self.app.database.clone().close().await;
        self.folder.clone()
    }

    /// Moves the clock to `time`, such as `2026-03-25T07:00:00Z`, and does what became due.
    pub async fn at(&self, time: &str) {
        self.app
            .clock
            .set(time.parse::<Timestamp>().expect("a time"));
        self.tick().await;
    }

    /// Moves the clock on and does what became due.
    pub async fn later(&self, by: SignedDuration) {
        self.app.clock.advance(by);
        self.tick().await;
    }

    /// What the scheduler does every second.
    pub async fn tick(&self) {
        app::jobs::sessions(&self.app).await;
    }

    /// Puts reports in line that are due, and makes those that wait.
    pub async fn reports(&self) {
        app::jobs::reports(&self.app).await;
    }

    /// What the scheduler does every hour.
    pub async fn hour(&self) {
        app::jobs::hourly(&self.app).await;
    }

    /// What the scheduler does every few seconds about e-mail.
    pub async fn post(&self) {
        app::jobs::mails(&self.app, &CancellationToken::new()).await;
    }

    /// Somebody who has not been here before: no cookie, no login.
    pub fn visitor(&self) -> Person {
        Person::new(&self.address)
    }

    /// The same at an address of the internet, behind a proxy on this machine.
    pub fn visitor_from(&self, place: &str) -> Person {
        Person::from(&self.address, place)
    }

    /// Makes an account, named by the part of `email` before the `@`; its identifier.
    pub async fn hire(&self, email: &str, role: Role) -> i64 {
        let hash = self.app.passwords.hash(PASSWORD.into()).await;
        let name = email.split('@').next().unwrap_or_default();
        let (now, writer) = (self.app.clock.now(), &self.app.database.writer);
        let newcomer = Newcomer {
            email,
            name,
            role,
            sees_all: true,
            password_hash: hash,
        };
        let made = newcomer.join(now, &self.app.random, writer).await;
        let made = made.expect("the database answers");
        made.unwrap_or_else(|| panic!("{email} has an account already"))
            .id
    }

    /// Makes an account and signs in through the form.
    pub async fn staff(&self, email: &str, role: Role) -> Person {
        self.hire(email, role).await;
        self.sign_in(email).await
    }

    /// Signs in through the form.
    pub async fn sign_in(&self, email: &str) -> Person {
        let person = self.visitor();
        let form = person.get("/sign-in").await.form("sign-in");
        let page = person
            .send(&form.with("email", email).with("password", PASSWORD))
            .await;
        assert_eq!(
            page.address,
            "/groups",
            "{email} is not signed in:\n{}",
            page.text()
        );
        person
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Writes what the set-up would have asked, for a server that browsers reach at `address`.
pub async fn decide(address: &str, database: &Database) {
    let writer = &database.writer;
    let read = Organisation::read(writer).await.expect("it is there");
    let row = organisation::Model {
        step: Step::Done,
        key_kept: true,
        name: "Riverside Clinic".into(),
        public_address: address.into(),
        time_zone: "Europe/London".into(),
        danger_number: Some("999".into()),
        ..read.row
    };
    row.save(writer).await.expect("the database answers");
    let samaritans = support_contact::Model {
        place: 0,
        name: "Samaritans".into(),
        telephone: Some("116 123".into()),
        address: None,
        hours: "Free, day or night".into(),
    };
    let saved = organisation::set_support(vec![samaritans], writer).await;
    saved.expect("the database answers");
}
