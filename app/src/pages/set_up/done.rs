//! What was set up, at a glance, and what comes next.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::html;

use super::place;
use crate::App;
use crate::entities::organisation::Step;
use crate::error::Error;
use crate::guards::Administrator;
use crate::pages::parts::{self, Tab};
use crate::urls::route;
use crate::words::{say, say_with};

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::DONE, get(show))
}

async fn show(
    State(app): State<App>,
    Administrator(who): Administrator,
) -> Result<Response, Error> {
    let organisation = app.organisation();
    if !organisation.is_set_up() {
        return Ok(Redirect::to(place(organisation.row.step)).into_response());
    }
    let title = say("set-up-done");
    let support: Vec<&str> = organisation
        .support
        .iter()
        .map(|contact| contact.name.as_str())
        .collect();
    let row = &organisation.row;
    let kept = match row.retention_months {
        Some(months) => say_with("set-up-kept-months", &[("months", months.into())]),
        None => say("set-up-kept"),
    };
    let facts = [
        (Step::Address, row.name.clone()),
        (Step::Address, row.public_address.clone()),
        (Step::Address, row.time_zone.clone()),
        (Step::Support, support.join(", ")),
        (
            Step::Rules,
            say_with(
                "set-up-shown-from",
                &[("quorum", organisation.quorum().into())],
            ),
        ),
        (Step::Rules, kept),
    ];
    let page = html! {
        div.column {
            h1 { (title) }
            section.said { h2 { (say("set-up-done-next")) } p { (say("set-up-done-what")) } p { a href=(route::PEOPLE) { (say("staff-invite")) } } }
            section.card {
                ul { @for (step, fact) in &facts { li { a href=(place(*step)) { (fact) } } } }
            }
            p { a href=(route::SERVICE) { (say("staff-nav-service")) } }
        }
    };
    Ok(parts::staff_page(&who, Tab::Service, &title, page).into_response())
}
