//! What a backup cannot bring back: boxes, pools and quarters are withheld, or a session could be released twice. Rosters and pouches come back.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::keys::{KeyError, Keys};
use super::pool::Pool;
use super::{SealedError, pouch, release, roster};
use crate::entities::{ballot_box, deal, group, pool, quarter, session};
use crate::random::Random;

/// What will not be shown.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Sessions that were open: the group's name and the session's number.
    pub sessions: Vec<(String, i32)>,
    /// Windows of several sessions that had begun: the group's name, and their first and last session.
    pub windows: Vec<(String, i32, i32)>,
}

/// Whether `keys` opens every roster and pouch of `database`, which may be as an earlier version left it.
///
/// # Errors
///
/// When it does not.
pub async fn check_keys(keys: &Keys, database: &impl ConnectionTrait) -> Result<(), KeyError> {
    roster::check_key(keys, database).await?;
    pouch::check_key(keys, database).await
}

/// Closes what was open and withholds it, in the transaction that restores. Lockers and pouches stay as they are; members
/// whose tickets lay in an open box may use them again.
///
/// # Errors
///
/// When the database does not answer.
pub async fn withhold(random: &Random, tx: &impl ConnectionTrait) -> Result<Withheld, SealedError> {
    ballot_box::Entity::delete_many().exec(tx).await?;
    quarter::Entity::delete_many().exec(tx).await?;
    // What was taken after the backup would be dealt again.
    deal::Entity::delete_many().exec(tx).await?;
    pool::Entity::update_many()
        .col_expr(pool::Column::Body, Expr::value(Vec::<u8>::new()))
        .exec(tx)
        .await?;
    let open = session::Entity::find()
        .filter(session::Column::State.eq(session::OPEN))
        .all(tx)
        .await?;
    let mut withheld = Withheld::default();
    for session in open {
        let group = group_of(session.group_id, tx).await?;
        let window = group.window_of(session.number);
        if session.number == window.last {
            pool::Entity::delete_by_id((group.id, window.index))
                .exec(tx)
                .await?;
            release::withhold(&group, window, tx).await?;
        } else {
            Pool::lose(&group, window.index, random, tx).await?;
        }
        session::Entity::update_many()
            .set(session::ActiveModel {
                state: Set(session::CLOSED.into()),
                ..Default::default()
            })
            .filter(session::Column::Id.eq(session.id))
            .exec(tx)
            .await?;
        withheld.sessions.push((group.name, session.number));
    }
    for row in pool::Entity::find().all(tx).await? {
        let group = group_of(row.group_id, tx).await?;
        let mut windows = (1..).map(|session| group.window_of(session));
        if let Some(window) = windows.find(|window| window.index >= row.window) {
            withheld
                .windows
                .push((group.name.clone(), window.first, window.last));
        }
    }
    Ok(withheld)
}

async fn group_of(id: i64, tx: &impl ConnectionTrait) -> Result<group::Model, SealedError> {
    let group = group::Entity::find_by_id(id).one(tx).await?;
    group.ok_or(SealedError::Missing("row"))
}
