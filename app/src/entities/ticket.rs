//! Tickets that may still come, as keyed hashes; not whose they are.

use sea_orm::entity::prelude::*;

/// One unclaimed ticket.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket")]
pub struct Model {
    /// The group it lets into.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// The group's epoch when it was printed.
    pub epoch: i32,
    /// HMAC-SHA256 of the code under the master key.
    #[sea_orm(
        primary_key,
        auto_increment = false,
        column_type = "VarBinary(StringLen::N(32))"
    )]
    pub mac: Vec<u8>,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
