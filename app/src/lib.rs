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
pub mod tls;

pub mod frames;

pub mod documents;
pub mod mail;

pub mod jobs;

pub mod backup;

pub mod error;
pub mod layers;
pub mod pages;
mod serving;
pub mod urls;

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::Request;
use tokio::net::TcpListener;
use tower::ServiceExt;

use tls::Door;

/// The whole web app: what `chorus serve` listens with and what tests start. What the organisation decides (whether
/// cookies are `Secure`, which origin is its own) is built into the router, so a new decision makes a new one.
pub fn build(app: App) -> Router {
    let built = Arc::new(Mutex::new((app.organisation(), routed(&app))));
    Router::new().fallback_service(tower::service_fn(move |request: Request| {
        let router = {
            let mut built = built.lock().unwrap_or_else(PoisonError::into_inner);
            let now = app.organisation();
            if !Arc::ptr_eq(&built.0, &now) {
                *built = (now, routed(&app));
            }
            built.1.clone()
        };
        router.oneshot(request)
    }))
}

fn routed(app: &App) -> Router {
    let router = pages::routes(app).with_state(app.clone());
    layers::around(router, app)
}

/// Serves `app` on `listener` until `stop` comes, and then finishes the requests that are under way.
pub async fn serve(
    listener: TcpListener,
    app: App,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let door = Door::open(listener, &app);
    serving::until(stop, door, build(app)).await;
}
