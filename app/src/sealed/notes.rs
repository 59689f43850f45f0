//! A note's way through the pouch: in at a close, read by the therapist, out once four different members have written.

use std::collections::{BTreeMap, BTreeSet};

use rand::seq::SliceRandom;

use super::ballot::NoteSlip;
use super::member_key::Tag;
use super::pouch::{Note, Pouch, Seat, Stage, Writer};
use crate::random::Random;

/// Different members who must have written to a seat since its last delivery, before anything of it is read or delivered.
pub const SENDERS: usize = 4;
/// Notes that wait for one seat; more are not taken.
const WAITING: usize = 64;

/// A line that waits for the therapist. It says for whom it is; not from whom, nor from which session.
pub struct Line {
    /// The note's identifier.
    pub id: i64,
    /// The name of the seat it is for.
    pub name: String,
    /// The words.
    pub line: String,
}

/// What lies in an inbox: what fellow members gave, without a count of who ticked what, and signed notes.
#[derive(Default, PartialEq, Eq, Debug)]
pub struct Delivered {
    /// Identifiers of the choices that were ticked at least once.
    pub choices: BTreeSet<i32>,
    /// Lines of members, in no order.
    pub lines: Vec<String>,
    /// Therapists' notes, the latest first.
    pub signed: Vec<Signed>,
}

/// A therapist's note.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Signed {
    /// Days since 1970-01-01 in the organisation's zone.
    pub day: i32,
    /// Who signed it.
    pub name: String,
    /// The words.
    pub words: String,
}

impl Pouch {
    /// Takes the notes of a ballot whose key session `enrolled` enrolled. What is for a seat that takes none, or too much
    /// for one, is dropped.
    pub fn take(&mut self, slips: &[NoteSlip], enrolled: i32, random: &Random) {
        for slip in slips {
            let Some(seat) = self.seat(slip.seat).filter(|seat| seat.takes_notes()) else {
                continue;
            };
            let (round, joined) = (seat.round, (enrolled > seat.since).then_some(enrolled));
            let waiting = self.notes.iter().filter(|note| note.seat == slip.seat);
            if waiting.filter(|note| note.stage == Stage::Waiting).count() >= WAITING {
                continue;
            }
            self.notes.push(Note {
                id: random.row_id(),
                seat: slip.seat,
                writer: Writer::Member {
                    tag: slip.tag,
                    round,
                    joined,
                },
                choices: slip.choices.clone(),
                line: slip.line.clone(),
                stage: Stage::Waiting,
            });
        }
    }

    /// Gathers, at the close of a session, the notes of every seat to which enough members have written. Only then may their lines
    /// be read, all of them together, so that no line tells the session it comes from. What is for somebody who takes no
    /// notes now waits until they take them again.
    pub fn gather(&mut self, session: i32, random: &Random) {
        let full = self.seats_with(Stage::Waiting);
        for seat in self.seats.iter_mut().filter(|seat| full.contains(&seat.id)) {
            seat.round += 1;
            seat.since = session;
        }
        for note in &mut self.notes {
            if full.contains(&note.seat) && note.stage == Stage::Waiting {
                note.stage = if note.line.is_empty() {
                    Stage::Ready
                } else {
                    Stage::ToRead
                };
            }
        }
        self.deliver(random);
    }

    /// The lines that the therapist may read now: those for one person together, by identifiers drawn at random, so that
    /// the page stays as it is and its order says nothing.
    pub fn to_read(&self) -> Vec<Line> {
        let of_seat = |seat: &Seat| {
            let waiting = self.notes.iter().filter(|note| note.stage == Stage::ToRead);
            let mut notes: Vec<&Note> = waiting.filter(|note| note.seat == seat.id).collect();
            notes.sort_unstable_by_key(|note| note.id);
            let line = |note: &Note| Line {
                id: note.id,
                name: seat.name.clone(),
                line: note.line.clone(),
            };
            notes.into_iter().map(line).collect::<Vec<_>>()
        };
        self.seats.iter().flat_map(of_seat).collect()
    }

    /// Lets a note out whose line the therapist has read. Says whether it was waiting for that.
    pub fn let_out(&mut self, id: i64, random: &Random) -> bool {
        let mut waiting = self.notes.iter_mut();
        let found = waiting.find(|note| note.id == id && note.stage == Stage::ToRead);
        let found = found.map(|note| note.stage = Stage::Ready).is_some();
        self.deliver(random);
        found
    }

