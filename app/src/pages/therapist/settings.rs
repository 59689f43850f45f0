//! What may be changed about a group, and why the rest may not. Two therapists may change it side by side: each field
//! that only one of them touched is as they left it, and where both did the second is asked.

mod form;
mod values;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};

use self::form::Page;
use self::values::{Fixed, Values};
use super::messages::Messages;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{group, session, skipped_date};
use crate::error::Error;
use crate::guards::group::Group;
use crate::urls::{self, route};
use crate::words::say;

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::SETTINGS, get(show).post(save))
}

async fn show(State(app): State<App>, Group { who, group }: Group) -> Result<Markup, Error> {
    let sessions = session::Model::all_of(group.id, &app.database.reader).await?;
    let measures = app.measures();
    Ok(Page {
        who: &who,
        group: &group,
        values: &Values::of(&group),
        fixed: &Fixed::of(&group, &sessions, &measures),
        messages: &Messages::default(),
        meanwhile: &[],
    }
    .page())
}

async fn save(
    State(app): State<App>,
    Group { who, group }: Group,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, Error> {
    let tx = app.database.begin().await?;
    let group = group::Entity::find_by_id(group.id)
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or(Error::NotFound)?;
    let sessions = session::Model::all_of(group.id, &tx).await?;
    let measures = app.measures();
    let (now, fixed) = (Values::of(&group), Fixed::of(&group, &sessions, &measures));
    let (values, meanwhile) = now.changed_by(&sent, &fixed);
    let mut messages = Messages::default();
    let wanted = values.read(&group, &fixed, app.today(), &mut messages);
    let wanted = wanted.filter(|_| messages.is_empty() && meanwhile.is_empty());
    let Some(wanted) = wanted else {
        let page = Page {
            who: &who,
            group: &group,
            values: &values,
            fixed: &fixed,
            messages: &messages,
            meanwhile: &meanwhile,
        };
        let status = match meanwhile.is_empty() {
            true => StatusCode::UNPROCESSABLE_ENTITY,
            false => StatusCode::CONFLICT,
        };
        return Ok((status, page.page()).into_response());
    };
    let changed = now.names_of_changes(&Values::of(&wanted));
    let to = match changed.is_empty() {
        true => urls::group(group.id),
        false => urls::group_saved(group.id),
    };
    if !changed.is_empty() {
        let held = sessions.len() as i32;
        let (zone, at) = (app.zone(), app.clock.now());
        skipped_date::not_at_once(&group, &wanted, held, &zone, at, &tx).await?;
        wanted.into_active_model().reset_all().update(&tx).await?;
        let labels: Vec<String> = changed
            .iter()
            .map(|name| say(values::label(name)))
            .collect();
        let deed = Deed {
            group_id: Some(group.id),
            detail: &labels.join(", "),
            ..Deed::by(who.id, Action::GroupChanged)
        };
        deed.commit(app.clock.now(), tx).await?;
    }
    Ok(Redirect::to(&to).into_response())
}
