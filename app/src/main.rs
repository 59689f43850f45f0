//! The command line: which command, with which settings; what a command does lies in `commands/`.

mod commands;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Hear the group, never the voice: anonymous feedback for therapy groups.
#[derive(Parser)]
#[command(
    name = "chorus",
    version,
    after_help = "Example:\n  chorus serve --config /etc/chorus/chorus.toml"
)]
struct Line {
    /// The file of settings [default: CHORUS_CONFIG, or chorus.toml here]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Starts the web app
    #[command(after_help = commands::serve::EXAMPLE)]
    Serve,
    /// Starts a believable service on a throw-away database
    #[command(after_help = commands::demo::EXAMPLE)]
    Demo(commands::demo::Options),
    /// Says what is wrong with settings, database, keys, clock and public address, and how to mend it
    #[command(after_help = commands::check::EXAMPLE)]
    Check,
    /// Writes the whole service to one file, while it runs
    #[command(after_help = commands::backup::EXAMPLE)]
    Backup(commands::backup::Options),
    /// Brings a backup back into an empty database
    #[command(after_help = commands::restore::EXAMPLE)]
    Restore(commands::restore::Options),
    /// Replaces the master key
    #[command(subcommand, after_help = commands::key::EXAMPLE)]
    Key(commands::key::Command),
    /// Lists measures, checks a file of your own, and exports one
    #[command(subcommand, after_help = commands::measures::EXAMPLE)]
    Measures(commands::measures::Command),
    /// Makes accounts for staff, and gives new passwords
    #[command(subcommand, after_help = commands::staff::EXAMPLE)]
    Staff(commands::staff::Command),
}

#[tokio::main]
async fn main() -> ExitCode {
    let line = Line::parse();
    let config = line.config.as_deref();
    let outcome = match line.command {
        Command::Serve => commands::serve::run(config).await,
        Command::Demo(options) => commands::demo::run(options).await,
        Command::Check => commands::check::run(config).await,
        Command::Backup(options) => commands::backup::run(options, config).await,
        Command::Restore(options) => commands::restore::run(options, config).await,
        Command::Key(command) => commands::key::run(command, config).await,
        Command::Measures(command) => commands::measures::run(command),
        Command::Staff(command) => commands::staff::run(command, config).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("chorus: {sentence}");
            ExitCode::FAILURE
        }
    }
}
