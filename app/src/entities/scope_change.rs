//! Reliable change of a scope in a quarter, as it was let out when the quarter was over.

use sea_orm::entity::prelude::*;

/// Counts of one team, focus and measure.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scope_change")]
pub struct Model {
    /// `2026-Q1`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub period: String,
    /// The team; 0 for groups without one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub team_id: i64,
    /// The groups' focus.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub focus: String,
    /// Identifier of the measure.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub measure: String,
    /// Its version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// Groups that the counts rest on.
    pub groups: i32,
    /// People that they rest on.
    pub people: i32,
    /// People who improved reliably, recovered ones among them: at least so many,
    pub improved_least: i32,
    /// and at most so many.
    pub improved_most: i32,
    /// Those of them who crossed the cutoff too: at least so many,
    pub recovered_least: i32,
    /// and at most so many.
    pub recovered_most: i32,
    /// People who deteriorated reliably: at least so many,
    pub deteriorated_least: i32,
    /// and at most so many.
    pub deteriorated_most: i32,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
