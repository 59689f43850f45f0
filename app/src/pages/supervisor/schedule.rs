//! Making a schedule, and changing one: what a report covers, when it falls due, groups and formats. The next dates are told before it is saved.

mod form;

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::choice::{self, Chosen, Ticked};
use super::schedules::done;
use crate::App;
use crate::entities::audit::Action;
use crate::entities::{group, schedule, staff, team_supervisor};
use crate::error::Error;
use crate::guards::report::Schedule;
use crate::guards::{Supervisor, scope};
use crate::pages::therapist::messages::Messages;
use crate::random::Random;
use crate::timetable::{Kind, Refusal, Timetable};
use crate::urls::route;
use crate::words::{say, say_with};

/// More than any supervisor keeps an eye on.
const MOST: u64 = 50;

const USUAL: &str = "usual";
const CRON: &str = "cron";

/// These pages' routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::NEW_SCHEDULE, get(blank).post(make))
        .route(route::SCHEDULE, get(show).post(change))
}

/// The team that was asked for: none at first.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    team: Option<String>,
}

/// What was typed.
struct Typed {
    /// Drawn with each blank form, so that the same form sent twice is known.
    number: String,
    team: Option<i64>,
    kind: String,
    when: String,
    cron: String,
    ticked: Ticked,
}

async fn blank(
    State(app): State<App>,
    Supervisor(who): Supervisor,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let seen = scope::seen(&who, &app.database.reader).await?;
    let first = seen
        .first()
        .and_then(|seen| seen.as_ref().map(|team| team.id));
    let team = match asked.team.as_deref() {
        None | Some("") => first.filter(|_| !seen.contains(&None)),
        Some(team) => choice::team_of(team).ok_or(Error::NotFound)?,
    };
    let typed = Typed {
        number: app.random.row_id().to_string(),
        team,
        kind: Kind::Month.id().to_owned(),
        when: USUAL.to_owned(),
        cron: String::new(),
        ticked: Ticked::first(),
    };
    if !seen.is_empty() && !team_supervisor::sees(&who, team, &app.database.reader).await? {
        return Err(Error::NotFound);
    }
    let page = form::page(&app, &who, None, &typed, None, &Messages::default()).await?;
    Ok(page.into_response())
}

async fn show(
    State(app): State<App>,
    Schedule { who, schedule }: Schedule,
) -> Result<Response, Error> {
    let words = |named: &str| named.split_whitespace().map(str::to_owned).collect();
    let typed = Typed {
        number: String::new(),
        team: schedule.team_id,
        kind: schedule.kind.clone(),
        when: if schedule.cron.is_some() { CRON } else { USUAL }.to_owned(),
        cron: schedule.cron.clone().unwrap_or_default(),
        ticked: Ticked {
            groups: words(&schedule.chosen),
            formats: words(&schedule.formats),
        },
    };
    let timetable = Some(schedule.timetable());
    let known = Some(&schedule);
    let page = form::page(&app, &who, known, &typed, timetable, &Messages::default()).await?;
    Ok(page.into_response())
}

async fn make(
    State(app): State<App>,
    Supervisor(who): Supervisor,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let typed = Typed::sent(&sent)?;
    if !team_supervisor::sees(&who, typed.team, &app.database.reader).await? {
        return Err(Error::NotFound);
    }
    let mut messages = Messages::default();
    let (timetable, chosen) = typed.read(&app, &mut messages).await?;
    let id = typed.identifier(&who);
    let others = schedule::Entity::find()
        .filter(schedule::Column::StaffId.eq(who.id))
        .filter(schedule::Column::Id.ne(id))
        .count(&app.database.reader);
    if others.await? >= MOST {
        messages.add("kind", say_with("schedule-many", &[("most", MOST.into())]));
    }
    let Some(chosen) = chosen.filter(|_| messages.is_empty() && !looks(&sent)) else {
        let page = form::page(&app, &who, None, &typed, timetable, &messages).await?;
        return Ok((status(&messages), page).into_response());
    };
    let row = schedule::Model {
        id,
        staff_id: who.id,
        team_id: typed.team,
        kind: typed.kind.clone(),
        cron: typed.expression(),
        formats: chosen.formats,
        chosen: chosen.groups,
        paused: None,
        runs_from: app.clock.now().as_millisecond(),
    };
    let tx = app.database.begin().await?;
    let row = schedule::ActiveModel::from(row).reset_all();
    let made = schedule::Entity::insert(row)
        .on_conflict_do_nothing_on([schedule::Column::Id])
        .exec_without_returning(&tx)
        .await?;
    if matches!(made, sea_orm::TryInsertResult::Inserted(1)) {
        done(&app, &who, Action::ScheduleMade, id, tx).await?;
    }
    Ok(Redirect::to(route::REPORTS).into_response())
}

