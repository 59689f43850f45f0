//! Who may answer a session, and their ballot's way into the box.

use std::convert::Infallible;

use sea_orm::entity::prelude::*;

pub use super::asking::{Addressee, Asked};
use super::ballot_box::BallotBox;
use super::filling::{Admitted, fill};
pub use super::filling::{Answers, Said, WrittenNote};
use super::locker::Locker;
use super::member_key::MemberKey;
use super::roster::Roster;
use super::tickets::{self, Ticket};
use super::{SealedError, quarter};
use crate::App;
use crate::entities::{group, session};

/// So often a ballot is tried while other replicas are faster.
const MOST_TRIES: usize = 100;

/// What somebody brings to the door.
#[derive(Clone)]
pub struct Holder {
    /// A member key: their own, or the one proposed with a new ticket.
    pub key: MemberKey,
    /// A new ticket, which enrols the key. With a key of before it wakes that key, or carries its locker over.
    pub ticket: Option<Ticket>,
}

/// Why somebody is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No box is open.
    Closed,
    /// The key belongs to no member of the group.
    UnknownKey,
    /// The key was not used for so long that a ticket must wake it.
    AsleepKey,
    /// The ticket was never printed, or was used in an earlier session.
    UnknownTicket,
    /// Another key has used the ticket in this session.
    UsedTicket,
    /// Every slot is taken.
    Full,
}

/// What became of a ballot; `M` says why its answers cannot be taken.
pub enum Cast<M> {
    /// It lies in the box.
    Taken,
    /// The holder is not let in.
    Refused(Refusal),
    /// Its answers go back to whoever was asked these; the box is as it was.
    SentBack(Box<Asked>, M),
}

