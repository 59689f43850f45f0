//! The sealed pouch as a row: seats' names, notes that wait and notes that were delivered. Opened only in sealed.

use sea_orm::entity::prelude::*;

/// One group's pouch.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pouch")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// Stays 1: a pouch outlives re-keyings.
    pub epoch: i32,
    /// Random; compare-and-set at every write.
    #[sea_orm(column_type = "VarBinary(StringLen::N(16))")]
    pub version: Vec<u8>,
    /// Slots in the ciphertext.
    pub capacity: i32,
    /// The ciphertext.
    #[sea_orm(column_type = "Blob")]
    pub body: Vec<u8>,
    /// Its key, wrapped by the master key.
    #[sea_orm(column_type = "Blob")]
    pub wrapped_key: Vec<u8>,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
