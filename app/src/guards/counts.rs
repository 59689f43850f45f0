//! Counts in memory, each forgotten a while after it began. Who counts what, and what then happens, is elsewhere.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::places::Mark;

/// The most counts that are kept, so that a flood of made-up names does not fill the memory.
const MOST: usize = 10_000;

/// How often something happened, for many things at once.
#[derive(Debug)]
pub struct Counts {
    span: SignedDuration,
    all: HashMap<Mark, Count>,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    since: Timestamp,
    number: u32,
}

impl Counts {
    /// Each count is forgotten `span` after its first.
    pub fn over(span: SignedDuration) -> Self {
        let all = HashMap::new();
        Self { span, all }
    }

    /// How often `what` happened of late, and how long until that is forgotten.
    pub fn of(&mut self, what: &Mark, now: Timestamp) -> (u32, SignedDuration) {
        self.all
            .retain(|_, count| now.duration_since(count.since) < self.span);
        self.all.get(what).map_or((0, self.span), |count| {
            (
                count.number,
                self.span - now.duration_since(count.since).max(SignedDuration::ZERO),
            )
        })
    }

    /// Counts one more of `what`; how many there are now.
    pub fn add(&mut self, what: Mark, now: Timestamp) -> u32 {
        if self.of(&what, now).0 == 0 && self.all.len() >= MOST {
            // What happened often is kept longest: it is what is being guessed.
            let rarest = self
                .all
                .iter()
                .min_by_key(|(_, count)| (count.number, count.since))
                .map(|(mark, _)| *mark);
            rarest.and_then(|mark| self.all.remove(&mark));
        }
        let first = Count {
            since: now,
            number: 0,
        };
        let count = self.all.entry(what).or_insert(first);
        count.number += 1;
        count.number
    }

    /// Takes one of `what` back.
    pub fn take_back(&mut self, what: &Mark) {
        if let Some(count) = self.all.get_mut(what) {
            count.number = count.number.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_forgotten_after_its_span_and_a_flood_leaves_the_large_ones() {
        let mut now: Timestamp = "2026-03-24T19:30:00Z".parse().unwrap();
        let mut counts = Counts::over(SignedDuration::from_mins(10));
        counts.add([1; 16], now);
        assert_eq!(counts.add([1; 16], now), 2);
        counts.take_back(&[1; 16]);
        counts.add([1; 16], now);
        for n in 0..11_000_u128 {
            counts.add((n << 16).to_be_bytes(), now);
        }
        assert_eq!(counts.all.len(), MOST);
        now += SignedDuration::from_mins(4);
        assert_eq!(counts.of(&[1; 16], now), (2, SignedDuration::from_mins(6)));
        now += SignedDuration::from_mins(6);
        assert_eq!(counts.of(&[1; 16], now).0, 0);
        assert!(counts.all.is_empty(), "nothing is kept longer");
    }
}