/// Says whether a holder may answer now, and what they are asked. Claims nothing.
pub async fn admit(
    app: &App,
    group: &group::Model,
    holder: &Holder,
) -> Result<Result<Asked, Refusal>, SealedError> {
    let mut door = Door::open(app, group, holder).await;
    if matches!(door, Err(SealedError::Overtaken)) {
        door = Door::open(app, group, holder).await;
    }
    let door = match door? {
        Ok(door) => door,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let asked = Asked::of(
        app,
        group,
        &door.session,
        &door.admitted.locker,
        &app.database.reader,
    );
    Ok(Ok(asked.await?))
}

/// Puts a ballot into the box. A second one from the same key replaces the first.
pub async fn cast(
    app: &App,
    group: &group::Model,
    holder: &Holder,
    answers: Answers,
) -> Result<Result<(), Refusal>, SealedError> {
    let read = |_: &Asked| Ok::<_, Infallible>(answers.clone());
    Ok(match cast_read(app, group, holder, read).await? {
        Cast::Taken => Ok(()),
        Cast::Refused(refused) => Err(refused),
    })
}

/// Puts a ballot into the box once its answers are read, which takes what its holder is asked: so the rows that say who
/// they are, much the largest part of the work, are opened once.
///
/// Nothing is locked meanwhile, so that SQLite's one writer is held for one statement. While a box is open only its row
/// moves: if that was written by another replica, or is gone, everything is looked at again.
pub async fn cast_read<M>(
    app: &App,
    group: &group::Model,
    holder: &Holder,
    read: impl Fn(&Asked) -> Result<Answers, M>,
) -> Result<Cast<M>, SealedError> {
    let _turn = app.turns.of(group.id).await;
    for _ in 0..MOST_TRIES {
        match try_once(app, group, holder, &read).await {
            Err(SealedError::Overtaken) => {}
            done => return done,
        }
    }
    Err(SealedError::Overtaken)
}

async fn try_once<M>(
    app: &App,
    group: &group::Model,
    holder: &Holder,
    read: &impl Fn(&Asked) -> Result<Answers, M>,
) -> Result<Cast<M>, SealedError> {
    let Door {
        session,
        ballots,
        admitted,
    } = match Door::open(app, group, holder).await? {
        Ok(door) => door,
        Err(refusal) => return Ok(Cast::Refused(refusal)),
    };
    let locker = &admitted.locker;
    let asked = Asked::of(app, group, &session, locker, &app.database.reader).await?;
    let answers = match read(&asked) {
        Ok(answers) => answers,
        Err(why) => return Ok(Cast::SentBack(Box::new(asked), why)),
    };
    let mut ballot = fill(app, group, &session, &holder.key, admitted, &asked, answers);
    // Whoever was told that they will be forgotten is, even if they change their answers afterwards.
    if let Some(earlier) = ballots.of_member(&ballot.member) {
        ballot.exchange.forget = earlier.exchange.forget.clone();
    }
    let put = ballots
        .put(ballot, &app.random, &app.database.writer)
        .await?;
    Ok(match put {
        true => Cast::Taken,
        false => Cast::Refused(Refusal::Full),
    })
}

/// The open box, and somebody who is let in to it.
struct Door {
    session: session::Model,
    ballots: BallotBox,
    admitted: Admitted,
}

impl Door {
    async fn open(
        app: &App,
        group: &group::Model,
        holder: &Holder,
    ) -> Result<Result<Self, Refusal>, SealedError> {
        let database = &app.database.reader;
        let open = session::Model::open_of(group.id, database).await?;
        let Some(session) = open.filter(|session| session.takes_ballots(app.clock.now())) else {
            return Ok(Err(Refusal::Closed));
        };
        let Some(ballots) = BallotBox::open(group.id, &app.keys, database).await? else {
            return Ok(Err(Refusal::Closed));
        };
        if ballots.session() != session.id {
            return Err(SealedError::Overtaken);
        }
        // A group that was re-keyed since its row was read has another roster: this key is not in it.
        if ballots.epoch() != group.epoch {
            return Ok(Err(Refusal::UnknownKey));
        }
        let roster = Roster::open(group.id, group.epoch, &app.keys, database).await?;
        let admitted = admitted(app, group, &session, holder, &roster, &ballots, database).await?;
        Ok(admitted.map(|admitted| Self {
            session,
            ballots,
            admitted,
        }))
    }
}

async fn admitted(
    app: &App,
    group: &group::Model,
    session: &session::Model,
    holder: &Holder,
    roster: &Roster,
    ballots: &BallotBox,
    database: &impl ConnectionTrait,
) -> Result<Result<Admitted, Refusal>, SealedError> {
    let window = group.window_of(session.number).index;
    let tags = holder.key.tags(
        group.id,
        group.epoch,
        window,
        quarter::number_of(&session.date),
    );
    let claims = match &holder.ticket {
        None => ballots
            .of_member(&tags.member)
            .and_then(|ballot| ballot.ticket),
        Some(ticket) => {
            let macs = ticket.macs(group.id, &app.keys);
            let claimed = macs
                .iter()
                .find_map(|mac| Some((*mac, ballots.of_ticket(mac)?)));
            match claimed {
                Some((_, ballot)) if ballot.member != tags.member => {
                    return Ok(Err(Refusal::UsedTicket));
                }
                Some((mac, _)) => Some(mac),
                None => match tickets::unclaimed(group, &macs, database).await? {
                    None => return Ok(Err(Refusal::UnknownTicket)),
                    found => found,
                },
            }
        }
    };
    let locker = match roster.find(&tags.member) {
        Some(member) if claims.is_none() && member.sleeps_at(session.number) => {
            return Ok(Err(Refusal::AsleepKey));
        }
        Some(member) => Locker::open(&member.locker, &tags),
        None if claims.is_none() => return Ok(Err(Refusal::UnknownKey)),
        None => carried_over(app, group, holder, database).await?,
    };
    Ok(Ok(Admitted {
        tags,
        locker,
        claims,
    }))
}

/// The locker that a key had before the group was re-keyed; an empty one for a new key.
async fn carried_over(
    app: &App,
    group: &group::Model,
    holder: &Holder,
    database: &impl ConnectionTrait,
) -> Result<Locker, SealedError> {
    let (keys, now) = (&app.keys, app.clock.now());
    let former = Roster::open_former(group.id, group.epoch, now, keys, database).await?;
    let locker = former.and_then(|former| {
        let tags = holder.key.tags(group.id, former.epoch(), 0, 0);
        let member = former.find(&tags.member)?;
        Some(Locker::open(&member.locker, &tags))
    });
    Ok(locker.unwrap_or_default())
}
