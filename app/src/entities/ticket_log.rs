//! How many tickets were printed on which day, and when unused ones were made void: what members may check against the room.

use sea_orm::entity::prelude::*;

/// One printing of tickets, or the end of those that were unused.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket_log")]
pub struct Model {
    /// Random identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The group.
    pub group_id: i64,
    /// The group's epoch.
    pub epoch: i32,
    /// Its place in the log of the group and epoch, from 1; 0 before there were places.
    pub position: i32,
    /// `YYYY-MM-DD` in the organisation's zone.
    #[sea_orm(column_type = "Text")]
    pub printed_on: String,
    /// How many; 0 where the unused ones were made void.
    pub tickets: i32,
    /// Whether they replace a lost phone's key.
    pub replacing: bool,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether the tickets that were unused then were made void.
    pub fn is_void(&self) -> bool {
        self.tickets == 0
    }
}
