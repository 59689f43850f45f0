//! Whom members can turn to, as rows; the organisation has them in hand.

use sea_orm::entity::prelude::*;

/// One person or line that helps.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_contact")]
pub struct Model {
    /// Where it stands in the list, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    /// Who answers: "Samaritans".
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// The number to dial, as it is written on paper.
    #[sea_orm(column_type = "Text", nullable)]
    pub telephone: Option<String>,
    /// Where to go or write: a room, a street, an address on the web.
    #[sea_orm(column_type = "Text", nullable)]
    pub address: Option<String>,
    /// When somebody answers: "Free, day or night".
    #[sea_orm(column_type = "Text")]
    pub hours: String,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
