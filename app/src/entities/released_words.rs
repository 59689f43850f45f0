//! Words that members wrote and a release let out: shuffled, apart from scores and from each other.

use sea_orm::entity::prelude::*;

/// One member's words of one window.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "released_words")]
pub struct Model {
    /// Random identifier; gives the order in which they are read.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The group.
    pub group_id: i64,
    /// Index of the release window.
    pub window: i32,
    /// What was written, at most 500 characters.
    #[sea_orm(column_type = "Text")]
    pub body: String,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
