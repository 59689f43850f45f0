//! What members read before they answer: in the organisation's own words who asks and why, and what taking part means.
//! What happens with answers stands beside it and is not for anybody to change: it says what the program does.

use axum::Router;
use axum::extract::{Form, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;

use crate::App;
use crate::entities::organisation::Step;
use crate::entities::service_text::{self, CONSENT, INFORMATION};
use crate::entities::staff;
use crate::error::Error;
use crate::guards::Administrator;
use crate::pages::participant::information::{fixed, own_words};
use crate::pages::parts::{self, Field};
use crate::pages::therapist::messages::Messages;
use crate::urls::route;
use crate::words::{say, say_with};

/// Characters of each text.
const LONGEST: usize = 2_000;

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::OWN_INFORMATION, get(show).post(save))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    information: String,
    consent: String,
}

async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    Administrator(who): Administrator,
) -> Result<Markup, Error> {
    let typed = Typed {
        information: own_words(&app, INFORMATION).await?,
        consent: own_words(&app, CONSENT).await?,
    };
    let saved = query.as_deref() == Some(super::SAVED);
    Ok(page(&app, &who, &typed, saved, &Messages::default()))
}

async fn save(
    State(app): State<App>,
    Administrator(who): Administrator,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let mut messages = Messages::default();
    let (information, consent) = (
        parts::plain(&typed.information),
        parts::plain(&typed.consent),
    );
    for (field, text) in [(INFORMATION, &information), (CONSENT, &consent)] {
        if text.chars().count() > LONGEST {
            messages.add(
                field,
                say_with("set-up-text-long", &[("most", LONGEST.into())]),
            );
        }
    }
    if !messages.is_empty() {
        let page = page(&app, &who, &typed, false, &messages);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let tx = app.database.begin().await?;
    service_text::write(INFORMATION, information.trim(), &tx).await?;
    service_text::write(CONSENT, consent.trim(), &tx).await?;
    super::save(&app, &who, Step::Information, |_| {}, tx).await
}

fn page(app: &App, who: &staff::Model, typed: &Typed, saved: bool, messages: &Messages) -> Markup {
    let hint = say("set-up-text-hint");
    let area = |name, value: &str, rows| {
        parts::text_area(
            &Field {
                name,
                label: &say(&format!("set-up-text-{name}")),
                hint: Some(&hint),
                value,
                error: messages.of(name),
                ..Field::default()
            },
            rows,
        )
    };
    let main = html! {
        p { (say("set-up-information-what")) }
        section.card {
            form method="post" action=(route::OWN_INFORMATION) novalidate {
                (area(INFORMATION, &typed.information, 7))
                (area(CONSENT, &typed.consent, 9))
                (super::button(app))
            }
        }
        section.card {
            h2 { (say("set-up-fixed")) }
            p { (say("set-up-fixed-why")) }
            (fixed(app.organisation().quorum()))
        }
    };
    super::page(app, who, Step::Information, messages, saved, main)
}
