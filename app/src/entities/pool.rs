//! The sealed pool as a row: a release window's values between its closes. Opened only in sealed.

use sea_orm::entity::prelude::*;

/// One waiting window.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pool")]
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
    /// Index of the release window.
    #[sea_orm(primary_key, auto_increment = false)]
    pub window: i32,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
