//! The pages of staff, whatever their role.

mod account;
mod audit;
mod choose_password;
mod my_mails;
mod second_factor;
mod sign_in;
mod sign_in_code;
mod sign_out;
mod wrong_passwords;

use axum::Router;

use crate::App;

/// The routes of every page that looks at the login.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(account::routes())
        .merge(audit::routes())
        .merge(choose_password::routes())
        .merge(my_mails::routes())
        .merge(second_factor::routes())
        .merge(sign_in::routes())
        .merge(sign_in_code::routes())
        .merge(sign_out::routes())
}
