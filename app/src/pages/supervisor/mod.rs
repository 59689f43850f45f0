//! The pages of a supervisor, and of therapists who read reports: a list of groups, and a group's report.

mod list;
mod report;

pub use list::reports;

use axum::Router;

use crate::App;

/// The routes of pages about reports.
pub fn routes() -> Router<App> {
    Router::new().merge(list::routes()).merge(report::routes())
}
