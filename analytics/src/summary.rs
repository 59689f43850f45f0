//! What page, PDF and CSV all read: one sentence, one thing worth raising, and the figures of the charts.
//! Numbers and choices only; the app finds the words.

mod headline;
mod raise;

pub use headline::{Cutoff, CutoffSide, Headline};
pub use raise::{Raise, Reason};

use jiff::civil::Date;

use crate::change::{self, ChangeShare, MeanChange};
use crate::disclosure::{self, Band, Shown};
use crate::measure::{Measure, ReliableChange, Scale};
use crate::process::{self, Limits, Side, Signal};
use crate::record::{Record, Reply, Window};
use crate::table::Table;
use crate::tally::{Coded, Tally};
use crate::trend::Interval;

/// A group at a glance.
#[derive(Debug, Clone)]
pub struct Summary {
    /// One thing worth raising in the group; nothing before a climate figure is shown.
    pub raise: Option<Raise>,
    /// The outcomes, what is asked now first; at least one.
    pub outcomes: Vec<Outcome>,
    /// The benefits over time, in the measure's order (chart b).
    pub climate: Vec<Climate>,
    /// How much members did of what they had planned (chart e): one point a window, oldest first.
    pub follow_through: Vec<FollowThroughPoint>,
    /// What the group was answered, what was tried and whether it changed, oldest first.
    pub replies: Vec<Reply>,
    /// Every figure above as a table.
    pub table: Table,
}

/// One scale of an outcome measure.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What it comes to; the first sentence, of the first one.
    pub headline: Headline,
    /// It over time, with who answered (charts a and d).
    pub trend: OutcomeTrend,
    /// Mean change since its first wave (chart c).
    pub change: ChangePanel,
}

/// The outcome measure over time. Different people may answer each time.
#[derive(Debug, Clone)]
pub struct OutcomeTrend {
    /// The measure.
    pub measure: &'static Measure,
    /// Its main scale: range, direction, bands and cutoff.
    pub scale: &'static Scale,
    /// One point a window, oldest first.
    pub points: Vec<OutcomePoint>,
    /// Fewest people behind a figure.
    pub quorum: u32,
}

/// One window of the outcome chart and of the response strip.
#[derive(Debug, Clone)]
pub struct OutcomePoint {
    /// Which window.
    pub at: At,
    /// Whether the measure was asked: if so and withheld, it is hatched; if not, it is left blank.
    pub wave: bool,
    /// The mean.
    pub mean: Shown<Estimate>,
    /// People who answered at least one question.
    pub answered: Shown<u32>,
    /// Largest number present at one of the window's sessions, if it was entered.
    pub present: Option<u32>,
}

/// Which sessions a point stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// Number of the window, from 1.
    pub window: u32,
    /// Number of its first session.
    pub first_session: u32,
    /// Number of its last session.
    pub last_session: u32,
    /// Day of its last session.
    pub date: Date,
}

/// A shown mean with its range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// People behind it.
    pub n: u32,
    /// The mean, coded.
    pub mean: Coded,
    /// 95% range, not clipped to the scale; from the second released window on.
    pub range: Option<Interval>,
}

/// One benefit over time.
#[derive(Debug, Clone)]
pub struct Climate {
    /// The session measure.
    pub measure: &'static Measure,
    /// The benefit.
    pub scale: &'static Scale,
    /// One point a window, oldest first.
    pub points: Vec<ClimatePoint>,
    /// The usual range, from five shown windows on.
    pub usual: Shown<Limits>,
}

/// One window of a benefit.
#[derive(Debug, Clone)]
pub struct ClimatePoint {
    /// Which window.
    pub at: At,
    /// The mean.
    pub mean: Shown<Estimate>,
    /// Why it is marked, if it is.
    pub signal: Option<Mark>,
}

/// A marked point of a benefit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The rule and the side.
    pub signal: Signal,
    /// Whether that is the worse side.
    pub concern: bool,
}

/// One window of chart e.
#[derive(Debug, Clone, Copy)]
pub struct FollowThroughPoint {
    /// Which window.
    pub at: At,
    /// Whether anybody could be asked: if so and withheld, it is hatched; if not, it is left blank.
    pub asked: bool,
    /// How much of what they had planned members did.
    pub band: Shown<Band>,
}

/// What is known of change, during the programme and at its end.
#[derive(Debug, Clone)]
pub struct ChangePanel {
    /// The outcome measure.
    pub measure: &'static Measure,
    /// Its main scale.
    pub scale: &'static Scale,
    /// Points that count as reliable change for one person, if the measure has such a threshold.
    pub threshold: Option<&'static ReliableChange>,
    /// Mean change between the first and the latest shown wave; withheld before there are two.
    pub mean: Shown<MeanChange>,
    /// Which windows it lies between, where there are two.
    pub between: Option<(At, At)>,
    /// The share that improved reliably, shown once, at the end.
    pub ended: Shown<ChangeShare>,
}

