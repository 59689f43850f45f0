//! The pages of an administrator: what the whole service has in common. No figure of a group is among it.

mod service;

use axum::Router;

use crate::App;

/// The routes of administrators' pages.
pub fn routes() -> Router<App> {
    service::routes()
}
