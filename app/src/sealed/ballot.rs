//! One person's sealed answers to one session: the format of a slot in the ballot box.

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::member_key::Tag;

/// First byte of every ballot.
const FORMAT: u8 = 1;

/// Characters of the free words; each takes at most four bytes.
pub const WORDS: usize = 500;

/// A ballot. With words at their longest and its locker it fills less than half
/// of a slot of 16 KiB: the rest is room for notes and an intention.
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
}

/// Answers to an outcome measure and the member's earlier scores on it.
#[derive(Clone, Serialize, Deserialize)]
pub struct OutcomeAnswers {
    /// Identifier of the measure.
    pub measure: String,
    /// Its version.
    pub version: u16,
    /// Outside a wave the value enters no tally.
    pub in_wave: bool,
    /// Answers to its items; empty where skipped.
    pub answers: Vec<Option<u8>>,
    /// First score of the episode, if there was one before.
    pub first: Option<f64>,
    /// Previous score of the episode.
    pub previous: Option<f64>,
}

impl Ballot {
    /// Whether at least one question was answered.
    pub fn answers_anything(&self) -> bool {
        let outcome = self.outcome.iter().flat_map(|outcome| &outcome.answers);
        self.climate.iter().chain(outcome).any(Option::is_some) || !self.words.is_empty()
    }

    /// The bytes of a slot.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![FORMAT];
        bytes.extend(postcard::to_allocvec(self).expect("BUG: a ballot is plain data"));
        bytes
    }

    /// Reads a slot; `None` if it is of another format.
    pub fn from_bytes(bytes: &[u8]) -> Option<Ballot> {
        match bytes.split_first() {
            Some((&FORMAT, rest)) => postcard::from_bytes(rest).ok(),
            _ => None,
        }
    }
}

impl Drop for Ballot {
    fn drop(&mut self) {
        self.climate.zeroize();
        self.words.zeroize();
        if let Some(outcome) = &mut self.outcome {
            outcome.answers.zeroize();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ballot_leaves_half_a_slot_for_what_will_come() {
        let ballot = Ballot {
            member: [1; 32],
            ballot: [2; 32],
            change: [3; 32],
            ticket: Some([4; 32]),
            climate: vec![Some(4); 8],
            outcome: Some(OutcomeAnswers {
                measure: "chorus-session".into(),
                version: 1,
                in_wave: true,
                answers: vec![Some(3); 20],
                first: Some(1.0),
                previous: Some(1.0),
            }),
            words: "𝕎".repeat(WORDS),
            objection: true,
            locker: vec![0; 3640],
        };
        let bytes = ballot.to_bytes();
        assert!(bytes.len() < 8 * 1024, "{}", bytes.len());
        assert_eq!(Ballot::from_bytes(&bytes).unwrap().words, ballot.words);
        assert!(Ballot::from_bytes(&[9, 0, 0]).is_none());
    }
}