/// Summarises a group's record.
pub fn summarise(record: &Record) -> Summary {
    let scales = record.outcomes.iter().flat_map(|measure| {
        let scales = measure.released();
        scales.map(|scale| Outcome::of(record, measure, scale))
    });
    let outcomes: Vec<Outcome> = scales.collect();
    let climate: Vec<Climate> = record
        .climate
        .scales
        .iter()
        .map(|scale| climate(record, scale))
        .collect();
    Summary {
        raise: raise::raise(&climate),
        follow_through: record.windows.iter().map(FollowThroughPoint::of).collect(),
        replies: record.replies.clone(),
        table: Table::of(record),
        outcomes,
        climate,
    }
}

impl Summary {
    /// The outcome that the first sentence is about.
    pub fn main(&self) -> &Outcome {
        &self.outcomes[0]
    }
}

impl Outcome {
    fn of(record: &Record, measure: &'static Measure, scale: &'static Scale) -> Self {
        let trend = trend(record, measure, scale);
        let change = change(record, &trend);
        Self {
            headline: headline::headline(&trend, &change),
            trend,
            change,
        }
    }
}

fn trend(record: &Record, measure: &'static Measure, scale: &'static Scale) -> OutcomeTrend {
    let point = |window: &Window| OutcomePoint {
        at: At::of(window),
        wave: window.asks(measure),
        mean: window.tally(scale).map(Estimate::of),
        answered: window.answered,
        present: window.present,
    };
    OutcomeTrend {
        measure,
        scale,
        points: record.windows.iter().map(point).collect(),
        quorum: record.quorum,
    }
}

fn climate(record: &Record, scale: &'static Scale) -> Climate {
    let tallies: Vec<Shown<Tally>> = record
        .windows
        .iter()
        .map(|window| window.tally(scale))
        .collect();
    let usual = disclosure::derived(&tallies, usual);
    let values: Vec<Option<f64>> = tallies
        .iter()
        .map(|shown| shown.value().map(|tally| tally.mean.value))
        .collect();
    let signals = match usual.value() {
        Some(limits) => process::signals(&values, limits),
        None => vec![None; values.len()],
    };
    let worse = if scale.higher_is_worse {
        Side::Up
    } else {
        Side::Down
    };
    let points =
        record
            .windows
            .iter()
            .zip(tallies)
            .zip(signals)
            .map(|((window, tally), signal)| ClimatePoint {
                at: At::of(window),
                mean: tally.map(Estimate::of),
                signal: signal.map(|signal| Mark {
                    signal,
                    concern: signal.side == worse,
                }),
            });
    Climate {
        measure: record.climate,
        scale,
        points: points.collect(),
        usual,
    }
}

fn usual(tallies: &[&Tally]) -> Option<Limits> {
    let grid = tallies.first()?.scale.release_grid;
    // Settled limits stay: a later change is to be seen against them, not to move them.
    let settled = &tallies[..tallies.len().min(process::SETTLED)];
    let values: Vec<Option<f64>> = settled.iter().map(|tally| Some(tally.mean.value)).collect();
    process::limits(&values, grid)
}

fn change(record: &Record, outcome: &OutcomeTrend) -> ChangePanel {
    let waves: Vec<Shown<Tally>> = record
        .windows
        .iter()
        .map(|window| window.tally(outcome.scale))
        .collect();
    let mean = disclosure::derived(&waves, |waves| match waves {
        [first, .., latest] => change::between(first, latest),
        _ => None,
    });
    let mut shown = outcome
        .points
        .iter()
        .filter(|point| point.mean.value().is_some())
        .map(|point| point.at);
    let between = shown
        .next()
        .and_then(|first| shown.next_back().map(|latest| (first, latest)));
    ChangePanel {
        measure: outcome.measure,
        scale: outcome.scale,
        threshold: outcome.scale.reliable_change.as_ref(),
        mean,
        between,
        ended: ended(record, outcome.scale),
    }
}

/// The share that improved, where it was counted on this very scale.
fn ended(record: &Record, scale: &Scale) -> Shown<ChangeShare> {
    match record.ended {
        Some((measure, share)) if measure.main().is(scale) => share,
        _ => Shown::withheld(),
    }
}

impl Climate {
    /// The latest shown point.
    pub fn latest(&self) -> Option<&ClimatePoint> {
        self.points
            .iter()
            .rev()
            .find(|point| point.mean.value().is_some())
    }
}

impl At {
    fn of(window: &Window) -> Self {
        Self {
            window: window.index,
            first_session: window.first_session,
            last_session: window.last_session,
            date: window.date,
        }
    }
}

impl FollowThroughPoint {
    fn of(window: &Window) -> Self {
        Self {
            at: At::of(window),
            asked: window.follows(),
            band: window.follow_through,
        }
    }
}

impl Estimate {
    fn of(tally: Tally) -> Self {
        Self {
            n: tally.n,
            mean: tally.mean,
            range: tally.interval(),
        }
    }
}

#[cfg(test)]
mod tests;
