//! Who supervises which team; a supervisor of the whole organisation needs no row.

use sea_orm::entity::prelude::*;

use super::staff::{self, Role};

/// One supervisor of one team.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "team_supervisor")]
pub struct Model {
    /// The team.
    #[sea_orm(primary_key, auto_increment = false)]
    pub team_id: i64,
    /// The supervisor.
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: i64,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The teams that somebody supervises by name.
///
/// # Errors
///
/// When the database does not answer.
pub async fn teams_of(staff: i64, db: &impl ConnectionTrait) -> Result<Vec<i64>, DbErr> {
    let rows = Entity::find()
        .filter(Column::StaffId.eq(staff))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.team_id).collect())
}

/// Whether somebody sees the figures of a scope now: those of a team, or of the groups without one.
///
/// # Errors
///
/// When the database does not answer.
pub async fn sees(
    who: &staff::Model,
    team: Option<i64>,
    db: &impl ConnectionTrait,
) -> Result<bool, DbErr> {
    if who.role != Role::Supervisor || who.sees_all {
        return Ok(who.role == Role::Supervisor);
    }
    match team {
        Some(team) => Ok(teams_of(who.id, db).await?.contains(&team)),
        None => Ok(false),
    }
}
