//! Days on which a group does not meet, so that no session opens by itself.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use sea_orm::entity::prelude::*;

use super::group;

/// One day without a session.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "skipped_date")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// `YYYY-MM-DD` in the organisation's zone.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub date: String,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Leaves out a meeting that a change of the group would have opened at this moment, and that nobody was at: the dashboard
/// says so, and it can be met after all.
///
/// # Errors
///
/// When the database does not answer.
pub async fn not_at_once(
    before: &group::Model,
    after: &group::Model,
    held: i32,
    zone: &TimeZone,
    now: Timestamp,
    tx: &impl ConnectionTrait,
) -> Result<(), DbErr> {
    let Some((date, _)) = after.due(held, zone, now) else {
        return Ok(());
    };
    let date = date.to_string();
    let known = Entity::find_by_id((after.id, date.clone())).one(tx).await?;
    if before.due(held, zone, now).is_some() || known.is_some() {
        return Ok(());
    }
    let row = Model {
        group_id: after.id,
        date,
    };
    Entity::insert(ActiveModel::from(row).reset_all())
        .exec_without_returning(tx)
        .await
        .map(|_| ())
}
