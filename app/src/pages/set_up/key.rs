//! A copy of the key file: downloaded once, and checked to have been kept.

use axum::Router;
use axum::extract::{Form, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::organisation::Step;
use crate::entities::staff;
use crate::error::Error;
use crate::guards::Administrator;
use crate::pages::parts::{self, Field};
use crate::pages::therapist::messages::Messages;
use crate::urls::route;
use crate::words::{say, say_with};

/// These pages' routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::KEY, get(show).post(check))
        .route(route::KEY_FILE, post(download))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    end: String,
}

async fn show(State(app): State<App>, Administrator(who): Administrator) -> Markup {
    page(&app, &who, &Typed::default(), &Messages::default())
}

/// The file, until a copy was kept: afterwards whoever signs in as an administrator gets nothing that opens lockers.
async fn download(
    State(app): State<App>,
    Administrator(who): Administrator,
) -> Result<Response, Error> {
    if app.organisation().row.key_kept || app.config.master_key.is_some() {
        return Err(Error::NotFound);
    }
    let deed = Deed::by(who.id, Action::KeyFileDownloaded);
    deed.record(app.clock.now(), &app.database).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"chorus.key\"",
        ),
    ];
    Ok((headers, app.keys.copy().to_string()).into_response())
}

async fn check(
    State(app): State<App>,
    Administrator(who): Administrator,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    if !app.organisation().row.key_kept && !app.keys.ends_with(typed.end.trim()) {
        let mut messages = Messages::default();
        messages.add("end", say("set-up-key-wrong"));
        let page = page(&app, &who, &typed, &messages);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let tx = app.database.begin().await?;
    super::save(&app, &who, Step::Key, |row| row.key_kept = true, tx).await
}

fn page(app: &App, who: &staff::Model, typed: &Typed, messages: &Messages) -> Markup {
    let organisation = app.organisation();
    let from_environment = app.config.master_key.is_some();
    let file = [("file", app.config.key_file.display().to_string().into())];
    let hint = say("set-up-key-end-hint");
    let main = html! {
        p { (say("set-up-key-what")) }
        @if organisation.row.key_kept {
            section.card {
                p { (say("set-up-key-kept")) }
                p { (if from_environment { say("set-up-key-environment") } else { say_with("set-up-key-file", &file) }) }
                @if !organisation.is_set_up() { form method="post" action=(route::KEY) { (super::button(app)) } }
            }
        } @else {
            section.card { ul.entries {
                li {
                    h2 { (say("set-up-key-keep")) }
                    @if from_environment {
                        p { (say("set-up-key-environment")) }
                    } @else {
                        p { (say("set-up-key-where")) }
                        form method="post" action=(route::KEY_FILE) { (parts::second_button(&say("set-up-key-download"))) }
                    }
                }
                li {
                    h2 { (say("set-up-key-check")) }
                    form method="post" action=(route::KEY) novalidate {
                        (parts::field(&Field {
                            name: "end", label: &say("set-up-key-end"), hint: Some(&hint), value: &typed.end,
                            error: messages.of("end"), autocomplete: Some("off"), ..Field::default()
                        }))
                        (super::button(app))
                    }
                }
            } }
        }
    };
    super::page(app, who, Step::Key, messages, false, main)
}
