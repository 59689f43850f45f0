//! Closes every session whose time has come.

use sea_orm::entity::prelude::*;

use crate::App;
use crate::entities::session;
use crate::sealed::close::{Cause, close};

/// Closes overdue sessions, each in its own transaction; one that fails is tried again at the next tick.
pub async fn run(app: &App) {
    let overdue = session::Entity::find()
        .filter(session::Column::State.eq(session::OPEN))
        .filter(session::Column::ClosesAt.lte(app.clock.now().as_millisecond()))
        .all(&app.database.reader)
        .await;
    match overdue {
        Err(error) => {
            super::failed(app, "sessions", &error);
            tracing::error!(%error, "overdue sessions cannot be listed");
        }
        Ok(sessions) => {
            for session in sessions {
                if let Err(error) = close(app, session.id, Cause::Time).await {
                    super::failed(app, "sessions", &error);
                    tracing::error!(%error, session = session.id, "a session could not be closed; it is tried again");
                }
            }
        }
    }
}
