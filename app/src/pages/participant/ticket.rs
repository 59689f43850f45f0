//! A ticket's page is the survey. Looking at it claims nothing; sending it claims the ticket and enrols the key.

use axum::extract::{Form, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use serde::Deserialize;

use super::answers::Sent;
use super::survey::{self, Survey};
use super::{passed, refusal, thanks};
use crate::App;
use crate::entities::group;
use crate::error::Error;
use crate::guards::member::MembersGroup;
use crate::guards::places::Place;
use crate::pages::parts;
use crate::sealed::casting::{Holder, Refusal, admit};
use crate::sealed::member_key::MemberKey;
use crate::sealed::tickets::Ticket;
use crate::urls;
use crate::words::say;

/// The ticket in the address.
#[derive(Deserialize)]
pub struct Typed {
    ticket: String,
}

/// Whose phone it is, where the phone remembers somebody.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Whose {
    whose: String,
}

/// Shows the survey, with a fresh key proposed.
pub async fn show(
    State(app): State<App>,
    door: MembersGroup,
    place: Place,
    Path(typed): Path<Typed>,
    Query(whose): Query<Whose>,
) -> Result<Response, Error> {
    let group = &door.group;
    let own = match (door.remembered.clone(), whose.whose.as_str()) {
        (None, _) | (Some(_), "other") => None,
        (Some(key), "mine") if needs_ticket(&app, group, &key).await? => Some(key),
        (Some(_), "mine") => {
            return Ok(Redirect::to(&urls::group_page(&group.code)).into_response());
        }
        (Some(_), _) => return Ok(whose_phone(&app, &group.code, &typed.ticket)),
    };
    if let Some(wait) = app.tries.too_many(group.id, place, app.clock.now()) {
        return Err(Error::TooMany(wait));
    }
    let Some(ticket) = Ticket::parse(&typed.ticket) else {
        return Ok(refusal::page(&app, &door, Refusal::UnknownTicket));
    };
    let code = ticket.code().to_owned();
    let holder = Holder {
        key: own.unwrap_or_else(|| MemberKey::fresh(&app.random)),
        ticket: Some(ticket),
    };
    let survey = Survey {
        app: &app,
        group,
        holder: &holder,
        action: &urls::ticket_page(&group.code, &code),
        carries_key: true,
        own_words: door.shows_own,
        turn: door.turn.as_ref(),
    };
    Ok(match survey.show().await? {
        Ok(page) => page.into_response(),
        // Looked at before the session as often as after it.
        Err(Refusal::Closed) => refusal::not_open(&app, &door),
        Err(refused) => refuse(&app, &door, place, &code, refused),
    })
}

/// Takes a ballot with a ticket and the key that was proposed with it.
pub async fn send(
    State(app): State<App>,
    door: MembersGroup,
    place: Place,
    Path(typed): Path<Typed>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let (group, sent) = (&door.group, Sent::new(pairs)?);
    if door.is_over(sent.get(passed::TURN)) {
        return Ok(passed::over(&door));
    }
    if let Some(wait) = app.tries.too_many(group.id, place, app.clock.now()) {
        return Err(Error::TooMany(wait));
    }
    let Some(ticket) = Ticket::parse(&typed.ticket) else {
        return Ok(refusal::page(&app, &door, Refusal::UnknownTicket));
    };
    let mut key = MemberKey::parse(sent.get("key")).ok_or(Error::Malformed)?;
    let mut own_words = door.shows_own;
    // A key from before takes the place of the proposed one; a mistyped one is told beside its field.
    if let Some(before) = MemberKey::parse(sent.get(survey::KEY_BEFORE)) {
        (key, own_words) = (before, door.turn.is_none());
    }
    let code = ticket.code().to_owned();
    let survey = Survey {
        app: &app,
        group,
        holder: &Holder {
            key,
            ticket: Some(ticket),
        },
        action: &urls::ticket_page(&group.code, &code),
        carries_key: true,
        own_words,
        turn: door.turn.as_ref(),
    };
    match survey.take(&sent).await? {
        Ok(page) => Ok(passed::thanked(&door, page)),
        Err(survey::NotTaken::Page(page)) => Ok(page),
        Err(survey::NotTaken::Refused(refused)) => Ok(refuse(&app, &door, place, &code, refused)),
    }
}

/// Whether a remembered key may answer only with a ticket: it sleeps, or is of before a re-keying.
async fn needs_ticket(app: &App, group: &group::Model, key: &MemberKey) -> Result<bool, Error> {
    let holder = Holder {
        key: key.clone(),
        ticket: None,
    };
    let refused = admit(app, group, &holder)
        .await
        .map_err(Error::internal)?
        .err();
    Ok(matches!(
        refused,
        Some(Refusal::UnknownKey | Refusal::AsleepKey)
    ))
}

/// A wrong ticket is counted. One that another phone has used now is none.
fn refuse(
    app: &App,
    door: &MembersGroup,
    place: Place,
    ticket: &str,
    refused: Refusal,
) -> Response {
    if refused == Refusal::UnknownTicket {
        app.tries
            .wrong(door.group.id, place, ticket, app.clock.now());
    }
    refusal::page(app, door, refused)
}

fn whose_phone(app: &App, code: &str, ticket: &str) -> Response {
    let title = say("whose-title");
    let page = urls::ticket_page(code, ticket);
    let (mine, other) = (format!("{page}?whose=mine"), format!("{page}?whose=other"));
    let body = html! {
        h1 { (title) }
        p { (say("whose-why")) }
        p { a.button href=(mine) { (say("whose-mine")) } }
        p { a.button.second href=(other) { (say("whose-other")) } }
        (thanks::forget_form(code))
    };
    parts::member_page(&app.organisation(), &title, body).into_response()
}
