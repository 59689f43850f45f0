//! Who supervises which team; a supervisor of the whole organisation needs no row.

use sea_orm::entity::prelude::*;

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
