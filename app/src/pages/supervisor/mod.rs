//! The pages of a supervisor, and of therapists who read reports: the overview, a list of groups, a group's report.

mod list;
mod overview;
mod report;

pub use list::reports;

use axum::Router;

use crate::App;

/// The routes of pages about reports.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(list::routes())
        .merge(overview::routes())
        .merge(report::routes())
}
