//! Puts reports in line that fell due by a schedule, also those of a time when the program was down, the oldest first.

use std::collections::BTreeMap;

use sea_orm::{DbErr, EntityTrait};

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::schedule::{self, NOT_SEEN};
use crate::entities::{report, staff, team, team_supervisor};
use crate::timetable::Due;

/// Looks at every schedule; a fault is logged and met again at the next tick.
pub async fn run(app: &App) {
    let running = match schedule::running(&app.database.reader).await {
        Ok(running) => running,
        Err(error) => {
            super::failed(app, "schedules", &error);
            return tracing::error!(%error, "schedules cannot be listed");
        }
    };
    let mut due = BTreeMap::new();
    for schedule in running {
        match next(app, &schedule).await {
            Ok(Some(next)) if next.at <= app.clock.now() => {
                due.insert((next.at, schedule.id), next);
            }
            Ok(_) => {}
            Err(error) => {
                super::failed(app, "schedules", &error);
                tracing::error!(%error, schedule = schedule.id, "a schedule cannot be read")
            }
        }
    }
    // After a long sleep every schedule has several: the oldest of all comes first.
    while let Some(((_, id), next)) = due.pop_first() {
        match enter(app, id, next).await {
            Ok(Some(following)) => {
                due.insert((following.at, id), following);
            }
            Ok(None) => {}
            Err(error) => {
                super::failed(app, "schedules", &error);
                tracing::error!(%error, schedule = id, "a report that is due could not be put in line; it is tried again")
            }
        }
    }
}

/// What falls due next, whether its time has come or not. What has been made says what comes next: nothing else is kept.
async fn next(app: &App, schedule: &schedule::Model) -> Result<Option<Due>, DbErr> {
    let made = schedule.latest(&app.database.reader).await?;
    Ok(next_after(app, schedule, made))
}

fn next_after(
    app: &App,
    schedule: &schedule::Model,
    made: Option<analytics::Period>,
) -> Option<Due> {
    let from = jiff::Timestamp::from_millisecond(schedule.runs_from).ok()?;
    schedule.timetable().next(from, made, &app.zone())
}

/// Puts one report in line, if the schedule is still as it was. Returns the one after it, where that is due too.
async fn enter(app: &App, id: i64, due: Due) -> Result<Option<Due>, DbErr> {
    let now = app.clock.now();
    let tx = app.database.begin().await?;
    let Some(schedule) = schedule::locked(id, &tx).await? else {
        return Ok(None);
    };
    let made = schedule.latest(&tx).await?;
    let expected = next_after(app, &schedule, made);
    if schedule.paused.is_some() || expected != Some(due) {
        // Another replica was quicker, or the owner has changed it: what is due then, the next tick finds.
        return Ok(None);
    }
    if !is_seen(&schedule, &tx).await? {
        schedule.pause(Some(NOT_SEEN), now, &tx).await?;
        let deed = Deed {
            detail: &format!("schedule {id}: its scope is not seen any more"),
            ..Deed::of(Action::SchedulePaused)
        };
        deed.commit(now, tx).await?;
        return Ok(None);
    }
    let report = report::Model {
        id: app.random.row_id(),
        team_id: schedule.team_id,
        period: due.period.to_string(),
        formats: schedule.formats.clone(),
        chosen: schedule.chosen.clone(),
        staff_id: schedule.staff_id,
        schedule_id: Some(id),
        due_at: due.at.as_millisecond(),
        state: report::WAITING.to_owned(),
        attempts: 0,
        next_try: now.as_millisecond(),
        claim: None,
        fault: None,
        made_at: None,
    };
    report.enter(&tx).await?;
    tx.commit().await?;
    Ok(next_after(app, &schedule, Some(due.period)).filter(|next| next.at <= now))
}

/// Whether the owner sees the scope, and there is such a scope.
async fn is_seen(
    schedule: &schedule::Model,
    tx: &sea_orm::DatabaseTransaction,
) -> Result<bool, DbErr> {
    let Some(owner) = staff::with_id(schedule.staff_id, tx).await? else {
        return Ok(false);
    };
    if let Some(team) = schedule.team_id
        && team::Entity::find_by_id(team).one(tx).await?.is_none()
    {
        return Ok(false);
    }
    team_supervisor::sees(&owner, schedule.team_id, tx).await
}
