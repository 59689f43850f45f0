//! The sealed ballot box as a row; there is one while a session is open. Opened only in sealed.

use sea_orm::entity::prelude::*;

/// One open box.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ballot_box")]
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
    /// The open session.
    #[sea_orm(unique)]
    pub session_id: i64,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
