//! The only "now" of the program; no other file may ask the machine for the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Tells the time: the machine's, or one that a test or the demo sets.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A clock that stands still until it is moved, in milliseconds since 1970 UTC. Clones move together.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at` (cut to whole milliseconds).
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.as_millisecond())))
    }

    /// The time now, in whole milliseconds, as the database keeps it.
    pub fn now(&self) -> Timestamp {
        let milliseconds = match self {
            #[allow(clippy::disallowed_methods, reason = "this is the one place")]
            Self::System => Timestamp::now().as_millisecond(),
            Self::Fixed(at) => at.load(Ordering::SeqCst),
        };
        Timestamp::from_millisecond(milliseconds).expect("BUG: a clock holds a time that exists")
    }

    /// Moves a fixed clock to `at`. The machine's clock stays as it is.
    pub fn set(&self, at: Timestamp) {
        if let Self::Fixed(now) = self {
            now.store(at.as_millisecond(), Ordering::SeqCst);
        }
    }

    /// Moves a fixed clock by `by`, backwards when negative. The machine's clock stays as it is.
    pub fn advance(&self, by: SignedDuration) {
        self.set(self.now() + by);
    }
}

/// The zone that this machine's own clock shows, by its name; UTC where it has none.
pub fn zone_of_this_machine() -> String {
    let zone = jiff::tz::TimeZone::system();
    zone.iana_name().unwrap_or("UTC").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_of_a_fixed_clock_move_together() {
        let clock = Clock::fixed("2026-03-24T19:30:00Z".parse().unwrap());
        let same = clock.clone();
        clock.advance(SignedDuration::from_mins(30));
        assert_eq!(same.now().to_string(), "2026-03-24T20:00:00Z");
    }
}
