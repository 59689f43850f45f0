//! What one can tick in a note to a member: a service's own list. Without a row the shipped list holds.

use sea_orm::entity::prelude::*;

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "note_choice")]
pub struct Model {
    /// What notes name it by.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// Place in the list.
    pub position: i32,
    /// Its words, at most 80 characters.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// No longer offered; notes that name it still show it.
    pub retired: bool,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
