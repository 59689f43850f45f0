//! A tablet that is passed round: the way in and the thanks lead from one person to the next, nobody is remembered, and
//! what is somebody's alone stays closed on it.

use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::App;
use crate::error::Error;
use crate::guards::member::MembersGroup;
use crate::guards::tablet::Turn;
use crate::pages::parts;
use crate::sealed::codes;
use crate::sealed::member_key::MemberKey;
use crate::urls::{self, route};
use crate::words::say;

/// The field in which a form of a passed tablet says in whose turn it was made.
pub const TURN: &str = "turn";

/// The answer to a ballot. On a tablet it is a way on: a page that was posted comes back with "reload", and with it
/// whatever stood in the form.
pub fn thanked(door: &MembersGroup, thanks: Markup) -> Response {
    match door.turn {
        Some(_) => Redirect::to(&urls::passed(&door.group.code)).into_response(),
        None => thanks.into_response(),
    }
}

/// The answer to a form of somebody whose turn is over.
pub fn over(door: &MembersGroup) -> Response {
    Redirect::to(&urls::group_page(&door.group.code)).into_response()
}

/// The thanks on a tablet. With them the turn is over.
pub async fn thanks(State(app): State<App>, door: MembersGroup) -> Result<Response, Error> {
    if door.turn.is_none() {
        return Ok(over(&door));
    }
    let title = say("thanks-title");
    let body = html! {
        h1 { (title) }
        p { (say("tablet-sent")) }
        (next_person(&door))
    };
    let page = parts::member_page(&app.organisation(), &title, body);
    begin(&app, &Turn::next(&app), page)
}

/// A page on which a turn begins. Browsers that can are told to drop the pages that they keep for "Back".
pub fn begin(app: &App, turn: &Turn, page: Markup) -> Result<Response, Error> {
    let headers = [
        (header::SET_COOKIE, turn.begin(app)?),
        (CLEAR, HeaderValue::from_static("\"cache\"")),
    ];
    Ok((headers, page).into_response())
}

const CLEAR: HeaderName = HeaderName::from_static("clear-site-data");

/// The turn's number in a form; nothing on a phone of one's own.
pub fn hidden(turn: Option<&Turn>) -> Markup {
    html! { @if let Some(turn) = turn { (parts::hidden(TURN, turn.number())) } }
}

/// Leads to the empty way in.
pub fn next_person(door: &MembersGroup) -> Markup {
    let door = urls::group_page(&door.group.code);
    html! { p { a.button href=(door) { (say("tablet-next")) } } }
}

/// For whoever stops in the middle; the script leaves it on the page from question to question.
pub fn stop(code: &str) -> Markup {
    html! { p.stays { a href=(urls::group_page(code)) { (say("tablet-stop")) } } }
}

/// For staff who take the tablet back: signing in ends the passing round.
pub fn take_back() -> Markup {
    html! { p.minor { a href=(route::SIGN_IN) { (say("tablet-take-back")) } } }
}

/// A new ticket's key, to be written down before the survey is sent: afterwards the tablet shows nothing of anybody.
pub fn key_to_keep(key: &MemberKey) -> Markup {
    html! {
        details {
            summary { (say("tablet-key")) }
            p { (say("tablet-key-what")) }
            p.key { (codes::grouped(&key.to_code(), 5)) }
        }
    }
}

/// Stands before pages with what is somebody's own, and before those that make a phone remember: on a tablet that is
/// passed round there are none.
pub async fn not_here(
    State(app): State<App>,
    parameters: RawPathParams,
    request: Request,
    next: Next,
) -> Response {
    if Turn::of(request.headers()).is_none() {
        return next.run(request).await;
    }
    let code = parameters.iter().find(|(name, _)| *name == "code");
    let door = code.map_or(route::START.to_owned(), |(_, code)| urls::group_page(code));
    let title = say("tablet-not-here");
    let body = html! {
        h1 { (title) }
        p { (say("tablet-not-here-why")) }
        p { a.button href=(door) { (say("copy-back")) } }
    };
    let page = parts::member_page(&app.organisation(), &title, body);
    (StatusCode::FORBIDDEN, page).into_response()
}
