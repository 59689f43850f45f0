//! `chorus serve`: starts the web app and stops it without cutting anybody off.

use std::path::Path;
use std::time::Duration;

use app::clock::Clock;
use app::config::{self, Config};
use app::database::Database;
use app::entities::staff;
use app::jobs::Jobs;
use app::random::Random;
use app::words::say_with;
use app::{App, logs, urls};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::{Sentence, measures_folder, reached};

/// For `--help`.
pub const EXAMPLE: &str = "Example:\n  chorus serve --config /etc/chorus/chorus.toml\n  CHORUS_LISTEN=127.0.0.1:9000 chorus serve";

/// How long requests are still taken after a signal to stop, where a proxy asks whether to send them here.
const NOTICE: Duration = Duration::from_secs(5);

/// How long requests that run may take then.
const PATIENCE: Duration = Duration::from_secs(20);

/// Serves until a signal comes.
pub async fn run(settings: Option<&Path>) -> Result<(), Sentence> {
    let config = Config::read(settings)?;
    logs::start(&config::log_levels());
    // The port first: where another Chorus runs, its database is not touched.
    let listener = TcpListener::bind(config.listen).await.map_err(|error| {
        let cause = error.to_string();
        let arguments = [
            ("address", config.listen.to_string().into()),
            ("cause", cause.into()),
        ];
        say_with("command-port-taken", &arguments)
    })?;
    let database = Database::open(&config.database).await?;
    let app = App::new(config, database, Clock::System, Random::System).await?;
    measures_folder::take_in(&app).await?;
    let address = [("address", listener.local_addr()?.to_string().into())];
    tracing::info!("{}", say_with("command-listening", &address));
    if !staff::has_administrator(&app.database.reader).await? {
        let link = urls::first_account(app.first_link.text());
        let address = [(
            "address",
            format!("http://{}{link}", reached(app.config.listen)).into(),
        )];
        println!("{}", say_with("command-set-up", &address));
    }
    if app.organisation().is_set_up() && app.organisation().support.is_empty() {
        tracing::warn!("{}", app::words::say("command-no-support"));
    }
    until_stopped(listener, app).await
}

/// Runs the jobs and answers requests until a signal comes; then finishes both.
pub async fn until_stopped(listener: TcpListener, app: App) -> Result<(), Sentence> {
    let metrics = metrics(&app).await?;
    let (jobs, database) = (Jobs::start(&app).await?, app.database.clone());
    let readiness = app.readiness.clone();
    let (stop, stopping) = watch::channel(false);
    let mut stopped = stopping.clone();
    let serving = tokio::spawn(app::serve(listener, app, async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    }));

    asked_to_stop().await?;
    tracing::info!("{}", app::words::say("command-stopping"));
    readiness.stop();
    if readiness.is_watched() {
        // Whoever is in a hurry sends the signal again.
        let _ = tokio::time::timeout(NOTICE, asked_to_stop()).await;
    }
    stop.send_replace(true);
    // A browser that keeps a connection open must not keep the server from stopping.
    if let Ok(served) = tokio::time::timeout(PATIENCE, serving).await {
        served?;
    }
    jobs.stop().await;
    if let Some(metrics) = metrics {
        metrics.abort();
    }
    database.close().await;
    Ok(())
}

/// Answers a monitoring system at an address of its own, where the settings name one.
async fn metrics(app: &App) -> Result<Option<JoinHandle<std::io::Result<()>>>, Sentence> {
    let Some(address) = app.config.metrics_listen else {
        return Ok(None);
    };
    let listener = TcpListener::bind(address).await.map_err(|error| {
        let cause = ("cause", error.to_string().into());
        let address = ("address", address.to_string().into());
        say_with("command-metrics-port-taken", &[address, cause])
    })?;
    let serving = app::metrics::serve(listener, app.clone());
    Ok(Some(tokio::spawn(serving)))
}

async fn asked_to_stop() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        interrupt = tokio::signal::ctrl_c() => interrupt,
    }
}
