//! The one thing worth raising in the group: a recent unusual session, or the benefit felt least.

use super::{At, Climate, ClimatePoint, Mark};
use crate::measure::Scale;
use crate::process::Rule;
use crate::tally::Coded;

/// What to raise: a question to the group, not an alert.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Raise {
    /// The benefit it is about.
    pub benefit: &'static Scale,
    /// Why.
    pub reason: Reason,
}

/// Why a benefit is worth raising.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// A window left the usual range.
    Signal {
        /// Which sessions.
        at: At,
        /// Its mean.
        mean: Coded,
        /// The rule it met.
        rule: Rule,
        /// Whether it was worse than usual; otherwise it was better.
        concern: bool,
        /// Whether a later shown window is back in the usual range.
        recovered: bool,
    },
    /// Nothing stood out lately; this benefit is the lowest of the latest shown ones.
    Lowest {
        /// Its latest mean.
        mean: Coded,
    },
}

// Sessions longer ago than this are not news.
const RECENT: usize = 6;

/// The latest signal; among those of one window a concern first, then the stronger rule, then the order of
/// the benefits. Without one, the benefit felt least.
pub(super) fn raise(climate: &[Climate]) -> Option<Raise> {
    let signals = climate.iter().flat_map(|benefit| {
        let old = benefit.points.len().saturating_sub(RECENT);
        benefit.points[old..]
            .iter()
            .filter_map(move |point| signal(benefit, point))
    });
    signals
        .min_by_key(|(_, order)| *order)
        .map(|(raise, _)| raise)
        .or_else(|| lowest(climate))
}

type Order = (std::cmp::Reverse<u32>, bool, Rule);

fn signal(benefit: &Climate, point: &ClimatePoint) -> Option<(Raise, Order)> {
    let Mark { signal, concern } = point.signal?;
    let mean = point.mean.value()?.mean;
    let is_later =
        |other: &&ClimatePoint| other.at.window > point.at.window && other.mean.value().is_some();
    let latest = benefit.points.iter().rfind(is_later);
    let recovered = latest.is_some_and(|other| other.signal.is_none());
    let reason = Reason::Signal {
        at: point.at,
        mean,
        rule: signal.rule,
        concern,
        recovered,
    };
    Some((
        Raise {
            benefit: benefit.scale,
            reason,
        },
        (std::cmp::Reverse(point.at.window), !concern, signal.rule),
    ))
}

fn lowest(climate: &[Climate]) -> Option<Raise> {
    let latest = climate
        .iter()
        .filter_map(|benefit| Some((benefit, benefit.latest()?.mean.value()?.mean)));
    let felt = |benefit: &Climate, mean: Coded| {
        benefit.scale.improvement(benefit.scale.worst(), mean.value)
    };
    let (benefit, mean) = latest.min_by(|a, b| felt(a.0, a.1).total_cmp(&felt(b.0, b.1)))?;
    Some(Raise {
        benefit: benefit.scale,
        reason: Reason::Lowest { mean },
    })
}
