//! Released figures: the coded mean of a scale, its n and pooled deviation. Nothing finer exists.

use sea_orm::entity::prelude::*;

/// One released figure.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tally")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// Index of the release window.
    #[sea_orm(primary_key, auto_increment = false)]
    pub window: i32,
    /// Identifier of the measure.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub measure: String,
    /// Its version.
    pub version: i32,
    /// Identifier of the scale.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub scale: String,
    /// People with a score on it, at least the quorum.
    pub n: i32,
    /// Mean on the measure's release grid, or the bound of "or worse".
    #[sea_orm(column_type = "Double")]
    pub mean: f64,
    /// Whether the mean is that bound or worse.
    pub or_worse: bool,
    /// Pooled standard deviation rounded up to an eighth of the range.
    #[sea_orm(column_type = "Double", nullable)]
    pub sd: Option<f64>,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
