//! Chart b: one benefit over time against its usual range, small enough to stand in a row of four.

use super::ink::Pen;
use super::placement::{Anchor, Clutter, LEADING, Label, Space, number, width};
use super::sheet::{Scale, Sheet};
use super::{Chart, Frame, hatch_id, tips};
use crate::summary::{Climate, ClimatePoint};

/// Words on chart b.
#[derive(Clone, Copy, Debug)]
pub struct ClimateWords<'a> {
    /// The benefit with its latest value, for example "Trust 3".
    pub heading: &'a str,
    /// Its usual range; or, if [`latest_mark`] names a window, what happened there: "Session 9 below usual
    /// range".
    pub note: &'a str,
    /// Heading, note and what is not shown, in full sentences: it replaces the picture.
    pub label: &'a str,
    /// What stands at each window, oldest first, for whoever points at it: "Session 9: 12". None where it is empty.
    pub tips: &'a [String],
}

const HIGH: f64 = 60.0;
// Headings are larger, and bolder, than the 13 px that widths are guessed for.
const HEADING: f64 = 1.35;
// Some machines' own letters are as much wider than Noto Sans: DejaVu Sans is.
const WIDE_LETTERS: f64 = 1.15;

/// The latest window with a signal: the note speaks about it, and its value stands beside its mark.
pub fn latest_mark(climate: &Climate) -> Option<&ClimatePoint> {
    climate
        .points
        .iter()
        .rev()
        .find(|point| point.signal.is_some())
}

/// Draws chart b for one benefit. `id` is unique on its page.
pub fn climate(id: &str, climate: &Climate, frame: Frame, words: &ClimateWords<'_>) -> Chart {
    let (wide, (_, latest)) = (frame.narrow(), frame.room());
    let points = &climate.points[climate.points.len().saturating_sub(latest)..];
    let said = width(words.heading) * HEADING + width(words.note);
    let fits = said * WIDE_LETTERS + 8.0 <= wide;
    let note_at = if fits {
        (wide, 17.0)
    } else {
        (0.0, 18.0 + LEADING)
    };
    let top = note_at.1 + 12.0;
    let plot = Space::new(0.0, top, wide, top + HIGH);
    let size = (wide, plot.bottom + 6.0);

    let mut body = String::new();
    let pattern = hatch_id(id);
    let sheet = Sheet::new(&mut body, size, &pattern);
    sheet.write(Pen::Heading, Anchor::Start, (0.0, 17.0), words.heading);
    let concern = latest_mark(climate)
        .and_then(|point| point.signal)
        .map(|mark| mark.concern);
    let anchor = if fits { Anchor::End } else { Anchor::Start };
    sheet.write(text_pen(concern), anchor, note_at, words.note);
    draw(&sheet, climate, points, plot);
    drop(sheet);
    let latest = &words.tips[words.tips.len().saturating_sub(points.len())..];
    tips::over_columns(&mut body, plot, latest);
    Chart {
        id: id.into(),
        size,
        title: words.heading.into(),
        label: words.label.into(),
        body,
    }
}

fn draw(sheet: &Sheet<'_>, climate: &Climate, points: &[ClimatePoint], plot: Space) {
    let range = climate.scale.range;
    let columns = points.len().max(1);
    let scale = Scale::new(plot, columns, range);
    if let Some(limits) = climate.usual.value() {
        let clip = |score: f64| scale.at(0.0, score.clamp(range[0], range[1])).1;
        let usual = Space {
            top: clip(limits.upper),
            bottom: clip(limits.lower),
            ..plot
        };
        sheet.rect(Pen::Usual, usual);
    }
    for edge in range {
        let y = scale.at(0.0, edge).1;
        sheet.line(Pen::Faint, &[(plot.left, y), (plot.right, y)]);
    }
    if let Some(limits) = climate.usual.value() {
        let y = scale.at(0.0, limits.centre).1;
        sheet.line(Pen::Mean, &[(plot.left, y), (plot.right, y)]);
    }
    let mut clutter = Clutter::new(Space {
        top: plot.top - 8.0,
        bottom: plot.bottom + 5.0,
        ..plot
    });
    for (i, _) in points
        .iter()
        .enumerate()
        .filter(|(_, point)| point.mean.value().is_none())
    {
        let (left, right) = (scale.at(i as f64, 0.0).0, scale.at(i as f64 + 1.0, 0.0).0);
        let hatched = Space {
            left,
            right,
            ..plot
        };
        sheet.rect(Pen::Hatch, hatched);
        clutter.add(hatched, 0.2);
    }
    let dots: Vec<Option<(f64, f64)>> = points
        .iter()
        .enumerate()
        .map(|(i, point)| Some(scale.middle(i, point.mean.value()?.mean.value)))
        .collect();
    for run in dots.split(Option::is_none) {
        let run: Vec<(f64, f64)> = run.iter().flatten().copied().collect();
        if run.len() > 1 {
            sheet.line(Pen::Common, &run);
            clutter.add_line(&run, 1.0);
        }
    }
    marks(sheet, points, &dots, &mut clutter);
}

fn marks(
    sheet: &Sheet<'_>,
    points: &[ClimatePoint],
    dots: &[Option<(f64, f64)>],
    clutter: &mut Clutter,
) {
    let concern = |point: &ClimatePoint| point.signal.map(|mark| mark.concern);
    for kind in [None, Some(true), Some(false)] {
        let of_kind = points
            .iter()
            .zip(dots)
            .filter(|(point, _)| concern(point) == kind);
        for at in of_kind.filter_map(|(_, at)| *at) {
            match kind {
                None => sheet.dot(Pen::CommonDot, at, 3.0),
                Some(true) => sheet.diamond(Pen::Concern, at, 6.5),
                Some(false) => sheet.triangle(Pen::Better, at, 6.5),
            }
            clutter.add(
                Space::around(at, if kind.is_none() { 3.0 } else { 7.0 }),
                2.0,
            );
        }
    }
    let latest = points
        .iter()
        .zip(dots)
        .rev()
        .find(|(point, _)| point.signal.is_some());
    if let Some((point, Some((x, y)))) = latest
        && let Some(estimate) = point.mean.value()
    {
        let text = number(estimate.mean.value);
        let place = |anchor, dx: f64, dy: f64| Label {
            text: &text,
            anchor,
            at: (x + dx, y + dy),
        };
        let label = clutter.settle([
            place(Anchor::Start, 10.0, 5.0),
            place(Anchor::End, -10.0, 5.0),
            place(Anchor::Middle, 0.0, -9.0),
            place(Anchor::Middle, 0.0, 19.0),
        ]);
        sheet.text(text_pen(concern(point)), &label);
    }
}

fn text_pen(concern: Option<bool>) -> Pen {
    match concern {
        None => Pen::Text,
        Some(true) => Pen::ConcernText,
        Some(false) => Pen::BetterText,
    }
}
