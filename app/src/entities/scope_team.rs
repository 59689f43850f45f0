//! The name that a team had when a period was settled: renaming or dissolving it later changes nothing of that period.

use sea_orm::entity::prelude::*;

/// One team in one period.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scope_team")]
pub struct Model {
    /// `2026-03` or `2026-Q1`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub period: String,
    /// The team.
    #[sea_orm(primary_key, auto_increment = false)]
    pub team_id: i64,
    /// Its name then.
    #[sea_orm(column_type = "Text")]
    pub name: String,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
