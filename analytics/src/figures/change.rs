//! Chart c: the mean change since the first wave as one number line against the reliable-change threshold.
//! Better is always to the right.

use super::ink::Pen;
use super::placement::{Anchor, Clutter, Label, Space, number, width};
use super::sheet::{Scale, Sheet};
use super::{Chart, Frame};
use crate::change::{Bound, MeanChange};
use crate::summary::ChangePanel;

/// Words on chart c. `{…}` stands where a number goes.
#[derive(Clone, Copy, Debug)]
pub struct ChangeWords<'a> {
    /// What the chart is about, for example "Average change since the first session".
    pub title: &'a str,
    /// Change and threshold, in full sentences: it replaces the picture.
    pub label: &'a str,
    /// The change itself, for example "6 points better" or "at least 6 points better".
    pub value: &'a str,
    /// The threshold on the better side, for example "{n} better".
    pub better: &'a str,
    /// The threshold on the worse side, for example "{n} worse".
    pub worse: &'a str,
    /// The middle, for example "No change".
    pub none: &'a str,
    /// Name of the zone beyond the threshold, for example "reliable".
    pub reliable: &'a str,
}

/// Draws chart c; nothing before two waves are shown. `id` is unique on its page.
pub fn change(
    id: &str,
    panel: &ChangePanel,
    frame: Frame,
    words: &ChangeWords<'_>,
) -> Option<Chart> {
    let wide = frame.narrow();
    let mean = panel.mean.value()?;
    let threshold = panel.threshold.map(|threshold| threshold.value);
    let reach = reach(mean, threshold, panel.scale.span());
    let plot = Space::new(0.0, 28.0, wide, 56.0);
    let scale = Scale::new(plot, 2, [0.0, 1.0]);
    let x = |points: f64| scale.at(1.0 + points / reach, 0.0).0;
    let size = (wide, if threshold.is_some() { 96.0 } else { 80.0 });

    let mut body = String::new();
    let sheet = Sheet::new(&mut body, size, "");
    sheet.rect(Pen::Usual, plot);
    if let Some(points) = threshold {
        sheet.rect(
            Pen::Soft,
            Space {
                left: x(points),
                ..plot
            },
        );
        sheet.rect(
            Pen::Sand4,
            Space {
                right: x(-points),
                ..plot
            },
        );
    }
    let edges = threshold.map_or(vec![0.0], |points| vec![-points, 0.0, points]);
    for points in edges {
        let down = if points == 0.0 { 8.0 } else { 4.0 };
        sheet.line(
            Pen::Axis,
            &[(x(points), plot.top), (x(points), plot.bottom + down)],
        );
    }
    names(&sheet, threshold, x, plot.bottom, words);
    draw(&sheet, mean, x, plot);
    value(&sheet, mean, x, plot, words.value);
    drop(sheet);
    Some(Chart {
        id: id.into(),
        size,
        title: words.title.into(),
        label: words.label.into(),
        body,
    })
}

// How far the line reaches to either side, in points: everything on it fits, and the threshold has room.
fn reach(mean: &MeanChange, threshold: Option<f64>, span: f64) -> f64 {
    let ends = mean
        .range
        .map_or(0.0, |range| range.low.abs().max(range.high.abs()));
    let open = if mean.bound == Bound::Exact { 1.1 } else { 1.3 };
    let wish = (mean.better.abs().max(ends) * open).max(threshold.unwrap_or(span / 4.0) * 1.6);
    wish.min(span * 1.1).max(f64::MIN_POSITIVE)
}

fn names(
    sheet: &Sheet<'_>,
    threshold: Option<f64>,
    x: impl Fn(f64) -> f64,
    bottom: f64,
    words: &ChangeWords<'_>,
) {
    let (first, second) = (bottom + 20.0, bottom + 36.0);
    let Some(points) = threshold else {
        sheet.write(Pen::Text, Anchor::Middle, (x(0.0), first), words.none);
        return;
    };
    let number = number(points);
    let (worse, better) = (
        words.worse.replace("{n}", &number),
        words.better.replace("{n}", &number),
    );
    let widest = [worse.as_str(), &better, words.reliable]
        .into_iter()
        .map(width)
        .fold(0.0, f64::max);
    let room = x(points) - x(0.0) - 8.0;
    // Where the threshold lies too near for names under their marks, they turn outwards.
    let inward =
        widest / 2.0 + width(words.none) / 2.0 <= room && x(points) + widest / 2.0 <= sheet.width();
    let (none, left, right) = if inward {
        (words.none, Anchor::Middle, Anchor::Middle)
    } else {
        ("0", Anchor::End, Anchor::Start)
    };
    let shift = if inward { 0.0 } else { 8.0 };
    for (text, y) in [(worse.as_str(), first), (words.reliable, second)] {
        sheet.write(Pen::Text, left, (x(-points) + shift, y), text);
    }
    sheet.write(Pen::Text, Anchor::Middle, (x(0.0), first), none);
    for (text, y) in [(better.as_str(), first), (words.reliable, second)] {
        sheet.write(Pen::Text, right, (x(points) - shift, y), text);
    }
}

fn draw(sheet: &Sheet<'_>, mean: &MeanChange, x: impl Fn(f64) -> f64, plot: Space) {
    let y = (plot.top + plot.bottom) / 2.0;
    let cut = |points: f64| x(points).clamp(plot.left + 2.0, plot.right - 2.0);
    if let Some(range) = mean.range {
        let (low, high) = (cut(range.low), cut(range.high));
        sheet.line(Pen::Line, &[(low, y), (high, y)]);
        for end in [low, high] {
            sheet.line(Pen::Line, &[(end, y - 5.0), (end, y + 5.0)]);
        }
    }
    let tip = match mean.bound {
        Bound::Exact => None,
        Bound::AtLeastBetter => Some((plot.right - 3.0, -6.0)),
        Bound::AtLeastWorse => Some((plot.left + 3.0, 6.0)),
    };
    let at = cut(mean.better);
    if let Some((tip, back)) = tip {
        sheet.line(Pen::Line, &[(at, y), (tip, y)]);
        sheet.line(
            Pen::Line,
            &[(tip + back, y - 5.0), (tip, y), (tip + back, y + 5.0)],
        );
    }
    sheet.dot(
        if tip.is_some() { Pen::Open } else { Pen::Dot },
        (at, y),
        6.0,
    );
}

fn value(sheet: &Sheet<'_>, mean: &MeanChange, x: impl Fn(f64) -> f64, plot: Space, text: &str) {
    let mut clutter = Clutter::new(Space { top: 0.0, ..plot });
    let at = (x(mean.better), plot.top - 9.0);
    let places = [
        (Anchor::Middle, at),
        (Anchor::End, (plot.right, at.1)),
        (Anchor::Start, (plot.left, at.1)),
    ];
    let label = clutter.settle(places.map(|(anchor, at)| Label { text, anchor, at }));
    sheet.text(Pen::Strong, &label);
}
