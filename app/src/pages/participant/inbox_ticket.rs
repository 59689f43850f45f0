//! The ticket of an inbox: looking claims nothing, opening it is the consent to get notes; and what becomes of its key.

use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::html;
use serde::Deserialize;

use super::keep;
use super::owner::TypedKey;
use crate::App;
use crate::entities::group;
use crate::error::Error;
use crate::guards::inbox::{self, InboxDoor};
use crate::guards::places::Place;
use crate::pages::parts;
use crate::sealed::member_key::MemberKey;
use crate::sealed::seats::{self, Claim};
use crate::sealed::tickets::Ticket;
use crate::urls;
use crate::words::say;

/// The ticket in the address.
#[derive(Deserialize)]
pub struct Typed {
    ticket: String,
}

/// Says what an inbox is, and offers to open it with a fresh key.
pub async fn show(
    State(app): State<App>,
    door: InboxDoor,
    place: Place,
    Path(typed): Path<Typed>,
) -> Result<Response, Error> {
    let group = &door.group;
    let ticket = match ticket(&app, group, place, &typed)? {
        Ok(ticket) => ticket,
        Err(page) => return Ok(page),
    };
    let found = seats::look(&app, group.id, &ticket).await;
    if let claim @ (Claim::Used | Claim::Unknown) = found.map_err(Error::internal)? {
        return Ok(refuse(&app, group, place, &ticket, claim));
    }
    let (title, key) = (say("inbox-open-title"), MemberKey::fresh(&app.random));
    let body = html! {
        h1 { (title) }
        p { (say("inbox-open-what")) }
        ul { @for line in say("inbox-open-lines").lines() { li { (line) } } }
        form method="post" action=(urls::inbox_ticket(&group.code, ticket.code())) {
            (parts::hidden("key", &key.to_code()))
            (parts::button(&say("inbox-open")))
        }
        p.minor { (say("inbox-open-not")) }
    };
    Ok(parts::member_page(&app.organisation(), &title, body).into_response())
}

/// Opens the inbox. The same ticket and key are accepted again.
pub async fn open(
    State(app): State<App>,
    door: InboxDoor,
    place: Place,
    Path(typed): Path<Typed>,
    Form(sent): Form<TypedKey>,
) -> Result<Response, Error> {
    let group = &door.group;
    let ticket = match ticket(&app, group, place, &typed)? {
        Ok(ticket) => ticket,
        Err(page) => return Ok(page),
    };
    let key = MemberKey::parse(&sent.key).ok_or(Error::Malformed)?;
    let claimed = seats::claim(&app, group.id, &ticket, &key).await;
    if let claim @ (Claim::Used | Claim::Unknown) = claimed.map_err(Error::internal)? {
        return Ok(refuse(&app, group, place, &ticket, claim));
    }
    let title = say("inbox-opened");
    let to = |address: String, button| {
        html! {
            form method="post" action=(address) { (parts::hidden("key", &key.to_code())) (button) }
        }
    };
    let body = html! {
        h1 { (title) }
        p { (say("inbox-opened-why")) }
        (to(urls::inbox_remember(&group.code), parts::button(&say("thanks-remember"))))
        p.minor { (say("thanks-remember-hint")) }
        (to(urls::inbox_copy(&group.code), parts::second_button(&say("thanks-copy"))))
        (to(urls::inbox(&group.code), parts::second_button(&say("inbox-read"))))
        p.minor { (say("inbox-nothing")) }
    };
    Ok(parts::member_page(&app.organisation(), &title, body).into_response())
}

/// Sets the cookie.
pub async fn remember(
    State(app): State<App>,
    door: InboxDoor,
    Form(sent): Form<TypedKey>,
) -> Result<Response, Error> {
    let key = MemberKey::parse(&sent.key).ok_or(Error::Malformed)?;
    let title = say("inbox-remembered");
    let body = html! {
        h1 { (title) }
        p { (say("inbox-remembered-next")) }
        p { a.button href=(urls::inbox(&door.group.code)) { (say("inbox-read")) } }
    };
    let cookie = inbox::remember(&app, &door.group, &key)?;
    let page = parts::member_page(&app.organisation(), &title, body);
    Ok(([(header::SET_COOKIE, cookie)], page).into_response())
}

/// Shows the key, in characters and as a QR code.
pub async fn copy(
    State(app): State<App>,
    door: InboxDoor,
    Form(sent): Form<TypedKey>,
) -> Result<Response, Error> {
    let key = MemberKey::parse(&sent.key).ok_or(Error::Malformed)?;
    let back = urls::inbox(&door.group.code);
    let where_to = say("inbox-copy-where");
    keep::copy_page(&app, &key, &where_to, &back, &say("inbox-read"))
        .map(IntoResponse::into_response)
}

/// Clears the cookie.
pub async fn forget(State(app): State<App>, door: InboxDoor) -> Result<Response, Error> {
    let title = say("forget-title");
    let body = html! {
        h1 { (title) }
        p { (say("inbox-forgotten")) }
    };
    let cookie = inbox::forget(&app, &door.group)?;
    let page = parts::member_page(&app.organisation(), &title, body);
    Ok(([(header::SET_COOKIE, cookie)], page).into_response())
}

/// The ticket, unless the group waits for a guesser or it cannot be one.
fn ticket(
    app: &App,
    group: &group::Model,
    place: Place,
    typed: &Typed,
) -> Result<Result<Ticket, Response>, Error> {
    if let Some(wait) = app.tries.too_many(group.id, place, app.clock.now()) {
        return Err(Error::TooMany(wait));
    }
    Ok(Ticket::parse(&typed.ticket).ok_or_else(|| refusal(app, Claim::Unknown)))
}

/// A wrong ticket is counted. One that another phone has used is none.
fn refuse(
    app: &App,
    group: &group::Model,
    place: Place,
    ticket: &Ticket,
    claim: Claim,
) -> Response {
    if claim == Claim::Unknown {
        let now = app.clock.now();
        app.tries.wrong(group.id, place, ticket.code(), now);
    }
    refusal(app, claim)
}

fn refusal(app: &App, claim: Claim) -> Response {
    let (status, id) = match claim {
        Claim::Used => (StatusCode::CONFLICT, "inbox-used"),
        Claim::Opened | Claim::Unknown => (StatusCode::NOT_FOUND, "inbox-no-ticket"),
    };
    let title = say(id);
    let body = html! {
        h1 { (title) }
        p { (say(&format!("{id}-advice"))) }
    };
    (
        status,
        parts::member_page(&app.organisation(), &title, body),
    )
        .into_response()
}
