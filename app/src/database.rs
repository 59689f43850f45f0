//! Opens the database, SQLite or PostgreSQL, as the privacy of the sealed box needs it; holds no query about groups.

mod alone;
mod condition;
mod logged;
mod trouble;

pub use condition::Condition;
pub use logged::Doubt;
pub use trouble::{Trouble, sqlite_code};

use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::postgres::PgConnection;
use sea_orm::sqlx::sqlite::{SqliteAutoVacuum, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, Connection};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

/// What connections to PostgreSQL are called.
const CONNECTED: &str = "chorus";

/// The two pools. On SQLite one connection writes and four read, so that nobody waits for a lock; on PostgreSQL
/// both are the same pool.
#[derive(Clone, Debug)]
pub struct Database {
    /// For every transaction and every write.
    pub writer: DatabaseConnection,
    /// For reading only; SQLite refuses a write here.
    pub reader: DatabaseConnection,
}

/// Why the database cannot be used, in one sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no such file, server or permission.
    #[error(
        "the database {0} cannot be opened ({1}): check `database` in chorus.toml, and that the folder or server is there."
    )]
    Unreachable(String, String),
    /// A later Chorus has written to it.
    #[error(
        "the database is from a newer version of Chorus (it has step {0}): start that version; nothing was changed."
    )]
    Newer(String),
    /// Answers would be written to the server's log.
    #[error(
        "PostgreSQL would write members' values to its log: set {0} for this database, then start again."
    )]
    LogsParameters(&'static str),
    /// A migration did not go through; it was rolled back.
    #[error("the database could not be brought up to date ({0}): nothing was changed.")]
    Migration(String),
    /// Nothing can be written.
    #[error("{}", .0.advice())]
    Trouble(Trouble),
    /// The file is there, and it or its folder is shut.
    #[error(
        "the database {0} or its folder may not be written to: give both to the account that starts Chorus."
    )]
    Closed(String),
    /// Somebody else has it open, and this must not be done beside them.
    #[error(
        "the database is in use: stop Chorus, on every machine that runs it, and start again what you asked for; nothing was changed."
    )]
    InUse,
}

impl Database {
    /// Opens the database at `url` (`sqlite://path` or `postgres://…`) and brings it up to date.
    ///
    /// # Errors
    ///
    /// When it cannot be reached, is from a newer version, or logs values. It is left as it was.
    pub async fn open(url: &str) -> Result<Self, Fault> {
        let database = Self::blank(url).await?;
        database.migrate().await?;
        Ok(database)
    }

    /// Opens the database at `url` as it is, or makes an SQLite file without tables.
    ///
    /// # Errors
    ///
    /// When it cannot be reached, or logs values.
    pub async fn blank(url: &str) -> Result<Self, Fault> {
        let database = Self::connect(url)
            .await
            .map_err(|error| unreachable(url, &error))?;
        database.refuse_logged_parameters().await?;
        Ok(database)
    }

