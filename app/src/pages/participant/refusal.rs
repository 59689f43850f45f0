//! Whoever is not let in: what happened, and what to do now.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::{passed, thanks};
use crate::App;
use crate::guards::member::MembersGroup;
use crate::pages::parts;
use crate::sealed::casting::Refusal;
use crate::urls;
use crate::words::say;

/// There is no survey now: it is still to come, or over.
pub fn not_open(app: &App, door: &MembersGroup) -> Response {
    let title = say("refused-not-open");
    let body = html! {
        h1 { (title) }
        @for line in say("refused-not-open-advice").lines() { p { (line) } }
        @if door.turn.is_some() { (passed::next_person(door)) }
    };
    let page = parts::member_page(&app.organisation(), &title, body);
    (StatusCode::GONE, page).into_response()
}

/// The calm page of a refusal.
pub fn page(app: &App, door: &MembersGroup, refusal: Refusal) -> Response {
    let (group, own_phone) = (&door.group, door.turn.is_none());
    let (status, id) = match refusal {
        Refusal::Closed => (StatusCode::GONE, "refused-closed"),
        Refusal::UnknownKey => (StatusCode::NOT_FOUND, "refused-key"),
        Refusal::AsleepKey => (StatusCode::FORBIDDEN, "refused-asleep"),
        Refusal::UnknownTicket => (StatusCode::NOT_FOUND, "refused-ticket"),
        Refusal::UsedTicket => (StatusCode::CONFLICT, "refused-used"),
        Refusal::Full => (StatusCode::CONFLICT, "refused-full"),
    };
    let title = say(id);
    let advice = say(&format!("{id}-advice"));
    let body = html! {
        h1 { (title) }
        p { (advice) }
        // Only a ticket of the open session is called used.
        @if refusal == Refusal::UsedTicket && own_phone {
            p { (say("refused-used-change")) }
            p { a href=(urls::group_page(&group.code)) { (say("copy-back")) } }
        }
        @if matches!(refusal, Refusal::UnknownKey | Refusal::UnknownTicket) {
            p { a href=(urls::group_page(&group.code)) { (say("refused-again")) } }
        }
        // A phone that remembers a key of before a re-keying would otherwise come back here for ever.
        @if refusal == Refusal::UnknownKey && own_phone { (thanks::forget_form(&group.code)) }
        @if !own_phone { (passed::next_person(door)) }
    };
    (
        status,
        parts::member_page(&app.organisation(), &title, body),
    )
        .into_response()
}
