//! Opens a session at the end of each group's meeting, or makes a missed opening up.

use sea_orm::entity::prelude::*;

use crate::App;
use crate::entities::{group, session, skipped_date};
use crate::sealed::opening;

/// Opens what is due in every group.
pub async fn run(app: &App) {
    let groups = match group::Entity::find().all(&app.database.reader).await {
        Ok(groups) => groups,
        Err(error) => {
            super::failed(app, "sessions", &error);
            return tracing::error!(%error, "groups cannot be listed");
        }
    };
    for group in groups {
        if let Err(error) = open_if_due(app, &group).await {
            super::failed(app, "sessions", &error);
            tracing::error!(%error, group = group.id, "a session could not be opened; it is tried again");
        }
    }
}

async fn open_if_due(app: &App, group: &group::Model) -> Result<(), crate::sealed::SealedError> {
    let (zone, now) = (app.zone(), app.clock.now());
    // Before or after the programme's end: most groups need no further look.
    let ever = |held| group.due(held, &zone, now).is_some();
    if !ever(0) && !ever(group.planned_sessions) || app.organisation().support.is_empty() {
        return Ok(());
    }
    let database = &app.database.reader;
    let sessions = session::Entity::find()
        .filter(session::Column::GroupId.eq(group.id))
        .all(database)
        .await?;
    let Some((date, closes_at)) = group.due(sessions.len() as i32, &zone, now) else {
        return Ok(());
    };
    let skipped = skipped_date::Entity::find_by_id((group.id, date.to_string()))
        .one(database)
        .await?
        .is_some();
    let held = sessions
        .iter()
        .any(|session| session.date == date.to_string() || session.state == session::OPEN);
    if !skipped && !held {
        // An obstacle that came up in between is met again at the next tick.
        let _ = opening::open(app, group.id, date, closes_at).await?;
    }
    Ok(())
}
