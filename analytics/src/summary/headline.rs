//! The first sentence of a group's page, as numbers and a choice of sentence.

use super::{ChangePanel, Estimate, OutcomeTrend};
use crate::change::MeanChange;
use crate::measure::Scale;
use crate::tally::Coded;

/// Which sentence, and its numbers. It is as careful as the range of the change, which stands in its own chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Headline {
    /// No wave has closed yet.
    NothingYet,
    /// Waves have closed, none is shown.
    NotShown,
    /// One wave is shown.
    First {
        /// Its mean.
        mean: Coded,
        /// Where it lies.
        cutoff: Option<Cutoff>,
    },
    /// Better than at the first shown wave by two grid steps or more: one step may be rounding alone.
    Eased {
        /// First shown mean.
        from: Coded,
        /// Latest shown mean.
        to: Coded,
        /// Where the latest lies.
        cutoff: Option<Cutoff>,
        /// Whether chance may have moved it: the 95% range of the change holds zero, or is not known.
        chance: bool,
    },
    /// Worse by two grid steps or more.
    Risen {
        /// First shown mean.
        from: Coded,
        /// Latest shown mean.
        to: Coded,
        /// Where the latest lies.
        cutoff: Option<Cutoff>,
        /// Whether chance may have moved it: the 95% range of the change holds zero, or is not known.
        chance: bool,
    },
    /// Neither.
    Steady {
        /// First shown mean.
        from: Coded,
        /// Latest shown mean.
        to: Coded,
        /// Where the latest lies.
        cutoff: Option<Cutoff>,
    },
}

/// Where a mean lies to the clinical cutoff.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cutoff {
    /// The cutoff.
    pub value: f64,
    /// On which side the mean lies.
    pub side: CutoffSide,
}

/// Side of the clinical cutoff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutoffSide {
    /// Beyond it, on the worse side.
    Worse,
    /// At it.
    At,
    /// On the better side.
    Better,
}

pub(super) fn headline(outcome: &OutcomeTrend, change: &ChangePanel) -> Headline {
    let shown: Vec<&Estimate> = outcome
        .points
        .iter()
        .filter_map(|point| point.mean.value())
        .collect();
    let scale = outcome.scale;
    match shown[..] {
        [] if outcome.points.iter().any(|point| point.wave) => Headline::NotShown,
        [] => Headline::NothingYet,
        [only] => Headline::First {
            mean: only.mean,
            cutoff: cutoff(scale, only.mean),
        },
        [first, .., latest] => {
            let (from, to, cutoff) = (first.mean, latest.mean, cutoff(scale, latest.mean));
            let better = scale.improvement(from.value, to.value);
            let step = 2.0 * scale.release_grid;
            let chance = change.mean.value().is_none_or(MeanChange::may_be_chance);
            // An open end may hide any worse mean: it never supports a better sentence about the latest,
            // nor a worse one about the first.
            if better >= step && !to.or_worse {
                Headline::Eased {
                    from,
                    to,
                    cutoff,
                    chance,
                }
            } else if better <= -step && !from.or_worse {
                Headline::Risen {
                    from,
                    to,
                    cutoff,
                    chance,
                }
            } else {
                Headline::Steady { from, to, cutoff }
            }
        }
    }
}

fn cutoff(scale: &Scale, mean: Coded) -> Option<Cutoff> {
    // What nobody has checked is no clinical fact: charts mark it so, a sentence has no room for that.
    let value = scale.caseness.as_ref().filter(|cut| cut.verified)?.value;
    let better = scale.improvement(value, mean.value);
    let side = if better > 0.0 {
        CutoffSide::Better
    } else if better < 0.0 || mean.or_worse {
        CutoffSide::Worse
    } else {
        CutoffSide::At
    };
    Some(Cutoff { value, side })
}
