//! What a ballot is measured beside: an axum handler that knows nothing of ballots, and durably writes as many bytes to
//! one row. It runs as a process of its own, as Chorus does.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::random::Random;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use sea_orm::sqlx::postgres::{PgPool, PgPoolOptions};
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::sqlx::{self, Error};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};

/// What it answers.
pub const THANKS: &str = "written";
/// The word that makes this program be it.
pub const WORD: &str = "bare";

const TABLE: [&str; 2] = [
    "CREATE TABLE bare (id BIGINT PRIMARY KEY, body BLOB NOT NULL)",
    "CREATE TABLE bare (id BIGINT PRIMARY KEY, body BYTEA NOT NULL)",
];
const INSERT: &str = "INSERT INTO bare (id, body) VALUES ($1, $2)";
const UPDATE: &str = "UPDATE bare SET body = $2 WHERE id = $1";

/// The process, once it listens. It is killed when it is dropped.
pub struct Bare {
    _child: Child,
    /// Where it listens.
    pub address: String,
}

impl Bare {
    /// Starts it with `rows` rows of so many bytes.
    pub async fn start(database: &str, rows: usize, bytes: usize) -> Self {
        let program = std::env::current_exe().expect("this program");
        let mut child = Command::new(program)
            .args([WORD, database, &rows.to_string(), &bytes.to_string()])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let line = lines.next_line().await.expect("a line");
        Self {
            _child: child,
            address: line.expect("it says where it listens"),
        }
    }
}

#[derive(Clone)]
enum Rows {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

#[derive(Clone)]
struct Held {
    rows: Rows,
    chance: Arc<Vec<u8>>,
    written: Arc<AtomicUsize>,
}

/// Is it, until it is killed.
pub async fn serve(database: &str, rows: usize, bytes: usize) {
    let mut chance = vec![0; bytes * 2];
    Random::System.fill(&mut chance);
    let held = Held {
        rows: Rows::make(database, rows, &chance[..bytes]).await,
        chance: Arc::new(chance),
        written: Arc::default(),
    };
    let router = Router::new()
        .route("/rows/{row}", post(write))
        .with_state(held);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("http://{}", listener.local_addr().expect("bound"));
    axum::serve(listener, router).await.expect("it serves");
}

async fn write(
    State(held): State<Held>,
    Path(row): Path<i64>,
    _ballot: String,
) -> Result<&'static str, StatusCode> {
    // Other bytes each time: SQLite leaves out pages that stay as they are, and PostgreSQL packs what repeats itself.
    let bytes = held.chance.len() / 2;
    let from = held.written.fetch_add(1, Ordering::Relaxed) % bytes;
    let written = held
        .rows
        .write(UPDATE, row, &held.chance[from..from + bytes]);
    match written.await {
        Ok(()) => Ok(THANKS),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

impl Rows {
    async fn make(database: &str, rows: usize, body: &[u8]) -> Self {
        let made = match database.strip_prefix("sqlite://") {
            Some(path) => {
                let options = SqliteConnectOptions::new()
                    .filename(path)
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full);
                let pool = SqlitePoolOptions::new().max_connections(1);
                Self::Sqlite(pool.connect_with(options).await.expect("a file"))
            }
            None => {
                // As many as Chorus has.
                let pool = PgPoolOptions::new().max_connections(16);
                Self::Postgres(pool.connect(database).await.expect("a server"))
            }
        };
        match &made {
            Self::Sqlite(pool) => drop(sqlx::query(TABLE[0]).execute(pool).await.expect("made")),
            Self::Postgres(pool) => drop(sqlx::query(TABLE[1]).execute(pool).await.expect("made")),
        }
        for row in 0..rows as i64 {
            let inserted = made.write(INSERT, row, body).await;
            inserted.expect("a row");
        }
        made
    }

    async fn write(&self, sql: &'static str, row: i64, body: &[u8]) -> Result<(), Error> {
        match self {
            Self::Sqlite(pool) => {
                let query = sqlx::query(sql).bind(row).bind(body);
                query.execute(pool).await.map(drop)
            }
            Self::Postgres(pool) => {
                let query = sqlx::query(sql).bind(row).bind(body);
                query.execute(pool).await.map(drop)
            }
        }
    }
}