    /// Begins a transaction that may write; on SQLite it takes the lock at once (`BEGIN IMMEDIATE`), so that it
    /// never fails half way because somebody else wrote first.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        begin(&self.writer).await
    }

    /// Begins a transaction that may change the tables' shape: two replicas that start together would otherwise both
    /// create them. On SQLite nobody else writes meanwhile anyway.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn begin_shaping(&self) -> Result<DatabaseTransaction, DbErr> {
        let transaction = self.begin().await?;
        if transaction.get_database_backend() == DbBackend::Postgres {
            let lock = "SELECT pg_advisory_xact_lock(4858621)";
            transaction.execute_unprepared(lock).await?;
        }
        Ok(transaction)
    }

    /// Empties SQLite's write-ahead log into the file, so that deleted answers are in neither. Returns whether that
    /// was done: `false` means that a reader is in the way, and it must be tried again. On PostgreSQL always `true`.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn checkpoint(&self) -> Result<bool, DbErr> {
        if self.writer.get_database_backend() != DbBackend::Sqlite {
            return Ok(true);
        }
        // While SQLite waits for a reader here, nobody may write: so it waits shortly, and is asked again.
        let fault = |error: sqlx::Error| DbErr::Custom(error.to_string());
        let pool = self.writer.get_sqlite_connection_pool();
        let mut connection = pool.acquire().await.map_err(fault)?;
        let shortly = sqlx::query("PRAGMA busy_timeout = 250");
        shortly.execute(&mut *connection).await.map_err(fault)?;
        let busy: Result<i32, _> = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)")
            .fetch_one(&mut *connection)
            .await;
        let usual = sqlx::query("PRAGMA busy_timeout = 10000");
        usual.execute(&mut *connection).await.map_err(fault)?;
        let busy = busy.map_err(fault)?;
        Ok(busy == 0)
    }

    /// Closes both pools, after the connections in use are given back.
    pub async fn close(self) {
        let _ = self.reader.close().await;
        let _ = self.writer.close().await;
    }

    async fn connect(url: &str) -> Result<Self, DbErr> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            if Path::new(path).is_dir() {
                return Err(DbErr::Custom("it is a folder".to_owned()));
            }
            // SQLite would let others on this machine read it; its log takes after it. One that is there stays as it is.
            let _ = std::fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path);
            let writer = sea_orm::Database::connect(sqlite(url, false)).await?;
            let reader = sea_orm::Database::connect(sqlite(url, true)).await?;
            Ok(Self { writer, reader })
        } else {
            Self::postgres(url, CONNECTED).await
        }
    }

    async fn postgres(url: &str, name: &str) -> Result<Self, DbErr> {
        knock(url).await?;
        let mut options = quiet(url);
        options.max_connections(16).set_application_name(name);
        options.acquire_timeout(Duration::from_secs(8)); // A restart takes less, and somebody waits.
        let writer = sea_orm::Database::connect(options).await?;
        Ok(Self {
            reader: writer.clone(),
            writer,
        })
    }

    async fn migrate(&self) -> Result<(), Fault> {
        let fault = |error: DbErr| match Trouble::of(&error) {
            Some(trouble) => Fault::Trouble(trouble),
            None => Fault::Migration(first_line(&error.to_string())),
        };
        let transaction = self.begin_shaping().await.map_err(fault)?;
        let known = Migrator::get_migration_files();
        let applied = Migrator::get_migration_models(&transaction)
            .await
            .map_err(fault)?;
        let newer = applied
            .iter()
            .find(|m| known.iter().all(|file| file.name() != m.version));
        if let Some(newer) = newer {
            let step = newer.version.clone();
            transaction.rollback().await.map_err(fault)?;
            return Err(Fault::Newer(step));
        }
        Migrator::up(&transaction, None).await.map_err(fault)?;
        transaction.commit().await.map_err(fault)
    }
}

/// Begins a transaction on `connection` as [`Database::begin`] does.
///
/// # Errors
///
/// When the database does not answer.
pub async fn begin(connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    connection
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        })
        .await
}

/// Tries one connection and gives it back. The pool would try again and again, and then not say why.
async fn knock(url: &str) -> Result<(), DbErr> {
    let connection = tokio::time::timeout(Duration::from_secs(5), PgConnection::connect(url)).await;
    let fault = match connection {
        Ok(Ok(connection)) => {
            let _ = connection.close().await;
            return Ok(());
        }
        Ok(Err(error)) => error.to_string(),
        Err(_) => "nothing answers there".to_owned(),
    };
    Err(DbErr::Custom(fault))
}

/// Options that write no statement to a log or a span.
fn quiet(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .connect_timeout(Duration::from_secs(10))
        .acquire_timeout(Duration::from_secs(20));
    options
}

