//! Which team a group belonged to when a period was settled.

use std::collections::BTreeSet;

use sea_orm::entity::prelude::*;

/// One group in one period.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scope_group")]
pub struct Model {
    /// `2026-03` or `2026-Q1`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub period: String,
    /// The group: once in a period, so that no two scopes share it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// Its team then, if any.
    pub team_id: Option<i64>,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The groups that were in a scope when a period was settled.
///
/// # Errors
///
/// When the database does not answer.
pub async fn in_scope(
    period: &str,
    team: Option<i64>,
    db: &impl ConnectionTrait,
) -> Result<Vec<i64>, DbErr> {
    let of_period = Entity::find().filter(Column::Period.eq(period));
    let of_scope = match team {
        Some(team) => of_period.filter(Column::TeamId.eq(team)),
        None => of_period.filter(Column::TeamId.is_null()),
    };
    let rows = of_scope.all(db).await?;
    Ok(rows.into_iter().map(|row| row.group_id).collect())
}

/// The scopes that had groups when a period was settled: teams, and nothing for the groups without one.
///
/// # Errors
///
/// When the database does not answer.
pub async fn scopes(
    period: &str,
    db: &impl ConnectionTrait,
) -> Result<BTreeSet<Option<i64>>, DbErr> {
    let rows = Entity::find()
        .filter(Column::Period.eq(period))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.team_id).collect())
}
