//! Links with which a member of staff chooses a password, once: after an invitation, or when one was forgotten. The
//! link itself is shown where it was made, and kept nowhere.

use super::digest;
use crate::random::Random;
use jiff::{SignedDuration, Timestamp};
use sea_orm::entity::prelude::*;

/// How long a link works: whoever is invited may be away for some days.
pub const LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The link of one member of staff.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_link")]
pub struct Model {
    /// Whose it is; a new link takes the place of the one before.
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: i64,
    /// SHA-256 of the link, so that a stolen database opens nothing. The link has 130 random bits, so it needs no salt.
    #[sea_orm(column_type = "Text", unique)]
    pub digest: String,
    /// Its end, in milliseconds since 1970 UTC.
    pub expires_at: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A new link for `staff_id`; it ends the one before.
///
/// # Errors
///
/// When the database does not answer.
pub async fn make(
    staff_id: i64,
    now: Timestamp,
    random: &Random,
    db: &impl ConnectionTrait,
) -> Result<String, DbErr> {
    let link = random.letters::<26>();
    let row = Model {
        staff_id,
        digest: digest::of(&link),
        expires_at: (now + LASTS).as_millisecond(),
    };
    end(staff_id, db).await?;
    Entity::insert(ActiveModel::from(row).reset_all())
        .exec_without_returning(db)
        .await?;
    Ok(link)
}

/// Whose link this is, while it works.
///
/// # Errors
///
/// When the database does not answer.
pub async fn whose(
    link: &str,
    now: Timestamp,
    db: &impl ConnectionTrait,
) -> Result<Option<i64>, DbErr> {
    let row = Entity::find()
        .filter(Column::Digest.eq(digest::of(link)))
        .filter(Column::ExpiresAt.gt(now.as_millisecond()))
        .one(db)
        .await?;
    Ok(row.map(|row| row.staff_id))
}

/// Uses the link up; of two who come with it at once one does.
///
/// # Errors
///
/// When the database does not answer.
pub async fn claim(link: &str, db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let deleted = Entity::delete_many()
        .filter(Column::Digest.eq(digest::of(link)))
        .exec(db)
        .await?;
    Ok(deleted.rows_affected == 1)
}

/// Ends the link of `staff_id`, if there is one.
///
/// # Errors
///
/// When the database does not answer.
pub async fn end(staff_id: i64, db: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_by_id(staff_id).exec(db).await.map(|_| ())
}
