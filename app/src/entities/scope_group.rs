//! Which team a group belonged to when a period was settled.

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
