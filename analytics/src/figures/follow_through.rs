//! Chart e: how much of what they had planned members did, one mark a window in one of three bands.

use super::ink::Pen;
use super::outcome::GAP;
use super::placement::{Anchor, Space, width, wrap};
use super::sheet::{Scale, Sheet};
use super::strip::sessions;
use super::{Chart, Frame, hatch_id, tips};
use crate::disclosure::Band;
use crate::summary::{At, FollowThroughPoint};

/// Words on chart e.
#[derive(Clone, Copy, Debug)]
pub struct FollowThroughWords<'a> {
    /// What the chart is about, for example "What members set out to do".
    pub title: &'a str,
    /// The latest band and what is not shown, in full sentences: it replaces the picture.
    pub label: &'a str,
    /// What the marks say, for example "Did what they had planned".
    pub planned: &'a str,
    /// Names of the bands, the smallest first: "Few", "Some", "Most".
    pub bands: [&'a str; 3],
    /// Name of the horizontal axis, "Session".
    pub session: &'a str,
    /// What stands at each window, oldest first, for whoever points at it: "Session 9: 12". None where it is empty.
    pub tips: &'a [String],
}

const BAND: f64 = 32.0;
const TOP: f64 = 28.0;

/// Sessions of windows that chart e hatches, oldest first.
pub fn hidden_follow_through(points: &[FollowThroughPoint]) -> Vec<At> {
    let hatched = points.iter().filter(|point| is_hidden(point));
    hatched.map(|point| point.at).collect()
}

/// Draws chart e. `id` is unique on its page.
pub fn follow_through(
    id: &str,
    points: &[FollowThroughPoint],
    frame: Frame,
    words: &FollowThroughWords<'_>,
) -> Chart {
    let (wide, latest) = frame.room();
    let points = &points[points.len().saturating_sub(latest)..];
    let names = words.bands.iter().chain([&words.session]);
    let right = wide - GAP - names.map(|name| width(name)).fold(0.0, f64::max);
    let heading = wrap(words.planned, wide);
    let plot = Space::new(1.0, TOP, right, TOP + BAND * Band::ALL.len() as f64);
    let scale = Scale::new(plot, points.len().max(1), [0.0, Band::ALL.len() as f64]);
    let size = (wide, plot.bottom + 24.0);

    let mut body = String::new();
    let pattern = hatch_id(id);
    let sheet = Sheet::new(&mut body, size, &pattern);
    bands(&sheet, &scale, plot);
    marks(&sheet, &scale, points);
    let text = |at, words: &str| sheet.write(Pen::Text, Anchor::Start, at, words);
    if let Some(line) = heading.first() {
        text((plot.left, TOP - 11.0), line);
    }
    for (band, name) in Band::ALL.into_iter().zip(words.bands) {
        text((right + GAP, scale.middle(0, height(band)).1 + 4.5), name);
    }
    let foot = plot.bottom + 18.0;
    let column = (plot.right - plot.left) / points.len().max(1) as f64;
    for (i, name) in sessions(points.iter().map(|point| point.at), column) {
        sheet.write(
            Pen::Text,
            Anchor::Middle,
            (scale.middle(i, 0.0).0, foot),
            &name,
        );
    }
    text((right + GAP, foot), words.session);
    drop(sheet);
    let latest = &words.tips[words.tips.len().saturating_sub(points.len())..];
    tips::over_columns(&mut body, plot, latest);
    Chart {
        id: id.into(),
        size,
        title: words.title.into(),
        label: words.label.into(),
        body,
    }
}

fn bands(sheet: &Sheet<'_>, scale: &Scale, plot: Space) {
    sheet.rect(Pen::Sand1, plot);
    for edge in 1..Band::ALL.len() {
        let y = scale.at(0.0, edge as f64).1;
        sheet.line(Pen::Edge, &[(plot.left, y), (plot.right, y)]);
    }
    sheet.line(
        Pen::Axis,
        &[(plot.left, plot.bottom), (plot.right, plot.bottom)],
    );
}

// The line breaks where a window is withheld.
fn marks(sheet: &Sheet<'_>, scale: &Scale, points: &[FollowThroughPoint]) {
    for (i, _) in points
        .iter()
        .enumerate()
        .filter(|(_, point)| is_hidden(point))
    {
        let (left, top) = scale.at(i as f64, Band::ALL.len() as f64);
        let (right, bottom) = scale.at(i as f64 + 1.0, 0.0);
        sheet.rect(Pen::Hatch, Space::new(left, top, right, bottom));
    }
    let place = |(i, point): (usize, &FollowThroughPoint)| {
        Some(scale.middle(i, height(*point.band.value()?)))
    };
    let dots: Vec<Option<(f64, f64)>> = points.iter().enumerate().map(place).collect();
    for run in dots.split(Option::is_none).filter(|run| run.len() > 1) {
        let run: Vec<(f64, f64)> = run.iter().flatten().copied().collect();
        sheet.line(Pen::Line, &run);
    }
    for at in dots.iter().flatten() {
        sheet.dot(Pen::Dot, *at, 5.0);
    }
}

fn is_hidden(point: &FollowThroughPoint) -> bool {
    point.asked && point.band.value().is_none()
}

// The middle of a band.
fn height(band: Band) -> f64 {
    f64::from(band as u8) + 0.5
}