    /// Destroys a note whose line the therapist has read. Says whether it was waiting for that.
    pub fn destroy(&mut self, id: i64, random: &Random) -> bool {
        let before = self.notes.len();
        self.notes
            .retain(|note| note.id != id || note.stage != Stage::ToRead);
        self.deliver(random);
        self.notes.len() < before
    }

    /// Takes no notes for a seat for now, or takes them again: then what was read meanwhile lies there at once.
    pub fn pause(&mut self, seat: i64, paused: bool, random: &Random) {
        for known in self.seats.iter_mut().filter(|known| known.id == seat) {
            known.paused = paused;
        }
        self.deliver(random);
    }

    /// Puts a therapist's signed note into an inbox, at once; the same words twice on one day are one note. `false` where
    /// the seat takes no notes.
    pub fn sign(&mut self, seat: i64, name: &str, day: i32, words: &str, random: &Random) -> bool {
        let open = self.seat(seat).is_some_and(|seat| seat.takes_notes());
        let writer = Writer::Therapist {
            name: name.into(),
            day,
        };
        let same = |note: &Note| note.seat == seat && note.writer == writer && note.line == words;
        if open && !self.notes.iter().any(same) {
            self.notes.push(Note {
                id: random.row_id(),
                seat,
                writer,
                choices: Vec::new(),
                line: words.into(),
                stage: Stage::Delivered,
            });
        }
        open
    }

    /// Delivers whole batches, once every line of theirs was read. Who wrote is forgotten and the order drawn anew. What
    /// was destroyed may leave too few: the rest then goes out with the next batch.
    fn deliver(&mut self, random: &Random) {
        let mut full = self.seats_with(Stage::Ready);
        full.retain(|seat| {
            let unread = |note: &Note| note.seat == *seat && note.stage == Stage::ToRead;
            !self.notes.iter().any(unread)
        });
        for note in &mut self.notes {
            if full.contains(&note.seat) && note.stage == Stage::Ready {
                note.stage = Stage::Delivered;
                note.writer = Writer::Forgotten;
            }
        }
        self.notes.shuffle(&mut random.clone());
    }

    /// What lies in a seat's inbox.
    pub fn delivered(&self, seat: i64) -> Delivered {
        let mut inbox = Delivered::default();
        let notes = self.notes.iter().filter(|note| note.seat == seat);
        for note in notes.filter(|note| note.stage == Stage::Delivered) {
            inbox.choices.extend(&note.choices);
            match &note.writer {
                Writer::Therapist { name, day } => inbox.signed.push(Signed {
                    day: *day,
                    name: name.clone(),
                    words: note.line.clone(),
                }),
                _ if note.line.is_empty() => {}
                _ => inbox.lines.push(note.line.clone()),
            }
        }
        // One order for every look, and none that tells anything.
        inbox.lines.sort();
        inbox.signed.sort_by(|one, other| other.cmp(one));
        inbox
    }

    /// Seats that take notes and have some at a stage from enough different members. Tags of two rounds may be one
    /// member's: the fuller round counts.
    fn seats_with(&self, stage: Stage) -> Vec<i64> {
        let mut senders: BTreeMap<(i64, i32), BTreeMap<Tag, Option<i32>>> = BTreeMap::new();
        for note in self.notes.iter().filter(|note| note.stage == stage) {
            if let Writer::Member { tag, round, joined } = note.writer {
                let of_round = senders.entry((note.seat, round)).or_default();
                of_round.insert(tag, joined);
            }
        }
        let full = senders
            .into_iter()
            .filter(|(_, writers)| people(writers) >= SENDERS);
        let takes = |id: &i64| self.seat(*id).is_some_and(|seat| !seat.paused);
        full.map(|((seat, _), _)| seat).filter(takes).collect()
    }
}

/// How many people these are at least: keys from before the round, and the largest number that any one session enrolled.
/// Somebody who comes with a new ticket every time is one sender.
fn people(writers: &BTreeMap<Tag, Option<i32>>) -> usize {
    let mut newcomers: BTreeMap<i32, usize> = BTreeMap::new();
    for session in writers.values().flatten() {
        *newcomers.entry(*session).or_default() += 1;
    }
    let known = writers.values().filter(|joined| joined.is_none()).count();
    known + newcomers.into_values().max().unwrap_or_default()
}
