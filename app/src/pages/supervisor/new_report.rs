//! Asking for a report across groups: a period, a scope, groups whose trends are drawn, formats.

mod form;

use analytics::Period;
use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::choice::{self, Chosen, Ticked};
use super::overview::offered;
use crate::App;
use crate::database::Trouble;
use crate::entities::audit::{Action, Deed};
use crate::entities::team_supervisor;
use crate::entities::{group, report, report_file, scope_group, scope_period, session, staff};
use crate::error::Error;
use crate::frames::scopes;
use crate::guards::Supervisor;
use crate::pages::therapist::messages::Messages;
use crate::random::Random;
use crate::urls::{self, route};
use crate::words::say;

/// How long a request waits for a report, in tenths of a second.
const PATIENCE: u32 = 25;

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::NEW_REPORT, get(show))
        .route(route::REPORTS, post(make))
}

/// The period and team that were asked for: none at first.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    period: Option<String>,
    team: Option<String>,
}

/// Where the report is of, as far as that is known.
#[derive(Default)]
struct Place {
    period: Option<Period>,
    /// Scopes that had groups in the period and are seen now.
    scopes: Vec<Option<i64>>,
    /// The one that is looked at.
    team: Option<i64>,
    /// Its groups in the period, by name; none where something is wrong.
    groups: Vec<group::Model>,
}

async fn show(
    State(app): State<App>,
    Supervisor(who): Supervisor,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let latest = offered(&app).first().map(Period::to_string);
    let period = asked.period.filter(|period| !period.is_empty()).or(latest);
    let mut messages = Messages::default();
    let period = period.unwrap_or_default();
    let place = find(&app, &who, &period, asked.team.as_deref(), &mut messages).await?;
    let number = app.random.row_id().to_string();
    let status = match messages.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = form::page(&app, &who, &place, &number, &Ticked::first(), &messages).await?;
    Ok((status, page).into_response())
}

