//! The pool: one person's values of a release window, joined by their ballot tag, waiting sealed between the window's closes.

use std::collections::BTreeMap;

use analytics::change::LinkedPair;
use analytics::measure::{Library, Measure, session_form};
use analytics::scoring;
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::SealedError;
use super::ballot::{Ballot, Exchange, OutcomeAnswers};
use super::keys::Keys;
use super::member_key::Tag;
use super::roster::Roster;
use super::slots::{self, Contents, Place};
use crate::entities::{group, pool};
use crate::random::Random;

const SLOT: usize = 16 * 1024;

/// What one person gave in a window.
#[derive(Clone, Serialize, Deserialize)]
pub struct Person {
    ballot: Tag,
    /// Joins the person's pairs of one calendar quarter.
    pub change: Tag,
    /// The group's epoch: after a re-keying the same people come back with other keys.
    epoch: i32,
    /// Number of the session that enrolled the key, if it belongs to this window.
    pub enrolled_in: Option<i32>,
    /// Scores on the session form: its scales in order, one score a session.
    pub climate: Vec<Vec<f64>>,
    /// Score on the main scale of the outcome measure, in a wave.
    pub outcome: Option<f64>,
    /// That score and the first one of the episode.
    pub pair: Option<LinkedPair>,
    /// Whether they answered at least one question.
    pub answered: bool,
    /// What they wrote.
    pub words: Vec<String>,
    /// What they answered to the group and gave to its board.
    #[serde(skip)]
    pub exchange: Exchanged,
    /// Scores on all scales of the outcome measure, in its order, in a wave.
    #[serde(skip)]
    pub scores: Vec<Option<f64>>,
}

/// What one person answered to the group in a window, each answer from 0 to 1.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Exchanged {
    /// Whether they did what they had planned.
    pub follow_through: Vec<f64>,
    /// Whether it has changed: by the window of the reply.
    pub changed: Vec<(i32, f64)>,
    /// What helped them.
    pub coping: Vec<String>,
    /// Lines of the board that they were offered, and whether each could help.
    pub offered: BTreeMap<i64, bool>,
}

impl Drop for Person {
    fn drop(&mut self) {
        self.climate.zeroize();
        self.outcome.zeroize();
        self.words.zeroize();
        self.exchange.follow_through.zeroize();
        self.exchange.coping.zeroize();
        self.scores.zeroize();
    }
}

impl Person {
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = postcard::to_allocvec(self).expect("BUG: a person's values are plain data");
        bytes.extend(postcard::to_allocvec(&self.exchange).expect("BUG: plain data too"));
        bytes.extend(postcard::to_allocvec(&self.scores).expect("BUG: plain data as well"));
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Person> {
        let (mut person, rest): (Person, _) = postcard::take_from_bytes(bytes).ok()?;
        // A person of before there was an exchange ends here.
        person.scores = vec![person.outcome];
        if !rest.is_empty() {
            let (exchange, rest) = postcard::take_from_bytes(rest).ok()?;
            person.exchange = exchange;
            // One of before there were measures with several scales ends here.
            if !rest.is_empty() {
                person.scores = postcard::from_bytes(rest).ok()?;
            }
        }
        Some(person)
    }
}

/// A window's values so far.
#[derive(Default)]
pub struct Pool {
    /// People in no order.
    pub people: Vec<Person>,
    /// Whether anybody objected to the tickets.
    pub objected: bool,
    /// Whether a box of the window was lost.
    pub lost: bool,
}

/// Name of the file that holds a pool's key.
pub fn key_name(group: i64, window: i32) -> String {
    format!("pool-{group}-{window}")
}

/// The group and window whose pool [`key_name`] named.
pub fn window_of_key(name: &str) -> Option<(i64, i32)> {
    let (group, window) = name.strip_prefix("pool-")?.split_once('-')?;
    Some((group.parse().ok()?, window.parse().ok()?))
}

fn place(row: &pool::Model) -> Place<'_> {
    Place {
        table: "pool",
        group: row.group_id,
        index: row.window.into(),
        epoch: row.epoch,
        version: &row.version,
    }
}

impl Pool {
    /// Takes a window's pool out of the database: `None` if it has none yet. One
    /// without its key comes back empty and withheld. The row is deleted.
    pub async fn take(
        group: &group::Model,
        window: i32,
        keys: &Keys,
        tx: &impl ConnectionTrait,
    ) -> Result<Option<Pool>, SealedError> {
        let Some(row) = pool::Entity::find_by_id((group.id, window))
            .lock_exclusive()
            .one(tx)
            .await?
        else {
            return Ok(None);
        };
        pool::Entity::delete_by_id((group.id, window))
            .exec(tx)
            .await?;
        // What came out of a backup is empty, so that it stays lost even where its key turns up again.
        let kept = match row.body.is_empty() {
            true => None,
            false => keys.kept(&key_name(group.id, window))?,
        };
        let Some(key) = kept else {
            return Ok(Some(Pool {
                lost: true,
                ..Pool::default()
            }));
        };
        let contents = slots::open(&row.body, SLOT, &place(&row), &key)?;
        let people = contents
            .slots
            .iter()
            .map(|slot| Person::from_bytes(slot).ok_or(SealedError::Unreadable("pool")))
            .collect::<Result<_, _>>()?;
        Ok(Some(Pool {
            people,
            objected: contents.head.first() == Some(&1),
            lost: contents.head.get(1) == Some(&1),
        }))
    }

