//! The logins of staff that have not ended; what lies in one is known to [`crate::guards`] alone.

use jiff::Timestamp;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

/// One login on one browser.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login")]
pub struct Model {
    /// The cookie's value is not this: the row holds its SHA-256, so that a stolen database opens no login.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub id: String,
    /// What tower-sessions keeps, as JSON.
    #[sea_orm(column_type = "Blob")]
    pub data: Vec<u8>,
    /// Whose it is, once they are signed in.
    pub staff_id: Option<i64>,
    /// When they signed in, in milliseconds since 1970 UTC.
    pub begun_at: i64,
    /// The end, in milliseconds since 1970 UTC.
    pub expires_at: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Deletes the logins that have ended by `now`.
///
/// # Errors
///
/// When the database does not answer.
pub async fn sweep(now: Timestamp, db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let ended = Column::ExpiresAt.lte(now.as_millisecond());
    Entity::delete_many()
        .filter(ended)
        .exec(db)
        .await
        .map(|_| ())
}

/// The logins of one member of staff that have not ended by `now`, the latest first.
///
/// # Errors
///
/// When the database does not answer.
pub async fn of(
    staff_id: i64,
    now: Timestamp,
    db: &impl ConnectionTrait,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StaffId.eq(staff_id))
        .filter(Column::ExpiresAt.gt(now.as_millisecond()))
        .order_by_desc(Column::BegunAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}
