//! Re-keying a group: a new epoch with an empty roster. The old one stays sealed for thirty days, for those who bring their old key with a new ticket.

use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*};

use super::roster::{FigureSums, Roster};
use super::{SealedError, deals, tickets};
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{group, roster, session};

const KEPT: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

/// Why a group cannot be re-keyed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A box is open.
    BoxOpen,
    /// The last re-keying is less than thirty days ago: one more would cut off whoever still brings an old key.
    TooSoon,
}

/// Begins a new epoch: every key and every unclaimed ticket of the old one ends.
/// The sums behind the pooled deviation move along.
/// `by` is the member of staff who does it, where one does.
pub async fn rekey(
    app: &App,
    group: i64,
    by: Option<i64>,
) -> Result<Result<group::Model, Obstacle>, SealedError> {
    let tx = app.database.begin().await?;
    let mut group = group::Entity::find_by_id(group)
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or(SealedError::Missing("row"))?;
    // Asked under the lock that opening takes: a box is never put up between the two.
    if session::Model::open_of(group.id, &tx).await?.is_some() {
        return Ok(Err(Obstacle::BoxOpen));
    }
    let former =
        Roster::open_former(group.id, group.epoch, app.clock.now(), &app.keys, &tx).await?;
    if former.is_some() {
        return Ok(Err(Obstacle::TooSoon));
    }
    let old = Roster::open_locked(group.id, group.epoch, &app.keys, &tx).await?;
    let sums: Vec<FigureSums> = old.sums.clone();
    let kept_until = (app.clock.now() + KEPT).as_millisecond();
    roster::Entity::update_many()
        .set(roster::ActiveModel {
            kept_until: Set(Some(kept_until)),
            ..Default::default()
        })
        .filter(roster::Column::GroupId.eq(group.id))
        .filter(roster::Column::Epoch.eq(group.epoch))
        .exec(&tx)
        .await?;
    deals::end_of(group.id, &app.keys, &tx).await?;
    tickets::delete_unclaimed(group.id, &tx).await?;
    app.lately_printed.forget(group.id).await;
    group.epoch += 1;
    group.capacity = group::Model::capacity_for(group.size);
    group::Entity::update_many()
        .set(group::ActiveModel {
            epoch: Set(group.epoch),
            capacity: Set(group.capacity),
            ..Default::default()
        })
        .filter(group::Column::Id.eq(group.id))
        .exec(&tx)
        .await?;
    Roster::create(
        group.id,
        group.epoch,
        group.capacity,
        sums,
        &app.keys,
        &app.random,
        &tx,
    )
    .await?;
    let deed = Deed {
        group_id: Some(group.id),
        staff_id: by,
        ..Deed::of(Action::GroupRekeyed)
    };
    deed.commit(app.clock.now(), tx).await?;
    Ok(Ok(group))
}

/// Removes old rosters whose thirty days are over; says whether there were any.
pub async fn remove_old_rosters(app: &App) -> Result<bool, SealedError> {
    let removed = roster::Entity::delete_many()
        .filter(roster::Column::KeptUntil.lt(app.clock.now().as_millisecond()))
        .exec(&app.database.writer)
        .await?;
    Ok(removed.rows_affected > 0)
}
