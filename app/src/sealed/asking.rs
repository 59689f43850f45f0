//! What one person is asked besides the session items: from their locker, the group's reply and board, and the seats of the pouch.

use analytics::Measure;
use jiff::civil::Date;
use sea_orm::ConnectionTrait;

use super::SealedError;
use super::locker::{Intention, Locker};
use super::pouch::Pouch;
use crate::App;
use crate::entities::{coping_line, group, reply, session};

/// What one person is asked besides the session items.
pub struct Asked {
    /// The outcome measure, in a wave or where the locker has no first score.
    pub outcome: Option<&'static Measure>,
    /// What they set out to do last time, if it was not asked about yet.
    pub intention: Option<Intention>,
    /// The therapist's latest reply before the session opened.
    pub reply: Option<reply::Model>,
    /// Lines that were on the board before the session opened.
    pub board: Vec<coping_line::Model>,
    /// Seats to which notes may be written.
    pub seats: Vec<Addressee>,
}

/// A seat as the survey shows it.
pub struct Addressee {
    /// Its identifier.
    pub id: i64,
    /// The name its owner goes by.
    pub name: String,
    /// Its round: notes of one round are joined.
    pub round: i32,
}

impl Asked {
    /// What the owner of `locker` is asked in `session`.
    pub async fn of(
        app: &App,
        group: &group::Model,
        session: &session::Model,
        locker: &Locker,
        database: &impl ConnectionTrait,
    ) -> Result<Asked, SealedError> {
        let intention = locker.intention.clone();
        Ok(Asked {
            outcome: outcome(app, group, session, locker),
            intention: intention
                .filter(|last| last.done.is_none() && last.session < session.number),
            reply: reply::Model::before(group.id, session.opened_at, database).await?,
            board: coping_line::Model::offered(group.id, session.opened_at, database).await?,
            seats: seats(app, group, database).await?,
        })
    }
}

/// The one outcome measure that this locker's owner is asked in this session, if any: in a wave the one whose turn it
/// is, until it is answered; otherwise, at once, one without a first score.
fn outcome(
    app: &App,
    group: &group::Model,
    session: &session::Model,
    locker: &Locker,
) -> Option<&'static Measure> {
    let (measures, day) = (app.measures(), day_of(app, session));
    let window = group.window_of(session.number);
    let known = |named: &group::Named| measures.version(&named.id, named.version);
    let episode = |measure: &Measure| locker.episode(&measure.id, measure.version, day);
    let answered = |measure: &Measure| {
        let episode = episode(measure);
        episode
            .last()
            .is_some_and(|last| last.window == window.index)
    };
    let due = group.asked_in(window).and_then(known);
    if let Some(due) = due.filter(|due| !answered(due)) {
        return Some(due);
    }
    let plan = group.outcomes.at(window.index).measures.iter();
    plan.filter_map(known)
        .find(|measure| episode(measure).is_empty())
}

async fn seats(
    app: &App,
    group: &group::Model,
    database: &impl ConnectionTrait,
) -> Result<Vec<Addressee>, SealedError> {
    if !group.notes_on {
        return Ok(Vec::new());
    }
    let pouch = Pouch::open(group.id, &app.keys, database).await?;
    let seats = pouch.map(|pouch| pouch.seats).unwrap_or_default();
    let open = seats.into_iter().filter(|seat| seat.takes_notes());
    Ok(open
        .map(|seat| Addressee {
            id: seat.id,
            name: seat.name,
            round: seat.round,
        })
        .collect())
}

/// Days since 1970-01-01 of a session's date.
pub(super) fn day_of(app: &App, session: &session::Model) -> i32 {
    days(session.date.parse().unwrap_or_else(|_| app.today()))
}

/// Days since 1970-01-01.
pub fn days(date: Date) -> i32 {
    date.since(Date::constant(1970, 1, 1))
        .map_or(0, |span| span.get_days())
}
