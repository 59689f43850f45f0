//! Opens the database for one command that must be the only one: nobody else has it open, and nobody gets in meanwhile.

use sea_orm::sqlx::sqlite::SqliteLockingMode;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement};

use super::{CONNECTED, Database, Fault, sqlite, sqlite_code, unreachable};

impl Database {
    /// Opens the database at `url` for this process alone. On SQLite there is one connection then: who holds a
    /// transaction must not ask the pools.
    ///
    /// # Errors
    ///
    /// When it cannot be reached, logs values, or somebody else has it open.
    pub async fn alone(url: &str) -> Result<Self, Fault> {
        if !url.starts_with("sqlite://") {
            // Under another name than whoever serves, so that these are told apart.
            let database = Self::postgres(url, "chorus, alone")
                .await
                .map_err(|error| unreachable(url, &error))?;
            database.refuse_logged_parameters().await?;
            return Ok(database);
        }
        let mut options = sqlite(url, false);
        options.map_sqlx_sqlite_opts(|options| {
            options
                .create_if_missing(false)
                .locking_mode(SqliteLockingMode::Exclusive)
                .busy_timeout(std::time::Duration::from_secs(1))
        });
        let writer = sea_orm::Database::connect(options).await;
        let writer = writer.map_err(|error| {
            if is_busy(&error) {
                Fault::InUse
            } else {
                unreachable(url, &error)
            }
        })?;
        Ok(Self {
            reader: writer.clone(),
            writer,
        })
    }

    /// Begins a transaction beside which nobody starts, and refuses where somebody has started already.
    ///
    /// # Errors
    ///
    /// When somebody else has the database open, or it does not answer.
    pub async fn begin_alone(&self) -> Result<DatabaseTransaction, Fault> {
        let fault = |error: DbErr| {
            if is_busy(&error) {
                Fault::InUse
            } else {
                unreachable("of the settings", &error)
            }
        };
        let tx = self.begin_shaping().await.map_err(fault)?;
        if tx.get_database_backend() == DbBackend::Postgres {
            // Whoever starts now waits for that lock; whoever has started is connected.
            let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                       AND application_name = $1";
            let statement =
                Statement::from_sql_and_values(DbBackend::Postgres, sql, [CONNECTED.into()]);
            let row = tx.query_one_raw(statement).await.map_err(fault)?;
            let others = row.map_or(Ok(0_i64), |row| row.try_get_by_index(0));
            if others.map_err(fault)? > 0 {
                return Err(Fault::InUse);
            }
        }
        Ok(tx)
    }

    /// Leaves nothing of what `tables` held before in the database's files; nobody else may be there.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn forget_before(&self, tables: &str) -> Result<(), DbErr> {
        if self.writer.get_database_backend() == DbBackend::Postgres {
            // Written anew as other files; what was deleted would stay in the old ones until somebody needs the room.
            let vacuum = format!("VACUUM FULL {tables}");
            self.writer.execute_unprepared(&vacuum).await?;
        }
        self.checkpoint().await?;
        Ok(())
    }
}

/// Whether SQLite says that somebody else holds the lock.
fn is_busy(error: &DbErr) -> bool {
    sqlite_code(error) == Some(5)
}
