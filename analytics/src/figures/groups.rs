//! Chart f for few groups: each group's change with its own 95% range, by name. Better is always to the right.

use super::ink::Pen;
use super::placement::{Anchor, LEADING, Space, number, width, wrap};
use super::sheet::{Scale, Sheet};
use super::{Chart, Frame};
use crate::change::Bound;
use crate::overview::{Average, Movement};

/// Words on chart f where groups are few.
#[derive(Clone, Copy, Debug)]
pub struct GroupsWords<'a> {
    /// What the chart is about, for example "Change since the first session, by group".
    pub title: &'a str,
    /// Every group's change in full sentences: it replaces the picture.
    pub label: &'a str,
    /// What the axis counts, for example "Points better".
    pub axis: &'a str,
    /// For a group without a change, for example "not shown".
    pub not_shown: &'a str,
    /// Name of the mean of all, for example "All: 4".
    pub all: &'a str,
}

const TOP: f64 = 30.0;
const FOOT: f64 = 40.0;

/// Draws the groups of one focus and measure. `id` is unique on its page.
pub fn groups(
    id: &str,
    rows: &[Movement],
    all: Option<&Average>,
    frame: Frame,
    words: &GroupsWords<'_>,
) -> Chart {
    let (wide, _) = frame.room();
    let room = wide * 0.3;
    let names: Vec<Vec<String>> = rows.iter().map(|row| wrap(&row.group, room)).collect();
    let heights = names
        .iter()
        .map(|lines| LEADING * lines.len() as f64 + 14.0);
    let heights: Vec<f64> = heights.collect();
    let plot = Space::new(
        room + 12.0,
        TOP,
        wide - 4.0,
        TOP + heights.iter().sum::<f64>(),
    );
    let reach = reach(rows);
    let scale = Scale::new(plot, 2, [0.0, 1.0]);
    let x = |points: f64| scale.at(1.0 + points / reach, 0.0).0;
    let size = (wide, plot.bottom + FOOT);

    let mut body = String::new();
    let sheet = Sheet::new(&mut body, size, "");
    sheet.rect(Pen::Usual, plot);
    let step = step(reach, plot.right - plot.left);
    let marks = (reach / step).floor() as i32;
    for mark in -marks..=marks {
        let (points, pen) = (
            f64::from(mark) * step,
            if mark == 0 { Pen::Axis } else { Pen::Faint },
        );
        sheet.line(pen, &[(x(points), plot.top), (x(points), plot.bottom)]);
        let foot = (x(points), plot.bottom + 17.0);
        sheet.write(Pen::Text, Anchor::Middle, foot, &number(points));
    }
    let middle = ((plot.left + plot.right) / 2.0, plot.bottom + 34.0);
    sheet.write(Pen::Text, Anchor::Middle, middle, words.axis);
    if let Some(all) = all {
        let at = x(all.mean);
        sheet.line(Pen::Mean, &[(at, plot.top - 6.0), (at, plot.bottom)]);
        let half = width(words.all) / 2.0;
        let at = at.clamp(plot.left + half, plot.right - half);
        sheet.write(
            Pen::Strong,
            Anchor::Middle,
            (at, plot.top - 11.0),
            words.all,
        );
    }
    let mut top = plot.top;
    for ((row, lines), height) in rows.iter().zip(&names).zip(heights) {
        let y = top + height / 2.0;
        let first = y - LEADING * (lines.len() as f64 - 1.0) / 2.0 + 4.5;
        for (i, line) in lines.iter().enumerate() {
            let at = (0.0, first + LEADING * i as f64);
            sheet.write(Pen::Text, Anchor::Start, at, line);
        }
        draw(&sheet, row, y, plot, x, words);
        top += height;
    }
    drop(sheet);
    Chart {
        id: id.into(),
        size,
        title: words.title.into(),
        label: words.label.into(),
        body,
    }
}

fn draw(
    sheet: &Sheet<'_>,
    row: &Movement,
    y: f64,
    plot: Space,
    x: impl Fn(f64) -> f64,
    words: &GroupsWords<'_>,
) {
    let Some(change) = row.change() else {
        let at = (plot.left + 8.0, y + 4.5);
        sheet.write(Pen::Text, Anchor::Start, at, words.not_shown);
        return;
    };
    let cut = |points: f64| x(points).clamp(plot.left + 2.0, plot.right - 2.0);
    let at = cut(change.better);
    let (low, high) = match (change.range, change.bound) {
        (Some(range), _) => (cut(range.low), cut(range.high)),
        (None, Bound::AtLeastBetter) => (at, plot.right - 2.0),
        (None, Bound::AtLeastWorse) => (plot.left + 2.0, at),
        (None, Bound::Exact) => (at, at),
    };
    sheet.line(Pen::Line, &[(low, y), (high, y)]);
    let exact = change.bound == Bound::Exact;
    sheet.dot(if exact { Pen::Dot } else { Pen::Open }, (at, y), 5.0);
}

// How far the axis reaches to either side, in points: every range fits.
fn reach(rows: &[Movement]) -> f64 {
    let ends = rows.iter().filter_map(Movement::change).map(|change| {
        let range = change
            .range
            .map(|range| range.low.abs().max(range.high.abs()));
        range.unwrap_or_default().max(change.better.abs())
    });
    ends.fold(0.0, f64::max).max(1.0) * 1.1
}

// Points between two marks of the axis: 1, 2 or 5 and their tens, so that numbers never touch.
fn step(reach: f64, wide: f64) -> f64 {
    let least = 2.0 * reach * 44.0 / wide;
    let mut steps = (0..).flat_map(|ten| [1.0, 2.0, 5.0].map(|one| one * 10f64.powi(ten)));
    steps
        .find(|step| *step >= least)
        .expect("BUG: steps grow without end")
}
