//! A ballot made of what one person answered: with the earlier scores that belong to it, and the member's whole new locker.

use analytics::scoring;

use super::asking::{Asked, day_of};
use super::ballot::{Ballot, Exchange, NOTES, NoteSlip, OutcomeAnswers, Reckoned};
use super::locker::{Intention, LEFT_OPEN, Locker, WaveScore};
use super::member_key::{MemberKey, Tags};
use crate::App;
use crate::entities::{group, session};

/// What one person answered; already within the limits of the form.
#[derive(Clone, Default)]
pub struct Answers {
    /// One answer an item of `chorus-session`; empty where skipped.
    pub climate: Vec<Option<u8>>,
    /// One answer an item of the outcome measure; `None` where it was not on the page.
    pub outcome: Option<Vec<Option<f64>>>,
    /// Free words, at most [`super::ballot::WORDS`] characters.
    pub words: String,
    /// The checkbox of the ticket log.
    pub objection: bool,
    /// What they said to the group.
    pub said: Said,
}

/// What one person said to the group and to themselves, all of it optional.
#[derive(Clone, Default)]
pub struct Said {
    /// Whether they did what they had planned: 0 not yet, 1 some of it, 2 all of it.
    pub follow_through: Option<u8>,
    /// Whether it has changed since the reply: 0 no, 1 somewhat, 2 yes.
    pub changed: Option<u8>,
    /// Something that helped, at most [`super::ballot::COPING`] characters.
    pub coping: String,
    /// Lines of the board that could help them.
    pub helps: Vec<i64>,
    /// What they set out to do, at most [`super::locker::INTENTION`] characters.
    pub intention: String,
    /// Notes to fellow members, at most [`NOTES`].
    pub notes: Vec<WrittenNote>,
}

/// A note as it was written.
#[derive(Clone)]
pub struct WrittenNote {
    /// The seat it is for.
    pub seat: i64,
    /// What was ticked.
    pub choices: Vec<i32>,
    /// The line, at most [`super::ballot::LINE`] characters.
    pub line: String,
}

/// Who a ballot is from.
pub(super) struct Admitted {
    /// The member's tags.
    pub tags: Tags,
    /// Their locker as of the last close.
    pub locker: Locker,
    /// The ticket that the ballot claims.
    pub claims: Option<[u8; 32]>,
}

/// Fills a ballot. What was answered but not asked is dropped.
pub(super) fn fill(
    app: &App,
    group: &group::Model,
    session: &session::Model,
    key: &MemberKey,
    admitted: Admitted,
    asked: &Asked,
    answers: Answers,
) -> Ballot {
    let Admitted {
        tags,
        mut locker,
        claims,
    } = admitted;
    let exchange = exchange(group.id, key, asked, &answers.said);
    remember(app, session, &mut locker, asked, answers.said);
    let outcome = outcome(app, group, session, &mut locker, asked, answers.outcome);
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
        exchange,
    }
}

fn outcome(
    app: &App,
    group: &group::Model,
    session: &session::Model,
    locker: &mut Locker,
    asked: &Asked,
    answers: Option<Vec<Option<f64>>>,
) -> Option<OutcomeAnswers> {
    let (measure, answers) = asked.outcome.zip(answers)?;
    let (window, day) = (group.window_of(session.number), day_of(app, session));
    let episode = locker.episode(&measure.id, measure.version, day);
    let scores = scoring::score(measure, &answers);
    let filled = OutcomeAnswers {
        measure: measure.id.clone(),
        version: measure.version,
        in_wave: group.asked_in(window) == Some(&group::Named::of(measure)),
        answers: Vec::new(),
        reckoned: Reckoned {
            answered: answers.iter().any(Option::is_some),
            scores: scores.iter().map(|(_, score)| *score).collect(),
        },
        first: episode.first().map(|wave| wave.score),
        previous: episode.last().map(|wave| wave.score),
    };
    for (name, scale) in measure.kept() {
        let score = scores.iter().find(|(other, _)| other.is(scale));
        if let Some(score) = score.and_then(|(_, score)| *score) {
            locker.add(WaveScore {
                day,
                window: window.index,
                measure: name,
                version: measure.version,
                score,
            });
        }
    }
    Some(filled)
}

fn exchange(group: i64, key: &MemberKey, asked: &Asked, said: &Said) -> Exchange {
    let asked_about = asked.intention.as_ref();
    let slip = |note: &WrittenNote| {
        let seat = asked.seats.iter().find(|seat| seat.id == note.seat)?;
        Some(NoteSlip {
            seat: seat.id,
            tag: key.note_tag(group, seat.id, seat.round),
            choices: note.choices.clone(),
            line: note.line.clone(),
        })
    };
    Exchange {
        follow_through: asked_about.and(said.follow_through),
        changed: asked
            .reply
            .as_ref()
            .map(|reply| reply.window)
            .zip(said.changed),
        coping: said.coping.clone(),
        offered: asked
            .board
            .iter()
            .map(|line| (line.id, said.helps.contains(&line.id)))
            .collect(),
        notes: said.notes.iter().take(NOTES).filter_map(slip).collect(),
        forget: Vec::new(),
    }
}

/// Keeps in the locker what became of the last intention, and the new one in its place.
fn remember(app: &App, session: &session::Model, locker: &mut Locker, asked: &Asked, said: Said) {
    if let (Some(last), true) = (&mut locker.intention, asked.intention.is_some()) {
        last.done = Some(said.follow_through.unwrap_or(LEFT_OPEN));
    }
    if !said.intention.is_empty() {
        locker.intention = Some(Intention {
            session: session.number,
            day: day_of(app, session),
            text: said.intention,
            done: None,
        });
    }
}
