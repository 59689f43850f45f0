//! The real program that was built beside the tests, run as somebody at a terminal would run it.

use std::path::{Path, PathBuf};

use tokio::process::Command;

/// What a command said, and how it ended.
#[derive(Debug)]
pub struct Said {
    /// The exit status.
    pub status: i32,
    /// Standard output.
    pub output: String,
    /// Standard error.
    pub errors: String,
}

/// Runs `chorus` with the settings that lie in `folder`.
///
/// # Panics
///
/// When it does not start or is ended by a signal.
pub async fn chorus(folder: &Path, arguments: &[&str]) -> Said {
    let ended = command(folder).args(arguments).output().await;
    let ended = ended.expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Said {
        status: ended.status.code().expect("it ends by itself"),
        output: text(&ended.stdout),
        errors: text(&ended.stderr),
    }
}

/// `chorus` with the settings that lie in `folder`, to be started.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(program());
    command
        .env("CHORUS_CONFIG", folder.join("chorus.toml"))
        .env_remove("CHORUS_MASTER_KEY")
        .kill_on_drop(true);
    command
}

/// The program that was built beside this test.
///
/// # Panics
///
/// When it was not built.
pub fn program() -> PathBuf {
    let here = std::env::current_exe().expect("this test");
    let built = here
        .parent()
        .and_then(|deps| deps.parent())
        .expect("a target folder")
        .join("chorus");
    assert!(
        built.exists(),
        "{} is not there: build it with `cargo build --workspace --all-targets`, or use tests/run",
        built.display()
    );
    built
}
