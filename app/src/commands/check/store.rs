//! The database: whether it answers, is of this version and whole, opens with the key, keeps quiet, and agrees about the time.

use app::clock::Clock;
use app::config::Config;
use app::database::{Condition, Database, Doubt};
use app::entities::audit::Chain;
use app::entities::{audit, session};
use app::random::Random;
use app::sealed::keys::{KeyError, Keys};
use app::sealed::restored;
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryOrder, QuerySelect, Statement};

use super::{Finding, Weight};
use crate::commands::moment;

/// Clocks that are kept by the network differ by less.
const SLACK: SignedDuration = SignedDuration::from_secs(2);

/// Looks at the database that the settings name.
pub async fn look(config: &Config, clock: &Clock) -> Vec<Finding> {
    let sqlite = config.database.strip_prefix("sqlite://");
    if sqlite.is_some_and(|path| !std::path::Path::new(path).exists()) {
        let file = ("file", sqlite.unwrap_or_default().to_owned().into());
        return vec![Finding::doubtful(
            "database",
            "check-database-missing",
            &[file],
        )];
    }
    let database = match Database::existing(&config.database).await {
        Ok(database) => database,
        Err(fault) => return vec![Finding::new(Weight::Wrong, "database", fault.to_string())],
    };
    let found = inside(config, &database, clock).await;
    let found = found.unwrap_or_else(|error| {
        let cause = ("cause", error.to_string().into());
        vec![Finding::wrong(
            "database",
            "check-database-refuses",
            &[cause],
        )]
    });
    database.close().await;
    found
}

async fn inside(
    config: &Config,
    database: &Database,
    clock: &Clock,
) -> Result<Vec<Finding>, DbErr> {
    let mut findings = Vec::new();
    let condition = Condition::of(&database.reader).await?;
    findings.push(match &condition {
        Condition::Empty => Finding::doubtful("database", "check-database-empty", &[]),
        Condition::Behind(_) => Finding::doubtful("database", "check-database-behind", &[]),
        Condition::Current(_) => Finding::good("database", "check-database", &[]),
        Condition::Newer(step) => {
            let step = ("step", step.as_str().into());
            Finding::wrong("database", "check-database-newer", &[step])
        }
    });
    findings.extend(health(database).await?);
    findings.extend(database.doubts().await?.into_iter().map(doubt));
    if let Err(fault) = database.refuse_logged_parameters().await {
        findings.push(Finding::new(Weight::Wrong, "log", fault.to_string()));
    }
    findings.extend(server_clock(database, clock).await?);
    if matches!(condition, Condition::Behind(_) | Condition::Current(_)) {
        findings.extend(key(config, database).await);
        findings.push(last_written(database, clock).await?);
    }
    if matches!(condition, Condition::Current(_)) {
        findings.push(chain(database).await?);
    }
    Ok(findings)
}

/// Whether a file is whole, and whether a server takes anything in.
async fn health(database: &Database) -> Result<Option<Finding>, DbErr> {
    let backend = database.reader.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => {
            "SELECT CASE WHEN pg_is_in_recovery() OR \
             current_setting('transaction_read_only') = 'on' THEN 'reads' ELSE 'ok' END"
        }
        _ => "PRAGMA quick_check(1)",
    };
    let row = database
        .reader
        .query_one_raw(Statement::from_string(backend, sql))
        .await?;
    let answer: String = row.map_or(Ok(String::new()), |row| row.try_get_by_index(0))?;
    Ok(match (answer.as_str(), backend) {
        ("ok", _) => None,
        (_, DbBackend::Postgres) => Some(Finding::wrong("database", "check-database-reads", &[])),
        _ => Some(Finding::wrong("database", "check-database-broken", &[])),
    })
}

fn doubt(doubt: Doubt) -> Finding {
    let id = match doubt {
        Doubt::QuotesKeys => "check-log-keys",
        Doubt::LogsStatements => "check-log-statements",
        Doubt::LosesCommits => "check-loses-commits",
    };
    Finding::doubtful("log", id, &[])
}

async fn key(config: &Config, database: &Database) -> Option<Finding> {
    let folder = &config.keys_directory;
    let keys = match &config.master_key {
        Some(text) => Keys::from_hex(text.expose(), folder),
        None => Keys::open(&config.key_file, folder, false, &Random::System),
    };
    let checked = match keys {
        Ok(keys) => restored::check_keys(&keys, &database.reader).await,
        // Said of the file already; where nothing is sealed the first start makes one.
        Err(KeyError::Lost(_)) if seals_nothing(database).await => return None,
        Err(error) => Err(error),
    };
    Some(match checked {
        Ok(()) => Finding::good("key", "check-key-opens", &[]),
        Err(error) => Finding::new(Weight::Wrong, "key", error.to_string()),
    })
}

async fn seals_nothing(database: &Database) -> bool {
    let empty = app::sealed::roster::is_empty(&database.reader).await;
    empty.unwrap_or(false)
}

/// Whether the audit log is as it was written, with its end to compare with what was noted elsewhere.
async fn chain(database: &Database) -> Result<Finding, DbErr> {
    Ok(match audit::examine(&database.reader).await? {
        Chain::Whole(end) => {
            let arguments = [("number", end.number.into()), ("digest", end.digest.into())];
            Finding::good("audit", "check-audit", &arguments)
        }
        Chain::Broken(number) => {
            Finding::wrong("audit", "check-audit-broken", &[("number", number.into())])
        }
    })
}

/// A server has a clock of its own; several machines must agree with it.
async fn server_clock(database: &Database, clock: &Clock) -> Result<Option<Finding>, DbErr> {
    if database.reader.get_database_backend() != DbBackend::Postgres {
        return Ok(None);
    }
    let sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
    let row = database
        .reader
        .query_one_raw(Statement::from_string(DbBackend::Postgres, sql))
        .await?;
    let there: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    let apart = SignedDuration::from_millis(there - clock.now().as_millisecond());
    let seconds = ("seconds", (apart.as_millis() as f64 / 1e3).round().into());
    Ok(Some(if apart.abs() > SLACK {
        Finding::wrong("clock", "check-clock-server", &[seconds])
    } else {
        Finding::good("clock", "check-clock-agrees", &[])
    }))
}

/// What was written last cannot have been written later than now.
async fn last_written(database: &Database, clock: &Clock) -> Result<Finding, DbErr> {
    let deed: Option<i64> = audit::Entity::find()
        .select_only()
        .column(audit::Column::At)
        .order_by_desc(audit::Column::At)
        .into_tuple()
        .one(&database.reader)
        .await?;
    let opened: Option<i64> = session::Entity::find()
        .select_only()
        .column(session::Column::OpenedAt)
        .order_by_desc(session::Column::OpenedAt)
        .into_tuple()
        .one(&database.reader)
        .await?;
    let now = clock.now();
    let last = deed
        .max(opened)
        .and_then(|at| Timestamp::from_millisecond(at).ok());
    Ok(match last {
        Some(last) if last > now + SLACK => {
            let arguments = [("now", moment(now).into()), ("last", moment(last).into())];
            Finding::wrong("clock", "check-clock-back", &arguments)
        }
        _ => Finding::good("clock", "check-clock", &[("now", moment(now).into())]),
    })
}
