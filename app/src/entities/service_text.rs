//! Texts that a service writes for itself.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

const PROTOCOL: &str = "protocol";

/// One text.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_text")]
pub struct Model {
    /// `protocol`: what staff do when words alarm.
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

/// What staff do when words alarm; empty where the service has written nothing.
///
/// # Errors
///
/// When the database does not answer.
pub async fn protocol(db: &impl ConnectionTrait) -> Result<String, DbErr> {
    let found = Entity::find_by_id(PROTOCOL.to_owned()).one(db).await?;
    Ok(found.map(|row| row.body).unwrap_or_default())
}

/// Writes it.
///
/// # Errors
///
/// When the database does not answer.
pub async fn set_protocol(body: &str, db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let row = ActiveModel {
        name: Set(PROTOCOL.to_owned()),
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
