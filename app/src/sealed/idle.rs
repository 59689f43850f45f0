//! A group that has not met for 400 days: everything that is sealed for its members is destroyed. What was shown stays.

use jiff::{SignedDuration, Timestamp};
use sea_orm::{ActiveValue::Set, Condition, QuerySelect, entity::prelude::*};

use super::pool::{self, Pool};
use super::roster::Roster;
use super::{SealedError, tickets};
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{group, pool as pool_row, pouch, roster, session};

/// How long a group does not meet before it loses its roster.
pub const IDLE: SignedDuration = SignedDuration::from_hours(400 * 24);

/// Forgets the members of every group that is idle; says whether there were any.
pub async fn forget_members(app: &App) -> Result<bool, SealedError> {
    let before = app.clock.now() - IDLE;
    let mut found = false;
    for group in idle(before, &app.database.reader).await? {
        match forget(app, group, before).await {
            Ok(forgotten) => found |= forgotten,
            // One that does not open keeps no other from being forgotten.
            Err(error) => tracing::error!(%error, group, "an idle group could not be forgotten"),
        }
    }
    Ok(found)
}

/// The groups that were made, and met last, before a time.
async fn idle(before: Timestamp, db: &impl ConnectionTrait) -> Result<Vec<i64>, DbErr> {
    let before = before.as_millisecond();
    let made: Vec<i64> = group::Entity::find()
        .select_only()
        .column(group::Column::Id)
        .filter(group::Column::CreatedAt.lt(before))
        .into_tuple()
        .all(db)
        .await?;
    let met: Vec<i64> = session::Entity::find()
        .select_only()
        .column(session::Column::GroupId)
        .filter(
            Condition::any()
                .add(session::Column::OpenedAt.gte(before))
                .add(session::Column::State.eq(session::OPEN)),
        )
        .into_tuple()
        .all(db)
        .await?;
    Ok(made.into_iter().filter(|id| !met.contains(id)).collect())
}

/// Empties the roster, and destroys the one of before a re-keying, values of an unfinished window, seats and notes, and
/// unused tickets. `false` where nobody is in the roster: it was done before, and whatever is there now was made for a
/// group that begins again.
async fn forget(app: &App, id: i64, before: Timestamp) -> Result<bool, SealedError> {
    let tx = app.database.begin().await?;
    let group = group::Entity::find_by_id(id).lock_exclusive().one(&tx);
    let group = group.await?.ok_or(SealedError::Missing("row"))?;
    // It may have met again a moment ago.
    if !idle(before, &tx).await?.contains(&id) {
        return Ok(false);
    }
    let mut roster = Roster::open_locked(id, group.epoch, &app.keys, &tx).await?;
    if !roster.forget_everybody() {
        return Ok(false);
    }
    roster.store(&app.keys, &app.random, &tx).await?;
    roster::Entity::delete_many()
        .filter(roster::Column::GroupId.eq(id))
        .filter(roster::Column::Epoch.ne(group.epoch))
        .exec(&tx)
        .await?;
    let mut spent = Vec::new();
    for window in pools(id, &tx).await? {
        Pool::lose(&group, window, &app.random, &tx).await?;
        spent.push(pool::key_name(id, window));
    }
    pouch::Entity::delete_by_id(id).exec(&tx).await?;
    group::Entity::update_many()
        .set(group::ActiveModel {
            notes_on: Set(false),
            ..Default::default()
        })
        .filter(group::Column::Id.eq(id))
        .exec(&tx)
        .await?;
    tickets::end_unused(app, &group, &tx).await?;
    let deed = Deed {
        group_id: Some(id),
        ..Deed::of(Action::MembersOfAnIdleGroupForgotten)
    };
    deed.commit(app.clock.now(), tx).await?;
    app.keys.destroy(&spent)?;
    Ok(true)
}

/// The windows whose values wait.
async fn pools(group: i64, tx: &impl ConnectionTrait) -> Result<Vec<i32>, DbErr> {
    let rows = pool_row::Entity::find()
        .filter(pool_row::Column::GroupId.eq(group))
        .all(tx)
        .await?;
    let waits = rows.into_iter().filter(|row| !row.body.is_empty());
    Ok(waits.map(|row| row.window).collect())
}
