//! One person's sealed answers to one session: the format of a slot in the ballot box.

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::member_key::Tag;

/// First byte of every ballot.
const FORMAT: u8 = 3;
/// First byte of a ballot from before outcomes were scored as they were cast.
const WITHOUT_SCORES: u8 = 2;
/// First byte of a ballot from before there was an [`Exchange`].
const WITHOUT_EXCHANGE: u8 = 1;

/// Characters of the free words; each takes at most four bytes.
pub const WORDS: usize = 500;
/// Characters of what helped somebody.
pub const COPING: usize = 200;
/// Characters of a note's line.
pub const LINE: usize = 200;
/// Notes in one ballot.
pub const NOTES: usize = 3;

/// A ballot. With words, notes and locker at their longest it fills two thirds of a slot of 16 KiB.
#[derive(Clone, Serialize, Deserialize)]
pub struct Ballot {
    /// The member's slot in the roster.
    pub member: Tag,
    /// Joins this member's ballots of the release window.
    pub ballot: Tag,
    /// Joins this member's pairs of the calendar quarter.
    pub change: Tag,
    /// Hash of the ticket that this ballot claims; its key is enrolled at the close.
    pub ticket: Option<[u8; 32]>,
    /// Answers to the session items; empty where skipped.
    pub climate: Vec<Option<u8>>,
    /// Answers to the outcome measure, where it was asked.
    pub outcome: Option<OutcomeAnswers>,
    /// Free words; empty where nothing was written.
    pub words: String,
    /// "That is more than we are": withholds the window.
    pub objection: bool,
    /// The member's whole new locker, sealed for its owner.
    pub locker: Vec<u8>,
    /// What the member and the group say to each other beside the scores.
    #[serde(skip)]
    pub exchange: Exchange,
}

/// What a member answers to the group, and what the member gives to others.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Exchange {
    /// Whether they did what they had planned: 0 not yet, 1 some of it, 2 all of it.
    pub follow_through: Option<u8>,
    /// Whether it has changed: the window of the reply, and 0 no, 1 somewhat, 2 yes.
    pub changed: Option<(i32, u8)>,
    /// Something that helped; empty where nothing was written.
    pub coping: String,
    /// The lines of the board that the survey offered, and whether each could help.
    pub offered: Vec<(i64, bool)>,
    /// Notes to fellow members.
    pub notes: Vec<NoteSlip>,
    /// The tags to forget at the close, of this epoch and of the one before; none unless the member asked for it.
    pub forget: Vec<Tag>,
}

/// A note on its way into the pouch.
#[derive(Clone, Serialize, Deserialize)]
pub struct NoteSlip {
    /// The seat it is for.
    pub seat: i64,
    /// Joins this member's notes to that seat until its next delivery, and nothing else.
    pub tag: Tag,
    /// What was ticked: identifiers of note choices.
    pub choices: Vec<i32>,
    /// The line; empty where nothing was written.
    pub line: String,
}

/// What came of an outcome measure, and the member's earlier scores on it.
#[derive(Clone, Serialize, Deserialize)]
pub struct OutcomeAnswers {
    /// Identifier of the measure.
    pub measure: String,
    /// Its version.
    pub version: u16,
    /// Outside a wave the value enters no tally.
    pub in_wave: bool,
    /// Answers to its items, in a ballot from before outcomes were scored as they were cast; none since.
    pub answers: Vec<Option<u8>>,
    /// First score of the episode, if there was one before.
    pub first: Option<f64>,
    /// Previous score of the episode.
    pub previous: Option<f64>,
    /// What the answers came to.
    #[serde(skip)]
    pub reckoned: Reckoned,
}

/// What the answers to an outcome measure came to. The answers themselves are not kept, not even until the close.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Reckoned {
    /// Whether at least one item was answered.
    pub answered: bool,
    /// Scores of the measure's scales, in its order; none where too much was left out.
    pub scores: Vec<Option<f64>>,
}

impl Ballot {
    /// Whether at least one question was answered.
    pub fn answers_anything(&self) -> bool {
        let mut outcome = self.outcome.iter();
        let ticked = self.climate.iter().any(Option::is_some)
            || outcome.any(|outcome| {
                outcome.reckoned.answered || outcome.answers.iter().any(Option::is_some)
            });
        let (words, exchange) = (&self.words, &self.exchange);
        let said = exchange.follow_through.is_some() || exchange.changed.is_some();
        ticked || said || !words.is_empty() || !exchange.coping.is_empty()
    }

