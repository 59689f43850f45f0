//! A member's inbox: what fellow members gave, without names, counts or order, and what the therapists signed.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::survey::error_title;
use super::{door, own_words};
use crate::App;
use crate::entities::group;
use crate::error::Error;
use crate::guards::inbox::InboxDoor;
use crate::pages::parts::{self, note_choices};
use crate::sealed::member_key::MemberKey;
use crate::sealed::seats::{self, Inbox};
use crate::sealed::tickets::Ticket;
use crate::urls;
use crate::words::dates;
use crate::words::say;

/// What a form of the inbox sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    key: String,
    ticket: String,
    paused: String,
}

/// For a phone that remembers the inbox.
pub async fn show(State(app): State<App>, door: InboxDoor) -> Result<Response, Error> {
    match door.remembered {
        Some(key) => read(&app, &door.group, &key, false).await,
        None => Ok(ask(&app, &door.group, None, &Sent::default())),
    }
}

/// For a typed key.
pub async fn typed(
    State(app): State<App>,
    door: InboxDoor,
    Form(sent): Form<Sent>,
) -> Result<Response, Error> {
    match MemberKey::parse(&sent.key) {
        Some(key) => read(&app, &door.group, &key, true).await,
        None => Ok(ask(&app, &door.group, Some("key"), &sent)),
    }
}

/// Goes to a typed ticket's page.
pub async fn type_ticket(
    State(app): State<App>,
    door: InboxDoor,
    Form(sent): Form<Sent>,
) -> Response {
    match Ticket::parse(&sent.ticket) {
        Some(ticket) => {
            Redirect::to(&urls::inbox_ticket(&door.group.code, ticket.code())).into_response()
        }
        None => ask(&app, &door.group, Some("ticket"), &sent),
    }
}

/// Takes no notes for now, or takes them again.
pub async fn pause(
    State(app): State<App>,
    door: InboxDoor,
    Form(sent): Form<Sent>,
) -> Result<Response, Error> {
    let typed = MemberKey::parse(&sent.key);
    let carried = typed.is_some();
    let Some(key) = typed.or(door.remembered) else {
        return Ok(ask(&app, &door.group, Some("key"), &sent));
    };
    let paused = sent.paused == "yes";
    seats::pause(&app, door.group.id, &key, paused)
        .await
        .map_err(Error::internal)?;
    read(&app, &door.group, &key, carried).await
}

async fn read(
    app: &App,
    group: &group::Model,
    key: &MemberKey,
    typed: bool,
) -> Result<Response, Error> {
    let inbox = seats::read(app, group.id, key).await;
    let Some(inbox) = inbox.map_err(Error::internal)? else {
        return Ok(unknown(app, group, typed));
    };
    let database = &app.database.reader;
    let gave = note_choices::named(&inbox.delivered.choices, database).await?;
    let title = say("inbox-title");
    let hidden = html! { @if typed { (parts::hidden("key", &key.to_code())) } };
    let body = html! {
        h1 { (title) }
        p { (say("inbox-for")) " " strong dir="auto" { (inbox.name) } }
        (lies_in(&inbox, &gave))
        form method="post" action=(urls::inbox_pause(&group.code)) {
            (hidden)
            (parts::hidden("paused", if inbox.paused { "no" } else { "yes" }))
            p { (say(if inbox.paused { "inbox-is-paused" } else { "inbox-pause-what" })) }
            (parts::second_button(&say(if inbox.paused { "inbox-resume" } else { "inbox-pause" })))
        }
        @if !typed {
            form method="post" action=(urls::inbox_forget(&group.code)) {
                (parts::second_button(&say("inbox-forget")))
            }
        }
    };
    Ok(parts::member_chart_page(&app.organisation(), &title, body).into_response())
}

fn lies_in(inbox: &Inbox, gave: &[note_choices::NoteChoice]) -> Markup {
    let delivered = &inbox.delivered;
    let nothing = gave.is_empty() && delivered.lines.is_empty();
    html! {
        h2 { (say("inbox-members")) }
        @if nothing { p { (say("inbox-none")) } } @else { p.minor { (say("inbox-whose")) } }
        @if !gave.is_empty() {
            ul { @for choice in gave { li dir="auto" { (choice.words) } } }
        }
        @for line in &delivered.lines { blockquote dir="auto" { (line) } }
        @if !delivered.signed.is_empty() {
            h2 { (say("inbox-therapists")) }
            @for note in &delivered.signed {
                blockquote {
                    div dir="auto" { (note.words) }
                    p.minor { bdi { (note.name) } ", " (dates::day(own_words::date(note.day))) }
                }
            }
        }
    }
}

/// The way in; `wrong` names the field that was sent and cannot be read.
fn ask(app: &App, group: &group::Model, wrong: Option<&str>, typed: &Sent) -> Response {
    let title = say("inbox-title");
    let key_error = (wrong == Some("key")).then(|| say("door-key-wrong"));
    let ticket_error = (wrong == Some("ticket")).then(|| say("door-ticket-wrong"));
    let problems: Vec<(&str, &str)> = [("key", &key_error), ("ticket", &ticket_error)]
        .into_iter()
        .filter_map(|(name, error)| Some((name, error.as_deref()?)))
        .collect();
    let ticket = urls::inbox_typed_ticket(&group.code);
    let body = html! {
        (parts::error_summary(&problems))
        h1 { (title) }
        p { (say("inbox-key-needed")) }
        (door::key_form(&urls::inbox(&group.code), &typed.key, key_error.as_deref(), None))
        h2 { (say("inbox-first-time")) }
        (door::ticket_form(&ticket, &typed.ticket, ticket_error.as_deref(), None))
    };
    let (status, title) = match wrong {
        Some(_) => (StatusCode::UNPROCESSABLE_ENTITY, error_title(&title)),
        None => (StatusCode::OK, title),
    };
    (
        status,
        parts::member_page(&app.organisation(), &title, body),
    )
        .into_response()
}

fn unknown(app: &App, group: &group::Model, typed: bool) -> Response {
    let title = say("refused-key");
    let body = html! {
        h1 { (title) }
        p { (say("inbox-unknown")) }
        @if typed {
            p { a href=(urls::inbox(&group.code)) { (say("refused-again")) } }
        } @else {
            form method="post" action=(urls::inbox_forget(&group.code)) {
                (parts::second_button(&say("inbox-forget")))
            }
        }
    };
    let page = parts::member_page(&app.organisation(), &title, body);
    (StatusCode::NOT_FOUND, page).into_response()
}
