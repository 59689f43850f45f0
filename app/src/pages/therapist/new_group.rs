//! Making a group: with its first, empty roster, in one transaction.

pub mod form;
pub mod typed;

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;
use sea_orm::{EntityTrait, SqlErr};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::messages::Messages;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::group;
use crate::entities::staff::{self, Role};
use crate::error::Error;
use crate::guards::Therapist;
use crate::random::Random;
use crate::sealed::SealedError;
use crate::sealed::founding::{self, Plan};
use crate::urls::{self, route};
use crate::words::say;

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
    measure: String,
    second_measure: String,
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
            measure: String::new(),
            second_measure: String::new(),
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
    form::page(&app, &who, &blank, &Messages::default())
}

async fn make(
    State(app): State<App>,
    Therapist(who): Therapist,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let mut messages = Messages::default();
    let plan = read(&app, &typed, &mut messages);
    let second = second(&app, &who, &typed, &mut messages).await?;
    let Some(plan) = plan.filter(|_| messages.is_empty()) else {
        let page = form::page(&app, &who, &typed, &messages);
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
        &typed.measure,
        &typed.second_measure,
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

fn read(app: &App, sent: &Typed, messages: &mut Messages) -> Option<Plan> {
    let name = typed::name(&sent.name, messages);
    let focus = typed::focus(&sent.focus, messages);
    let wanted = [sent.measure.as_str(), &sent.second_measure];
    let outcomes = typed::outcomes(wanted, focus, &[], &app.measures(), messages);
    let weekday = typed::weekday(&sent.weekday, messages);
    let ends_at = typed::ends_at(&sent.ends_at, messages);
    let size = typed::size(&sent.size, messages);
    let planned = typed::number(&sent.planned_sessions, 1, group::LONGEST);
    let planned = messages.keep("planned_sessions", planned, || say("group-planned-wrong"));
    let release_window = typed::release_window(&sent.release_window, size, messages);
    Some(Plan {
        name: name?,
        focus: focus?,
        outcomes: outcomes?,
        weekday: weekday?,
        ends_at: ends_at?,
        size: size?,
        planned_sessions: planned?,
        release_window: release_window?,
        words_asked: sent.words_asked == "yes",
    })
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
