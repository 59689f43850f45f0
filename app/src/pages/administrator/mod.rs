//! The pages of an administrator: what the whole service has in common. No figure of a group is among it.

mod mail;
mod service;
mod supervisor;
mod team;
mod teams;

use axum::Router;

use crate::App;

/// The routes of administrators' pages.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(mail::routes())
        .merge(service::routes())
        .merge(supervisor::routes())
        .merge(team::routes())
        .merge(teams::routes())
}
