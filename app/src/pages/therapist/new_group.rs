//! Making a group: with its first, empty roster, in one transaction.

mod form;

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::civil::Time;
use maud::Markup;
use serde::Deserialize;

use super::messages::Messages;
use crate::App;
use crate::entities::audit::Deed;
use crate::entities::group;
use crate::entities::group::Focus;
use crate::entities::staff::{self, Role};
use crate::error::Error;
use crate::guards::Therapist;
use crate::sealed::founding::{self, Plan};
use crate::urls::{self, route};
use crate::words::say;

const LONGEST_NAME: usize = 60;

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::NEW_GROUP, get(show).post(make))
}

/// What was typed.
#[derive(Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    focus: String,
    weekday: String,
    ends_at: String,
    size: String,
    planned_sessions: String,
    release_window: String,
    words_asked: String,
    second_therapist: String,
}

impl Default for Typed {
    fn default() -> Self {
        Self {
            name: String::new(),
            focus: String::new(),
            weekday: String::new(),
            ends_at: String::new(),
            size: "8".into(),
            planned_sessions: "16".into(),
            release_window: "size".into(),
            words_asked: "yes".into(),
            second_therapist: String::new(),
        }
    }
}

async fn show(Therapist(who): Therapist) -> Markup {
    form::page(&who, &Typed::default(), &Messages::default())
}

async fn make(
    State(app): State<App>,
    Therapist(who): Therapist,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let mut messages = Messages::default();
    let plan = read(&typed, &mut messages);
    let second = second(&app, &who, &typed, &mut messages).await?;
    let Some(plan) = plan.filter(|_| messages.is_empty()) else {
        let page = form::page(&who, &typed, &messages);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let group = insert(&app, &who, second.as_ref(), plan).await?;
    Ok(Redirect::to(&urls::group(group.id)).into_response())
}

fn read(typed: &Typed, messages: &mut Messages) -> Option<Plan> {
    let name = Some(typed.name.trim()).filter(|name| {
        let length = name.chars().count();
        (1..=LONGEST_NAME).contains(&length) && !name.chars().any(char::is_control)
    });
    let name = messages.keep("name", name, || say("group-name-wrong"));
    let focus = Focus::from_id(&typed.focus);
    let focus = messages.keep("focus", focus, || say("group-focus-wrong"));
    let weekday = number(&typed.weekday, 1, 7);
    let weekday = messages.keep("weekday", weekday, || say("group-weekday-wrong"));
    let ends_at = minutes(&typed.ends_at);
    let ends_at = messages.keep("ends_at", ends_at, || say("group-ends-at-wrong"));
    let size = number(&typed.size, 2, 64);
    let size = messages.keep("size", size, || say("group-size-wrong"));
    let planned = number(&typed.planned_sessions, 1, 100);
    let planned = messages.keep("planned_sessions", planned, || say("group-planned-wrong"));
    let release_window = match typed.release_window.as_str() {
        // Below eight, single sessions would often miss the quorum.
        "size" => Some(if size.is_some_and(|size| size <= 7) {
            2
        } else {
            1
        }),
        other => number(other, 1, 4).filter(|window| [1, 2, 4].contains(window)),
    };
    let release_window = messages.keep("release_window", release_window, || {
        say("group-window-wrong")
    });
    Some(Plan {
        name: name?.to_owned(),
        focus: focus?,
        weekday: weekday?,
        ends_at: ends_at?,
        size: size?,
        planned_sessions: planned?,
        release_window: release_window?,
        words_asked: typed.words_asked == "yes",
    })
}

fn number(typed: &str, least: i32, most: i32) -> Option<i32> {
    let number = typed.trim().parse().ok()?;
    (least..=most).contains(&number).then_some(number)
}

fn minutes(typed: &str) -> Option<i32> {
    let time = Time::strptime("%H:%M", typed.trim().get(..5)?).ok()?;
    Some(i32::from(time.hour()) * 60 + i32::from(time.minute()))
}

async fn second(
    app: &App,
    who: &staff::Model,
    typed: &Typed,
    messages: &mut Messages,
) -> Result<Option<staff::Model>, Error> {
    if typed.second_therapist.trim().is_empty() {
        return Ok(None);
    }
    let found = staff::find(&typed.second_therapist, &app.database.reader)
        .await?
        .filter(|second| second.role == Role::Therapist && second.id != who.id);
    Ok(messages.keep("second_therapist", found, || say("group-second-wrong")))
}

async fn insert(
    app: &App,
    who: &staff::Model,
    second: Option<&staff::Model>,
    plan: Plan,
) -> Result<group::Model, Error> {
    let therapists: Vec<i64> = std::iter::once(who)
        .chain(second)
        .map(|one| one.id)
        .collect();
    let tx = app.database.begin().await?;
    let group = founding::found(app, plan, &therapists, &tx)
        .await
        .map_err(Error::internal)?;
    let deed = Deed {
        staff_id: Some(who.id),
        action: "group made",
        group_id: Some(group.id),
        detail: "",
    };
    deed.record(app.clock.now(), &app.random, &tx).await?;
    tx.commit().await?;
    Ok(group)
}
