//! The pages of an administrator: what the whole service has in common. No figure of a group is among it.

mod asked_factor;
mod colleague;
mod leaving;
mod mail;
mod new_link;
mod people;
mod service;
mod supervisor;
mod team;
mod teams;

use axum::Router;

use crate::App;

/// The routes of administrators' pages.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(asked_factor::routes())
        .merge(colleague::routes())
        .merge(leaving::routes())
        .merge(mail::routes())
        .merge(new_link::routes())
        .merge(people::routes())
        .merge(service::routes())
        .merge(supervisor::routes())
        .merge(team::routes())
        .merge(teams::routes())
}
