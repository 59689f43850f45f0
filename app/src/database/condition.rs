//! What state a database is in, for commands that must neither make one nor bring it up to date.

use std::path::Path;
use std::time::Duration;

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbErr};

use super::{Database, Fault, unreachable};

/// How far a database has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// No Chorus has been here.
    Empty,
    /// It has so many of the changes that this version knows, and waits for the others.
    Behind(u32),
    /// It is as this version expects, after so many changes.
    Current(u32),
    /// A later version has made this change.
    Newer(String),
}

impl Condition {
    /// What `connection` leads to.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn of(connection: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let applied = migrations::applied(connection).await?;
        let known = Migrator::get_migration_files();
        let unknown = applied
            .iter()
            .find(|step| known.iter().all(|file| file.name() != step.as_str()));
        if let Some(step) = unknown {
            return Ok(Self::Newer(step.clone()));
        }
        let count = applied.len() as u32;
        Ok(match applied.len() {
            0 => Self::Empty,
            all if all == known.len() => Self::Current(count),
            _ => Self::Behind(count),
        })
    }
}

impl Database {
    /// Opens the database at `url` as it is; makes and changes nothing.
    ///
    /// # Errors
    ///
    /// When it is not there or cannot be reached.
    pub async fn existing(url: &str) -> Result<Self, Fault> {
        if let Some(path) = url.strip_prefix("sqlite://")
            && !Path::new(path).exists()
        {
            let why = DbErr::Custom("it is not there".to_owned());
            return Err(unreachable(url, &why));
        }
        Self::connect(url)
            .await
            .map_err(|error| unreachable(url, &error))
    }

    /// Whether the database answers within three seconds: a pool would try for longer than a monitor waits.
    pub async fn answers(&self) -> bool {
        let ping = tokio::time::timeout(Duration::from_secs(3), self.reader.ping());
        matches!(ping.await, Ok(Ok(())))
    }
}
