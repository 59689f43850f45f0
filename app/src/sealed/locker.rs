//! A member's own history, opened only with their key for one request: scores of waves and the last intention. It knows no database.

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::member_key::Tags;
use crate::random::Random;

/// Scores kept; the first and the last always stay.
const WAVES: usize = 60;
/// Bytes of an opened locker: a sealed one and its tags fit a slot of 4 KiB.
const PADDED: usize = 3600;
/// Of which so many say how long it is.
const FRAME: usize = 2;
/// After such a gap, in days, a new episode begins.
const EPISODE_GAP: i32 = 90;

/// Characters of an intention; each takes at most four bytes.
pub const INTENTION: usize = 140;

/// Asked about once, and left open: nobody is asked again about what they did not say.
pub const LEFT_OPEN: u8 = 3;

/// One score of a measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaveScore {
    /// Days since 1970-01-01 in the organisation's zone.
    pub day: i32,
    /// Index of the release window in which it was asked.
    pub window: i32,
    /// Identifier of the measure; of another scale than its main one, with that scale's after a slash.
    pub measure: String,
    /// Its version.
    pub version: u16,
    /// Exact score, prorated where items were missing.
    pub score: f64,
}

/// What a member set out to do before the next session, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Intention {
    /// Number of the session at which it was written.
    pub session: i32,
    /// Days since 1970-01-01 in the organisation's zone.
    pub day: i32,
    /// Their own words, at most [`INTENTION`] characters.
    pub text: String,
    /// 0 not yet, 1 some of it, 2 all of it, [`LEFT_OPEN`]; empty until it was asked about.
    pub done: Option<u8>,
}

impl Drop for Intention {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

/// The opened locker.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Locker {
    /// Scores, oldest first.
    pub waves: Vec<WaveScore>,
    /// The last intention.
    pub intention: Option<Intention>,
}

impl Locker {
    /// Opens a member's locker; an unreadable one counts as empty, because
    /// nobody but its owner could mend it.
    pub fn open(sealed: &[u8], tags: &Tags) -> Locker {
        tags.open_locker(sealed)
            .and_then(|clear| {
                let (waves, rest) = postcard::take_from_bytes(&clear).ok()?;
                // A locker of before there were intentions ends here.
                let intention = postcard::from_bytes(rest).unwrap_or_default();
                Some(Locker { waves, intention })
            })
            .unwrap_or_default()
    }

    /// Seals the locker for its owner; every locker has the same length. Where measures have long names and many scales,
    /// the oldest scores but the very first make room.
    pub fn seal(&self, tags: &Tags, random: &Random) -> Vec<u8> {
        let mut kept = self.clone();
        loop {
            let clear = postcard::to_allocvec(&kept).expect("BUG: a locker is plain data");
            if clear.len() <= PADDED - FRAME || kept.waves.len() < 2 {
                return tags.seal_locker(&clear, PADDED, random);
            }
            kept.drop_one();
        }
    }

    /// Adds a score. Beyond sixty an old one goes; the first on each scale stays.
    pub fn add(&mut self, score: WaveScore) {
        self.waves.push(score);
        if self.waves.len() > WAVES {
            self.drop_one();
        }
    }

    /// The oldest score goes that is not the first of its scale.
    fn drop_one(&mut self) {
        let first = |at: &usize| {
            let wave = &self.waves[*at];
            let mut before = self.waves[..*at].iter();
            !before.any(|other| (&other.measure, other.version) == (&wave.measure, wave.version))
        };
        let oldest = (0..self.waves.len()).find(|at| !first(at));
        self.waves.remove(oldest.unwrap_or(1));
    }

    /// The scores on a measure in the episode that is under way on `day`. An episode ends where its owner gave no score at
    /// all for so long, not where a measure had to wait for its turn.
    pub fn episode<'a>(&'a self, measure: &str, version: u16, day: i32) -> Vec<&'a WaveScore> {
        let mut scores: Vec<&WaveScore> = Vec::new();
        let mut before = None;
        for wave in &self.waves {
            if before.is_some_and(|before| wave.day - before > EPISODE_GAP) {
                scores.clear();
            }
            before = Some(wave.day);
            if wave.measure == measure && wave.version == version {
                scores.push(wave);
            }
        }
        if before.is_some_and(|before| day - before > EPISODE_GAP) {
            scores.clear();
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sealed::member_key::MemberKey;

    fn score(day: i32, value: f64) -> WaveScore {
        WaveScore {
            day,
            window: day,
            measure: "phq-8".into(),
            version: 1,
            score: value,
        }
    }

    #[test]
    fn the_first_score_stays_and_everything_fits() {
        let random = Random::seeded(4);
        let tags = MemberKey::fresh(&random).tags(1, 1, 1, 1);
        let mut locker = Locker::default();
        for day in 0..400 {
            locker.add(WaveScore {
                measure: "chorus-session-long-name".into(),
                ..score(day * 7, 23.999)
            });
        }
        locker.intention = Some(Intention {
            session: i32::MAX,
            day: i32::MAX,
            text: "𝕎".repeat(INTENTION),
            done: Some(2),
        });
        assert_eq!(locker.waves.len(), 60);
        assert_eq!(locker.waves[0].day, 0);
        assert_eq!(locker.waves[59].day, 399 * 7);
        assert_eq!(Locker::open(&locker.seal(&tags, &random), &tags), locker);
    }

    #[test]
    fn long_names_leave_room_and_the_first_score() {
        let random = Random::seeded(5);
        let tags = MemberKey::fresh(&random).tags(1, 1, 1, 1);
        let mut locker = Locker::default();
        for day in 0..60 {
            let measure = format!("{}/{}", "m".repeat(40), "s".repeat(40));
            locker.add(WaveScore {
                measure,
                ..score(day, 1.0)
            });
        }
        let opened = Locker::open(&locker.seal(&tags, &random), &tags);
        assert!(opened.waves.len() > 30);
        assert_eq!(opened.waves[0], locker.waves[0]);
        assert_eq!(opened.waves.last(), locker.waves.last());
    }

    #[test]
    fn ninety_one_days_begin_a_new_episode() {
        let locker = Locker {
            waves: vec![score(0, 20.0), score(10, 18.0), score(101, 9.0)],
            intention: None,
        };
        assert_eq!(locker.episode("phq-8", 1, 120), [&score(101, 9.0)]);
        assert_eq!(locker.episode("phq-8", 1, 191), [&score(101, 9.0)]);
        assert!(locker.episode("phq-8", 1, 192).is_empty());
        assert!(locker.episode("gad-7", 1, 120).is_empty());
    }

    #[test]
    fn a_measure_that_waits_for_its_turn_begins_no_new_episode() {
        let other = WaveScore {
            measure: "gad-7".into(),
            ..score(70, 9.0)
        };
        let locker = Locker {
            waves: vec![score(0, 20.0), other, score(112, 9.0)],
            intention: None,
        };
        assert_eq!(
            locker.episode("phq-8", 1, 120),
            [&score(0, 20.0), &score(112, 9.0)]
        );
    }

    #[test]
    fn a_locker_of_before_there_were_intentions_keeps_its_scores() {
        let random = Random::seeded(6);
        let tags = MemberKey::fresh(&random).tags(1, 1, 1, 1);
        let waves = vec![score(0, 20.0)];
        let before = postcard::to_allocvec(&waves).unwrap();
        let sealed = tags.seal_locker(&before, PADDED, &random);
        let intention = None;
        assert_eq!(Locker::open(&sealed, &tags), Locker { waves, intention });
    }
}
