//! A member's own scores over time, against bands and cutoff: the one chart that stands for a person, and it
//! is drawn for that person only.

use jiff::civil::Date;

use super::ground::Ground;
use super::ink::Pen;
use super::placement::{Anchor, Clutter, Label, Space, number, width};
use super::sheet::{Scale, Sheet};
use super::{Chart, Frame, tips};
use crate::disclosure::Own;
use crate::progress::{Course, Point, episodes};

/// Words on a member's own chart. `{…}` stands where a number goes.
#[derive(Clone, Copy, Debug)]
pub struct ProgressWords<'a> {
    /// What the chart is about, for example "Your depression score".
    pub title: &'a str,
    /// First and latest score and what they mean, in full sentences: it replaces the picture.
    pub label: &'a str,
    /// Which way is better, for example "Lower is better".
    pub direction: &'a str,
    /// Names of the measure's bands, in its order.
    pub bands: &'a [&'a str],
    /// Name of the cutoff, for example "Clinical cutoff {value}".
    pub cutoff: &'a str,
    /// A day, short: "6 Jan 2026".
    pub day: fn(Date) -> String,
    /// What stands at each day, oldest first, for whoever points at it. None where it is empty.
    pub tips: &'a [String],
}

// Room for half a dot and half a value at either end, as a share of the width.
const MARGIN: f64 = 0.04;
const ACROSS: usize = 1000;

/// Draws a member's own scores, each at its day; the line breaks between episodes. `id` is unique on its page.
pub fn progress(id: &str, course: &Own<Course>, frame: Frame, words: &ProgressWords<'_>) -> Chart {
    let course = course.value();
    let (wide, latest) = frame.room();
    let points = &course.points[course.points.len().saturating_sub(latest)..];
    let room = frame.names(words.bands.iter().copied());
    let plot = Space::new(28.0, 28.0, wide - room - super::outcome::GAP, 228.0);
    let scale = Scale::new(plot, ACROSS, course.scale.range);
    let size = (wide, plot.bottom + 24.0);

    let mut body = String::new();
    let sheet = Sheet::new(&mut body, size, "");
    let mut clutter = Clutter::new(Space { top: 0.0, ..plot });
    let ground = Ground {
        of: course.scale,
        names: words.bands,
        plot,
        room,
        scale: &scale,
        sheet: &sheet,
    };
    ground.bands();
    ground.cutoff(&mut clutter);
    ground.axis();
    let dots = line(&sheet, &scale, points, &mut clutter);
    ground.direction(&mut clutter, words.direction);
    let ends = match &dots[..] {
        [first, .., last] => vec![(0, *first), (dots.len() - 1, *last)],
        some => some.iter().map(|dot| (0, *dot)).collect(),
    };
    for (i, dot) in ends {
        ground.value(&mut clutter, dot, &number(points[i].score));
    }
    let columns = dots.iter().map(|dot| dot.0);
    ground.cutoff_label(&mut clutter, words.cutoff, columns);
    days(&sheet, plot, points, &dots, words.day);
    drop(sheet);
    let latest = &words.tips[words.tips.len().saturating_sub(points.len())..];
    let around = dots.iter().map(|dot| Space::around(*dot, 12.0));
    tips::over(&mut body, around.zip(latest));
    Chart {
        id: id.into(),
        size,
        title: words.title.into(),
        label: words.label.into(),
        body,
    }
}

fn line(
    sheet: &Sheet<'_>,
    scale: &Scale,
    points: &[Point],
    clutter: &mut Clutter,
) -> Vec<(f64, f64)> {
    let days = |to: &Point| f64::from((to.date - points[0].date).get_days());
    let span = points.last().map_or(0.0, days);
    let place = |point: &Point| {
        let part = if span > 0.0 { days(point) / span } else { 0.5 };
        let x = ACROSS as f64 * (MARGIN + (1.0 - 2.0 * MARGIN) * part);
        scale.at(x, point.score)
    };
    for episode in episodes(points).filter(|episode| episode.len() > 1) {
        let line: Vec<(f64, f64)> = episode.iter().map(place).collect();
        sheet.line(Pen::Line, &line);
        clutter.add_line(&line, 3.0);
    }
    let dots: Vec<(f64, f64)> = points.iter().map(place).collect();
    for dot in &dots {
        sheet.dot(Pen::Dot, *dot, 5.0);
        clutter.add(Space::around(*dot, 6.0), 3.0);
    }
    dots
}

// The last day, the first, and of the others those that fit between.
fn days(
    sheet: &Sheet<'_>,
    plot: Space,
    points: &[Point],
    dots: &[(f64, f64)],
    day: fn(Date) -> String,
) {
    let last = points.len().saturating_sub(1);
    let mut taken: Vec<Space> = Vec::new();
    for i in [last, 0].into_iter().chain(1..last) {
        let text = day(points[i].date);
        let half = width(&text) / 2.0;
        let x = dots[i].0.min(plot.right - half).max(plot.left + half);
        let label = Label {
            text: &text,
            anchor: Anchor::Middle,
            at: (x, plot.bottom + 18.0),
        };
        let mut space = label.space();
        (space.left, space.right) = (space.left - 6.0, space.right + 6.0);
        if taken.iter().all(|other| other.overlap(&space) == 0.0) {
            sheet.text(Pen::Text, &label);
            taken.push(space);
        }
    }
}
