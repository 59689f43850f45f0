//! Results of single questions, each as one of three words; a withheld one has no row.

use sea_orm::entity::prelude::*;

/// One question's result in one window.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "band")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// Index of the release window.
    #[sea_orm(primary_key, auto_increment = false)]
    pub window: i32,
    /// `follow-through`, `changed-` and the window of the reply, or `coping-` and the identifier of the line.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub item: String,
    /// `few`, `some` or `most`.
    #[sea_orm(column_type = "Text")]
    pub band: String,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
