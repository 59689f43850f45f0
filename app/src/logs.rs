//! What is written to the log: our own words at the level that is asked for, everybody else's warnings, and of a
//! panic only its place. Web and database crates trace whole requests and rows, so they are never let in.

use std::io::IsTerminal;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::{EnvFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

/// Our own crates: they may say as much as `RUST_LOG` asks.
const OURS: [&str; 6] = [
    "app",
    "chorus",
    "analytics",
    "migrations",
    "reports",
    "tests",
];

/// Starts the log on standard error, at the levels of `wanted` (as in `RUST_LOG`; `info` where it is empty), and
/// makes a panic write its place but not its message, which may quote what a person sent.
///
/// Does nothing where a log was started before.
pub fn start(wanted: &str) {
    let wanted = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .parse_lossy(wanted);
    let output = fmt::layer()
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal());
    let started = tracing_subscriber::registry()
        .with(output.with_filter(wanted).with_filter(allowed()))
        .try_init();
    if started.is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic
                .location()
                .map(ToString::to_string)
                .unwrap_or_default();
            tracing::error!(place, "a panic");
        }));
    }
}

fn allowed() -> Targets {
    let ours = OURS.iter().map(|target| (*target, LevelFilter::TRACE));
    Targets::new()
        .with_default(LevelFilter::WARN)
        .with_targets(ours)
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn other_crates_never_trace() {
        for target in [
            "hyper::proto",
            "axum::rejection",
            "sqlx::query",
            "sea_orm",
            "tower_sessions",
        ] {
            assert!(!allowed().would_enable(target, &Level::DEBUG), "{target}");
        }
        assert!(allowed().would_enable("app::layers", &Level::TRACE));
    }
}
