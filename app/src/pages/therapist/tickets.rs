//! Tickets: printed as one PDF and kept nowhere, dealt online, replaced for a lost phone, or made void.

mod deal;
mod lost;
mod void;

use axum::Router;
use axum::extract::{Form, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;

use super::messages::Messages;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{group, session, staff};
use crate::error::Error;
use crate::guards::group::Group;
use crate::pages::parts::{self, Field, Tab};
use crate::sealed::tickets::{self, NotPrinted, Ticket};
use crate::urls::{self, route};
use crate::words::{say, say_with};

const MOST: i32 = 64;

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::TICKETS, get(show).post(print))
        .route(route::DEAL, get(deal::show).post(deal::change))
        .route(route::LOST_PHONE, post(lost::replace))
        .route(route::VOID_TICKETS, get(void::ask).post(void::void))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    count: String,
    /// What to do about dealing.
    deed: String,
}

async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    Group { who, group }: Group,
) -> Result<Markup, Error> {
    let open = session::Model::open_of(group.id, &app.database.reader).await?;
    let why = match (open, group.is_archived()) {
        (Some(_), _) => Some(NotPrinted::Open),
        (None, archived) => archived.then_some(NotPrinted::Archived),
    };
    if let Some(why) = why {
        return Ok(not_made(&who, &group, why));
    }
    let typed = Typed {
        count: group.size.to_string(),
        ..Typed::default()
    };
    let done = match query.as_deref() {
        Some("void") => Some("void-done"),
        Some("keys") => Some("keys-done"),
        Some("dealt") => Some("deal-done"),
        _ => None,
    };
    Ok(page(&who, &group, &typed, &Messages::default(), done))
}

async fn print(
    State(app): State<App>,
    Group { who, group }: Group,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let mut messages = Messages::default();
    let Some(count) = messages.keep("count", count(&typed), || say("tickets-count-wrong")) else {
        let page = page(&who, &group, &typed, &messages, None);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let made = tickets::print_once(&app, who.id, &group, count, false)
        .await
        .map_err(Error::internal)?;
    let (made, new) = match made {
        Ok(made) => made,
        Err(why @ (NotPrinted::Open | NotPrinted::Archived)) => {
            let page = not_made(&who, &group, why);
            return Ok((StatusCode::CONFLICT, page).into_response());
        }
        Err(why) => {
            messages.add("count", in_words(why));
            let page = page(&who, &group, &typed, &messages, None);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    if new {
        let deed = Deed {
            group_id: Some(group.id),
            detail: &count.to_string(),
            ..Deed::by(who.id, Action::TicketsPrinted)
        };
        deed.record(app.clock.now(), &app.database).await?;
    }
    document(&app, &group, made).await
}

/// How many were typed.
fn count(typed: &Typed) -> Option<i32> {
    let count = typed.count.trim().parse().ok();
    count.filter(|count| (1..=MOST).contains(count))
}

/// Why no tickets were made, or not made void.
fn in_words(why: NotPrinted) -> String {
    match why {
        NotPrinted::Open => say("tickets-while-open"),
        NotPrinted::Archived => say("archive-opens-nothing"),
        NotPrinted::InAll => say("tickets-in-all"),
        NotPrinted::Count => say("tickets-count-wrong"),
    }
}

/// An address as a phone needs it.
fn whole(app: &App, path: String) -> String {
    format!("{}{path}", app.organisation().public_address())
}

async fn document(app: &App, group: &group::Model, made: Vec<Ticket>) -> Result<Response, Error> {
    let address = whole(app, urls::group_page(&group.code));
    let tickets = made
        .iter()
        .map(|ticket| reports::tickets::Ticket {
            heading: say("ticket-heading"),
            link: whole(app, urls::ticket_page(&group.code, ticket.code())),
            address: address.clone(),
            code: ticket.code().to_owned(),
        })
        .collect();
    let words = reports::tickets::Words {
        language: "en".into(),
        title: say("tickets"),
        steps: say("ticket-steps"),
        address: say("ticket-address"),
        code: say("ticket-code"),
        foot: say("ticket-foot"),
        alt: say("ticket-alt"),
    };
    sheet(app, tickets, words).await
}

/// A sheet of tickets as the file that a browser saves.
pub async fn sheet(
    app: &App,
    tickets: Vec<reports::tickets::Ticket>,
    words: reports::tickets::Words,
) -> Result<Response, Error> {
    let (now, size) = (app.clock.now(), app.organisation().paper_size());
    let made =
        tokio::task::spawn_blocking(move || reports::tickets::tickets(&tickets, &words, size, now));
    let document = made
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)?;
    let headers = [
        (header::CONTENT_TYPE, document.media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", document.name),
        ),
    ];
    Ok((headers, document.bytes).into_response())
}

/// What stands in the way of making tickets, or of making them void.
fn not_made(who: &staff::Model, group: &group::Model, why: NotPrinted) -> Markup {
    let title = say("tickets");
    let main = html! {
        div.column {
            p.minor { a href=(urls::group(group.id)) { (group.name) } }
            h1 { (title) }
            section.card {
                h2 { (say(if why == NotPrinted::Archived { "groups-archived" } else { "tickets-not-now" })) }
                p { (in_words(why)) }
                a.button href=(urls::group(group.id)) { (say("go-back")) }
            }
        }
    };
    parts::staff_page(who, Tab::Groups, &title, main)
}

fn page(
    who: &staff::Model,
    group: &group::Model,
    typed: &Typed,
    messages: &Messages,
    done: Option<&str>,
) -> Markup {
    let title = say("tickets");
    let heading = if messages.is_empty() {
        title.clone()
    } else {
        say_with("error-title", &[("title", title.as_str().into())])
    };
    let main = html! {
        div.column {
            (messages.summary())
            p.minor { a href=(urls::group(group.id)) { (group.name) } }
            h1 { (title) }
            @if let Some(done) = done { p role="status" { strong { (say(done)) } } }
            section.card {
                h2 { (say("tickets-print")) }
                p { (say("tickets-what")) }
                form method="post" action=(urls::tickets(group.id)) novalidate {
                    (count_field(&typed.count, "tickets-count", messages))
                    (parts::button(&say("tickets-make")))
                }
            }
            section.card {
                h2 { (say("deal-title")) }
                p { (say("deal-what")) }
                p { a.button.second href=(urls::deal(group.id)) { (say("deal-begin")) } }
            }
            section.card {
                h2 { (say("lost-title")) }
                p { (say("lost-what")) }
                (lost_form(group.id))
            }
            section.card {
                h2 { (say("tickets-end")) }
                p { a href=(urls::void_tickets(group.id)) { (say("void-title")) } }
                p { a href=(urls::new_keys(group.id)) { (say("keys-title")) } }
            }
            p.minor { (say("tickets-log")) }
            p { a href=(urls::group(group.id)) { (say("go-back")) } }
        }
    };
    parts::staff_page(who, Tab::Groups, &heading, main)
}

fn count_field(typed: &str, label: &str, messages: &Messages) -> Markup {
    parts::field(&Field {
        name: "count",
        label: &say(label),
        kind: "number",
        value: typed,
        error: messages.of("count"),
        autocomplete: Some("off"),
        ..Field::default()
    })
}

/// The one tap that replaces a lost phone.
pub fn lost_form(group: i64) -> Markup {
    html! {
        form.inline method="post" action=(urls::lost_phone(group)) {
            (parts::second_button(&say("lost-now")))
        }
    }
}
