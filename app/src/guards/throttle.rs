//! Slows down whoever guesses passwords, in memory only, so that a stranger cannot keep out whom the account belongs
//! to: see docs/decisions/0005.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};

use super::counts::Counts;
use super::places::{Mark, Marker, Place};
use crate::entities::staff::normalised;

/// Tries for one e-mail address from one place that cost nothing: typing is hard.
const FREE: u32 = 5;
/// The first wait; each further wrong password doubles it.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(60);
/// The longest wait.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);
/// After so long without a try everything is forgotten.
const FORGET_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// The most pairs that are kept, so that a flood of made-up ones does not fill the memory.
const MOST: usize = 10_000;

/// The span of the two limits below.
const WHILE: SignedDuration = SignedDuration::from_mins(15);
/// Wrong passwords from one place, whosever: a clinic behind one address stays below.
const MOST_OF_PLACE: u32 = 100;
/// Wrong passwords for one e-mail address, from wherever: 2,880 a day, and a chosen password has 15 characters.
/// Above it only places that knew the password of late are let try.
const MOST_OF_EMAIL: u32 = 30;
/// How long a place is remembered that knew the password.
const WELCOME: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The wrong passwords of late. Clones share them.
#[derive(Clone)]
pub struct Throttle {
    marker: Marker,
    kept: Arc<Mutex<Kept>>,
}

struct Kept {
    pairs: HashMap<Mark, Tries>,
    places: Counts,
    emails: Counts,
    welcome: Counts,
}

#[derive(Clone, Copy)]
struct Tries {
    count: u32,
    last: Timestamp,
    until: Timestamp,
}

impl Throttle {
    /// Nothing is counted yet.
    pub fn new(marker: &Marker) -> Self {
        let kept = Kept {
            pairs: HashMap::new(),
            places: Counts::over(WHILE),
            emails: Counts::over(WHILE),
            welcome: Counts::over(WELCOME),
        };
        Self {
            marker: marker.clone(),
            kept: Arc::new(Mutex::new(kept)),
        }
    }

    /// Counts a try for `email`, before its password is looked at, so that tries side by side count too.
    ///
    /// # Errors
    ///
    /// How long to wait, where there were too many.
    pub fn count(&self, email: &str, place: Place, now: Timestamp) -> Result<(), SignedDuration> {
        let (email, pair) = self.marks(email, place);
        let mut kept = self.lock();
        kept.forget(now);
        if let Some(tries) = kept.pairs.get(&pair).filter(|tries| tries.until > now) {
            return Err(tries.until.duration_since(now));
        }
        if let Some(place) = place.mark() {
            let (wrong, wait) = kept.places.of(place, now);
            if wrong >= MOST_OF_PLACE {
                return Err(wait);
            }
        }
        let (wrong, wait) = kept.emails.of(&email, now);
        if wrong >= MOST_OF_EMAIL && kept.welcome.of(&pair, now).0 == 0 {
            return Err(wait);
        }
        kept.emails.add(email, now);
        if let Some(place) = place.mark() {
            kept.places.add(*place, now);
        }
        kept.add_to_pair(pair, now);
        Ok(())
    }

    /// The password that was just counted was right: it was no wrong one, and this place is welcome from now on.
    pub fn clear(&self, email: &str, place: Place, now: Timestamp) {
        let (email, pair) = self.marks(email, place);
        let mut kept = self.lock();
        kept.pairs.remove(&pair);
        kept.emails.take_back(&email);
        if let Some(place) = place.mark() {
            kept.places.take_back(place);
            kept.welcome.add(pair, now);
        }
    }

    /// Whether the wrong password that was counted last is the first after which one has to wait: what is worth noting down.
    pub fn begins_to_wait(&self, email: &str, place: Place, now: Timestamp) -> bool {
        let (email, pair) = self.marks(email, place);
        let mut kept = self.lock();
        let tries = kept.pairs.get(&pair).map_or(0, |tries| tries.count);
        // From one place, or from many together.
        tries == FREE || kept.emails.of(&email, now).0 == MOST_OF_EMAIL
    }

