//! Bringing a backup back into an empty database, SQLite or PostgreSQL, in one transaction.

use jiff::Timestamp;
use migrations::{Migrator, MigratorTrait};
use sea_orm::entity::prelude::*;

use super::rows::{Pages, Sum, insert};
use super::write::clear;
use super::{Backup, Fault};
use crate::config::Config;
use crate::database::{Condition, Database};
use crate::entities::audit::{Action, Deed};
use crate::entities::{login, mail};
use crate::random::Random;
use crate::sealed::keys::{KeyError, Keys};
use crate::sealed::restored::{self, Withheld};

/// What came back.
#[derive(Debug)]
pub struct Restored {
    /// Rows.
    pub rows: i64,
    /// What was open in the backup and is not shown.
    pub withheld: Withheld,
}

impl Backup {
    /// Fills the database of `config` with the backup. What was open in it is withheld, logins end, and e-mails that were
    /// waiting are not sent, as they may have gone.
    ///
    /// # Errors
    ///
    /// When the master key is not the backup's, when there are keys or rows of another database, or when the database
    /// refuses. Nothing is restored then.
    pub async fn restore(
        &self,
        config: &Config,
        now: Timestamp,
        random: &Random,
    ) -> Result<Restored, Fault> {
        self.check_key(config, random).await?;
        let database = Database::blank(&config.database).await?;
        let restored = self.pour(&database, now, random).await;
        if restored.is_ok() {
            database.checkpoint().await?;
        }
        database.close().await;
        restored
    }

    /// Sees to it that the master key is the backup's, and that the folder of keys is not another database's.
    async fn check_key(&self, config: &Config, random: &Random) -> Result<(), Fault> {
        let folder = &config.keys_directory;
        let keys = match &config.master_key {
            Some(text) => Keys::from_hex(text.expose(), folder),
            None => Keys::open(&config.key_file, folder, false, random),
        };
        match keys {
            Ok(keys) => {
                let left = keys.names_before(Timestamp::MAX)?.len();
                if left > 0 {
                    return Err(Fault::KeysLeft(folder.clone(), left));
                }
                Ok(restored::check_keys(&keys, &self.file).await?)
            }
            // Where nothing is sealed the first start makes one.
            Err(KeyError::Lost(_)) if self.seals_nothing().await? => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn seals_nothing(&self) -> Result<bool, Fault> {
        Ok(crate::sealed::roster::is_empty(&self.file).await?)
    }

    async fn pour(
        &self,
        database: &Database,
        now: Timestamp,
        random: &Random,
    ) -> Result<Restored, Fault> {
        let tx = database.begin_shaping().await?;
        if Condition::of(&tx).await? != Condition::Empty {
            return Err(Fault::NotEmpty);
        }
        Migrator::up(&tx, Some(self.header.steps)).await?;
        let mut sum = Sum::default();
        for table in &self.tables {
            clear(table, &tx).await?;
            let mut pages = Pages::of(table, &self.file);
            loop {
                let rows = pages.next().await;
                let rows = rows.map_err(|error| Fault::of_reading(&self.path, error))?;
                if rows.is_empty() {
                    break;
                }
                rows.iter().for_each(|row| sum.add(&table.name, row));
                insert(table, &rows, &tx).await?;
            }
        }
        let rows = sum.rows;
        // The file may have changed since it was read first.
        self.compare(sum)?;
        Migrator::up(&tx, None).await?;
        login::Entity::delete_many().exec(&tx).await?;
        mail::Model::doubt(now, &tx).await?;
        let withheld = restored::withhold(random, &tx).await?;
        let detail = format!("as of {}", self.header.made_at);
        let deed = Deed {
            detail: &detail,
            ..Deed::of(Action::BackupRestored)
        };
        deed.commit(now, tx).await?;
        Ok(Restored { rows, withheld })
    }
}
