//! The pages of staff, whatever their role.

mod my_mails;
mod sign_in;
mod sign_out;

use axum::Router;

use crate::App;

/// The routes of every page that looks at the login.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(my_mails::routes())
        .merge(sign_in::routes())
        .merge(sign_out::routes())
}
