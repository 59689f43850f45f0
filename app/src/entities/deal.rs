//! Tickets that are being dealt to a group that meets online: which of them were taken, not by whom.

use sea_orm::entity::prelude::*;

/// One deal; a group has at most one.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "deal")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// Random: with the master key, the link and the tickets follow from it.
    pub id: i64,
    /// Its row in the ticket log.
    pub log_id: i64,
    /// When it ends by itself, unix milliseconds.
    pub ends_at: i64,
    /// Eight bytes a ticket, in no order: zero where it is left, otherwise a keyed hash of the form that took it.
    #[sea_orm(column_type = "Blob")]
    pub places: Vec<u8>,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