async fn make(
    State(app): State<App>,
    Supervisor(who): Supervisor,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let (period, team) = (choice::one(&sent, "period"), choice::one(&sent, "team"));
    let mut messages = Messages::default();
    let place = find(&app, &who, period, Some(team), &mut messages).await?;
    let ticked = Ticked::sent(&sent);
    let number = choice::one(&sent, "form");
    let chosen = match messages.is_empty() {
        true => ticked.read(&place.groups, &mut messages),
        false => None,
    };
    let (Some(chosen), Some(period)) = (chosen, place.period) else {
        let page = form::page(&app, &who, &place, number, &ticked, &messages).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    if let Some(known) = known(&app, &place, period, &chosen).await? {
        return Ok(Redirect::to(&urls::scope_report(known)).into_response());
    }
    let id = identifier(&who, number, &place, period, &chosen);
    if let Err(error) = enter(&app, &who, id, &place, period, chosen).await {
        let Some(trouble) = Trouble::of(&error) else {
            return Err(error.into());
        };
        let words = format!("scope-report-not-stored-{}", trouble.id());
        messages.add("format", say(&words));
        let page = form::page(&app, &who, &place, number, &ticked, &messages).await?;
        return Ok((StatusCode::INSUFFICIENT_STORAGE, page).into_response());
    }
    wait(&app, id).await?;
    Ok(Redirect::to(&urls::scope_report(id)).into_response())
}

/// What a report of this period and scope would be of; messages say why there can be none.
async fn find(
    app: &App,
    who: &staff::Model,
    period: &str,
    team: Option<&str>,
    messages: &mut Messages,
) -> Result<Place, Error> {
    let reader = &app.database.reader;
    let mut place = Place::default();
    if let Some(team) = team {
        place.team = choice::team_of(team).ok_or(Error::NotFound)?;
        if !team_supervisor::sees(who, place.team, reader).await? && !team.is_empty() {
            return Err(Error::NotFound);
        }
    }
    let read = period.trim().parse().ok();
    let Some(period) = messages.keep("period", read, || say("overview-period-wrong")) else {
        return Ok(place);
    };
    place.period = Some(period);
    if !scopes::is_over(period, app.today()) {
        messages.add("period", say("overview-period-early"));
        return Ok(place);
    }
    let settled = scope_period::Entity::find_by_id(period.to_string());
    if settled.one(reader).await?.is_none() {
        let met = session::Entity::find()
            .filter(session::Column::Date.lte(period.last().to_string()))
            .one(reader);
        let words = match met.await? {
            Some(_) => "scope-report-unsettled",
            None => "scope-report-no-groups",
        };
        messages.add("period", say(words));
        return Ok(place);
    }
    for scope in scope_group::scopes(&period.to_string(), reader).await? {
        if team_supervisor::sees(who, scope, reader).await? {
            place.scopes.push(scope);
        }
    }
    if team.is_none_or(str::is_empty) && !place.scopes.contains(&place.team) {
        place.team = place.scopes.first().copied().flatten();
    }
    if !place.scopes.contains(&place.team) {
        messages.add("period", say("scope-report-no-groups"));
        return Ok(place);
    }
    let ids = scope_group::in_scope(&period.to_string(), place.team, reader).await?;
    place.groups = choice::by_name(app, &ids).await?;
    Ok(place)
}

/// Reports of this period and scope whose files are there, or will be; the latest first.
async fn there(app: &App, place: &Place, period: Period) -> Result<Vec<report::Model>, Error> {
    let reader = &app.database.reader;
    let find = report::Entity::find()
        .filter(report::Column::Period.eq(period.to_string()))
        .filter(report::Column::State.is_in([report::MADE, report::WAITING]))
        .order_by_desc(report::Column::DueAt);
    let find = match place.team {
        Some(team) => find.filter(report::Column::TeamId.eq(team)),
        None => find.filter(report::Column::TeamId.is_null()),
    };
    let mut found = find.all(reader).await?;
    let ids: Vec<i64> = found.iter().map(|report| report.id).collect();
    let files = report_file::formats_of(&ids, reader).await?;
    found.retain(|report| report.state == report::WAITING || files.contains_key(&report.id));
    Ok(found)
}

/// The one that has these groups and formats.
async fn known(
    app: &App,
    place: &Place,
    period: Period,
    chosen: &Chosen,
) -> Result<Option<i64>, Error> {
    let wanted = report::formats(&chosen.formats);
    let same = |report: &report::Model| {
        let formats = report.formats();
        report.chosen == chosen.groups && wanted.iter().all(|format| formats.contains(format))
    };
    let there = there(app, place, period).await?;
    Ok(there.into_iter().find(same).map(|report| report.id))
}

/// The same where the same person sends the same form twice. A hash, so that nobody chooses another report's number.
fn identifier(
    who: &staff::Model,
    number: &str,
    place: &Place,
    period: Period,
    chosen: &Chosen,
) -> i64 {
    let mut hash = Sha256::new_with_prefix(who.id.to_be_bytes());
    for field in [
        number,
        &period.to_string(),
        &choice::team_field(place.team),
        &chosen.groups,
        &chosen.formats,
    ] {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field);
    }
    let hash = hash.finalize();
    Random::row_id_of(hash.first_chunk().expect("BUG: a hash is longer"))
}

async fn enter(
    app: &App,
    who: &staff::Model,
    id: i64,
    place: &Place,
    period: Period,
    chosen: Chosen,
) -> Result<(), sea_orm::DbErr> {
    let now = app.clock.now();
    let detail = format!("{period}, {}, report {id}", chosen.formats);
    let report = report::Model {
        id,
        team_id: place.team,
        period: period.to_string(),
        formats: chosen.formats,
        chosen: chosen.groups,
        staff_id: who.id,
        schedule_id: None,
        due_at: now.as_millisecond(),
        state: report::WAITING.to_owned(),
        attempts: 0,
        next_try: now.as_millisecond(),
        claim: None,
        fault: None,
        made_at: None,
    };
    let tx = app.database.begin().await?;
    if !report.enter(&tx).await? {
        return tx.commit().await;
    }
    let deed = Deed {
        detail: &detail,
        ..Deed::by(who.id, Action::ReportAcrossGroupsAskedFor)
    };
    deed.commit(now, tx).await
}

/// Most reports are made at once: then nobody has to look at a page that says so.
async fn wait(app: &App, id: i64) -> Result<(), Error> {
    for _ in 0..PATIENCE {
        let found = report::Entity::find_by_id(id).one(&app.database.reader);
        let waits =
            |report: &report::Model| report.state == report::WAITING && report.fault.is_none();
        if !found.await?.as_ref().is_some_and(waits) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    Ok(())
}
