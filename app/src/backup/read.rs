//! Reading a backup: what it says it is, and whether it is all there.

use std::fs::File;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement, Value,
};

use super::rows::{Pages, Sum};
use super::shape::{self, Table};
use super::{FORMAT, Fault, HEADER};

/// What a backup says of itself.
#[derive(Clone, Debug)]
pub struct Header {
    /// The version of Chorus that wrote it.
    pub version: String,
    /// The moment that it shows.
    pub made_at: Timestamp,
    /// Changes that its tables have had.
    pub(super) steps: u32,
    values: Vec<Value>,
    checksum: Vec<u8>,
}

/// A backup that is all there.
pub struct Backup {
    /// What it says of itself.
    pub header: Header,
    pub(super) path: PathBuf,
    pub(super) tables: Vec<Table>,
    pub(super) file: DatabaseConnection,
}

impl Backup {
    /// Opens the backup at `path` and reads it once from beginning to end.
    ///
    /// # Errors
    ///
    /// When it is no backup, is of a later version, was cut short or was changed.
    pub async fn open(path: &Path) -> Result<Self, Fault> {
        // SQLite would say less about a file that is missing or forbidden.
        File::open(path).map_err(|error| Fault::of_system(path, error))?;
        let of_file = |error| Fault::of_reading(path, error);
        let file = connect(path).await.map_err(of_file)?;
        let header = header(path, &file).await?;
        let tables = shape::after(header.steps).await?;
        let backup = Self {
            header,
            path: path.into(),
            tables,
            file,
        };
        let mut sum = Sum::default();
        for table in &backup.tables {
            let mut pages = Pages::of(table, &backup.file);
            loop {
                let rows = pages.next().await.map_err(of_file)?;
                if rows.is_empty() {
                    break;
                }
                rows.iter().for_each(|row| sum.add(&table.name, row));
            }
        }
        backup.compare(sum)?;
        Ok(backup)
    }

    /// Whether the rows that were read are those that were written.
    pub(super) fn compare(&self, mut sum: Sum) -> Result<(), Fault> {
        sum.add(HEADER, &self.header.values);
        if sum.bytes() == self.header.checksum {
            Ok(())
        } else {
            Err(Fault::Damaged(self.path.clone()))
        }
    }
}

async fn connect(path: &Path) -> Result<DatabaseConnection, DbErr> {
    let path = path.to_path_buf();
    let mut options = ConnectOptions::new("sqlite://backup");
    options
        .max_connections(1)
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .map_sqlx_sqlite_opts(move |options| {
            // Not in the address, where some characters mean something.
            options
                .filename(&path)
                .read_only(true)
                .immutable(true)
                .foreign_keys(false)
                .pragma("temp_store", "MEMORY")
                .pragma("trusted_schema", "OFF")
        });
    sea_orm::Database::connect(options).await
}

async fn header(path: &Path, file: &DatabaseConnection) -> Result<Header, Fault> {
    let of_file = |error| Fault::of_reading(path, error);
    let ask = |sql: String| Statement::from_string(DbBackend::Sqlite, sql);
    let is_there =
        format!("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '{HEADER}'");
    let found = file.query_one_raw(ask(is_there)).await.map_err(of_file)?;
    if found.is_none() {
        return Err(Fault::NotABackup(path.into()));
    }
    let all =
        format!("SELECT format, steps, last_step, version, made_at, rows, checksum FROM {HEADER}");
    let row = file.query_one_raw(ask(all)).await;
    let damaged = || Fault::Damaged(path.into());
    let row = row.map_err(|_| damaged())?.ok_or_else(damaged)?;
    let number = |at: usize| row.try_get_by_index::<i64>(at).map_err(|_| damaged());
    let text = |at: usize| row.try_get_by_index::<String>(at).map_err(|_| damaged());
    let (format, steps, last_step) = (number(0)?, number(1)?, text(2)?);
    let (version, made_at, rows) = (text(3)?, number(4)?, number(5)?);
    let known = Migrator::get_migration_files();
    let last_known = usize::try_from(steps - 1).ok().and_then(|at| known.get(at));
    if format > FORMAT || last_known.is_none_or(|step| step.name() != last_step) {
        return Err(Fault::Newer(path.into(), version));
    }
    Ok(Header {
        made_at: Timestamp::from_millisecond(made_at).map_err(|_| damaged())?,
        steps: steps as u32,
        checksum: row.try_get_by_index(6).map_err(|_| damaged())?,
        values: vec![
            format.into(),
            steps.into(),
            last_step.into(),
            version.clone().into(),
            made_at.into(),
            rows.into(),
        ],
        version,
    })
}
