//! Printing tickets: chosen on a form, sent as one PDF, and kept nowhere.

use axum::Router;
use axum::extract::{Form, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
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
    Router::new().route(route::TICKETS, get(show).post(print))
}

/// What was typed.
#[derive(Deserialize)]
#[serde(default)]
struct Typed {
    count: String,
    replacing: String,
}

impl Default for Typed {
    fn default() -> Self {
        Self {
            count: String::new(),
            replacing: "no".into(),
        }
    }
}

async fn show(State(app): State<App>, Group { who, group }: Group) -> Result<Markup, Error> {
    let open = session::Model::open_of(group.id, &app.database.reader).await?;
    let typed = Typed {
        count: group.size.to_string(),
        ..Typed::default()
    };
    Ok(page(
        &who,
        &group,
        open.is_some(),
        &typed,
        &Messages::default(),
    ))
}

async fn print(
    State(app): State<App>,
    Group { who, group }: Group,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let replacing = typed.replacing == "yes";
    let count = typed.count.trim().parse().ok();
    // One that replaces a lost phone is one: members read the log and count.
    let count = if replacing { Some(1) } else { count };
    let mut messages = Messages::default();
    let count = count.filter(|count| (1..=MOST).contains(count));
    let Some(count) = messages.keep("count", count, || say("tickets-count-wrong")) else {
        let page = page(&who, &group, false, &typed, &messages);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let made = tickets::print_once(&app, who.id, &group, count, replacing)
        .await
        .map_err(Error::internal)?;
    let (made, new) = match made {
        Ok(made) => made,
        Err(NotPrinted::Open) => {
            let page = page(&who, &group, true, &typed, &messages);
            return Ok((StatusCode::CONFLICT, page).into_response());
        }
        Err(why) => {
            let message = match why {
                NotPrinted::InAll => say("tickets-in-all"),
                _ => say("tickets-count-wrong"),
            };
            messages.keep("count", None::<()>, || message);
            let page = page(&who, &group, false, &typed, &messages);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    if !new {
        return document(&app, &group, made).await;
    }
    let deed = Deed {
        group_id: Some(group.id),
        detail: &format!(
            "{count}{}",
            if replacing { ", for a lost phone" } else { "" }
        ),
        ..Deed::by(who.id, Action::TicketsPrinted)
    };
    deed.record(app.clock.now(), &app.database).await?;
    document(&app, &group, made).await
}

async fn document(app: &App, group: &group::Model, made: Vec<Ticket>) -> Result<Response, Error> {
    let whole = |path: String| format!("{}{path}", app.organisation().public_address());
    let address = whole(urls::group_page(&group.code));
    let tickets = made
        .iter()
        .map(|ticket| reports::tickets::Ticket {
            heading: say("ticket-heading"),
            link: whole(urls::ticket_page(&group.code, ticket.code())),
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

fn page(
    who: &staff::Model,
    group: &group::Model,
    open: bool,
    typed: &Typed,
    messages: &Messages,
) -> Markup {
    let title = say("tickets-print");
    let heading = if messages.is_empty() {
        title.clone()
    } else {
        say_with("error-title", &[("title", title.as_str().into())])
    };
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            section.card {
                @if open {
                    h2 { (say("tickets-not-now")) }
                    p { (say("tickets-while-open")) }
                    a.button href=(urls::group(group.id)) { (say("go-back")) }
                } @else {
                    p { (say("tickets-what")) }
                    form method="post" action=(urls::tickets(group.id)) novalidate {
                        (parts::field(&Field {
                            name: "count",
                            label: &say("tickets-count"),
                            kind: "number",
                            value: &typed.count,
                            error: messages.of("count"),
                            autocomplete: Some("off"),
                            ..Field::default()
                        }))
                        div.field {
                            label.choice {
                                input type="checkbox" name="replacing" value="yes"
                                    checked[typed.replacing == "yes"];
                                span { (say("tickets-replacing")) }
                            }
                        }
                        (parts::button(&say("tickets-make")))
                    }
                    p.minor { (say("tickets-log")) }
                }
            }
            p { a href=(urls::group(group.id)) { (say("go-back")) } }
        }
    };
    parts::staff_page(who, Tab::Groups, &heading, main)
}
