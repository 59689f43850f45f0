//! How outcomes and benefits stand across groups: each group is one observation, since its members are not
//! independent of each other (cluster-level analysis: Donner & Klar 2000).

use super::{Member, Row, windows};
use crate::change::{self, Bound, MeanChange};
use crate::disclosure::{Across, Shown, across, derived, on_grid};
use crate::measure::{self, Measure, Scale};
use crate::period::Period;
use crate::record::Record;
use crate::tally::{Coded, Tally};
use crate::trend::{Interval, t};

/// How one group's outcome moved from its first wave to the latest of the period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Course {
    /// The change, as the group's dashboard shows it.
    pub change: MeanChange,
    /// The group's released deviation, in points.
    pub sd: Option<f64>,
    /// People behind the latest mean.
    pub n: u32,
    /// People behind the first mean.
    pub n_first: u32,
    /// The latest mean.
    pub latest: Coded,
    /// The first mean.
    pub first: Coded,
}

/// How one group moved on one measure. Its own dashboard shows that too.
#[derive(Debug, Clone)]
pub struct Movement {
    /// Name of the group.
    pub group: String,
    /// The measure.
    pub measure: &'static Measure,
    /// Latest wave of the period against the group's first on that measure.
    pub course: Shown<Course>,
}

/// One group's mean of a benefit over the period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Benefit {
    /// Mean of its released means.
    pub mean: f64,
    /// Whether one of them was "or worse".
    pub or_worse: bool,
}

/// A mean over groups, each counting once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Average {
    /// The mean, in points.
    pub mean: f64,
    /// What it means that some figures were bounds.
    pub bound: Bound,
    /// 95% range by Student's t with one degree of freedom less than groups; of a change, where no figure is a bound.
    pub range: Option<Interval>,
    /// The mean in deviations of single scores (Cohen's d with the pooled deviation), where every group's
    /// is known. Deviations are released rounded up, so it is rather too small.
    pub effect: Option<f64>,
}

/// How the groups of one focus moved on one measure.
#[derive(Debug, Clone)]
pub struct Moved {
    /// The focus.
    pub focus: String,
    /// The measure.
    pub measure: &'static Measure,
    /// Each of the groups that were asked it, by name.
    pub groups: Vec<Movement>,
    /// Points better, over groups.
    pub change: Shown<Across<Average>>,
}

/// How a group moved on each measure that it was asked in the period; where no wave fell into it, on what it is asked
/// first.
pub fn movements(period: Period, member: &Member) -> Vec<Movement> {
    let record = &member.record;
    let asked = |measure: &&Measure| windows(period, record).any(|window| window.asks(measure));
    let mut measures: Vec<&'static Measure> =
        record.outcomes.iter().copied().filter(asked).collect();
    if measures.is_empty() {
        measures.push(record.outcome());
    }
    let of = |measure| Movement {
        group: member.name.clone(),
        measure,
        course: course(period, record, measure),
    };
    measures.into_iter().map(of).collect()
}

/// Its course up to the period; nothing without a wave in the period and an earlier one.
fn course(period: Period, record: &Record, measure: &'static Measure) -> Shown<Course> {
    let scale = measure.main();
    let waves = record.windows.iter();
    let waves = waves.filter(|window| window.asks(measure) && window.date <= period.last());
    let shown: Vec<Shown<(bool, Tally)>> = waves
        .map(|window| {
            let tally = window.tally(scale);
            if period.holds(window.date) {
                tally.map(|tally| (true, tally))
            } else {
                tally.map(|tally| (false, tally))
            }
        })
        .collect();
    derived(&shown, |waves| {
        let [(_, first), .., (inside, latest)] = waves else {
            return None;
        };
        inside.then_some(())?;
        Some(Course {
            change: change::between(first, latest)?,
            sd: latest.sd.or(first.sd),
            n: latest.n,
            n_first: first.n,
            latest: latest.mean,
            first: first.mean,
        })
    })
}

