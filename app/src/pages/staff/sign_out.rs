//! Signing out.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::error::Error;
use crate::guards::login::{Login, User};
use crate::urls::route;

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::SIGN_OUT, post(leave))
}

async fn leave(State(app): State<App>, mut login: Login) -> Result<Response, Error> {
    if let Some(User(who)) = &login.user {
        let deed = Deed::by(who.id, Action::SignedOut);
        deed.record(app.clock.now(), &app.database).await?;
    }
    login.logout().await.map_err(Error::internal)?;
    // Pages that the browser kept for "Back" are dropped.
    let clear = (
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(([clear], Redirect::to(route::SIGN_IN)).into_response())
}
