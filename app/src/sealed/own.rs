//! A member's own: their history, for the holder of the key, and being forgotten.

use analytics::measure;
use sea_orm::ConnectionTrait;

use super::SealedError;
use super::ballot::{Ballot, Exchange};
use super::ballot_box::BallotBox;
use super::locker::Locker;
use super::member_key::{MemberKey, Tag};
use super::quarter;
use super::roster::Roster;
use crate::App;
use crate::entities::{group, session};

/// When a member who asked for it is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forgotten {
    /// Their history is gone.
    Now,
    /// It goes with the close of the open session.
    AtTheClose,
    /// The key belongs to no member.
    Unknown,
    /// The open box has no room for the wish.
    Full,
}

/// A member's history as of the last close; `None` for a key that belongs to nobody.
pub async fn history(
    app: &App,
    group: &group::Model,
    key: &MemberKey,
) -> Result<Option<Locker>, SealedError> {
    let database = &app.database.reader;
    let roster = Roster::open(group.id, group.epoch, &app.keys, database).await?;
    if let Some(locker) = in_roster(&roster, group.id, key) {
        return Ok(Some(locker));
    }
    let (keys, now) = (&app.keys, app.clock.now());
    let former = Roster::open_former(group.id, group.epoch, now, keys, database).await?;
    Ok(former.and_then(|former| in_roster(&former, group.id, key)))
}

fn in_roster(roster: &Roster, group: i64, key: &MemberKey) -> Option<Locker> {
    let tags = key.tags(group, roster.epoch(), 0, 0);
    let member = roster.find(&tags.member)?;
    Some(Locker::open(&member.locker, &tags))
}

fn tag_in(roster: &Roster, group: i64, key: &MemberKey) -> Tag {
    key.tags(group, roster.epoch(), 0, 0).member
}

/// Forgets a member, in the roster of the epoch before too while it is kept. While a box is open the wish goes into it,
/// as part of their ballot: no other row moves before the close. Otherwise the rosters are sealed anew without them, at
/// once.
pub async fn forget(
    app: &App,
    group: &group::Model,
    key: &MemberKey,
) -> Result<Forgotten, SealedError> {
    let tx = app.database.begin().await?;
    let mut roster = Roster::open_locked(group.id, group.epoch, &app.keys, &tx).await?;
    let (keys, now) = (&app.keys, app.clock.now());
    let former = Roster::open_former_locked(group.id, group.epoch, now, keys, &tx).await?;
    let open = session::Model::open_of(group.id, &tx).await?;
    let forgotten = match open {
        Some(open) => {
            let rosters = [Some(&roster), former.as_ref()];
            wish(app, group, &open, key, rosters, &tx).await?
        }
        None => {
            let mut known = roster.forget(&tag_in(&roster, group.id, key));
            roster.store(keys, &app.random, &tx).await?;
            if let Some(mut former) = former {
                known |= former.forget(&tag_in(&former, group.id, key));
                former.store(keys, &app.random, &tx).await?;
            }
            if known {
                Forgotten::Now
            } else {
                Forgotten::Unknown
            }
        }
    };
    tx.commit().await?;
    if forgotten == Forgotten::Now {
        app.truncate().await;
    }
    Ok(forgotten)
}

/// Puts the wish to be forgotten into the open box: on the member's ballot, or on an empty one.
async fn wish(
    app: &App,
    group: &group::Model,
    open: &session::Model,
    key: &MemberKey,
    rosters: [Option<&Roster>; 2],
    tx: &impl ConnectionTrait,
) -> Result<Forgotten, SealedError> {
    let Some(ballots) = BallotBox::open_locked(group.id, &app.keys, tx).await? else {
        return Ok(Forgotten::Unknown);
    };
    let window = group.window_of(open.number).index;
    let tags = key.tags(
        group.id,
        group.epoch,
        window,
        quarter::number_of(&open.date),
    );
    let cast = ballots.of_member(&tags.member).cloned();
    let kept = rosters.into_iter().flatten();
    let forget: Vec<Tag> = kept
        .clone()
        .map(|roster| tag_in(roster, group.id, key))
        .collect();
    let mut known = kept
        .zip(&forget)
        .filter(|(roster, tag)| roster.find(tag).is_some());
    if cast.is_none() && known.next().is_none() {
        return Ok(Forgotten::Unknown);
    }
    let mut ballot = cast.unwrap_or_else(|| Ballot {
        member: tags.member,
        ballot: tags.ballot,
        change: tags.change,
        ticket: None,
        climate: vec![None; measure::session_form().items.len()],
        outcome: None,
        words: String::new(),
        objection: false,
        locker: Locker::default().seal(&tags, &app.random),
        exchange: Exchange::default(),
    });
    ballot.exchange.forget = forget;
    Ok(if ballots.put(ballot, &app.random, tx).await? {
        Forgotten::AtTheClose
    } else {
        Forgotten::Full
    })
}
