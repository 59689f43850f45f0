//! Making a group: with its first, empty roster, in one transaction.

mod form;

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::civil::Time;
use maud::Markup;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde::Deserialize;

use super::messages::Messages;
use crate::App;
use crate::entities::audit::Deed;
use crate::entities::group::Focus;
use crate::entities::staff::{self, Role};
use crate::entities::{group, group_therapist};
use crate::error::Error;
use crate::guards::Therapist;
use crate::sealed::{codes, rekey};
use crate::urls::{self, route};
use crate::words::say;

const ADDRESS_LENGTH: usize = 8;
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

/// A group as its therapist wants it.
struct Wanted {
    name: String,
    focus: Focus,
    weekday: i32,
    ends_at: i32,
    size: i32,
    planned_sessions: i32,
    release_window: i32,
    words_asked: bool,
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
    let wanted = read(&typed, &mut messages);
    let second = second(&app, &who, &typed, &mut messages).await?;
    let Some(wanted) = wanted.filter(|_| messages.is_empty()) else {
        let page = form::page(&who, &typed, &messages);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let group = insert(&app, &who, second.as_ref(), wanted).await?;
    Ok(Redirect::to(&urls::group(group.id)).into_response())
}

fn read(typed: &Typed, messages: &mut Messages) -> Option<Wanted> {
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
    Some(Wanted {
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
    wanted: Wanted,
) -> Result<group::Model, Error> {
    let measure = analytics::measure::find(wanted.focus.outcome_measure())
        .ok_or(Error::internal("BUG: a focus without its measure"))?;
    let group = group::Model {
        id: app.random.row_id(),
        code: codes::draw(ADDRESS_LENGTH, &app.random).to_lowercase(),
        name: wanted.name,
        focus: wanted.focus.id().into(),
        weekday: wanted.weekday,
        ends_at: wanted.ends_at,
        size: wanted.size,
        planned_sessions: wanted.planned_sessions,
        release_window: wanted.release_window,
        capacity: group::Model::capacity_for(wanted.size),
        quorum: None,
        outcome_measure: measure.id.clone(),
        outcome_version: measure.version.into(),
        words_asked: wanted.words_asked,
        epoch: 1,
        created_at: app.clock.now().as_millisecond(),
    };
    let tx = app.database.begin().await?;
    group
        .clone()
        .into_active_model()
        .reset_all()
        .insert(&tx)
        .await?;
    for therapist in std::iter::once(who).chain(second) {
        let row = group_therapist::Model {
            group_id: group.id,
            staff_id: therapist.id,
        };
        group_therapist::Entity::insert(row.into_active_model().reset_all())
            .exec_without_returning(&tx)
            .await?;
    }
    rekey::first_roster(app, &group, &tx)
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
