//! `chorus restore`: a backup into an empty database; what was open in it is withheld.

use std::path::{Path, PathBuf};

use app::backup::{Backup, Restored};
use app::clock::Clock;
use app::config::Config;
use app::random::Random;
use app::words::{say, say_with};
use clap::Args;

use super::Sentence;

/// For `--help`.
pub const EXAMPLE: &str = "Example:\n  chorus restore /var/backups/chorus/monday.backup\n\nThe settings name the database, which must be empty: for SQLite a file that is not there yet, for PostgreSQL one\nfresh from CREATE DATABASE. It need not be of the kind that the backup was made on. The master key must be the one\nof the backup: put the copy that you kept in the place of chorus.key first. Sessions that were open are closed and\nnot shown.";

/// Where from.
#[derive(Args)]
pub struct Options {
    /// The backup
    file: PathBuf,
}

/// Restores the backup and says what was withheld.
pub async fn run(options: Options, settings: Option<&Path>) -> Result<(), Sentence> {
    let config = Config::read(settings)?;
    let backup = Backup::open(&options.file).await?;
    let now = Clock::System.now();
    let restored = backup.restore(&config, now, &Random::System).await?;
    let arguments = [
        ("file", options.file.display().to_string().into()),
        ("moment", super::moment(backup.header.made_at).into()),
        ("version", backup.header.version.as_str().into()),
        ("rows", restored.rows.into()),
    ];
    println!("{}", say_with("restore-done", &arguments));
    print_withheld(&restored);
    println!("{}", say("restore-next"));
    Ok(())
}

fn print_withheld(restored: &Restored) {
    let withheld = &restored.withheld;
    if withheld.sessions.is_empty() && withheld.windows.is_empty() {
        println!("{}", say("restore-nothing-withheld"));
        return;
    }
    println!("{}", say("restore-withheld"));
    for (group, number) in &withheld.sessions {
        let arguments = [
            ("group", group.as_str().into()),
            ("number", (*number).into()),
        ];
        println!("  {}", say_with("restore-withheld-session", &arguments));
    }
    for (group, first, last) in &withheld.windows {
        let arguments = [
            ("group", group.as_str().into()),
            ("first", (*first).into()),
            ("last", (*last).into()),
        ];
        println!("  {}", say_with("restore-withheld-window", &arguments));
    }
}
