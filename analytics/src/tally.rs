//! What remains of a release window for one scale: figures as they are shown. Only
//! [`crate::disclosure`] makes one from people's scores.

use serde::{Deserialize, Serialize};

use crate::measure::Scale;
use crate::trend::{self, Interval};

/// A released figure: how many people, their rounded mean and the rounded pooled deviation.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// The scale, with its measure and version.
    pub scale: &'static Scale,
    /// People with a score on this scale.
    pub n: u32,
    /// Their mean, coded.
    pub mean: Coded,
    /// Pooled standard deviation, rounded up to a multiple of an eighth of the range; from the second
    /// released window on, and not where the mean is "or worse".
    pub sd: Option<f64>,
}

/// A mean on the measure's release grid.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Coded {
    /// The mean, or the bound it is worse than.
    pub value: f64,
    /// Whether the mean may be anything from `value` to the worse end.
    pub or_worse: bool,
}

/// Exact sums behind the pooled deviation of one scale; they stay sealed with the group's roster.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct PooledSums {
    /// Degrees of freedom: people less one, over all released windows.
    pub degrees: u32,
    /// Squared distances from each window's own mean, in points squared.
    pub squares: f64,
}

impl Tally {
    /// 95% range around the mean, not clipped to the scale.
    pub fn interval(&self) -> Option<Interval> {
        self.sd
            .and_then(|sd| trend::around(self.mean.value, sd, self.n))
    }
}
