//! Writing a backup while the service runs: one moment of the database, table by table, into a file that appears whole or
//! not at all.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, Statement, TransactionTrait, Value,
};

use super::rows::{Pages, Sum, insert};
use super::shape::{self, Kind, Table};
use super::{EMPTIED, FORMAT, Fault, HEADER, LEFT_OUT};
use crate::database::{self, Condition, Database};
use crate::random::Random;

/// A backup that was written.
#[derive(Debug)]
pub struct Written {
    /// How long the file is.
    pub bytes: u64,
    /// Rows in it.
    pub rows: i64,
}

/// Writes what `database` holds now to `path`. Nothing is waited for and nobody waits: what is written meanwhile is in the
/// next backup. A file that is there stays.
///
/// # Errors
///
/// When the file cannot be written or the database not be read. No file is left then.
pub async fn write(
    database: &Database,
    path: &Path,
    now: Timestamp,
    random: &Random,
) -> Result<Written, Fault> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(Fault::Exists(path.into()));
    }
    let unfinished = Unfinished::beside(path, random)?;
    let moment = moment(database).await?;
    let steps = match Condition::of(&moment).await? {
        Condition::Empty => return Err(Fault::Nothing),
        Condition::Newer(step) => return Err(database::Fault::Newer(step).into()),
        Condition::Behind(steps) | Condition::Current(steps) => steps,
    };
    let of_file = |error| Fault::of_writing(path, error);
    let tables = shape::after(steps).await?;
    let file = open(&unfinished.path).await.map_err(of_file)?;
    let tx = file.begin().await.map_err(of_file)?;
    Migrator::up(&tx, Some(steps)).await.map_err(of_file)?;
    let mut sum = Sum::default();
    for table in &tables {
        clear(table, &tx).await.map_err(of_file)?;
        if LEFT_OUT.contains(&table.name.as_str()) {
            continue;
        }
        let mut pages = Pages::of(table, &moment);
        loop {
            let mut rows = pages.next().await?;
            if rows.is_empty() {
                break;
            }
            for row in &mut rows {
                empty(table, row);
                sum.add(&table.name, row);
            }
            insert(table, &rows, &tx).await.map_err(of_file)?;
        }
    }
    moment.rollback().await?;
    header(steps, now, &mut sum, &tx).await.map_err(of_file)?;
    tx.commit().await.map_err(of_file)?;
    file.close().await.map_err(of_file)?;
    let bytes = unfinished.becomes(path)?;
    Ok(Written {
        bytes,
        rows: sum.rows,
    })
}

/// Removes what a migration has put into a table.
pub(super) async fn clear(table: &Table, db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let sql = format!("DELETE FROM \"{}\"", table.name);
    db.execute_unprepared(&sql).await.map(|_| ())
}

/// A transaction that shows one moment and writes nothing.
async fn moment(database: &Database) -> Result<DatabaseTransaction, DbErr> {
    let reader = &database.reader;
    match reader.get_database_backend() {
        DbBackend::Postgres => {
            let (level, access) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
            reader.begin_with_config(Some(level), Some(access)).await
        }
        _ => reader.begin().await,
    }
}

/// The file as a database with one connection. There is no journal and nothing is synced: it becomes a backup only once it
/// is whole.
async fn open(path: &Path) -> Result<DatabaseConnection, DbErr> {
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
                .create_if_missing(false)
                .journal_mode(SqliteJournalMode::Off)
                .synchronous(SqliteSynchronous::Off)
                .foreign_keys(false)
                .pragma("temp_store", "MEMORY")
                .pragma("trusted_schema", "OFF")
        });
    sea_orm::Database::connect(options).await
}

fn empty(table: &Table, row: &mut [Value]) {
    if table.name != EMPTIED.0 {
        return;
    }
    for (column, value) in table.columns.iter().zip(row) {
        if column.name == EMPTIED.1 && column.kind == Kind::Bytes {
            *value = Value::Bytes(Some(Vec::new()));
        }
    }
}

async fn header(
    steps: u32,
    now: Timestamp,
    sum: &mut Sum,
    tx: &DatabaseTransaction,
) -> Result<(), DbErr> {
    let create = format!(
        "CREATE TABLE {HEADER} (format integer, steps integer, last_step text, version text, \
         made_at integer, rows integer, checksum blob)"
    );
    tx.execute_unprepared(&create).await?;
    let last = migrations::applied(tx).await?.pop().unwrap_or_default();
    let values: Vec<Value> = vec![
        FORMAT.into(),
        i64::from(steps).into(),
        last.into(),
        env!("CARGO_PKG_VERSION").into(),
        now.as_millisecond().into(),
        sum.rows.into(),
    ];
    let rows = sum.rows;
    sum.add(HEADER, &values);
    let checksum = Value::from(sum.bytes());
    sum.rows = rows;
    let sql = format!("INSERT INTO {HEADER} VALUES (?, ?, ?, ?, ?, ?, ?)");
    let values = values.into_iter().chain([checksum]);
    let statement = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
    tx.execute_raw(statement).await.map(|_| ())
}

/// A file under a name of its own, which goes unless it becomes the backup.
struct Unfinished {
    path: PathBuf,
}

impl Unfinished {
    fn beside(path: &Path, random: &Random) -> Result<Self, Fault> {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}.unfinished", random.row_id()));
        let unfinished = PathBuf::from(name);
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&unfinished)
            .map_err(|error| Fault::of_system(path, error))?;
        Ok(Self { path: unfinished })
    }

    /// Says how long the file is.
    fn becomes(self, path: &Path) -> Result<u64, Fault> {
        let done = || {
            let file = File::open(&self.path)?;
            file.sync_all()?;
            self.rename(path)?;
            let folder = path
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
            Ok(file.metadata()?.len())
        };
        done().map_err(|error| Fault::of_system(path, error))
    }

    /// By a link, as a second name never takes the place of a file; where the disk knows none, by looking first.
    fn rename(&self, path: &Path) -> std::io::Result<()> {
        match fs::hard_link(&self.path, path) {
            Ok(()) => fs::remove_file(&self.path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
            Err(_) if fs::symlink_metadata(path).is_err() => fs::rename(&self.path, path),
            Err(error) => Err(error),
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
