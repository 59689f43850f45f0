//! Marks of chart a: bands, hatches, ranges, cutoff and line. Its labels are placed in `labels`.

use super::OutcomeWords;
use super::ink::Pen;
use super::outcome::GAP;
use super::placement::{Anchor, Clutter, LEADING, Space, number, wrap};
use super::sheet::{Scale, Sheet};
use crate::measure::{Band, Measure};
use crate::summary::{Estimate, OutcomePoint};

type Point = (f64, f64);

/// A range in pixels: where, its upper end and its lower end.
pub(super) type Whisker = (f64, f64, f64);

/// A shown mean and where its dot is.
pub(super) type Dot = (Point, Estimate);

/// What a window has to show.
pub(super) enum State<'a> {
    /// Not asked in this window.
    Blank,
    Hidden,
    Mean(&'a Estimate),
}

impl State<'_> {
    pub(super) fn of(point: &OutcomePoint) -> State<'_> {
        match (point.mean.value(), point.wave) {
            (Some(estimate), _) => State::Mean(estimate),
            (None, true) => State::Hidden,
            (None, false) => State::Blank,
        }
    }
}

/// The upper part of chart a while it is drawn.
pub(super) struct Trend<'a, 'ink> {
    pub(super) measure: &'a Measure,
    pub(super) points: &'a [OutcomePoint],
    pub(super) words: &'a OutcomeWords<'a>,
    pub(super) plot: Space,
    /// Width of the names at the right.
    pub(super) room: f64,
    pub(super) scale: Scale,
    pub(super) clutter: Clutter,
    pub(super) sheet: &'a Sheet<'ink>,
}

impl Trend<'_, '_> {
    pub(super) fn draw(mut self) {
        self.bands();
        self.hatches();
        let ranges = self.ranges();
        self.cutoff();
        self.axis();
        let dots = self.line();
        self.labels(&dots, &ranges);
    }

    fn bands(&self) {
        let Space {
            left, right, top, ..
        } = self.plot;
        let bands = &self.measure.bands;
        let edge = |score: f64| self.scale.at(0.0, score).1;
        let upper = |band: usize| {
            bands
                .get(band + 1)
                .map_or(top, |next: &Band| edge(next.low))
        };
        for (i, band) in bands.iter().enumerate() {
            let depth = if self.measure.higher_is_worse {
                i
            } else {
                bands.len() - 1 - i
            };
            let space = Space::new(left, upper(i), right, edge(band.low));
            self.sheet.rect(Pen::sand(depth, bands.len()), space);
        }
        for (i, band) in bands.iter().enumerate() {
            let name = self.words.bands.get(i).copied().unwrap_or_default();
            let lines = wrap(name, self.room);
            let middle = (edge(band.low) + upper(i)) / 2.0 + 4.5;
            let first = middle - LEADING * lines.len().saturating_sub(1) as f64 / 2.0;
            for (i, line) in lines.iter().enumerate() {
                let at = (right + GAP, first + LEADING * i as f64);
                self.sheet.write(Pen::Text, Anchor::Start, at, line);
            }
        }
    }

    fn hatches(&mut self) {
        let [low, high] = self.measure.range;
        for (i, point) in self.points.iter().enumerate() {
            if let State::Hidden = State::of(point) {
                let (left, top) = self.scale.at(i as f64, high);
                let (right, bottom) = self.scale.at(i as f64 + 1.0, low);
                let space = Space::new(left, top, right, bottom);
                self.sheet.rect(Pen::Hatch, space);
                self.clutter.add(space, 0.2);
            }
        }
    }

    // A range is drawn from one shown mean to the next, never across a hidden one.
    fn ranges(&mut self) -> Vec<Whisker> {
        let mut runs = self.runs(|scale, i, estimate| {
            let range = estimate.range?.clipped(self.measure.range);
            let (x, top) = scale.middle(i, range.high);
            Some((x, top, scale.middle(i, range.low).1))
        });
        for run in &mut runs {
            // A range without a neighbour still needs some width.
            if let [(x, top, bottom)] = run[..] {
                *run = vec![(x - 6.0, top, bottom), (x + 6.0, top, bottom)];
            }
        }
        for run in &runs {
            let lower = lower(run).into_iter().rev();
            let around: Vec<Point> = upper(run).into_iter().chain(lower).collect();
            self.sheet.shape(Pen::Range, &around);
        }
        for edge in runs.iter().flat_map(|run| [upper(run), lower(run)]) {
            self.sheet.line(Pen::RangeEdge, &edge);
            self.clutter.add_line(&edge, 0.5);
        }
        runs.concat()
    }

    // Neighbouring things to draw. Windows in which nobody was asked are passed over; a hidden one, or one
    // without the thing, ends a run.
    fn runs<T>(&self, thing: impl Fn(&Scale, usize, &Estimate) -> Option<T>) -> Vec<Vec<T>> {
        let mut runs: Vec<Vec<T>> = vec![Vec::new()];
        for (i, point) in self.points.iter().enumerate() {
            let found = match State::of(point) {
                State::Blank => continue,
                State::Hidden => None,
                State::Mean(estimate) => thing(&self.scale, i, estimate),
            };
            match found {
                Some(found) => runs.last_mut().expect("BUG: a first run").push(found),
                None => runs.push(Vec::new()),
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }

    fn cutoff(&mut self) {
        if let Some(caseness) = &self.measure.caseness {
            let y = self.scale.at(0.0, caseness.value).1;
            let line = [(self.plot.left, y), (self.plot.right, y)];
            self.sheet.line(Pen::Cutoff, &line);
            self.clutter.add_line(&line, 2.0);
        }
    }

    fn axis(&self) {
        let Space {
            left,
            right,
            bottom,
            ..
        } = self.plot;
        self.sheet
            .line(Pen::Axis, &[(left, bottom), (right, bottom)]);
        for score in ticks(self.measure) {
            let y = self.scale.at(0.0, score).1 + 4.5;
            self.sheet
                .write(Pen::Text, Anchor::End, (left - 7.0, y), &number(score));
        }
    }

    fn line(&mut self) -> Vec<Dot> {
        let runs =
            self.runs(|scale, i, estimate| Some((scale.middle(i, estimate.mean.value), *estimate)));
        for run in runs.iter().filter(|run| run.len() > 1) {
            let line: Vec<Point> = run.iter().map(|(at, _)| *at).collect();
            self.sheet.line(Pen::Line, &line);
            self.clutter.add_line(&line, 3.0);
        }
        let dots = runs.concat();
        for (pen, open) in [(Pen::Dot, false), (Pen::Open, true)] {
            let of_kind = |(_, estimate): &&Dot| estimate.mean.or_worse == open;
            for (at, _) in dots.iter().filter(of_kind) {
                self.sheet.dot(pen, *at, 5.0);
                self.clutter.add(Space::around(*at, 6.0), 3.0);
            }
        }
        dots
    }
}

fn upper(run: &[Whisker]) -> Vec<Point> {
    run.iter().map(|&(x, top, _)| (x, top)).collect()
}

fn lower(run: &[Whisker]) -> Vec<Point> {
    run.iter().map(|&(x, _, bottom)| (x, bottom)).collect()
}

// The edges of the bands and the end of the scale; without bands quarters of it.
fn ticks(measure: &Measure) -> Vec<f64> {
    let [low, high] = measure.range;
    if measure.bands.is_empty() {
        return (0..=4)
            .map(|quarter| low + (high - low) * f64::from(quarter) / 4.0)
            .collect();
    }
    measure
        .bands
        .iter()
        .map(|band| band.low)
        .chain([high])
        .collect()
}
