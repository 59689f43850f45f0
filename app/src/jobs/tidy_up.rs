//! Removes what nobody needs any more: keys that no row names, rosters kept after a re-keying, and what is sealed for
//! members of groups that are idle.

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};
use sea_orm::{DatabaseTransaction, DbBackend, QuerySelect, entity::prelude::*};

use crate::App;
use crate::entities::{ballot_box, pool, quarter, release, session};
use crate::sealed::{
    SealedError, ballot_box as boxes, idle, pool as pools, quarter as quarters, rekey,
};

/// A key is written before its row: so long it may stand alone.
const RESPITE: SignedDuration = SignedDuration::from_mins(10);

/// Tidies up; a fault is logged and met again in an hour.
pub async fn run(app: &App) {
    let removed = async {
        destroy_unnamed_keys(app).await?;
        let rosters = rekey::remove_old_rosters(app).await?;
        if idle::forget_members(app).await? || rosters {
            app.truncate().await;
        }
        Ok::<_, SealedError>(())
    };
    if let Err(error) = removed.await {
        super::failed(app, "hourly", &error);
        tracing::error!(%error, "old keys and rosters could not be removed");
    }
}

async fn destroy_unnamed_keys(app: &App) -> Result<(), SealedError> {
    let tx = closes_held_back(app).await?;
    let named = named(&tx).await?;
    let old: HashSet<String> = app
        .keys
        .names_before(app.clock.now() - RESPITE)?
        .into_iter()
        .collect();
    let mut unnamed = Vec::new();
    for name in app.keys.names_before(Timestamp::MAX)? {
        if !named.contains(&name) && (old.contains(&name) || is_spent(&name, &tx).await?) {
            unnamed.push(name);
        }
    }
    app.keys.destroy(&unnamed)?;
    tx.rollback().await?;
    Ok(())
}

/// A transaction beside which no close runs. A close that failed may leave the key of a pool or quarter behind, and the
/// next one takes it up again: an old file that no row names yet. On SQLite nobody else writes meanwhile; on
/// PostgreSQL every close, of any replica, first locks a row of `session`.
async fn closes_held_back(app: &App) -> Result<DatabaseTransaction, DbErr> {
    let tx = app.database.begin().await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("LOCK TABLE session IN EXCLUSIVE MODE")
            .await?;
    }
    Ok(tx)
}

async fn named(database: &impl ConnectionTrait) -> Result<HashSet<String>, SealedError> {
    let boxes: Vec<i64> = ballot_box::Entity::find()
        .select_only()
        .column(ballot_box::Column::SessionId)
        .into_tuple()
        .all(database)
        .await?;
    let pools: Vec<(i64, i32)> = pool::Entity::find()
        .select_only()
        .columns([pool::Column::GroupId, pool::Column::Window])
        // One that is empty stands for values that are lost, and has no key.
        .filter(pool::Column::Body.ne(Vec::<u8>::new()))
        .into_tuple()
        .all(database)
        .await?;
    let quarters = quarter::Entity::find().all(database).await?;
    let boxes = boxes.into_iter().map(boxes::key_name);
    let pools = pools
        .into_iter()
        .map(|(group, window)| pools::key_name(group, window));
    Ok(boxes
        .chain(pools)
        .chain(quarters.iter().map(quarters::key_name))
        .collect())
}

/// Whether a box's session is closed or a pool's window released: the program ended between the
/// commit and the destruction, and no row will ever name this key again.
async fn is_spent(name: &str, database: &impl ConnectionTrait) -> Result<bool, SealedError> {
    if let Some(session) = boxes::session_of_key(name) {
        let session = session::Entity::find_by_id(session).one(database).await?;
        return Ok(session.is_some_and(|session| session.state != session::OPEN));
    }
    match pools::window_of_key(name) {
        Some(window) => Ok(release::Entity::find_by_id(window)
            .one(database)
            .await?
            .is_some()),
        None => Ok(false),
    }
}
