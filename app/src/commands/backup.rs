//! `chorus backup`: the whole service as one file, while it runs.

use std::path::{Path, PathBuf};

use app::backup;
use app::clock::Clock;
use app::config::Config;
use app::database::Database;
use app::entities::audit::{Action, Deed};
use app::random::Random;
use app::words::{say, say_with};
use clap::Args;
use tokio::signal::unix::{SignalKind, signal};

use super::Sentence;

/// For `--help`.
pub const EXAMPLE: &str = "Example:\n  chorus backup /var/backups/chorus/monday.backup\n  chorus backup \"/var/backups/chorus/$(date +%F).backup\"\n\nThe file holds everything but the master key and the keys of open boxes. Rosters and pouches in it open with the\nmaster key only: keep a copy of chorus.key, elsewhere. Chorus may go on running meanwhile.";

/// Where to.
#[derive(Args)]
pub struct Options {
    /// The file to write; one that is there is left alone
    file: PathBuf,
}

/// Writes the backup.
pub async fn run(options: Options, settings: Option<&Path>) -> Result<(), Sentence> {
    let config = Config::read(settings)?;
    let database = Database::existing(&config.database).await?;
    let (now, random) = (Clock::System.now(), Random::System);
    let mut terminate = signal(SignalKind::terminate())?;
    let written = tokio::select! {
        written = backup::write(&database, &options.file, now, &random) => written?,
        // What was begun is removed, which it would not be if the signal ended the program.
        _ = terminate.recv() => return Err(say("backup-stopped").into()),
        _ = tokio::signal::ctrl_c() => return Err(say("backup-stopped").into()),
    };
    // The backup is there, whatever becomes of the note.
    if let Err(error) = Deed::of(Action::BackupMade).record(now, &database).await {
        eprintln!(
            "{}",
            say_with("backup-not-noted", &[("cause", error.to_string().into())])
        );
    }
    database.close().await;
    let arguments = [
        ("file", options.file.display().to_string().into()),
        ("size", size(written.bytes).into()),
        ("rows", written.rows.into()),
        ("moment", super::moment(now).into()),
    ];
    println!("{}", say_with("backup-written", &arguments));
    Ok(())
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