/// A group's mean of one benefit over the period.
pub fn benefit(period: Period, record: &Record, scale: &Scale) -> Shown<Benefit> {
    let shown: Vec<Shown<Tally>> = windows(period, record)
        .map(|window| window.tally(scale))
        .collect();
    derived(&shown, |tallies| {
        let sum: f64 = tallies.iter().map(|tally| tally.mean.value).sum();
        (!tallies.is_empty()).then(|| Benefit {
            mean: sum / tallies.len() as f64,
            or_worse: tallies.iter().any(|tally| tally.mean.or_worse),
        })
    })
}

/// The mean of a benefit over groups, on the grid of one group's means and without the spread between groups: with
/// both, a group that knows its own mean could work out another's, which stands nowhere beside it.
pub fn average(groups: &[&Benefit]) -> Option<Average> {
    let means: Vec<f64> = groups.iter().map(|group| group.mean).collect();
    let open = groups.iter().any(|group| group.or_worse);
    let bound = if open {
        Bound::AtLeastWorse
    } else {
        Bound::Exact
    };
    let exact = mean(&means, bound, None)?;
    Some(Average {
        mean: on_grid(measure::session_form().main(), exact.mean),
        range: None,
        ..exact
    })
}

/// How outcomes moved, one entry a focus and measure.
pub fn moved(groups: &[Row]) -> Vec<Moved> {
    let mut all: Vec<(&Row, &Movement)> = Vec::new();
    for row in groups {
        all.extend(row.moved.iter().map(|movement| (row, movement)));
    }
    let mut kinds: Vec<(&str, &'static Measure)> = Vec::new();
    for (row, movement) in &all {
        let known = |kind: &(&str, &Measure)| kind.0 == row.focus && movement.is_on(kind.1);
        if !kinds.iter().any(known) {
            kinds.push((&row.focus, movement.measure));
        }
    }
    let of = |(focus, measure): (&str, &'static Measure)| {
        let alike = all
            .iter()
            .filter(|(row, movement)| row.focus == focus && movement.is_on(measure));
        let (rows, groups): (Vec<&Row>, Vec<&Movement>) = alike.copied().unzip();
        let people: Vec<Shown<u32>> = rows.iter().map(|row| row.people).collect();
        let courses: Vec<Shown<Course>> = groups.iter().map(|group| group.course).collect();
        Moved {
            focus: focus.to_owned(),
            measure,
            groups: groups.into_iter().cloned().collect(),
            change: across(&people, &courses, change),
        }
    };
    kinds.into_iter().map(of).collect()
}

impl Movement {
    /// The change, if it is shown.
    pub fn change(&self) -> Option<&MeanChange> {
        self.course.value().map(|course| &course.change)
    }

    fn is_on(&self, measure: &Measure) -> bool {
        self.measure.main().is(measure.main())
    }
}

/// The mean change over groups. Where some may be better than said and others worse, nothing can be said.
fn change(groups: &[&Course]) -> Option<Average> {
    let has = |bound: Bound| groups.iter().any(|group| group.change.bound == bound);
    let bound = match (has(Bound::AtLeastBetter), has(Bound::AtLeastWorse)) {
        (false, false) => Bound::Exact,
        (true, false) => Bound::AtLeastBetter,
        (false, true) => Bound::AtLeastWorse,
        (true, true) => return None,
    };
    let means: Vec<f64> = groups.iter().map(|group| group.change.better).collect();
    let deviations: Option<Vec<f64>> = groups.iter().map(|group| group.sd).collect();
    let sd = deviations.map(|all| {
        let squares: f64 = all.iter().map(|sd| sd * sd).sum();
        (squares / all.len() as f64).sqrt()
    });
    mean(&means, bound, sd)
}

fn mean(values: &[f64], bound: Bound, sd: Option<f64>) -> Option<Average> {
    let n = values.len() as f64;
    let mut values = values.to_vec();
    // Sorted, so that the order of the groups cannot show in the last bit.
    values.sort_by(f64::total_cmp);
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let degrees = (values.len() as u32).checked_sub(1).filter(|n| *n > 0)?;
    let half = t(degrees) * (squares / f64::from(degrees) / n).sqrt();
    let exact = bound == Bound::Exact;
    Some(Average {
        mean,
        bound,
        range: exact.then_some(Interval {
            low: mean - half,
            high: mean + half,
        }),
        effect: sd.filter(|sd| exact && *sd > 0.0).map(|sd| mean / sd),
    })
}
