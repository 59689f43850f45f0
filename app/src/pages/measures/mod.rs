//! Measures as staff see them: what there is, what each asks and means, and putting in one's own.

mod add;
mod asked;
mod choice;
mod list;
mod meaning;
mod measure;

use axum::Router;

use crate::App;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(add::routes())
        .merge(choice::routes())
        .merge(list::routes())
        .merge(measure::routes())
}
