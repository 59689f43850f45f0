//! A fresh, empty database for each test: a file, or one of the throw-away PostgreSQL that `tests/run` starts.

use app::random::Random;
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

/// Which of the two databases a test runs on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A file of its own.
    Sqlite,
    /// A database of its own in the server that `CHORUS_TEST_POSTGRES` names.
    Postgres,
}

/// The address of a new database; a file lies in `folder`.
///
/// # Panics
///
/// When the server is not there: a test that cannot run has failed.
pub async fn fresh(kind: Kind, folder: &TempDir) -> String {
    match kind {
        Kind::Sqlite => format!("sqlite://{}", folder.path().join("chorus.sqlite").display()),
        Kind::Postgres => fresh_on(&server()).await,
    }
}

/// The address of a new database in the PostgreSQL at `server`, which ends with a database.
///
/// # Panics
///
/// When the server is not there.
pub async fn fresh_on(server: &str) -> String {
    let name = format!("chorus_{}", Random::System.row_id());
    let connection = Database::connect(server)
        .await
        .expect("the PostgreSQL answers");
    connection
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .expect("a new database");
    let _ = connection.close().await;
    let (start, _) = server.rsplit_once('/').expect("it ends with a database");
    format!("{start}/{name}")
}

#[allow(
    clippy::disallowed_methods,
    reason = "the tests are told by their command where its server is"
)]
fn server() -> String {
    std::env::var("CHORUS_TEST_POSTGRES")
        .expect("run the tests with tests/run: it starts the PostgreSQL that they need")
}