async fn change(
    State(app): State<App>,
    Schedule { who, schedule }: Schedule,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let typed = Typed {
        team: schedule.team_id,
        ..Typed::sent(&sent)?
    };
    let mut messages = Messages::default();
    let (timetable, chosen) = typed.read(&app, &mut messages).await?;
    let Some(chosen) = chosen.filter(|_| messages.is_empty() && !looks(&sent)) else {
        let known = Some(&schedule);
        let page = form::page(&app, &who, known, &typed, timetable, &messages).await?;
        return Ok((status(&messages), page).into_response());
    };
    let mut row = schedule::ActiveModel {
        id: Set(schedule.id),
        kind: Set(typed.kind.clone()),
        cron: Set(typed.expression()),
        formats: Set(chosen.formats),
        chosen: Set(chosen.groups),
        ..Default::default()
    };
    // Dates that the new timetable would have had before nobody has asked for.
    if typed.kind != schedule.kind || typed.expression() != schedule.cron {
        row.runs_from = Set(app.clock.now().as_millisecond());
    }
    let tx = app.database.begin().await?;
    if schedule::locked(schedule.id, &tx).await?.is_none() {
        return Err(Error::NotFound);
    }
    row.update(&tx).await?;
    done(&app, &who, Action::ScheduleChanged, schedule.id, tx).await?;
    Ok(Redirect::to(route::REPORTS).into_response())
}

/// Whether the next dates are only to be shown.
fn looks(sent: &[(String, String)]) -> bool {
    !choice::one(sent, "look").is_empty()
}

fn status(messages: &Messages) -> StatusCode {
    match messages.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl Typed {
    fn sent(sent: &[(String, String)]) -> Result<Self, Error> {
        let one = |name| choice::one(sent, name).to_owned();
        Ok(Self {
            number: one("form"),
            team: choice::team_of(&one("team")).ok_or(Error::NotFound)?,
            kind: one("kind"),
            when: one("when"),
            cron: one("cron").trim().to_owned(),
            ticked: Ticked::sent(sent),
        })
    }

    /// The cron expression, where that is what counts.
    fn expression(&self) -> Option<String> {
        (self.when == CRON).then(|| self.cron.clone())
    }

    /// The timetable, if it is one, and groups and formats, if these are there.
    async fn read(
        &self,
        app: &App,
        messages: &mut Messages,
    ) -> Result<(Option<Timetable>, Option<Chosen>), Error> {
        let kind = Kind::from_id(&self.kind);
        let kind = messages.keep("kind", kind, || say("schedule-kind-wrong"));
        let when = [USUAL, CRON].contains(&self.when.as_str()).then_some(());
        let when = messages.keep("when", when, || say("schedule-when-wrong"));
        let timetable = kind.zip(when).and_then(|(kind, ())| {
            let read = self.timetable(app, kind);
            read.map_err(|message| messages.add("cron", message)).ok()
        });
        let groups = groups(app, self.team).await?;
        let chosen = self.ticked.read(&groups, messages);
        Ok((timetable, chosen))
    }

    /// The timetable, or what is wrong with the expression.
    fn timetable(&self, app: &App, kind: Kind) -> Result<Timetable, String> {
        let read = Timetable::new(kind, self.expression().as_deref());
        let timetable = read.map_err(|refusal| match refusal {
            Refusal::Unreadable => say("schedule-cron-unreadable"),
            Refusal::Seconds => say("schedule-cron-seconds"),
            Refusal::TooOften => say("schedule-cron-too-often"),
        })?;
        let next = timetable.next(app.clock.now(), None, &app.zone());
        next.map(|_| timetable)
            .ok_or_else(|| say("schedule-cron-never"))
    }

    /// The same where the same person sends the same form twice.
    fn identifier(&self, who: &staff::Model) -> i64 {
        let mut hash = Sha256::new_with_prefix(who.id.to_be_bytes());
        for field in [
            &self.number,
            &choice::team_field(self.team),
            &self.kind,
            &self.when,
            &self.cron,
            &self.ticked.groups.join(" "),
            &self.ticked.formats.join(" "),
        ] {
            hash.update((field.len() as u64).to_be_bytes());
            hash.update(field);
        }
        let hash = hash.finalize();
        Random::row_id_of(hash.first_chunk().expect("BUG: a hash is longer"))
    }
}

/// The groups that are in a scope now, by name.
async fn groups(app: &App, team: Option<i64>) -> Result<Vec<group::Model>, Error> {
    let find = group::Entity::find().order_by_asc(group::Column::Name);
    let find = match team {
        Some(team) => find.filter(group::Column::TeamId.eq(team)),
        None => find.filter(group::Column::TeamId.is_null()),
    };
    Ok(find.all(&app.database.reader).await?)
}
