//! The group's own address: the survey for a phone that is remembered or a key that is typed, the way in for everybody else.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::answers::Sent;
use super::owner::{self, Owner};
use super::survey::{self, Survey};
use super::{heard, passed, refusal, thanks};
use crate::App;
use crate::entities::{group, session};
use crate::error::Error;
use crate::guards::member::MembersGroup;
use crate::guards::tablet::Turn;
use crate::pages::parts::{self, Field};
use crate::sealed::casting::Holder;
use crate::sealed::member_key::MemberKey;
use crate::sealed::tickets::Ticket;
use crate::urls;
use crate::words::say;

/// Shows the survey, or between surveys the group's page, to a phone that is remembered; asks everybody else for key or
/// ticket. On a tablet that is passed round the next person's turn begins.
pub async fn show(State(app): State<App>, door: MembersGroup) -> Result<Response, Error> {
    let group = &door.group;
    let open = session::Model::open_of(group.id, &app.database.reader).await?;
    let open = open.is_some_and(|open| open.takes_ballots(app.clock.now()));
    if door.turn.is_some() {
        let turn = Turn::next(&app);
        let page = match open {
            true => way_in(&app, group, Some(&turn), None, &Asked::default()),
            false => nothing(&app, passed::take_back()),
        };
        return passed::begin(&app, &turn, page);
    }
    if !open {
        return closed(&app, group, door.remembered, false).await;
    }
    match door.remembered.clone() {
        Some(key) => survey_for(&app, &door, key, false, door.shows_own).await,
        None => Ok(way_in(&app, group, None, None, &Asked::default()).into_response()),
    }
}

/// Takes a ballot with the remembered key, or with the one in the form's hidden field.
pub async fn send(
    State(app): State<App>,
    door: MembersGroup,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let (group, sent) = (&door.group, Sent::new(pairs)?);
    if door.is_over(sent.get(passed::TURN)) {
        return Ok(passed::over(&door));
    }
    let typed = sent.get("key");
    let (key, typed) = match (typed.is_empty(), door.remembered.clone()) {
        (true, Some(key)) => (key, false),
        (true, None) => return Ok(wrong(&app, &door, "key", &Asked::default())),
        (false, _) => (MemberKey::parse(typed).ok_or(Error::Malformed)?, true),
    };
    let own_words = (typed || door.shows_own) && door.turn.is_none();
    let holder = Holder { key, ticket: None };
    let action = urls::group_page(&group.code);
    let survey = Survey {
        app: &app,
        group,
        holder: &holder,
        action: &action,
        carries_key: typed,
        own_words,
        turn: door.turn.as_ref(),
    };
    match survey.take(&sent).await? {
        Ok(page) => Ok(passed::thanked(&door, page)),
        Err(survey::NotTaken::Page(page)) => Ok(page),
        Err(survey::NotTaken::Refused(refused)) => Ok(refusal::page(&app, &door, refused)),
    }
}

/// What was typed at the way in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    key: String,
    ticket: String,
    turn: String,
}

/// Shows the survey, or between surveys the group's page, for a typed key. It travels on in a hidden field, never in an address.
pub async fn type_key(
    State(app): State<App>,
    door: MembersGroup,
    Form(typed): Form<Asked>,
) -> Result<Response, Error> {
    if door.is_over(&typed.turn) {
        return Ok(passed::over(&door));
    }
    let group = &door.group;
    let Some(key) = MemberKey::parse(&typed.key) else {
        return Ok(wrong(&app, &door, "key", &typed));
    };
    let open = session::Model::open_of(group.id, &app.database.reader).await?;
    let open = open.is_some_and(|open| open.takes_ballots(app.clock.now()));
    match (open, &door.turn) {
        (true, turn) => survey_for(&app, &door, key, true, turn.is_none()).await,
        (false, Some(_)) => Ok(passed::over(&door)),
        (false, None) => closed(&app, group, Some(key), true).await,
    }
}

/// Goes to a typed ticket's page.
pub async fn type_ticket(
    State(app): State<App>,
    door: MembersGroup,
    Form(typed): Form<Asked>,
) -> Response {
    if door.is_over(&typed.turn) {
        return passed::over(&door);
    }
    match Ticket::parse(&typed.ticket) {
        Some(ticket) => {
            Redirect::to(&urls::ticket_page(&door.group.code, ticket.code())).into_response()
        }
        None => wrong(&app, &door, "ticket", &typed),
    }
}

