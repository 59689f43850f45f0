//! Change between two waves: of one person against the error of measurement, and of a group's mean.

mod parts;
#[cfg(test)]
mod tests;

pub use parts::{ChangeParts, Part};

use serde::{Deserialize, Serialize};

use crate::measure::{ChangeRule, Scale};
use crate::tally::Tally;
use crate::trend::{self, Interval};

/// A person's first and last score on one measure, without the person.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LinkedPair {
    /// The first score of the episode.
    pub first: f64,
    /// The last.
    pub last: f64,
}

/// What one person's change amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Better by more than error of measurement, and across the cutoff.
    Recovered,
    /// Better by more than error of measurement.
    Improved,
    /// Within error of measurement.
    Unchanged,
    /// Worse by more than error of measurement.
    Deteriorated,
}

/// How many people changed how; it is gathered sealed until a quarter or a programme ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCounts {
    /// People who improved reliably, recovered ones among them.
    pub improved: u32,
    /// Those of them who also crossed the cutoff.
    pub recovered: u32,
    /// People without reliable change.
    pub unchanged: u32,
    /// People who deteriorated reliably.
    pub deteriorated: u32,
}

/// The share of a group that improved reliably, in quarters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChangeShare {
    /// Fewer than about an eighth.
    None,
    /// About a quarter.
    Quarter,
    /// About half.
    Half,
    /// About three quarters.
    ThreeQuarters,
    /// All, or nearly.
    All,
}

/// How a group's mean moved between two waves. Different people may have answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanChange {
    /// Points better (negative: worse), whichever way the scale runs.
    pub better: f64,
    /// Whether that is exact or a bound, because one mean is "or worse".
    pub bound: Bound,
    /// 95% range of `better`, where both means are exact and a deviation was released.
    pub range: Option<Interval>,
}

/// How a difference of coded means is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// As it is.
    Exact,
    /// At least so many points better: the first mean may have been worse.
    AtLeastBetter,
    /// At least so many points worse: the latest mean may be worse.
    AtLeastWorse,
}

/// Classifies one person's change; nothing if the scale has no threshold.
pub fn classify(scale: &Scale, pair: LinkedPair) -> Option<Change> {
    let threshold = scale.reliable_change.as_ref()?;
    let better = scale.improvement(pair.first, pair.last);
    let reliable = |points: f64| match threshold.rule {
        ChangeRule::AtLeast => points >= threshold.value,
        ChangeRule::MoreThan => points > threshold.value,
    };
    Some(if reliable(better) {
        let crossed =
            scale.is_case(pair.first) == Some(true) && scale.is_case(pair.last) == Some(false);
        if crossed {
            Change::Recovered
        } else {
            Change::Improved
        }
    } else if reliable(-better) {
        Change::Deteriorated
    } else {
        Change::Unchanged
    })
}

/// Latest minus first released wave mean. The range is t·√(SD²/n₁ + SD²/n₂) with n₁+n₂−2 degrees of
/// freedom. Nothing if the tallies are of different figures or both means are open-ended.
pub fn between(first: &Tally, latest: &Tally) -> Option<MeanChange> {
    if !first.scale.is(latest.scale) {
        return None;
    }
    let better = first.scale.improvement(first.mean.value, latest.mean.value);
    let bound = match (first.mean.or_worse, latest.mean.or_worse) {
        (false, false) => Bound::Exact,
        (true, false) => Bound::AtLeastBetter,
        (false, true) => Bound::AtLeastWorse,
        (true, true) => return None,
    };
    let range = match (bound, latest.sd.or(first.sd)) {
        (Bound::Exact, Some(sd)) => {
            let (n1, n2) = (f64::from(first.n), f64::from(latest.n));
            let half = trend::t(first.n + latest.n - 2) * sd * (1.0 / n1 + 1.0 / n2).sqrt();
            Some(Interval {
                low: better - half,
                high: better + half,
            })
        }
        _ => None,
    };
    Some(MeanChange {
        better,
        bound,
        range,
    })
}

/// The reliable change index of Jacobson & Truax 1991: change over the standard error of a difference,
/// from the deviation at baseline and the reliability of the measure. Reliable beyond ±1.96.
pub fn index(first: f64, last: f64, sd: f64, reliability: f64) -> f64 {
    (last - first) / standard_error_of_difference(sd, reliability)
}

/// √2 times the standard error of measurement (Christensen & Mendoza 1986, in Jacobson & Truax 1991).
pub fn standard_error_of_difference(sd: f64, reliability: f64) -> f64 {
    std::f64::consts::SQRT_2 * sd * (1.0 - reliability).sqrt()
}

impl MeanChange {
    /// Whether chance alone may have moved the mean: its 95% range holds zero, or is not known.
    pub fn may_be_chance(&self) -> bool {
        self.range
            .is_none_or(|range| range.low <= 0.0 && range.high >= 0.0)
    }
}

impl ChangeCounts {
    /// Counts pairs; nothing if the scale has no threshold.
    pub fn of(scale: &Scale, pairs: &[LinkedPair]) -> Option<Self> {
        let mut counts = Self::default();
        for pair in pairs {
            counts.add(classify(scale, *pair)?);
        }
        scale.reliable_change.as_ref().map(|_| counts)
    }

    /// Counts one more person.
    pub fn add(&mut self, change: Change) {
        match change {
            Change::Recovered => {
                self.improved += 1;
                self.recovered += 1;
            }
            Change::Improved => self.improved += 1,
            Change::Unchanged => self.unchanged += 1,
            Change::Deteriorated => self.deteriorated += 1,
        }
    }

    /// How many pairs were counted.
    pub fn pairs(&self) -> u32 {
        self.improved + self.unchanged + self.deteriorated
    }
}

impl ChangeShare {
    /// From a number of quarters, 0 to 4.
    pub(crate) fn from_quarters(quarters: u8) -> Option<Self> {
        [
            Self::None,
            Self::Quarter,
            Self::Half,
            Self::ThreeQuarters,
            Self::All,
        ]
        .get(usize::from(quarters))
        .copied()
    }

    /// As a number of quarters, 0 to 4.
    pub fn quarters(self) -> u8 {
        self as u8
    }
}
