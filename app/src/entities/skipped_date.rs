//! Days on which a group does not meet, so that no session opens by itself.

use sea_orm::entity::prelude::*;

/// One day without a session.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "skipped_date")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// `YYYY-MM-DD` in the organisation's zone.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub date: String,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
