//! The benefits of a scope: each as its average over groups on the scale of the form, with its 95% range.

use super::ink::Pen;
use super::placement::{Anchor, Space, number, width};
use super::sheet::{Scale as Pixels, Sheet};
use super::{Chart, Frame};
use crate::change::Bound;
use crate::disclosure::{Across, Shown};
use crate::measure::Scale;
use crate::overview::Average;

/// Words on the chart of benefits.
#[derive(Clone, Copy, Debug)]
pub struct BenefitsWords<'a> {
    /// What the chart is about, for example "How groups felt".
    pub title: &'a str,
    /// Every average in full sentences: it replaces the picture.
    pub label: &'a str,
    /// What the axis counts, for example "0 to 4. Higher is better".
    pub axis: &'a str,
    /// For a benefit without an average, for example "not shown".
    pub not_shown: &'a str,
    /// Each average as it is said, in the order of the benefits: "3.1".
    pub values: &'a [String],
}

const TOP: f64 = 8.0;
const ROW: f64 = 42.0;
const FOOT: f64 = 40.0;

/// Draws the benefits, in the order of the form. `id` is unique on its page.
pub fn benefits(
    id: &str,
    all: &[(&'static Scale, Shown<Across<Average>>)],
    frame: Frame,
    words: &BenefitsWords<'_>,
) -> Chart {
    let (wide, _) = frame.room();
    let names = all.iter().map(|(benefit, _)| width(&benefit.title));
    let left = names.fold(wide * 0.22, f64::max) + 10.0;
    let plot = Space::new(left, TOP, wide - 16.0, TOP + ROW * all.len() as f64);
    let [low, high] = all.first().map_or([0.0, 1.0], |(benefit, _)| benefit.range);
    let scale = Pixels::new(plot, 1000, [0.0, 1.0]);
    let x = |points: f64| scale.at((points - low) / (high - low) * 1000.0, 0.0).0;
    let size = (wide, plot.bottom + FOOT);

    let mut body = String::new();
    let sheet = Sheet::new(&mut body, size, "");
    sheet.rect(Pen::Usual, plot);
    for step in 0..=4 {
        let points = low + (high - low) * f64::from(step) / 4.0;
        let edge = step == 0 || step == 4;
        let pen = if edge { Pen::Axis } else { Pen::Faint };
        sheet.line(pen, &[(x(points), plot.top), (x(points), plot.bottom)]);
        let foot = (x(points), plot.bottom + 17.0);
        sheet.write(Pen::Text, Anchor::Middle, foot, &number(points));
    }
    let middle = ((plot.left + plot.right) / 2.0, plot.bottom + 34.0);
    sheet.write(Pen::Text, Anchor::Middle, middle, words.axis);
    for (row, (benefit, shown)) in all.iter().enumerate() {
        let y = plot.top + ROW * (row as f64 + 0.5) + 6.0;
        sheet.write(Pen::Text, Anchor::Start, (0.0, y + 4.5), &benefit.title);
        let Some(across) = shown.value() else {
            let at = (plot.left + 8.0, y + 4.5);
            sheet.write(Pen::Text, Anchor::Start, at, words.not_shown);
            continue;
        };
        let average = &across.value;
        let cut = |points: f64| x(points.clamp(low, high));
        let at = cut(average.mean);
        let (from, to) = match average.range {
            Some(range) => (cut(range.low), cut(range.high)),
            None if average.bound == Bound::Exact => (at, at),
            None if benefit.higher_is_worse => (at, plot.right),
            None => (plot.left, at),
        };
        sheet.line(Pen::Line, &[(from, y), (to, y)]);
        let exact = average.bound == Bound::Exact;
        sheet.dot(if exact { Pen::Dot } else { Pen::Open }, (at, y), 5.0);
        let value = words.values.get(row).map_or("", String::as_str);
        let above = (at.clamp(plot.left + 24.0, plot.right - 24.0), y - 11.0);
        sheet.write(Pen::Strong, Anchor::Middle, above, value);
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
