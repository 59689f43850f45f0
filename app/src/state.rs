//! What every page and job has in hand: settings, database, clock, randomness, keys. Nothing about a person.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use analytics::measure::Library;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sea_orm::DbErr;

use crate::clock::Clock;
use crate::config::Config;
use crate::database::Database;
use crate::entities::organisation::Organisation;
use crate::entities::own_measure;
use crate::guards::first_link::FirstLink;
use crate::guards::password::Passwords;
use crate::guards::places::Marker;
use crate::guards::throttle::Throttle;
use crate::guards::tries::TicketTries;
use crate::metrics::Metrics;
use crate::random::Random;
use crate::readiness::Readiness;
use crate::sealed::keys::{KeyError, Keys};
use crate::sealed::rotation;
use crate::sealed::tickets::Lately;
use crate::sealed::turns::Turns;

/// The running program; clones share everything.
#[derive(Clone)]
pub struct App {
    /// What belongs to this machine.
    pub config: Arc<Config>,
    organisation: Arc<RwLock<Arc<Organisation>>>,
    measures: Arc<RwLock<Arc<Library>>>,
    /// The two pools.
    pub database: Database,
    /// The only "now".
    pub clock: Clock,
    /// The only source of chance.
    pub random: Random,
    /// The master key and the folder of keys.
    pub keys: Arc<Keys>,
    /// The link that makes the first account.
    pub first_link: FirstLink,
    /// Hashing of staff's passwords.
    pub passwords: Passwords,
    /// Hashes where requests come from.
    pub marker: Marker,
    /// Wrong passwords of late.
    pub throttle: Throttle,
    /// Wrong tickets of late.
    pub tries: TicketTries,
    /// Tickets printed in the last seconds.
    pub lately_printed: Lately,
    /// Ballots of one group after the other.
    pub turns: Turns,
    /// What a monitoring system may count.
    pub metrics: Metrics,
    /// Whether requests should be sent here.
    pub readiness: Readiness,
    untruncated: Arc<AtomicBool>,
}

impl App {
    /// Puts the program together. The master key comes from the environment, or from its file,
    /// which is made where it is missing and no sealed row needs it.
    ///
    /// # Errors
    ///
    /// When the key is missing, unreadable, or not the one that sealed this database.
    pub async fn new(
        config: Config,
        database: Database,
        clock: Clock,
        random: Random,
    ) -> Result<App, KeyError> {
        let keys = rotation::keys(&config, &database.reader, &random).await?;
        let organisation = Organisation::read(&database.reader)
            .await
            .map_err(KeyError::Database)?;
        let measures = own_measure::library(&organisation, &Library::default(), &database.reader)
            .await
            .map_err(KeyError::Database)?;
        let passwords = Passwords::new(random.clone());
        let marker = Marker::new(&random);
        Ok(App {
            config: Arc::new(config),
            organisation: Arc::new(RwLock::new(Arc::new(organisation))),
            measures: Arc::new(RwLock::new(Arc::new(measures))),
            database,
            metrics: Metrics::new(clock.now()),
            readiness: Readiness::default(),
            clock,
            passwords,
            throttle: Throttle::new(&marker),
            tries: TicketTries::new(&marker),
            first_link: FirstLink::new(&random),
            marker,
            lately_printed: Lately::default(),
            turns: Turns::default(),
            random,
            keys: Arc::new(keys),
            untruncated: Arc::default(),
        })
    }

    /// What the organisation decided.
    pub fn organisation(&self) -> Arc<Organisation> {
        let organisation = self.organisation.read();
        organisation.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The measures at hand.
    pub fn measures(&self) -> Arc<Library> {
        let measures = self.measures.read();
        measures.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads again what the organisation decided and which measures it has: they were saved, here or by another replica.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn renew(&self) -> Result<(), DbErr> {
        let organisation = Organisation::read(&self.database.reader).await?;
        let measures =
            own_measure::library(&organisation, &self.measures(), &self.database.reader).await?;
        if *self.organisation() != organisation {
            let mut known = self
                .organisation
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            *known = Arc::new(organisation);
        }
        if *self.measures() != measures {
            let mut known = self
                .measures
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            *known = Arc::new(measures);
        }
        Ok(())
    }

    /// The zone of every date and time that a person reads or enters.
    pub fn zone(&self) -> TimeZone {
        self.organisation().time_zone.clone()
    }

    /// Today in the organisation's zone.
    pub fn today(&self) -> Date {
        self.clock.now().to_zoned_datetime(self.zone()).date()
    }

    /// Empties the write-ahead log after a close. Where a reader is in the way it stays owed
    /// until [`App::finish_truncation`] succeeds.
    pub async fn truncate(&self) {
        self.untruncated.store(true, Ordering::SeqCst);
        self.finish_truncation().await;
    }

    /// Tries again to empty the log, if that is owed.
    pub async fn finish_truncation(&self) {
        if self.untruncated.load(Ordering::SeqCst) {
            match self.database.checkpoint().await {
                Ok(done) => self.untruncated.store(!done, Ordering::SeqCst),
                Err(error) => {
                    tracing::error!(%error, "the write-ahead log could not be emptied; it is tried again")
                }
            }
        }
    }

    /// Whether a closed box may still be readable in the write-ahead log.
    pub fn owes_truncation(&self) -> bool {
        self.untruncated.load(Ordering::SeqCst)
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
        let Organisation { row, support, .. } = Organisation::sample();
        let saved = row.save(&database.writer).await;
        saved.expect("BUG: a fresh database takes a row");
        let saved = crate::entities::organisation::set_support(support, &database.writer).await;
        saved.expect("BUG: a fresh database takes contacts");
        let config = Config {
            key_file: folder.path().join("chorus.key"),
            keys_directory: folder.path().join("keys"),
            ..crate::config::sample()
        };
        Self::new(config, database, clock, Random::seeded(1))
            .await
            .expect("BUG: a fresh key is made")
    }
}
