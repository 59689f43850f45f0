//! What a service words for itself: what one can tick in a note, and what its staff do when words alarm.

use axum::Router;
use axum::extract::{Form, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{note_choice, service_text, staff};
use crate::error::Error;
use crate::guards::Administrator;
use crate::pages::parts::{self, Field, Tab, note_choices, plain};
use crate::pages::therapist::messages::Messages;
use crate::urls::route;
use crate::words::{say, say_with};

/// Characters of a choice.
const CHOICE: usize = 80;
/// Choices to tick: more would not be read on a phone.
const CHOICES: usize = 12;
/// Characters of the protocol.
const PROTOCOL: usize = 4000;
/// In the address after saving.
const SAVED: &str = "saved";

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::SERVICE, get(show).post(save))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    choices: String,
    protocol: String,
}

async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    Administrator(who): Administrator,
) -> Result<Markup, Error> {
    let reader = &app.database.reader;
    let offered = note_choices::offered(reader).await?;
    let lines: Vec<String> = offered.into_iter().map(|choice| choice.words).collect();
    let typed = Typed {
        choices: lines.join("\n"),
        protocol: service_text::read(service_text::PROTOCOL, reader)
            .await?
            .unwrap_or_default(),
    };
    let saved = query.as_deref() == Some(SAVED);
    Ok(page(&who, &typed, saved, &Messages::default()))
}

async fn save(
    State(app): State<App>,
    Administrator(who): Administrator,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let mut messages = Messages::default();
    let lines = match choices(&typed.choices) {
        Ok(lines) => lines,
        Err(message) => {
            messages.add("choices", message);
            Vec::new()
        }
    };
    let protocol = plain(&typed.protocol);
    if protocol.chars().count() > PROTOCOL {
        let most = [("most", PROTOCOL.into())];
        messages.add("protocol", say_with("service-protocol-long", &most));
    }
    if !messages.is_empty() {
        let page = page(&who, &typed, false, &messages);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let tx = app.database.begin().await?;
    let shipped: Vec<String> = note_choices::shipped()
        .into_iter()
        .map(|choice| choice.words)
        .collect();
    note_choice::replace(&lines, &shipped, &tx).await?;
    service_text::write(service_text::PROTOCOL, &protocol, &tx).await?;
    let deed = Deed::by(who.id, Action::ServicesWordsSaved);
    deed.commit(app.clock.now(), tx).await?;
    Ok(Redirect::to(&format!("{}?{SAVED}", route::SERVICE)).into_response())
}

/// Choices as they were typed, one a line. None at all brings the shipped list back.
fn choices(typed: &str) -> Result<Vec<String>, String> {
    let mut lines: Vec<String> = Vec::new();
    for line in plain(typed).lines().map(str::trim) {
        if line.is_empty() {
            continue;
        }
        if line.chars().count() > CHOICE {
            return Err(say_with("service-choice-long", &[("most", CHOICE.into())]));
        }
        if lines.iter().any(|known| known == line) {
            return Err(say_with("service-choice-twice", &[("line", line.into())]));
        }
        lines.push(line.to_owned());
    }
    if lines.len() > CHOICES {
        return Err(say_with(
            "service-choices-many",
            &[("most", CHOICES.into())],
        ));
    }
    Ok(lines)
}

fn page(who: &staff::Model, typed: &Typed, saved: bool, messages: &Messages) -> Markup {
    let title = say("service-title");
    let heading = if messages.is_empty() {
        title.clone()
    } else {
        say_with("error-title", &[("title", title.as_str().into())])
    };
    let (choices, choices_hint) = (say("service-choices"), say("service-choices-hint"));
    let (protocol, protocol_hint) = (say("service-protocol"), say("service-protocol-hint"));
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            @if saved { p role="status" { strong { (say("service-saved")) } } }
            section.card {
                form method="post" action=(route::SERVICE) novalidate {
                    (parts::text_area(&Field {
                        name: "choices", label: &choices, hint: Some(&choices_hint), value: &typed.choices,
                        error: messages.of("choices"), ..Field::default()
                    }, 7))
                    (parts::text_area(&Field {
                        name: "protocol", label: &protocol, hint: Some(&protocol_hint), value: &typed.protocol,
                        error: messages.of("protocol"), ..Field::default()
                    }, 8))
                    (parts::button(&say("save")))
                }
            }
            section.card {
                h2 { (say("service-more")) }
                ul {
                    @for (address, words) in [
                        (route::MEASURES, "measures"), (route::ADDRESS, "set-up-address"), (route::SUPPORT, "set-up-support"),
                        (route::OWN_INFORMATION, "set-up-information"), (route::RULES, "set-up-rules"),
                        (route::KEY, "set-up-key"), (route::MAIL, "mail-look"),
                    ] { li { a href=(address) { (say(words)) } } }
                }
            }
        }
    };
    parts::staff_page(who, Tab::Service, &heading, main)
}
