//! The pages of staff, whatever their role.

mod sign_in;
mod sign_out;

use axum::Router;

use crate::App;

/// The routes of every page that looks at the login.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(sign_in::routes())
        .merge(sign_out::routes())
}
