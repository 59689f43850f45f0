//! The sealed quarter as a row: linked pairs of scores until the calendar quarter ends. Opened only in sealed.

use sea_orm::entity::prelude::*;

/// One group's pairs of one quarter on one measure.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "quarter")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// The group's epoch.
    pub epoch: i32,
    /// Random; compare-and-set at every write.
    #[sea_orm(column_type = "VarBinary(StringLen::N(16))")]
    pub version: Vec<u8>,
    /// Slots in the ciphertext.
    pub capacity: i32,
    /// The ciphertext.
    #[sea_orm(column_type = "Blob")]
    pub body: Vec<u8>,
    /// Such as `2026Q4`, in the organisation's zone.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub quarter: String,
    /// Identifier of the measure.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub measure: String,
    /// Its version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub measure_version: i32,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
