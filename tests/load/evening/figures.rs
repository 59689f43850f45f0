//! Durations and what is said about them: so many a second, the middle one, the one that 99 of 100 stay below.

use std::time::Duration;

use app::clock::Clock;
use jiff::Timestamp;

/// What many requests took, the shortest first.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// In any order.
    pub fn of(mut all: Vec<Duration>) -> Self {
        all.sort_unstable();
        Self(all)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// How many a second, where so many people do nothing else all the time.
    pub fn rate(&self, people: usize) -> f64 {
        let spent: Duration = self.0.iter().sum();
        (self.0.len() * people) as f64 / spent.as_secs_f64()
    }

    /// The middle one.
    pub fn middle(&self) -> Duration {
        self.below(50)
    }

    /// The one that `percent` of a hundred do not exceed.
    pub fn below(&self, percent: usize) -> Duration {
        let place = (self.0.len() * percent).div_ceil(100).max(1) - 1;
        self.0.get(place).copied().unwrap_or_default()
    }
}

/// A length of time in milliseconds, with as many digits as mean something.
pub fn ms(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1e3;
    if ms < 10.0 {
        format!("{ms:.1} ms")
    } else {
        format!("{ms:.0} ms")
    }
}

/// The wall's time, as the program that is measured reads it.
pub fn now() -> Timestamp {
    Clock::System.now()
}

/// What `what` makes, and how long that took.
#[expect(
    clippy::disallowed_methods,
    reason = "this program measures time and tests nothing"
)]
pub async fn timed<T>(what: impl Future<Output = T>) -> (Duration, T) {
    let start = std::time::Instant::now();
    let made = what.await;
    (start.elapsed(), made)
}
