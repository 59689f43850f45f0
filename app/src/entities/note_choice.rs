//! What one can tick in a note to a member: a service's own list. Without a row the shipped list holds.

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "note_choice")]
pub struct Model {
    /// What notes name it by. Those up to [`SHIPPED`] are the shipped list's.
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

/// Choices of the shipped list: `note-choice-1` to `note-choice-5` of the catalogue.
pub const SHIPPED: i32 = 5;

/// Every choice that was ever offered by this service, in the order of its list.
///
/// # Errors
///
/// When the database does not answer.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .order_by_asc(Column::Position)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// What is offered now, in order. Empty means the shipped list.
///
/// # Errors
///
/// When the database does not answer.
pub async fn offered(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    let all = all(db).await?;
    Ok(all.into_iter().filter(|row| !row.retired).collect())
}
