//! Who may answer a session, what they are asked, and their ballot's way into the box.

use analytics::measure::{self, Measure};
use analytics::scoring;
use sea_orm::{QuerySelect, entity::prelude::*};

use super::ballot::{Ballot, OutcomeAnswers};
use super::ballot_box::BallotBox;
use super::locker::{Locker, WaveScore};
use super::member_key::{MemberKey, Tags};
use super::roster::Roster;
use super::tickets::{self, Ticket};
use super::{SealedError, quarter};
use crate::App;
use crate::entities::{group, session};

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

/// What one person is asked besides the session items.
pub struct Asked {
    /// The outcome measure, in a wave or where the locker has no first score.
    pub outcome: Option<&'static Measure>,
}

/// What one person answered; already within the limits of the form.
pub struct Answers {
    /// One answer an item of `chorus-session`; empty where skipped.
    pub climate: Vec<Option<u8>>,
    /// One answer an item of the outcome measure; `None` where it was not on the page.
    pub outcome: Option<Vec<Option<u8>>>,
    /// Free words, at most [`super::ballot::WORDS`] characters.
    pub words: String,
    /// The checkbox of the ticket log.
    pub objection: bool,
}

struct Seat {
    tags: Tags,
    locker: Locker,
    claims: Option<[u8; 32]>,
}

/// Says whether a holder may answer now, and what they are asked. Claims nothing.
pub async fn admit(
    app: &App,
    group: &group::Model,
    holder: &Holder,
) -> Result<Result<Asked, Refusal>, SealedError> {
    let database = &app.database.reader;
    let Some(session) = session::Model::open_of(group.id, database).await? else {
        return Ok(Err(Refusal::Closed));
    };
    if !session.takes_ballots(app.clock.now()) {
        return Ok(Err(Refusal::Closed));
    }
    let roster = Roster::open(group.id, group.epoch, &app.keys, database).await?;
    let Some(ballots) = BallotBox::open(group.id, &app.keys, database).await? else {
        return Ok(Err(Refusal::Closed));
    };
    let seat = seat(app, group, &session, holder, &roster, &ballots, database).await?;
    Ok(seat.map(|seat| Asked {
        outcome: outcome_asked(app, group, &session, &seat.locker),
    }))
}

/// Puts a ballot into the box. A second one from the same key replaces the first.
pub async fn cast(
    app: &App,
    group: &group::Model,
    holder: &Holder,
    answers: Answers,
) -> Result<Result<(), Refusal>, SealedError> {
    let tx = app.database.begin().await?;
    let open = session::Entity::find()
        .filter(session::Column::GroupId.eq(group.id))
        .filter(session::Column::State.eq(session::OPEN))
        .lock_shared()
        .one(&tx)
        .await?;
    let Some(session) = open.filter(|session| session.takes_ballots(app.clock.now())) else {
        return Ok(Err(Refusal::Closed));
    };
    let roster = Roster::open(group.id, group.epoch, &app.keys, &tx).await?;
    let Some(ballots) = BallotBox::open_locked(group.id, &app.keys, &tx).await? else {
        return Ok(Err(Refusal::Closed));
    };
    // A group that was re-keyed since its row was read has another roster: this key is not in it.
    if ballots.epoch() != group.epoch {
        return Ok(Err(Refusal::UnknownKey));
    }
    let seat = match seat(app, group, &session, holder, &roster, &ballots, &tx).await? {
        Ok(seat) => seat,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let ballot = fill(app, group, &session, seat, answers);
    if !ballots.put(ballot, &app.random, &tx).await? {
        return Ok(Err(Refusal::Full));
    }
    tx.commit().await?;
    Ok(Ok(()))
}

async fn seat(
    app: &App,
    group: &group::Model,
    session: &session::Model,
    holder: &Holder,
    roster: &Roster,
    ballots: &BallotBox,
    database: &impl ConnectionTrait,
) -> Result<Result<Seat, Refusal>, SealedError> {
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
            let mac = ticket.mac(group.id, &app.keys);
            match ballots.of_ticket(&mac) {
                Some(claimed) if claimed.member != tags.member => {
                    return Ok(Err(Refusal::UsedTicket));
                }
                Some(_) => {}
                None if !tickets::is_unclaimed(group, &mac, database).await? => {
                    return Ok(Err(Refusal::UnknownTicket));
                }
                None => {}
            }
            Some(mac)
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
    Ok(Ok(Seat {
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

/// The group's outcome measure, if this locker's owner is asked it in this session:
/// in a wave until it is answered, and at once where there is no first score.
fn outcome_asked(
    app: &App,
    group: &group::Model,
    session: &session::Model,
    locker: &Locker,
) -> Option<&'static Measure> {
    let measure = measure::find(&group.outcome_measure)?;
    let window = group.window_of(session.number);
    let episode = locker.episode(&measure.id, measure.version, day_of(app, session));
    let answered = episode
        .last()
        .is_some_and(|last| last.window == window.index);
    let asked = episode.is_empty() || (group.is_wave(window) && !answered);
    asked.then_some(measure)
}

fn fill(
    app: &App,
    group: &group::Model,
    session: &session::Model,
    seat: Seat,
    answers: Answers,
) -> Ballot {
    let Seat {
        tags,
        mut locker,
        claims,
    } = seat;
    let window = group.window_of(session.number);
    let day = day_of(app, session);
    let asked = outcome_asked(app, group, session, &locker);
    let outcome = asked.zip(answers.outcome).map(|(measure, answers)| {
        let episode = locker.episode(&measure.id, measure.version, day);
        let filled = OutcomeAnswers {
            measure: measure.id.clone(),
            version: measure.version,
            in_wave: group.is_wave(window),
            answers,
            first: episode.first().map(|wave| wave.score),
            previous: episode.last().map(|wave| wave.score),
        };
        if let Some(score) = scoring::total(measure, &filled.answers) {
            locker.add(WaveScore {
                day,
                window: window.index,
                measure: measure.id.clone(),
                version: measure.version,
                score,
            });
        }
        filled
    });
    Ballot {
        member: tags.member,
        ballot: tags.ballot,
        change: tags.change,
        ticket: claims,
        climate: answers.climate,
        outcome,
        words: answers.words,
        objection: answers.objection,
        locker: locker.seal(&tags, &app.random),
    }
}

fn day_of(app: &App, session: &session::Model) -> i32 {
    let date: jiff::civil::Date = session.date.parse().unwrap_or_else(|_| app.today());
    date.since(jiff::civil::Date::constant(1970, 1, 1))
        .map_or(0, |span| span.get_days())
}
