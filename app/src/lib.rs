//! Chorus, the web app: everything but the command line, in the order in which it is best read.

pub mod clock;
pub mod random;

pub mod config;
pub mod database;
pub mod logs;
pub mod words;

pub mod timetable;

pub mod metrics;
pub mod readiness;
mod state;
pub use state::App;

pub mod entities;
pub mod guards;
pub mod sealed;

pub mod frames;

pub mod documents;
pub mod mail;

pub mod jobs;

pub mod backup;

pub mod error;
pub mod layers;
pub mod pages;
pub mod urls;

use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;

/// The whole web app: what `chorus serve` listens with and what tests start.
pub fn build(app: App) -> Router {
    let router = pages::routes(&app).with_state(app.clone());
    layers::around(router, &app)
}

/// Serves `app` on `listener` until `stop` comes, and then finishes the requests that are under way.
///
/// # Errors
///
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    app: App,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = build(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(stop)
        .await
}
