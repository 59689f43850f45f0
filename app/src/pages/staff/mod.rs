//! The pages of staff, whatever their role.

mod choose_password;
mod my_mails;
mod sign_in;
mod sign_out;

use axum::Router;

use crate::App;

/// The routes of every page that looks at the login.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(choose_password::routes())
        .merge(my_mails::routes())
        .merge(sign_in::routes())
        .merge(sign_out::routes())
}
