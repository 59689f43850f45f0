//! The close: one transaction opens the box, counts and pulps it. A crash leaves the untouched box or the finished close.

use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*};

use super::ballot::Ballot;
use super::ballot_box::{self, BallotBox};
use super::pool::{self, Pool};
use super::pouch::Pouch;
use super::roster::Roster;
use super::{SealedError, quarter, release};
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{ballot_box as box_row, group, session, ticket};

/// Why a box is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Its time has come.
    Time,
    /// The therapist cancelled the session: an empty one of its window.
    Cancelled,
}

/// Closes a session. Says `false` if it was not open: somebody else closed it.
pub async fn close(app: &App, session: i64, cause: Cause) -> Result<bool, SealedError> {
    let tx = app.database.begin().await?;
    let row = session::Entity::find_by_id(session)
        .lock_exclusive()
        .one(&tx)
        .await?;
    let Some(session) = row.filter(|session| session.state == session::OPEN) else {
        return Ok(false);
    };
    let group = group::Entity::find_by_id(session.group_id)
        .one(&tx)
        .await?
        .ok_or(SealedError::Missing("row"))?;
    let mut roster = Roster::open_locked(group.id, group.epoch, &app.keys, &tx).await?;
    let opened = BallotBox::open_locked(group.id, &app.keys, &tx).await?;
    let mut emptied = vec![ballot_box::key_name(session.id)];

    let window = group.window_of(session.number);
    let mut pool = Pool::take(&group, window.index, &app.keys, &tx)
        .await?
        .unwrap_or_default();
    match &opened {
        None => pool.lost |= cause == Cause::Time,
        Some(opened) if cause == Cause::Time => {
            pool.absorb(
                &opened.ballots,
                &roster,
                &app.measures(),
                session.number,
                window,
            );
        }
        // Its answers count for nothing, but a ticket too many belongs to the whole window.
        Some(opened) => pool.objected |= opened.ballots.iter().any(|ballot| ballot.objection),
    }
    let objected = session.number == window.last && pool.objected;
    if session.number == window.last {
        emptied.push(pool::key_name(group.id, window.index));
        if release::write(app, &group, window, &pool, &mut roster, &tx).await? {
            let pairs: Vec<_> = pool
                .people
                .iter()
                .filter_map(|person| Some((person.change, person.pair?)))
                .collect();
            if let (Some(measure), false) = (group.asked_in(window), pairs.is_empty()) {
                let number = quarter::number_of(&session.date);
                let (keys, random) = (&app.keys, &app.random);
                quarter::add(&group, number, measure, &pairs, keys, random, &tx).await?;
            }
        }
    } else {
        pool.store(&group, window.index, &app.keys, &app.random, &tx)
            .await?;
    }

    let ballots = opened.as_ref().map_or(&[][..], |opened| &opened.ballots);
    if let Some(mut pouch) = Pouch::open_locked(group.id, &app.keys, &tx).await? {
        for ballot in ballots {
            let known = roster.find(&ballot.member);
            let enrolled = known.map_or(session.number, |member| member.enrolled);
            pouch.take(&ballot.exchange.notes, enrolled, &app.random);
        }
        pouch.gather(session.number, &app.random);
        pouch.store(&app.keys, &app.random, &tx).await?;
    }
    install(app, &group, session.number, ballots, roster, &tx).await?;
    box_row::Entity::delete_by_id(group.id).exec(&tx).await?;
    session::Entity::update_many()
        .set(session::ActiveModel {
            state: Set(if cause == Cause::Time {
                session::CLOSED
            } else {
                session::CANCELLED
            }
            .into()),
            ..Default::default()
        })
        .filter(session::Column::Id.eq(session.id))
        .exec(&tx)
        .await?;
    if objected {
        let deed = Deed {
            group_id: Some(group.id),
            ..Deed::of(Action::AMemberObjectedToTheTickets)
        };
        deed.commit(app.clock.now(), tx).await?;
    } else {
        tx.commit().await?;
    }

    let destroyed = app.keys.destroy(&emptied);
    app.truncate().await;
    destroyed?;
    Ok(true)
}

/// Installs every member's new locker and deletes the tickets that were claimed, whatever was shown.
async fn install(
    app: &App,
    group: &group::Model,
    session: i32,
    ballots: &[Ballot],
    mut roster: Roster,
    tx: &impl ConnectionTrait,
) -> Result<(), SealedError> {
    let mut claimed: Vec<Vec<u8>> = Vec::new();
    for ballot in ballots {
        if ballot.exchange.forget.is_empty() {
            roster.install(ballot.member, session, ballot.locker.clone());
        } else {
            roster.forget(&ballot.member);
        }
        claimed.extend(ballot.ticket.map(|mac| mac.to_vec()));
    }
    ticket::Entity::delete_many()
        .filter(ticket::Column::GroupId.eq(group.id))
        .filter(ticket::Column::Mac.is_in(claimed))
        .exec(tx)
        .await?;
    let (keys, now) = (&app.keys, app.clock.now());
    // Written whether anybody is forgotten or not: a row that moves would tell that somebody was.
    if let Some(mut former) =
        Roster::open_former_locked(group.id, group.epoch, now, keys, tx).await?
    {
        for tag in ballots.iter().flat_map(|ballot| &ballot.exchange.forget) {
            former.forget(tag);
        }
        former.store(keys, &app.random, tx).await?;
    }
    let capacity = roster.grow(group.size);
    group::Entity::update_many()
        .set(group::ActiveModel {
            capacity: Set(capacity),
            ..Default::default()
        })
        .filter(group::Column::Id.eq(group.id))
        .exec(tx)
        .await?;
    roster.store(&app.keys, &app.random, tx).await
}