    fn marks(&self, email: &str, place: Place) -> (Mark, Mark) {
        let email = normalised(email);
        let place = place.mark().map_or(&[][..], |mark| mark);
        (
            self.marker.mark(&[b"email", email.as_bytes()]),
            self.marker.mark(&[b"pair", email.as_bytes(), place]),
        )
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Kept {
    fn forget(&mut self, now: Timestamp) {
        self.pairs
            .retain(|_, tries| now.duration_since(tries.last) <= FORGET_AFTER);
    }

    fn add_to_pair(&mut self, pair: Mark, now: Timestamp) {
        if self.pairs.len() >= MOST && !self.pairs.contains_key(&pair) {
            // Those that wait are kept longest: they are the ones that are being guessed.
            let rarest = self
                .pairs
                .iter()
                .min_by_key(|(_, tries)| (tries.count, tries.last))
                .map(|(pair, _)| *pair);
            rarest.and_then(|pair| self.pairs.remove(&pair));
        }
        let tries = self.pairs.entry(pair).or_insert(Tries {
            count: 0,
            last: now,
            until: now,
        });
        tries.count += 1;
        tries.last = now;
        if tries.count >= FREE {
            let doublings = (tries.count - FREE).min(8);
            tries.until = now + (FIRST_WAIT * (1_i32 << doublings)).min(LONGEST_WAIT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    const ANN: &str = "ann@example.org";

    fn start() -> (Throttle, Timestamp) {
        let marker = Marker::new(&Random::seeded(1));
        let now = "2026-03-24T19:30:00Z".parse().unwrap();
        (Throttle::new(&marker), now)
    }

    #[test]
    fn wrong_passwords_slow_down_and_the_right_one_clears_the_way() {
        let ((throttle, mut now), home) = (start(), Place::of(1));
        for _ in 0..5 {
            assert!(!throttle.begins_to_wait(ANN, home, now));
            assert_eq!(throttle.count("Ann@example.org", home, now), Ok(()));
        }
        assert!(throttle.begins_to_wait(ANN, home, now));
        let minutes = SignedDuration::from_mins;
        assert_eq!(
            throttle.count("ann@example.org ", home, now),
            Err(minutes(1))
        );
        assert_eq!(throttle.count("bea@example.org", home, now), Ok(()));
        now += minutes(1);
        assert_eq!(throttle.count(ANN, home, now), Ok(()));
        assert_eq!(throttle.count(ANN, home, now), Err(minutes(2)));
        throttle.clear(ANN, home, now);
        assert_eq!(throttle.count(ANN, home, now), Ok(()));
    }

    #[test]
    fn no_wait_is_longer_than_a_quarter_of_an_hour() {
        let ((throttle, mut now), home) = (start(), Place::of(1));
        for _ in 0..40 {
            if let Err(wait) = throttle.count(ANN, home, now) {
                assert!(wait <= LONGEST_WAIT);
                now += wait;
            }
        }
    }

    #[test]
    fn a_stranger_keeps_nobody_out_of_their_own_account() {
        let ((throttle, mut now), home) = (start(), Place::of(1));
        throttle.count(ANN, home, now).unwrap();
        throttle.clear(ANN, home, now);
        for stranger in 2..100 {
            while throttle.count(ANN, Place::of(stranger), now).is_ok() {}
        }
        let wait = throttle.count(ANN, Place::of(100), now).unwrap_err();
        assert!(wait <= WHILE, "a new place waits");
        assert_eq!(throttle.count(ANN, home, now), Ok(()), "a known one not");
        throttle.clear(ANN, home, now);
        assert_eq!(throttle.count("bea@example.org", home, now), Ok(()));
        now += wait;
        assert_eq!(throttle.count(ANN, Place::of(100), now), Ok(()));
    }

    #[test]
    fn one_place_cannot_try_everybody_but_right_passwords_cost_it_nothing() {
        let ((throttle, now), clinic) = (start(), Place::of(1));
        for n in 0..MOST_OF_PLACE * 3 {
            let email = format!("{n}@example.org");
            throttle.count(&email, clinic, now).unwrap();
            throttle.clear(&email, clinic, now);
        }
        for n in 0..MOST_OF_PLACE {
            let email = format!("{n}@example.org");
            throttle.count(&email, clinic, now).unwrap();
        }
        assert!(throttle.count("next@example.org", clinic, now).is_err());
        let elsewhere = Place::of(2);
        assert_eq!(throttle.count("next@example.org", elsewhere, now), Ok(()));
    }
}
