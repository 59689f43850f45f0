//! Slows down whoever guesses tickets, in memory only, without stopping a group: see docs/decisions/0005.

use std::sync::{Arc, Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};

use super::counts::Counts;
use super::places::{Mark, Marker, Place};

/// The span of both limits.
const WHILE: SignedDuration = SignedDuration::from_mins(10);
/// Different wrong tickets from one place: sixty-four members behind one address, each with a spent ticket and two
/// slips of the finger, stay below.
const MOST_OF_PLACE: u32 = 200;
/// Different wrong tickets in one group, from wherever. A ticket is 50 random bits and a group is printed at most 1,024
/// of them: a guess hits with at most 1,024 / 2^50 = 9e-13. At this limit, kept up day and night, 1.4 million guesses a
/// day hit once in 2,000 years.
const MOST_OF_GROUP: u32 = 10_000;

/// The wrong tickets of late. Clones share them.
#[derive(Clone)]
pub struct TicketTries {
    marker: Marker,
    kept: Arc<Mutex<Kept>>,
}

struct Kept {
    tickets: Counts,
    places: Counts,
    groups: Counts,
}

impl TicketTries {
    /// Nothing is counted yet.
    pub fn new(marker: &Marker) -> Self {
        let kept = Kept {
            tickets: Counts::over(WHILE),
            places: Counts::over(WHILE),
            groups: Counts::over(WHILE),
        };
        Self {
            marker: marker.clone(),
            kept: Arc::new(Mutex::new(kept)),
        }
    }

    /// How long to wait, where a place or a group has seen too many wrong tickets to look at another one now.
    pub fn too_many(&self, group: i64, place: Place, now: Timestamp) -> Option<SignedDuration> {
        let mut kept = self.lock();
        let (wrong, wait) = kept.groups.of(&self.group(group), now);
        if wrong >= MOST_OF_GROUP {
            return Some(wait);
        }
        let (wrong, wait) = kept.places.of(&self.place(group, place)?, now);
        (wrong >= MOST_OF_PLACE).then_some(wait)
    }

    /// Counts a wrong ticket. The same one again is no second guess: a member may come back to a spent ticket.
    pub fn wrong(&self, group: i64, place: Place, ticket: &str, now: Timestamp) {
        let from = self.place(group, place);
        let id = group.to_be_bytes();
        let place = from.as_ref().map_or(&[][..], |place| place);
        let guess = self
            .marker
            .mark(&[b"ticket", &id, place, ticket.as_bytes()]);
        let mut kept = self.lock();
        if kept.tickets.add(guess, now) > 1 {
            return;
        }
        kept.groups.add(self.group(group), now);
        if let Some(from) = from {
            kept.places.add(from, now);
        }
    }

    fn group(&self, group: i64) -> Mark {
        self.marker.mark(&[b"group", &group.to_be_bytes()])
    }

    fn place(&self, group: i64, place: Place) -> Option<Mark> {
        let place = place.mark()?;
        let parts = [b"members".as_slice(), &group.to_be_bytes(), place];
        Some(self.marker.mark(&parts))
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn start() -> (TicketTries, Timestamp) {
        let marker = Marker::new(&Random::seeded(1));
        let now = "2026-03-24T19:30:00Z".parse().unwrap();
        (TicketTries::new(&marker), now)
    }

    #[test]
    fn a_guesser_waits_and_the_group_goes_on() {
        let ((tries, now), (guesser, member)) = (start(), (Place::of(1), Place::of(2)));
        for n in 0..MOST_OF_PLACE {
            assert_eq!(tries.too_many(1, guesser, now), None);
            tries.wrong(1, guesser, &n.to_string(), now);
        }
        assert_eq!(tries.too_many(1, guesser, now), Some(WHILE));
        assert_eq!(tries.too_many(1, member, now), None);
        assert_eq!(tries.too_many(2, guesser, now), None, "another group");
        assert_eq!(tries.too_many(1, guesser, now + WHILE), None);
    }

    #[test]
    fn a_spent_ticket_that_is_looked_at_again_and_again_is_one_guess() {
        let ((tries, now), house) = (start(), Place::of(1));
        for _ in 0..MOST_OF_PLACE * 10 {
            tries.wrong(1, house, "SPENTSPENT", now);
        }
        assert_eq!(tries.too_many(1, house, now), None);
    }

    #[test]
    fn many_places_together_meet_the_limit_of_the_group() {
        let (tries, now) = start();
        let mut guesses = 0;
        'guessing: for place in 0..=255 {
            for n in 0..MOST_OF_PLACE - 1 {
                if tries.too_many(1, Place::of(place), now).is_some() {
                    break 'guessing;
                }
                tries.wrong(1, Place::of(place), &n.to_string(), now);
                guesses += 1;
            }
        }
        assert_eq!(guesses, MOST_OF_GROUP);
        assert_eq!(tries.too_many(2, Place::of(1), now), None);
    }
}
