//! The page at the bare address: it sends members to their group's own address and staff to signing in.

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use maud::{Markup, html};

use super::parts;
use crate::App;
use crate::urls::route;
use crate::words::say;

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::START, get(show))
}

async fn show(State(app): State<App>) -> Markup {
    let title = say("start-title");
    parts::member_page(
        &app.organisation(),
        &title,
        html! {
            h1 { (title) }
            p { (say(if app.organisation().is_set_up() { "start-members" } else { "start-not-set-up" })) }
            p { a href=(route::SIGN_IN) { (say("start-staff")) } }
        },
    )
}
