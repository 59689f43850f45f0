//! The first day: a short sequence of pages, and the same pages for what an administrator changes later. Each saves for
//! itself, so a set-up that was left goes on where it was.

mod account;
mod address;
mod done;
mod information;
mod key;
mod rules;
mod support;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use sea_orm::Iterable;

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::organisation::{Model, Step};
use crate::entities::staff;
use crate::error::Error;
use crate::guards::Administrator;
use crate::pages::parts::{self, Tab};
use crate::pages::therapist::messages::Messages;
use crate::urls::route;
use crate::words::{say, say_with};

/// In the address after saving, once the set-up is done.
const SAVED: &str = "saved";

/// The routes of the set-up.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::SET_UP, get(go_on))
        .merge(account::routes())
        .merge(key::routes())
        .merge(address::routes())
        .merge(support::routes())
        .merge(information::routes())
        .merge(rules::routes())
        .merge(done::routes())
}

/// Where a part of the set-up is.
pub fn place(step: Step) -> &'static str {
    match step {
        Step::Key => route::KEY,
        Step::Address => route::ADDRESS,
        Step::Support => route::SUPPORT,
        Step::Information => route::OWN_INFORMATION,
        Step::Rules => route::RULES,
        Step::Done => route::DONE,
    }
}

async fn go_on(State(app): State<App>, Administrator(_): Administrator) -> Redirect {
    Redirect::to(place(app.organisation().row.step))
}

/// Saves what was decided on the page of `step`, and leads on: to what comes next, or back to the page.
async fn save(
    app: &App,
    who: &staff::Model,
    step: Step,
    decide: impl FnOnce(&mut Model),
    tx: sea_orm::DatabaseTransaction,
) -> Result<Response, Error> {
    // Read again inside the transaction: two administrators may be at it.
    crate::entities::staff::lock(&tx).await?;
    let mut row = crate::entities::organisation::Organisation::read(&tx)
        .await?
        .row;
    let was_set_up = row.step == Step::Done;
    decide(&mut row);
    row.after(step);
    let next = row.step;
    row.save(&tx).await?;
    let deed = Deed {
        detail: id(step),
        ..Deed::by(who.id, Action::ServiceSetUp)
    };
    deed.commit(app.clock.now(), tx).await?;
    app.renew().await?;
    Ok(if was_set_up {
        Redirect::to(&format!("{}?{SAVED}", place(step)))
    } else {
        Redirect::to(place(next))
    }
    .into_response())
}

/// The page of `step`: with the way through the set-up above it, or with the tabs once that is done.
fn page(
    app: &App,
    who: &staff::Model,
    step: Step,
    messages: &Messages,
    saved: bool,
    main: Markup,
) -> Markup {
    let title = say(&format!("set-up-{}", id(step)));
    let heading = match messages.is_empty() {
        true => title.clone(),
        false => say_with("error-title", &[("title", title.as_str().into())]),
    };
    let organisation = app.organisation();
    let body = html! {
        div.column {
            @if !organisation.is_set_up() { (way(step, organisation.row.step)) }
            (messages.summary())
            h1 { (title) }
            @if saved { p role="status" { strong { (say("service-saved")) } } }
            (main)
        }
    };
    if organisation.is_set_up() {
        parts::staff_page(who, Tab::Service, &heading, body)
    } else {
        parts::plain_page(&heading, body)
    }
}

/// "Step 2 of 6", and the steps that one may go back to.
fn way(step: Step, next: Step) -> Markup {
    let all: Vec<Step> = Step::iter().collect();
    let number = all
        .iter()
        .position(|known| *known == step)
        .map_or(0, |at| at + 1);
    html! {
        nav.way aria-label=(say("set-up")) {
            p.minor { (say_with("set-up-step", &[("number", (number + 1).into()), ("all", (all.len() + 1).into())])) }
            ol {
                li { (say("set-up-account")) }
                @for known in &all {
                    @let words = say(&format!("set-up-{}-short", id(*known)));
                    @if *known == step { li aria-current="step" { strong { (words) } } }
                    @else if *known <= next { li { a href=(place(*known)) { (words) } } }
                    @else { li { (words) } }
                }
            }
        }
    }
}

/// The one button: on with the set-up, or save.
fn button(app: &App) -> Markup {
    let words = match app.organisation().is_set_up() {
        true => "save",
        false => "set-up-continue",
    };
    parts::button(&say(words))
}

fn id(step: Step) -> &'static str {
    match step {
        Step::Key => "key",
        Step::Address => "address",
        Step::Support => "support",
        Step::Information => "information",
        Step::Rules => "rules",
        Step::Done => "done",
    }
}
