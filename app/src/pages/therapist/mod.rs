//! The pages of a therapist: groups, their sessions, tickets and dashboards.

mod archive;
mod dashboard;
mod groups;
mod lines;
mod marks;
mod meetings;
pub mod messages;
mod new_group;
mod notes;
mod rekey;
mod reply;
mod seats;
mod session;
mod session_details;
mod settings;
mod show;
mod skip;
mod tablet;
mod therapists;
mod tickets;
mod worry;
mod written;

pub use groups::led;

use axum::Router;

use crate::App;

/// The routes of therapists' pages.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(archive::routes())
        .merge(dashboard::routes())
        .merge(groups::routes())
        .merge(lines::routes())
        .merge(new_group::routes())
        .merge(rekey::routes())
        .merge(notes::routes())
        .merge(reply::routes())
        .merge(seats::routes())
        .merge(session::routes())
        .merge(session_details::routes())
        .merge(settings::routes())
        .merge(show::routes())
        .merge(skip::routes())
        .merge(tablet::routes())
        .merge(therapists::routes())
        .merge(tickets::routes())
        .merge(worry::routes())
}
