//! Reports across groups and schedules that a supervisor may see: one in a handler's signature was found, and is theirs to see.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use sea_orm::EntityTrait;

use super::Supervisor;
use crate::App;
use crate::entities::{report, schedule, staff, team_supervisor};
use crate::error::Error;

/// A report of a scope that the supervisor sees now, whoever asked for it.
pub struct Report {
    /// The supervisor.
    pub who: staff::Model,
    /// The report.
    pub report: report::Model,
}

/// A schedule of the supervisor's own, also of a scope that they see no more.
pub struct Schedule {
    /// The supervisor.
    pub who: staff::Model,
    /// The schedule.
    pub schedule: schedule::Model,
}

impl FromRequestParts<App> for Report {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let Supervisor(who) = Supervisor::from_request_parts(parts, app).await?;
        let reader = &app.database.reader;
        let report = report::Entity::find_by_id(id(parts, app).await?);
        let report = report.one(reader).await?.ok_or(Error::NotFound)?;
        if !team_supervisor::sees(&who, report.team_id, reader).await? {
            return Err(Error::NotFound);
        }
        Ok(Self { who, report })
    }
}

impl FromRequestParts<App> for Schedule {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let Supervisor(who) = Supervisor::from_request_parts(parts, app).await?;
        let schedule = schedule::Entity::find_by_id(id(parts, app).await?);
        let schedule = schedule.one(&app.database.reader).await?;
        let schedule = schedule.filter(|schedule| schedule.staff_id == who.id);
        Ok(Self {
            schedule: schedule.ok_or(Error::NotFound)?,
            who,
        })
    }
}

/// The number in the address.
async fn id(parts: &mut Parts, app: &App) -> Result<i64, Error> {
    let parameters = RawPathParams::from_request_parts(parts, app).await;
    let parameters = parameters.map_err(|_| Error::NotFound)?;
    let named = parameters.iter().find(|(name, _)| *name == "id");
    named
        .and_then(|(_, id)| id.parse().ok())
        .ok_or(Error::NotFound)
}
