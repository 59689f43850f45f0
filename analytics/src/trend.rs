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

#[cfg(test)]
mod tests {
    use super::*;

    // Any table of Student's t, two-sided 95%.
    #[test]
    fn t_is_as_tabled() {
        for (n, expected) in [(3, 4.303), (4, 3.182), (5, 2.776), (6, 2.571), (8, 2.365)] {
            assert!((t(n - 1) - expected).abs() < 0.0005, "n = {n}");
        }
    }

    #[test]
    fn a_range_needs_three_people_and_is_clipped_only_for_drawing() {
        assert_eq!(around(3.0, 1.0, 2), None);
        let range = around(22.0, 6.0, 5).unwrap();
        assert!((range.high - (22.0 + 2.776445 * 6.0 / 5f64.sqrt())).abs() < 1e-5);
        assert_eq!(range.clipped([0.0, 24.0]).high, 24.0);
    }
}
