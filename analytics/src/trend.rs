//! The range around a mean of few people, by Student's t.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// A 95% range, in points of the score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Mean ± t·sd/√n with n−1 degrees of freedom; nothing below three people.
pub fn around(mean: f64, sd: f64, n: u32) -> Option<Interval> {
    if n < 3 {
        return None;
    }
    let half = t(n - 1) * sd / f64::from(n).sqrt();
    Some(Interval {
        low: mean - half,
        high: mean + half,
    })
}

/// The 97.5% point of Student's t. Panics without a degree of freedom.
pub fn t(degrees: u32) -> f64 {
    StudentsT::new(0.0, 1.0, f64::from(degrees))
        .expect("BUG: a t without degrees of freedom")
        .inverse_cdf(0.975)
}

impl Interval {
    /// Cut to a scale's range, for drawing.
    pub fn clipped(self, range: [f64; 2]) -> Self {
        Self {
            low: self.low.clamp(range[0], range[1]),
            high: self.high.clamp(range[0], range[1]),
        }
    }
}
