//! The pages of a supervisor, and of therapists who read reports: the overview, reports across groups and their schedules, a group's report.

mod choice;
mod list;
mod made;
mod new_report;
mod overview;
mod report;
mod schedule;
mod schedules;

pub use list::reports;

use axum::Router;

use crate::App;

/// The routes of pages about reports.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(list::routes())
        .merge(made::routes())
        .merge(new_report::routes())
        .merge(overview::routes())
        .merge(report::routes())
        .merge(schedule::routes())
        .merge(schedules::routes())
}
