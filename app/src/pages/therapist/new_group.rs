//! Making a group: with its first, empty roster, in one transaction.

mod form;

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::civil::Time;
use maud::Markup;
use sea_orm::{EntityTrait, SqlErr};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::messages::Messages;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::group;
use crate::entities::group::Focus;
use crate::entities::staff::{self, Role};
use crate::error::Error;
use crate::guards::Therapist;
use crate::random::Random;
use crate::sealed::SealedError;
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
    /// Drawn with each blank form, so that the same form sent twice is known.
    form: String,
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
            form: String::new(),
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

async fn show(State(app): State<App>, Therapist(who): Therapist) -> Markup {
    let blank = Typed {
        form: app.random.row_id().to_string(),
        ..Typed::default()
    };
    form::page(&who, &blank, &Messages::default())
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
    let id = identifier(&who, &typed);
    insert(&app, &who, second.as_ref(), id, plan).await?;
    Ok(Redirect::to(&urls::group(id)).into_response())
}

/// The new group's identifier: the same where the same person sends the same form twice, and with a word changed another
/// one. A hash, so that nobody chooses the identifier of another group.
fn identifier(who: &staff::Model, typed: &Typed) -> i64 {
    let mut hash = Sha256::new_with_prefix(who.id.to_be_bytes());
    for field in [
        &typed.form,
        &typed.name,
        &typed.focus,
        &typed.weekday,
        &typed.ends_at,
        &typed.size,
        &typed.planned_sessions,
        &typed.release_window,
        &typed.words_asked,
        &typed.second_therapist,
    ] {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field);
    }
    let hash = hash.finalize();
    Random::row_id_of(hash.first_chunk().expect("BUG: a hash is longer"))
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
    id: i64,
    plan: Plan,
) -> Result<(), Error> {
    let therapists: Vec<i64> = std::iter::once(who)
        .chain(second)
        .map(|one| one.id)
        .collect();
    let tx = app.database.begin().await?;
    staff::lock(&tx).await?;
    if group::Entity::find_by_id(id).one(&tx).await?.is_some() {
        return Ok(());
    }
    match founding::found_as(app, id, plan, &therapists, &tx).await {
        Ok(_) => {}
        // On PostgreSQL the same form side by side.
        Err(SealedError::Database(error))
            if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) =>
        {
            return Ok(());
        }
        Err(error) => return Err(Error::internal(error)),
    }
    let deed = Deed {
        group_id: Some(id),
        ..Deed::by(who.id, Action::GroupMade)
    };
    deed.commit(app.clock.now(), tx).await?;
    Ok(())
}
