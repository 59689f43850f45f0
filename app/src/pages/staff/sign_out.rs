//! Signing out.

use axum::Router;
use axum::response::Redirect;
use axum::routing::post;

use crate::App;
use crate::error::Error;
use crate::guards::login::Login;
use crate::urls::route;

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::SIGN_OUT, post(leave))
}

async fn leave(mut login: Login) -> Result<Redirect, Error> {
    login.logout().await.map_err(Error::internal)?;
    Ok(Redirect::to(route::SIGN_IN))
}