async fn survey_for(
    app: &App,
    door: &MembersGroup,
    key: MemberKey,
    typed: bool,
    own_words: bool,
) -> Result<Response, Error> {
    let group = &door.group;
    let survey = Survey {
        app,
        group,
        holder: &Holder { key, ticket: None },
        action: &urls::group_page(&group.code),
        carries_key: typed,
        own_words,
        turn: door.turn.as_ref(),
    };
    Ok(match survey.show().await? {
        Ok(page) => page.into_response(),
        Err(refused) => refusal::page(app, door, refused),
    })
}

/// Between surveys: the group's page with a key that is known, otherwise that there is nothing to do.
async fn closed(
    app: &App,
    group: &group::Model,
    key: Option<MemberKey>,
    typed: bool,
) -> Result<Response, Error> {
    let remembered = key.is_some() && !typed;
    if let Some(key) = key {
        let owner = Owner {
            app,
            group,
            key,
            typed,
        };
        match heard::of(&owner).await? {
            Some(page) => return Ok(page.into_response()),
            None if typed => return Ok(owner::unknown(&owner)),
            None => {}
        }
    }
    let more = html! {
        @if remembered { (thanks::forget_form(&group.code)) } @else {
            h2 { (say("door-returning")) }
            p { (say("heard-what")) }
            (key_form(&urls::typed_key(&group.code), "", None, None))
        }
        p { a href=(urls::information(&group.code)) { (say("survey-information")) } }
    };
    Ok(nothing(app, more).into_response())
}

fn nothing(app: &App, more: Markup) -> Markup {
    let title = say("door-nothing");
    let body = html! {
        h1 { (title) }
        p { (say("door-nothing-advice")) }
        (more)
    };
    parts::member_page(&app.organisation(), &title, body)
}

/// A place to type a key.
pub fn key_form(action: &str, value: &str, error: Option<&str>, turn: Option<&Turn>) -> Markup {
    let (label, hint) = (say("door-key"), say("door-key-hint"));
    let key = Field {
        name: "key",
        label: &label,
        hint: Some(&hint),
        value,
        error,
        autocomplete: Some("off"),
        ..Field::default()
    };
    html! {
        form method="post" action=(action) {
            (passed::hidden(turn))
            (parts::field(&key))
            (parts::second_button(&say("door-key-go")))
        }
    }
}

/// A place to type a ticket.
pub fn ticket_form(action: &str, value: &str, error: Option<&str>, turn: Option<&Turn>) -> Markup {
    let (label, hint) = (say("door-ticket"), say("door-ticket-hint"));
    let ticket = Field {
        name: "ticket",
        label: &label,
        hint: Some(&hint),
        value,
        error,
        autocomplete: Some("off"),
        ..Field::default()
    };
    html! {
        form method="post" action=(action) {
            (passed::hidden(turn))
            (parts::field(&ticket))
            (parts::button(&say("door-ticket-go")))
        }
    }
}

/// The way in again: the field that is named was sent and cannot be read, empty or mistyped.
fn wrong(app: &App, door: &MembersGroup, field: &str, typed: &Asked) -> Response {
    let page = way_in(app, &door.group, door.turn.as_ref(), Some(field), typed);
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

fn way_in(
    app: &App,
    group: &group::Model,
    turn: Option<&Turn>,
    wrong: Option<&str>,
    typed: &Asked,
) -> Markup {
    let key_error = (wrong == Some("key")).then(|| say("door-key-wrong"));
    let ticket_error = (wrong == Some("ticket")).then(|| say("door-ticket-wrong"));
    let problems: Vec<(&str, &str)> = [("ticket", &ticket_error), ("key", &key_error)]
        .into_iter()
        .filter_map(|(name, error)| Some((name, error.as_deref()?)))
        .collect();
    let title = say("door-title");
    let page_title = if problems.is_empty() {
        title.clone()
    } else {
        survey::error_title(&title)
    };
    let (ticket, key) = (
        urls::typed_ticket(&group.code),
        urls::typed_key(&group.code),
    );
    let body = html! {
        (parts::error_summary(&problems))
        h1 { (title) }
        (ticket_form(&ticket, &typed.ticket, ticket_error.as_deref(), turn))
        h2 { (say("door-returning")) }
        (key_form(&key, &typed.key, key_error.as_deref(), turn))
        p { a href=(urls::information(&group.code)) { (say("survey-information")) } }
        @if turn.is_some() { (passed::take_back()) }
    };
    parts::member_page(&app.organisation(), &page_title, body)
}
