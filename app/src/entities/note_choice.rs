//! What one can tick in a note to a member: a service's own list. Without a row the shipped list holds.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel, QueryOrder};

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

/// Makes `lines` the list that is offered, in their order. Lines that are offered no longer stay for the notes that name
/// them; one that was there before is itself again. The `shipped` list itself needs no rows, nor does an empty one.
///
/// # Errors
///
/// When the database does not answer.
pub async fn replace(
    lines: &[String],
    shipped: &[String],
    db: &impl ConnectionTrait,
) -> Result<(), DbErr> {
    let known = all(db).await?;
    let mut next = known.iter().map(|row| row.id).fold(SHIPPED, i32::max);
    let own = if lines == shipped { &[] } else { lines };
    let everybody = ActiveModel {
        retired: Set(true),
        ..Default::default()
    };
    Entity::update_many().set(everybody).exec(db).await?;
    for (position, line) in own.iter().enumerate() {
        let before = known.iter().find(|row| row.body == *line);
        let as_shipped = shipped.iter().position(|words| words == line);
        let row = Model {
            id: before.map(|row| row.id).unwrap_or_else(|| {
                as_shipped.map_or_else(
                    || {
                        next += 1;
                        next
                    },
                    |place| place as i32 + 1,
                )
            }),
            position: position as i32,
            body: line.clone(),
            retired: false,
        };
        let over = OnConflict::column(Column::Id)
            .update_columns([Column::Position, Column::Body, Column::Retired])
            .to_owned();
        Entity::insert(row.into_active_model().reset_all())
            .on_conflict(over)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}
