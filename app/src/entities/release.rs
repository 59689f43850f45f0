//! What a release window's last close decided: shown with its count, or withheld and nothing else.

use sea_orm::entity::prelude::*;

/// One released or withheld window.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "release")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// Index of the window, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub window: i32,
    /// Number of its first session.
    pub first_session: i32,
    /// Number of its last session.
    pub last_session: i32,
    /// Whether figures came out.
    pub shown: bool,
    /// People who answered at least one question; empty where withheld.
    pub answered: Option<i32>,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
