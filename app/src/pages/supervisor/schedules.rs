//! The schedules of a supervisor: what each makes next, pausing one, removing one.

use analytics::Period;
use axum::Router;
use axum::extract::State;
use axum::response::Redirect;
use axum::routing::post;
use jiff::Timestamp;
use maud::{Markup, html};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};

use super::choice::{Names, listed};
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::schedule::{self, BY_HAND};
use crate::entities::{report, staff, team_supervisor};
use crate::error::Error;
use crate::guards::report::Schedule;
use crate::timetable::{Due, Timetable};
use crate::urls::{self, route};
use crate::words::{across, dates, say, say_with};

/// Dates that are told in advance.
const AHEAD: usize = 3;

/// These verbs' routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::PAUSE_SCHEDULE, post(pause))
        .route(route::RESUME_SCHEDULE, post(resume))
        .route(route::REMOVE_SCHEDULE, post(remove))
}

async fn pause(
    State(app): State<App>,
    Schedule { who, schedule }: Schedule,
) -> Result<Redirect, Error> {
    let now = app.clock.now();
    let tx = app.database.begin().await?;
    if let Some(schedule) = schedule::locked(schedule.id, &tx).await?
        && schedule.paused.is_none()
    {
        schedule.pause(Some(BY_HAND), now, &tx).await?;
        done(&app, &who, Action::SchedulePaused, schedule.id, tx).await?;
    }
    Ok(Redirect::to(route::REPORTS))
}

async fn resume(
    State(app): State<App>,
    Schedule { who, schedule }: Schedule,
) -> Result<Redirect, Error> {
    let now = app.clock.now();
    let tx = app.database.begin().await?;
    if let Some(schedule) = schedule::locked(schedule.id, &tx).await?
        && schedule.paused.is_some()
        && team_supervisor::sees(&who, schedule.team_id, &tx).await?
    {
        schedule.pause(None, now, &tx).await?;
        done(&app, &who, Action::ScheduleRunsAgain, schedule.id, tx).await?;
    }
    Ok(Redirect::to(route::REPORTS))
}

async fn remove(
    State(app): State<App>,
    Schedule { who, schedule }: Schedule,
) -> Result<Redirect, Error> {
    let tx = app.database.begin().await?;
    schedule::Entity::delete_by_id(schedule.id)
        .exec(&tx)
        .await?;
    // What waits would come after the owner has said that nothing more is made.
    report::Entity::delete_many()
        .filter(report::Column::ScheduleId.eq(schedule.id))
        .filter(report::Column::State.eq(report::WAITING))
        .exec(&tx)
        .await?;
    done(&app, &who, Action::ScheduleRemoved, schedule.id, tx).await?;
    Ok(Redirect::to(route::REPORTS))
}

/// Writes down what was done to a schedule, and commits it.
pub async fn done(
    app: &App,
    who: &staff::Model,
    action: Action,
    id: i64,
    tx: DatabaseTransaction,
) -> Result<(), DbErr> {
    let deed = Deed {
        detail: &format!("schedule {id}"),
        ..Deed::by(who.id, action)
    };
    deed.commit(app.clock.now(), tx).await
}

/// The part of the page of reports.
pub async fn section(app: &App, who: &staff::Model) -> Result<Markup, Error> {
    let reader = &app.database.reader;
    let names = Names::load(app, &[]).await?;
    let mut entries = Vec::new();
    for schedule in schedule::of(who.id, reader).await? {
        let seen = team_supervisor::sees(who, schedule.team_id, reader).await?;
        let made = schedule.latest(reader).await?;
        let scope = names.now(schedule.team_id);
        entries.push((
            scope.clone(),
            schedule.id,
            entry(app, &schedule, &scope, made, seen),
        ));
    }
    entries.sort_by(|one, next| (&one.0, one.1).cmp(&(&next.0, next.1)));
    Ok(html! {
        section.card {
            h2 { (say("schedules")) }
            p { (say("schedules-what")) }
            @if entries.is_empty() { p { (say("schedules-none")) } }
            @else { ul.entries { @for (_, _, entry) in &entries { (entry) } } }
        }
    })
}

fn entry(
    app: &App,
    schedule: &schedule::Model,
    scope: &str,
    made: Option<Period>,
    seen: bool,
) -> Markup {
    let kind = say(&format!("schedule-{}", schedule.kind));
    let title = say_with(
        "schedule-title",
        &[("kind", kind.into()), ("scope", scope.into())],
    );
    let formats = listed(&report::formats(&schedule.formats));
    html! {
        li {
            h3 { (title) }
            p.minor {
                (say_with("schedule-formats", &[("formats", formats.into())]))
                @if let Some(cron) = &schedule.cron { " · " code { (cron) } }
            }
            @match schedule.paused.as_deref() {
                Some(BY_HAND) => p { (say("schedule-paused")) },
                Some(_) => p { (say("schedule-not-seen")) },
                None => {
                    @if !seen { p { (say("schedule-no-scope")) } }
                    (next_dates(app, &schedule.timetable(), schedule.runs_from, made))
                },
            }
            @if schedule.paused.is_some() && !seen { p { (say("schedule-resume-not")) } }
            div.actions.verbs {
                a.button.second.small href=(urls::schedule(schedule.id)) {
                    (say("schedule-change")) span.unseen { " " (title) }
                }
                @if schedule.paused.is_none() {
                    (verb(&urls::pause_schedule(schedule.id), "schedule-pause", &title))
                } @else if seen {
                    (verb(&urls::resume_schedule(schedule.id), "schedule-resume", &title))
                }
            }
            details {
                summary { (say("schedule-remove")) span.unseen { " " (title) } }
                p { (say("schedule-remove-what")) }
                (verb(&urls::remove_schedule(schedule.id), "schedule-remove-now", &title))
            }
        }
    }
}

fn verb(address: &str, words: &str, title: &str) -> Markup {
    html! {
        form.inline method="post" action=(address) {
            button.button.second.small { (say(words)) span.unseen { " " (title) } }
        }
    }
}

/// The next dates, and what will be reported then.
pub fn next_dates(
    app: &App,
    timetable: &Timetable,
    runs_from: i64,
    made: Option<Period>,
) -> Markup {
    let zone = &app.zone();
    // What is due this moment is being put in line: it is no date to wait for.
    let from = Timestamp::from_millisecond(runs_from).unwrap_or(app.clock.now());
    let due = timetable.upcoming(from.max(app.clock.now()), made, zone, AHEAD);
    let said = |due: &Due| {
        let words = [
            ("when", dates::moment(due.at, zone).into()),
            ("period", across::period(due.period).into()),
        ];
        say_with("schedule-next-one", &words)
    };
    html! {
        p.minor { (say("schedule-next")) }
        ul.dates { @for due in &due { li { (said(due)) } } }
    }
}
