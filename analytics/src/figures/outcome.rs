//! Chart a: the outcome over time against severity bands and cutoff, with the response strip below it.

use super::ground::Ground;
use super::placement::{Clutter, Space};
use super::sheet::{Scale, Sheet};
use super::strip::Strip;
use super::trend::{State, Trend};
use super::{Chart, Frame, hatch_id, tips};
use crate::summary::{At, OutcomePoint, OutcomeTrend};

/// Words on chart a. `{…}` stands where a number goes.
#[derive(Clone, Copy, Debug)]
pub struct OutcomeWords<'a> {
    /// What the chart is about, for example "Average depression, each session".
    pub title: &'a str,
    /// Headline, endpoints and what is not shown, in full sentences: it replaces the picture.
    pub label: &'a str,
    /// Which way is better, for example "Lower is better".
    pub direction: &'a str,
    /// Names of the measure's bands, in its order.
    pub bands: &'a [&'a str],
    /// Name of the cutoff, for example "Clinical cutoff {value}".
    pub cutoff: &'a str,
    /// Name of the range, for example "95% range for the average".
    pub range: &'a str,
    /// An open-ended mean, for example "{value} or worse".
    pub or_worse: &'a str,
    /// Name of the horizontal axis, "Session".
    pub session: &'a str,
    /// Name of the strip in two lines, "Answered," and "of those present".
    pub answered: [&'a str; 2],
    /// How many answered, for example "{n} of {present}".
    pub answered_of: &'a str,
    /// Second line of the strip's name where nobody entered who was present, "Attendance not entered".
    pub attendance: &'a str,
    /// What stands at each window, oldest first, for whoever points at it: "Session 9: 12". None where it is empty.
    pub tips: &'a [String],
}

/// Between a plot and the names at its right, in pixels.
pub(super) const GAP: f64 = 9.0;

/// Sessions of windows that the chart hatches, oldest first.
pub fn hidden(trend: &OutcomeTrend) -> Vec<At> {
    let hatched = |point: &&OutcomePoint| {
        point.answered.value().is_none() || matches!(State::of(point), State::Hidden)
    };
    trend
        .points
        .iter()
        .filter(hatched)
        .map(|point| point.at)
        .collect()
}

/// Draws chart a with its strip. `id` is unique on its page.
pub fn outcome(id: &str, trend: &OutcomeTrend, frame: Frame, words: &OutcomeWords<'_>) -> Chart {
    let (wide, latest) = frame.room();
    let high = if frame == Frame::Page { 250.0 } else { 230.0 };
    let points = &trend.points[trend.points.len().saturating_sub(latest)..];
    let names = words.bands.iter().chain([&words.session]);
    let room = frame.names(names.chain(&words.answered).copied());
    let right = wide - room - GAP;
    let plot = Space::new(28.0, 28.0, right, 28.0 + high);
    let scale = Scale::new(plot, points.len().max(1), trend.scale.range);
    let strip = Strip::new(points, plot, room, words);
    let size = (wide, strip.bottom());

    let mut body = String::new();
    let pattern = hatch_id(id);
    let sheet = Sheet::new(&mut body, size, &pattern);
    Trend {
        ground: Ground {
            of: trend.scale,
            names: words.bands,
            plot,
            room,
            scale: &scale,
            sheet: &sheet,
        },
        points,
        words,
        clutter: Clutter::new(Space { top: 0.0, ..plot }),
    }
    .draw();
    strip.draw(&sheet);
    drop(sheet);
    let latest = &words.tips[words.tips.len().saturating_sub(points.len())..];
    let down = Space {
        bottom: strip.bottom(),
        ..plot
    };
    tips::over_columns(&mut body, down, latest);
    Chart {
        id: id.into(),
        size,
        title: words.title.into(),
        label: words.label.into(),
        body,
    }
}
