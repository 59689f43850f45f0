//! Share of a group that improved reliably, in quarters, once at its programme's end.

use sea_orm::entity::prelude::*;

/// One group's change.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_change")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// The release window that ended the programme.
    pub window: i32,
    /// Identifier of the outcome measure.
    #[sea_orm(column_type = "Text")]
    pub measure: String,
    /// Its version.
    pub version: i32,
    /// Reliable-change threshold that was applied, points.
    #[sea_orm(column_type = "Double")]
    pub threshold: f64,
    /// Its rule, as in the measure's file.
    #[sea_orm(column_type = "Text")]
    pub rule: String,
    /// 0 (none) to 4 (all).
    pub improved_quarters: i32,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
