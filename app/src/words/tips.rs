//! What stands at each window of a chart, in words, for whoever points at it: figures of the table beside it, no others.

use analytics::summary::{At, Climate, FollowThroughPoint, OutcomePoint, OutcomeTrend};

use super::sentences::{band, coded, sessions};
use crate::words::{say, say_with};

/// For chart a with strip d.
pub fn outcome(trend: &OutcomeTrend) -> Vec<String> {
    let tip = |point: &OutcomePoint| {
        let what = match point.mean.value() {
            Some(estimate) => coded(estimate.mean),
            None if point.answered.value().is_some() && !point.wave => say("cell-not-asked"),
            None => say("cell-withheld"),
        };
        at(point.at, answered(point, what))
    };
    trend.points.iter().map(tip).collect()
}

/// For chart b.
pub fn climate(benefit: &Climate) -> Vec<String> {
    let points = benefit.points.iter();
    let tip = points.map(|point| {
        let mean = point.mean.value();
        let shown = mean.map(|estimate| coded(estimate.mean));
        at(point.at, shown.unwrap_or_else(|| say("cell-withheld")))
    });
    tip.collect()
}

/// For chart e.
pub fn follow_through(points: &[FollowThroughPoint]) -> Vec<String> {
    let tip = |point: &FollowThroughPoint| {
        let what = match point.band.value() {
            Some(shown) => band(*shown),
            None if point.asked => say("cell-withheld"),
            None => say("cell-not-asked"),
        };
        at(point.at, what)
    };
    points.iter().map(tip).collect()
}

/// "Session 9: 12".
fn at(place: At, what: String) -> String {
    let mut sessions = sessions(place);
    if let Some(first) = sessions.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let words = [("where", sessions.into()), ("what", what.into())];
    say_with("chart-tip", &words)
}

/// The same with how many answered, where that is shown.
fn answered(point: &OutcomePoint, what: String) -> String {
    let Some(n) = point.answered.value() else {
        return what;
    };
    let present = point
        .present
        .map_or("none".into(), |present| present.into());
    let words = [
        ("what", what.into()),
        ("n", (*n).into()),
        ("present", present),
    ];
    say_with("chart-tip-answered", &words)
}
