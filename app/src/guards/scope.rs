//! What a supervisor supervises: the whole organisation, or the teams that an administrator has named.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::Supervisor;
use crate::App;
use crate::entities::{group, staff, team, team_supervisor};
use crate::error::Error;

/// A supervisor who is signed in, and their groups by name.
pub struct Scope {
    /// The supervisor.
    pub who: staff::Model,
    /// The groups.
    pub groups: Vec<group::Model>,
}

impl FromRequestParts<App> for Scope {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let Supervisor(who) = Supervisor::from_request_parts(parts, app).await?;
        let groups = supervised(&who, &app.database.reader).await?;
        Ok(Self { who, groups })
    }
}

/// A number of groups whose figures a supervisor sees together: a team, or nothing for the groups without one.
pub type Seen = Option<team::Model>;

/// The scopes that a supervisor sees now: teams by name, then the groups without one. An organisation without teams is
/// such a group of groups; where every group is in a team there is none.
///
/// # Errors
///
/// When the database does not answer.
pub async fn seen(who: &staff::Model, db: &impl ConnectionTrait) -> Result<Vec<Seen>, DbErr> {
    let mut teams = team::all(db).await?;
    if !who.sees_all {
        let named = team_supervisor::teams_of(who.id, db).await?;
        teams.retain(|team| named.contains(&team.id));
        return Ok(teams.into_iter().map(Some).collect());
    }
    let alone = group::Entity::find().filter(group::Column::TeamId.is_null());
    let rest = teams.is_empty() || alone.one(db).await?.is_some();
    let seen = teams.into_iter().map(Some);
    Ok(seen.chain(rest.then_some(None)).collect())
}

/// The groups that a supervisor supervises, by name.
///
/// # Errors
///
/// When the database does not answer.
pub async fn supervised(
    who: &staff::Model,
    db: &impl ConnectionTrait,
) -> Result<Vec<group::Model>, DbErr> {
    let groups = group::Entity::find().order_by_asc(group::Column::Name);
    let groups = if who.sees_all {
        groups
    } else {
        let teams = team_supervisor::teams_of(who.id, db).await?;
        groups.filter(group::Column::TeamId.is_in(teams))
    };
    groups.all(db).await
}

/// Whether a supervisor supervises a group.
///
/// # Errors
///
/// When the database does not answer.
pub async fn supervises(
    who: &staff::Model,
    group: &group::Model,
    db: &impl ConnectionTrait,
) -> Result<bool, DbErr> {
    let teams = team_supervisor::teams_of(who.id, db);
    Ok(match group.team_id {
        _ if who.sees_all => true,
        Some(team) => teams.await?.contains(&team),
        None => false,
    })
}
