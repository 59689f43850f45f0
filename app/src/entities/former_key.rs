//! What is left of master keys that were replaced: enough to know the tickets that were printed under them. Opened only in sealed.

use sea_orm::entity::prelude::*;

/// One earlier master key's part.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "former_key")]
pub struct Model {
    /// The oldest is 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The key under which members' tickets were hashed, wrapped by the present master key.
    #[sea_orm(column_type = "Blob")]
    pub tickets: Vec<u8>,
    /// The same for tickets of inboxes.
    #[sea_orm(column_type = "Blob")]
    pub inbox_tickets: Vec<u8>,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
