//! Who leads which group; two therapists may share one.

use sea_orm::entity::prelude::*;

/// One therapist of one group.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "group_therapist")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// The therapist.
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: i64,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
