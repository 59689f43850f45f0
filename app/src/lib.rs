//! Chorus, the web app: everything but the command line, in the order in which it is best read.

pub mod clock;
pub mod random;

pub mod config;
pub mod database;
pub mod logs;
pub mod words;

pub mod entities;
pub mod guards;

pub mod error;
pub mod layers;
pub mod pages;
pub mod urls;

use std::sync::Arc;

use axum::Router;

use clock::Clock;
use config::Config;
use database::Database;
use guards::password::Passwords;
use guards::throttle::Throttle;
use random::Random;

/// What every request can reach. Clones share everything; there is no other state.
#[derive(Clone, Debug)]
pub struct App {
    /// The settings.
    pub config: Arc<Config>,
    /// The database.
    pub database: Database,
    /// The time.
    pub clock: Clock,
    /// Randomness.
    pub random: Random,
    /// Hashing of staff's passwords.
    pub passwords: Passwords,
    /// Wrong passwords of late.
    pub throttle: Throttle,
}

impl App {
    /// An app on a database that was opened, and so is up to date.
    pub fn new(config: Config, database: Database, clock: Clock, random: Random) -> Self {
        Self {
            config: Arc::new(config),
            database,
            clock,
            passwords: Passwords::new(random.clone()),
            random,
            throttle: Throttle::default(),
        }
    }
}

#[cfg(test)]
impl App {
    /// An app on a fresh database in `folder`, its clock at half past seven on a Tuesday.
    pub(crate) async fn sample(folder: &tempfile::TempDir) -> Self {
        let url = format!("sqlite://{}/chorus.sqlite", folder.path().display());
        let database = Database::open(&url)
            .await
            .expect("BUG: a fresh database opens");
        let clock = Clock::fixed("2026-03-24T19:30:00Z".parse().expect("BUG: a time"));
        Self::new(config::sample(), database, clock, Random::seeded(1))
    }
}

/// The whole web app: what `chorus serve` listens with and what tests start.
pub fn build(app: App) -> Router {
    let router = pages::routes(&app).with_state(app.clone());
    layers::around(router, &app)
}
