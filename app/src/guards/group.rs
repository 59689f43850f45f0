//! The groups that a member of staff may see: a group in a handler's signature was found, and is theirs.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use sea_orm::EntityTrait;

use super::{Staff, Therapist, scope};
use crate::App;
use crate::entities::staff::{self, Role};
use crate::entities::{group, group_therapist};
use crate::error::Error;

/// A group, and one of its therapists who is signed in.
pub struct Group {
    /// The therapist.
    pub who: staff::Model,
    /// The group.
    pub group: group::Model,
}

/// A group whose report may be read: by its supervisors, and by its own therapists.
pub struct Reported {
    /// Who reads.
    pub who: staff::Model,
    /// The group.
    pub group: group::Model,
}

impl FromRequestParts<App> for Group {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let Therapist(who) = Therapist::from_request_parts(parts, app).await?;
        let group = named(parts, app).await?;
        leads(&who, &group, app).await?;
        Ok(Self { who, group })
    }
}

impl FromRequestParts<App> for Reported {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let Staff(who) = Staff::from_request_parts(parts, app).await?;
        let group = named(parts, app).await?;
        match who.role {
            Role::Supervisor if scope::supervises(&who, &group, &app.database.reader).await? => {}
            Role::Supervisor => return Err(Error::NotFound),
            Role::Therapist => leads(&who, &group, app).await?,
            Role::Administrator => return Err(Error::NotFound),
        }
        Ok(Self { who, group })
    }
}

/// The group that the address names.
async fn named(parts: &mut Parts, app: &App) -> Result<group::Model, Error> {
    let parameters = RawPathParams::from_request_parts(parts, app)
        .await
        .map_err(|_| Error::NotFound)?;
    let id = parameters
        .iter()
        .find_map(|(name, value)| (name == "id").then_some(value))
        .and_then(|value| value.parse::<i64>().ok())
        .ok_or(Error::NotFound)?;
    group::Entity::find_by_id(id)
        .one(&app.database.reader)
        .await?
        .ok_or(Error::NotFound)
}

async fn leads(who: &staff::Model, group: &group::Model, app: &App) -> Result<(), Error> {
    group_therapist::Entity::find_by_id((group.id, who.id))
        .one(&app.database.reader)
        .await?
        .map(|_| ())
        .ok_or(Error::NotFound)
}
