//! The sealed roster as a row: lockers of all members in one ciphertext. Opened only in sealed.

use sea_orm::entity::prelude::*;

/// One epoch of a group's roster.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "roster")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// The group's epoch.
    #[sea_orm(primary_key, auto_increment = false)]
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
    /// After a re-keying: when the old roster is removed, unix milliseconds.
    pub kept_until: Option<i64>,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
