//! Slows down whoever guesses passwords, by e-mail address and in memory: no address of a computer is ever looked at.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};

use crate::entities::staff::normalised;

/// Tries that cost nothing: typing is hard.
const FREE: u32 = 5;
/// The first wait; each further wrong password doubles it.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(60);
/// The longest wait, so that a stranger cannot lock anybody out for a day.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);
/// After so long without a try everything is forgotten.
const FORGET_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// The most addresses that are kept, so that a flood of made-up ones does not fill the memory.
const MOST: usize = 10_000;

/// The wrong tries of each address. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Throttle(Arc<Mutex<HashMap<String, Tries>>>);

#[derive(Clone, Copy, Debug)]
struct Tries {
    count: u32,
    last: Timestamp,
    until: Timestamp,
}

impl Throttle {
    /// Counts a try for `email`, before its password is looked at, so that tries side by side count too.
    ///
    /// # Errors
    ///
    /// How long to wait, where there were too many.
    pub fn count(&self, email: &str, now: Timestamp) -> Result<(), SignedDuration> {
        let mut all = self
            .0
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        make_room(&mut all, now);
        let fresh = Tries {
            count: 0,
            last: now,
            until: now,
        };
        let tries = all.entry(normalised(email)).or_insert(fresh);
        if now.duration_since(tries.last) > FORGET_AFTER {
            *tries = fresh;
        }
        if tries.until > now {
            return Err(tries.until.duration_since(now));
        }
        tries.count += 1;
        tries.last = now;
        if tries.count >= FREE {
            let doublings = (tries.count - FREE).min(8);
            tries.until = now + (FIRST_WAIT * (1_i32 << doublings)).min(LONGEST_WAIT);
        }
        Ok(())
    }

    /// Forgets the tries of `email`: the password was right.
    pub fn clear(&self, email: &str) {
        let mut all = self
            .0
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        all.remove(&normalised(email));
    }
}

fn make_room(all: &mut HashMap<String, Tries>, now: Timestamp) {
    if all.len() < MOST {
        return;
    }
    all.retain(|_, tries| now.duration_since(tries.last) <= FORGET_AFTER);
    while all.len() >= MOST {
        // Those that wait are kept longest: they are the ones that are being guessed.
        let first = all
            .iter()
            .min_by_key(|(_, tries)| (tries.count, tries.last));
        let Some(email) = first.map(|(email, _)| email.clone()) else {
            return;
        };
        all.remove(&email);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_passwords_slow_down_and_the_right_one_clears_the_way() {
        let throttle = Throttle::default();
        let mut now: Timestamp = "2026-03-24T19:30:00Z".parse().unwrap();
        for _ in 0..5 {
            assert_eq!(throttle.count("Ann@example.org", now), Ok(()));
        }
        assert_eq!(
            throttle.count("ann@example.org ", now),
            Err(SignedDuration::from_mins(1))
        );
        assert_eq!(throttle.count("bea@example.org", now), Ok(()));
        now += SignedDuration::from_mins(1);
        assert_eq!(throttle.count("ann@example.org", now), Ok(()));
        assert_eq!(
            throttle.count("ann@example.org", now),
            Err(SignedDuration::from_mins(2))
        );
        throttle.clear("ann@example.org");
        assert_eq!(throttle.count("ann@example.org", now), Ok(()));
    }

    #[test]
    fn no_wait_is_longer_than_a_quarter_of_an_hour() {
        let throttle = Throttle::default();
        let mut now: Timestamp = "2026-03-24T19:30:00Z".parse().unwrap();
        for _ in 0..40 {
            if let Err(wait) = throttle.count("ann@example.org", now) {
                assert!(wait <= SignedDuration::from_mins(15));
                now += wait;
            }
        }
    }
}
