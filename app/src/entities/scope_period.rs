//! Months and quarters whose scopes are settled: from then on figures across groups are made of the same groups.

use sea_orm::entity::prelude::*;

/// One settled period.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scope_period")]
pub struct Model {
    /// `2026-03` or `2026-Q1`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub period: String,
    /// When it was settled, in milliseconds since 1970 UTC.
    pub settled_at: i64,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