fn sqlite(url: &str, reading: bool) -> ConnectOptions {
    let mut options = quiet(url);
    let connections = if reading { 4 } else { 1 };
    options
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .map_sqlx_sqlite_pool_opts(|options| {
            // Where the disk is full SQLite ends the transaction by itself, and sqlx goes on counting it: what would be
            // committed next would be a part of one that never is. Such a connection is thrown away.
            options.before_acquire(|connection, _| {
                let is_clean = !connection.is_in_transaction();
                Box::pin(async move { Ok(is_clean) })
            })
        })
        .map_sqlx_sqlite_opts(move |options| {
            let options = options
                .create_if_missing(!reading)
                .auto_vacuum(SqliteAutoVacuum::Full)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .pragma("secure_delete", "ON")
                .pragma("temp_store", "MEMORY")
                .pragma("trusted_schema", "OFF");
            if reading {
                options.pragma("query_only", "ON")
            } else {
                options
            }
        });
    options
}

fn unreachable(url: &str, error: &DbErr) -> Fault {
    let file = url.strip_prefix("sqlite://").map(Path::new);
    if let Some(file) = file
        && file.exists()
        && sqlite_code(error) == Some(14)
    {
        return Fault::Closed(file.display().to_string());
    }
    Fault::Unreachable(without_password(url), first_line(&error.to_string()))
}

fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches("Connection Error: ")
        .trim_start_matches("Custom Error: ")
        .trim_end_matches('.')
        .to_owned()
}

fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme < at => {
            format!("{}…{}", &url[..scheme + 3], &url[at..])
        }
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Statement;

    use super::*;

    async fn open(folder: &tempfile::TempDir) -> Result<Database, Fault> {
        Database::open(&format!(
            "sqlite://{}/chorus.sqlite",
            folder.path().display()
        ))
        .await
    }

    async fn pragma(connection: &DatabaseConnection, name: &str) -> String {
        let statement = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
        let row = connection.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index::<i64>(0)
            .map(|n| n.to_string())
            .or_else(|_| row.try_get_by_index::<String>(0))
            .unwrap()
    }

    #[tokio::test]
    async fn sqlite_forgets_what_is_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let database = open(&folder).await.unwrap();
        for (name, value) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("secure_delete", "1"),
            ("auto_vacuum", "1"),
            ("temp_store", "2"),
            ("trusted_schema", "0"),
            ("foreign_keys", "1"),
        ] {
            assert_eq!(
                pragma(&database.writer, name).await,
                value,
                "{name} of the writer"
            );
            assert_eq!(
                pragma(&database.reader, name).await,
                value,
                "{name} of the reader"
            );
        }
        assert!(database.checkpoint().await.unwrap());
        let wal = folder.path().join("chorus.sqlite-wal");
        assert_eq!(std::fs::metadata(wal).unwrap().len(), 0);
        let write = database
            .reader
            .execute_unprepared("DELETE FROM staff")
            .await;
        assert!(write.is_err(), "the reading pool must not write");
    }

    #[tokio::test]
    async fn a_database_from_a_newer_version_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let database = open(&folder).await.unwrap();
        let step = "INSERT INTO seaql_migrations VALUES ('m9999_tomorrow', 0)";
        database.writer.execute_unprepared(step).await.unwrap();
        database.close().await;
        let sentence = open(&folder).await.unwrap_err().to_string();
        assert!(sentence.contains("newer version of Chorus (it has step m9999_tomorrow)"));
    }

    #[tokio::test]
    async fn what_is_not_a_database_gets_one_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let text = "not a database, but long enough to be mistaken for the header of one".repeat(9);
        std::fs::write(folder.path().join("chorus.sqlite"), &text).unwrap();
        let sentence = open(&folder).await.unwrap_err().to_string();
        assert!(sentence.contains("file is not a database"), "{sentence}");
        assert_eq!(
            std::fs::read_to_string(folder.path().join("chorus.sqlite")).unwrap(),
            text
        );
    }

    #[test]
    fn a_password_is_not_part_of_a_message() {
        assert_eq!(
            without_password("postgres://chorus:secret@db/x"),
            "postgres://…@db/x"
        );
    }
}
