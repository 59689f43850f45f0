//! Texts that a service writes for itself.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// What staff do when words alarm.
pub const PROTOCOL: &str = "protocol";
/// Who asks members, and why.
pub const INFORMATION: &str = "information";
/// What taking part means.
pub const CONSENT: &str = "consent";

/// One text.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_text")]
pub struct Model {
    /// Which: [`PROTOCOL`], [`INFORMATION`] or [`CONSENT`].
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub name: String,
    /// The text.
    #[sea_orm(column_type = "Text")]
    pub body: String,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The text of that name; nothing where it was never written.
///
/// # Errors
///
/// When the database does not answer.
pub async fn read(name: &str, db: &impl ConnectionTrait) -> Result<Option<String>, DbErr> {
    let found = Entity::find_by_id(name.to_owned()).one(db).await?;
    Ok(found.map(|row| row.body))
}

/// Writes it.
///
/// # Errors
///
/// When the database does not answer.
pub async fn write(name: &str, body: &str, db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let row = ActiveModel {
        name: Set(name.to_owned()),
        body: Set(body.to_owned()),
    };
    let over = OnConflict::column(Column::Name)
        .update_column(Column::Body)
        .to_owned();
    Entity::insert(row)
        .on_conflict(over)
        .exec_without_returning(db)
        .await?;
    Ok(())
}
