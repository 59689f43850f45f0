//! A group is re-keyed: every key and every ticket of its members ends, and everybody comes in anew.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use crate::App;
use crate::entities::{group, staff};
use crate::error::Error;
use crate::guards::group::Group;
use crate::pages::parts::{self, Tab};
use crate::sealed::rekey::{Obstacle, rekey};
use crate::urls::{self, route};
use crate::words::say;

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::NEW_KEYS, get(ask).post(change))
}

async fn ask(Group { who, group }: Group) -> Markup {
    page(&who, &group, None)
}

async fn change(State(app): State<App>, Group { who, group }: Group) -> Result<Response, Error> {
    let changed = rekey(&app, group.id, Some(who.id)).await;
    let changed = changed.map_err(Error::internal)?;
    if let Err(obstacle) = changed {
        let page = page(&who, &group, Some(obstacle));
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    app.truncate().await;
    Ok(Redirect::to(&urls::tickets_after(group.id, "keys")).into_response())
}

fn page(who: &staff::Model, group: &group::Model, obstacle: Option<Obstacle>) -> Markup {
    let title = say("keys-title");
    let obstacle = obstacle.map(|obstacle| match obstacle {
        Obstacle::BoxOpen => say("keys-while-open"),
        Obstacle::TooSoon => say("keys-too-soon"),
    });
    let page = html! {
        div.column {
            p.minor { a href=(urls::group(group.id)) { (group.name) } }
            h1 { (title) }
            section.card {
                @if let Some(obstacle) = obstacle { p { strong { (obstacle) } } }
                p { (say("keys-when")) }
                ul { @for line in say("keys-lines").lines() { li { (line) } } }
                form.actions method="post" action=(urls::new_keys(group.id)) {
                    (parts::button(&say("keys-now")))
                    a.button.second href=(urls::tickets(group.id)) { (say("go-back")) }
                }
            }
        }
    };
    parts::staff_page(who, Tab::Groups, &title, page)
}
