//! A therapist's own note to one person: signed, and in their inbox at once.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;

use super::messages::Messages;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{group, staff};
use crate::error::Error;
use crate::guards::group::Group;
use crate::pages::parts::{self, Field, Tab, plain};
use crate::sealed::asking::days;
use crate::sealed::pouch::{Pouch, SIGNED, Seat};
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::SIGNED_NOTE, get(show).post(send))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    note: String,
}

async fn show(
    State(app): State<App>,
    Path((_, seat)): Path<(i64, i64)>,
    Group { who, group }: Group,
) -> Result<Response, Error> {
    let pouch = Pouch::open(group.id, &app.keys, &app.database.reader).await;
    let pouch = pouch.map_err(Error::internal)?.ok_or(Error::NotFound)?;
    let seat = pouch.seat(seat).ok_or(Error::NotFound)?;
    Ok(page(
        &who,
        &group,
        seat,
        &Typed::default(),
        &Messages::default(),
    ))
}

async fn send(
    State(app): State<App>,
    Path((_, seat)): Path<(i64, i64)>,
    Group { who, group }: Group,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let tx = app.database.begin().await?;
    let pouch = Pouch::open_locked(group.id, &app.keys, &tx).await;
    let mut pouch = pouch.map_err(Error::internal)?.ok_or(Error::NotFound)?;
    let to = pouch.seat(seat).ok_or(Error::NotFound)?.clone();
    let mut messages = Messages::default();
    let note = plain(&typed.note);
    let note = Some(note).filter(|note| (1..=SIGNED).contains(&note.chars().count()));
    let wrong = || say_with("signed-note-wrong", &[("most", SIGNED.into())]);
    let Some(note) = messages.keep("note", note, wrong) else {
        return Ok(page(&who, &group, &to, &typed, &messages));
    };
    if !pouch.sign(seat, &who.name, days(app.today()), &note, &app.random) {
        return Ok(page(&who, &group, &to, &typed, &messages));
    }
    let stored = pouch.store(&app.keys, &app.random, &tx).await;
    stored.map_err(Error::internal)?;
    let deed = Deed {
        group_id: Some(group.id),
        ..Deed::by(who.id, Action::NoteSigned)
    };
    deed.commit(app.clock.now(), tx).await?;
    Ok(Redirect::to(&urls::seats(group.id)).into_response())
}

fn page(
    who: &staff::Model,
    group: &group::Model,
    to: &Seat,
    typed: &Typed,
    messages: &Messages,
) -> Response {
    let title = say("signed-note");
    let (heading, status) = if messages.is_empty() {
        (title.clone(), StatusCode::OK)
    } else {
        let title = [("title", title.as_str().into())];
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        (say_with("error-title", &title), status)
    };
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            section.card { (form(who, group, to, typed, messages)) }
        }
    };
    (status, parts::staff_page(who, Tab::Groups, &heading, main)).into_response()
}

fn form(
    who: &staff::Model,
    group: &group::Model,
    to: &Seat,
    typed: &Typed,
    messages: &Messages,
) -> Markup {
    let (label, hint) = (
        say("signed-note-words"),
        say_with("signed-note-hint", &[("most", SIGNED.into())]),
    );
    let back = urls::seats(group.id);
    html! {
        p { (say("lines-for")) " " strong dir="auto" { (to.name) } }
        @if to.takes_notes() {
            p { (say_with("signed-note-what", &[("name", who.name.as_str().into())])) }
            form method="post" action=(urls::signed_note(group.id, to.id)) novalidate {
                (parts::text_area(&Field {
                    name: "note", label: &label, hint: Some(&hint), value: &typed.note,
                    error: messages.of("note"), ..Field::default()
                }, 4))
                div.actions {
                    (parts::button(&say("signed-note-send")))
                    a.button.second href=(back) { (say("go-back")) }
                }
            }
        } @else {
            p { (say("signed-note-closed")) }
            // What was typed for somebody who has just paused stays readable.
            @if !typed.note.is_empty() { blockquote dir="auto" { (typed.note) } }
            a.button.second href=(back) { (say("go-back")) }
        }
    }
}