    /// Leaves word that the values of a window are lost, so that its last close withholds it.
    pub async fn lose(
        group: &group::Model,
        window: i32,
        random: &Random,
        tx: &impl ConnectionTrait,
    ) -> Result<(), DbErr> {
        pool::Entity::delete_by_id((group.id, window))
            .exec(tx)
            .await?;
        let row = pool::Model {
            group_id: group.id,
            window,
            epoch: group.epoch,
            version: slots::fresh_version(random),
            capacity: group.capacity,
            body: Vec::new(),
        };
        pool::Entity::insert(pool::ActiveModel::from(row).reset_all())
            .exec_without_returning(tx)
            .await?;
        Ok(())
    }

    /// Seals the pool until the window's next close. Its key file is written first where it is new.
    pub async fn store(
        &self,
        group: &group::Model,
        window: i32,
        keys: &Keys,
        random: &Random,
        tx: &impl ConnectionTrait,
    ) -> Result<(), SealedError> {
        let name = key_name(group.id, window);
        let key = match keys.kept(&name)? {
            Some(key) => key,
            None => {
                let key = Keys::fresh(random);
                keys.keep(&name, &key, random)?;
                key
            }
        };
        let capacity = self
            .people
            .len()
            .next_power_of_two()
            .max(group.capacity as usize);
        let mut row = pool::Model {
            group_id: group.id,
            window,
            epoch: group.epoch,
            version: slots::fresh_version(random),
            capacity: capacity as i32,
            body: Vec::new(),
        };
        let contents = Contents {
            head: vec![self.objected.into(), self.lost.into()],
            slots: self.people.iter().map(Person::to_bytes).collect(),
        };
        row.body = slots::seal(&contents, capacity, SLOT, &place(&row), &key, random)?;
        pool::Entity::insert(pool::ActiveModel::from(row).reset_all())
            .exec_without_returning(tx)
            .await?;
        Ok(())
    }

    /// Scores a session's ballots and joins them to the people of the window.
    pub fn absorb(
        &mut self,
        ballots: &[Ballot],
        roster: &Roster,
        measures: &Library,
        session: i32,
        window: group::Window,
    ) {
        let climate = session_form();
        for ballot in ballots {
            self.objected |= ballot.objection;
            let person = self.person(ballot, roster, session, climate, window);
            let answers: Vec<Option<f64>> = ballot
                .climate
                .iter()
                .map(|answer| answer.map(f64::from))
                .collect();
            let scores = scoring::score(climate, &answers);
            for (kept, (_, score)) in person.climate.iter_mut().zip(scores) {
                kept.extend(score);
            }
            if let Some(asked) = ballot.outcome.as_ref().filter(|asked| asked.in_wave)
                && let Some(measure) = measures.version(&asked.measure, asked.version)
            {
                person.scores = scores_of(measure, asked);
                let score = person.scores.first().copied().flatten();
                person.outcome = score;
                person.pair = asked
                    .first
                    .zip(score)
                    .map(|(first, last)| LinkedPair { first, last });
            }
            person.answered |= ballot.answers_anything();
            if !ballot.words.is_empty() {
                person.words.push(ballot.words.clone());
            }
            person.exchange.take(&ballot.exchange);
        }
    }

    fn person(
        &mut self,
        ballot: &Ballot,
        roster: &Roster,
        session: i32,
        climate: &Measure,
        window: group::Window,
    ) -> &mut Person {
        let enrolled = roster
            .find(&ballot.member)
            .map_or(session, |member| member.enrolled);
        let known = self
            .people
            .iter()
            .position(|person| person.ballot == ballot.ballot);
        let position = known.unwrap_or_else(|| {
            self.people.push(Person {
                ballot: ballot.ballot,
                change: ballot.change,
                epoch: roster.epoch(),
                enrolled_in: (enrolled >= window.first).then_some(enrolled),
                climate: vec![Vec::new(); climate.scales.len()],
                outcome: None,
                pair: None,
                answered: false,
                words: Vec::new(),
                exchange: Exchanged::default(),
                scores: Vec::new(),
            });
            self.people.len() - 1
        });
        &mut self.people[position]
    }
}

/// The scores of a ballot, which a ballot of before had not yet.
fn scores_of(measure: &Measure, asked: &OutcomeAnswers) -> Vec<Option<f64>> {
    if asked.answers.is_empty() {
        return asked.reckoned.scores.clone();
    }
    let answers: Vec<Option<f64>> = asked
        .answers
        .iter()
        .map(|answer| answer.map(f64::from))
        .collect();
    let scores = scoring::score(measure, &answers).into_iter();
    scores.map(|(_, score)| score).collect()
}

impl Exchanged {
    fn take(&mut self, given: &Exchange) {
        let part = |answer: u8| f64::from(answer) / 2.0;
        self.follow_through.extend(given.follow_through.map(part));
        self.changed
            .extend(given.changed.map(|(reply, answer)| (reply, part(answer))));
        if !given.coping.is_empty() {
            self.coping.push(given.coping.clone());
        }
        for (line, helps) in &given.offered {
            *self.offered.entry(*line).or_default() |= helps;
        }
    }
}

/// How many people these are at least: keys enrolled before the window, and the
/// largest number newly enrolled in any one of its sessions. New tickets for
/// the same people in the next session do not make a quorum, and neither does
/// a re-keying between two sessions of a window: the fuller epoch counts.
pub fn head_count<'a>(people: impl Iterator<Item = &'a Person>) -> u32 {
    let mut epochs: BTreeMap<i32, BTreeMap<Option<i32>, u32>> = BTreeMap::new();
    for person in people {
        let keys = epochs.entry(person.epoch).or_default();
        *keys.entry(person.enrolled_in).or_default() += 1;
    }
    let people = epochs.into_values().map(|mut keys| {
        let before = keys.remove(&None).unwrap_or(0);
        before + keys.into_values().max().unwrap_or(0)
    });
    people.max().unwrap_or(0)
}
