//! Slows down whoever guesses tickets, by group and in memory: no address of a computer is ever looked at.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};

/// Wrong tickets a group may see within [`WHILE`]: a whole group that mistypes twice stays below.
const MOST: u32 = 40;
const WHILE: SignedDuration = SignedDuration::from_mins(10);

/// The wrong tickets of late, a count a group. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct TicketTries(Arc<Mutex<HashMap<i64, (Timestamp, u32)>>>);

impl TicketTries {
    /// Whether a group has seen too many wrong tickets to look at another one now.
    pub fn too_many(&self, group: i64, now: Timestamp) -> bool {
        let all = self
            .0
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        all.get(&group)
            .is_some_and(|(since, count)| *count >= MOST && now.duration_since(*since) <= WHILE)
    }

    /// Counts a wrong ticket.
    pub fn wrong(&self, group: i64, now: Timestamp) {
        let mut all = self
            .0
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        let tries = all.entry(group).or_insert((now, 0));
        if now.duration_since(tries.0) > WHILE {
            *tries = (now, 0);
        }
        tries.1 += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_minutes_later_tickets_are_looked_at_again() {
        let (tries, now) = (
            TicketTries::default(),
            "2026-03-24T19:30:00Z".parse::<Timestamp>().unwrap(),
        );
        for _ in 0..MOST {
            assert!(!tries.too_many(1, now));
            tries.wrong(1, now);
        }
        assert!(tries.too_many(1, now));
        assert!(!tries.too_many(2, now), "another group goes on");
        assert!(!tries.too_many(1, now + WHILE + SignedDuration::from_secs(1)));
    }
}