    /// The bytes of a slot.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![FORMAT];
        bytes.extend(postcard::to_allocvec(self).expect("BUG: a ballot is plain data"));
        bytes.extend(postcard::to_allocvec(&self.exchange).expect("BUG: plain data too"));
        let reckoned = self.outcome.as_ref().map(|outcome| &outcome.reckoned);
        bytes.extend(postcard::to_allocvec(&reckoned).expect("BUG: plain data as well"));
        bytes
    }

    /// Reads a slot; `None` if it is of another format.
    pub fn from_bytes(bytes: &[u8]) -> Option<Ballot> {
        let (format, rest) = bytes.split_first()?;
        let (mut ballot, rest): (Ballot, _) = postcard::take_from_bytes(rest).ok()?;
        match *format {
            WITHOUT_EXCHANGE => {}
            WITHOUT_SCORES => ballot.exchange = postcard::from_bytes(rest).ok()?,
            FORMAT => {
                let (exchange, rest) = postcard::take_from_bytes(rest).ok()?;
                ballot.exchange = exchange;
                let reckoned: Option<Reckoned> = postcard::from_bytes(rest).ok()?;
                if let (Some(outcome), Some(reckoned)) = (&mut ballot.outcome, reckoned) {
                    outcome.reckoned = reckoned;
                }
            }
            _ => return None,
        }
        Some(ballot)
    }
}

impl Drop for Ballot {
    fn drop(&mut self) {
        self.climate.zeroize();
        self.words.zeroize();
        if let Some(outcome) = &mut self.outcome {
            outcome.answers.zeroize();
            outcome.reckoned.scores.zeroize();
        }
        self.exchange.coping.zeroize();
        for note in &mut self.exchange.notes {
            note.line.zeroize();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest() -> Ballot {
        let note = NoteSlip {
            seat: i64::MAX,
            tag: [5; 32],
            choices: vec![i32::MAX; 8],
            line: "𝕎".repeat(LINE),
        };
        Ballot {
            member: [1; 32],
            ballot: [2; 32],
            change: [3; 32],
            ticket: Some([4; 32]),
            climate: vec![Some(4); 8],
            outcome: Some(OutcomeAnswers {
                measure: "chorus-session".into(),
                version: 1,
                in_wave: true,
                answers: Vec::new(),
                first: Some(1.0),
                previous: Some(1.0),
                reckoned: Reckoned {
                    answered: true,
                    scores: vec![Some(1.0); 20],
                },
            }),
            words: "𝕎".repeat(WORDS),
            objection: true,
            locker: vec![0; 3640],
            exchange: Exchange {
                follow_through: Some(2),
                changed: Some((i32::MAX, 2)),
                coping: "𝕎".repeat(COPING),
                offered: vec![(i64::MAX, true); 5],
                notes: vec![note; NOTES],
                forget: vec![[5; 32]; 2],
            },
        }
    }

    #[test]
    fn the_longest_ballot_leaves_a_third_of_a_slot_for_what_will_come() {
        let ballot = longest();
        let bytes = ballot.to_bytes();
        assert!(bytes.len() < 11 * 1024, "{}", bytes.len());
        let read = Ballot::from_bytes(&bytes).unwrap();
        assert_eq!(read.words, ballot.words);
        assert_eq!(read.exchange.notes[2].line, ballot.exchange.notes[2].line);
        assert!(Ballot::from_bytes(&[9, 0, 0]).is_none());
    }

    #[test]
    fn a_ballot_of_before_there_was_an_exchange_is_still_read() {
        let mut bytes = vec![WITHOUT_EXCHANGE];
        bytes.extend(postcard::to_allocvec(&longest()).unwrap());
        let read = Ballot::from_bytes(&bytes).unwrap();
        assert!(read.objection && read.exchange.notes.is_empty());
    }

    #[test]
    fn a_ballot_of_before_outcomes_were_scored_is_still_read() {
        let mut ballot = longest();
        let outcome = ballot.outcome.as_mut().unwrap();
        outcome.answers = vec![Some(2); 8];
        let mut bytes = vec![WITHOUT_SCORES];
        bytes.extend(postcard::to_allocvec(&ballot).unwrap());
        bytes.extend(postcard::to_allocvec(&ballot.exchange).unwrap());
        let read = Ballot::from_bytes(&bytes).unwrap();
        assert_eq!(read.outcome.as_ref().unwrap().answers, [Some(2); 8]);
        assert!(read.answers_anything() && read.exchange.notes.len() == NOTES);
    }
}
