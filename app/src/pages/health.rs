//! Tells a monitor whether Chorus is well, and a proxy whether to send requests here. It counts nothing.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use jiff::SignedDuration;

use crate::App;
use crate::entities::session;
use crate::urls::route;
use crate::words::say;

/// A close is tried every second: one that is so late does not come about by itself.
const LATE: SignedDuration = SignedDuration::from_mins(2);

type Answer = (StatusCode, Html<String>);

/// These pages' routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::HEALTH, get(well))
        .route(route::LIVE, get(live))
        .route(route::READY, get(ready))
}

/// For whoever is to be woken: the database answers, sessions close, and what was closed is destroyed.
async fn well(State(app): State<App>) -> Answer {
    if !app.database.answers().await {
        return unwell("health-database");
    }
    let late = app.clock.now() - LATE;
    match session::overdue(late, &app.database.reader).await {
        Err(_) => unwell("health-database"),
        Ok(1..) => unwell("health-late"),
        Ok(_) if app.owes_truncation() => unwell("health-truncation"),
        Ok(_) => (StatusCode::OK, Html(say("health-well"))),
    }
}

/// For whoever restarts what hangs: an answer is all that is asked.
async fn live() -> Answer {
    (StatusCode::OK, Html(say("health-live")))
}

/// For a proxy. What is owed after a close keeps nobody from answering.
async fn ready(State(app): State<App>) -> Answer {
    if !app.readiness.ask() {
        unwell("health-stopping")
    } else if !app.database.answers().await {
        unwell("health-database")
    } else {
        (StatusCode::OK, Html(say("health-ready")))
    }
}

fn unwell(id: &str) -> Answer {
    (StatusCode::SERVICE_UNAVAILABLE, Html(say(id)))
}
