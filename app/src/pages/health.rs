//! Tells a monitor whether Chorus is well: the database answers, and what was closed is destroyed. It counts nothing.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;

use crate::App;
use crate::urls::route;
use crate::words::say;

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::HEALTH, get(show))
}

async fn show(State(app): State<App>) -> (StatusCode, Html<String>) {
    if app.database.reader.ping().await.is_err() {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            Html(say("health-database")),
        )
    } else if app.owes_truncation() {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            Html(say("health-truncation")),
        )
    } else {
        (StatusCode::OK, Html(say("health-well")))
    }
}
