//! Marks of chart a: hatches, ranges and line. What they lie on is in `ground`, their labels in `labels`.

use super::OutcomeWords;
use super::ground::Ground;
use super::ink::Pen;
use super::placement::{Clutter, Space};
use super::sheet::Scale;
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
    pub(super) ground: Ground<'a, 'ink>,
    pub(super) points: &'a [OutcomePoint],
    pub(super) words: &'a OutcomeWords<'a>,
    pub(super) clutter: Clutter,
}

impl Trend<'_, '_> {
    pub(super) fn draw(mut self) {
        self.ground.bands();
        self.hatches();
        let ranges = self.ranges();
        self.ground.cutoff(&mut self.clutter);
        self.ground.axis();
        let dots = self.line();
        self.labels(&dots, &ranges);
    }

    fn hatches(&mut self) {
        let [low, high] = self.ground.of.range;
        for (i, point) in self.points.iter().enumerate() {
            if let State::Hidden = State::of(point) {
                let (left, top) = self.ground.scale.at(i as f64, high);
                let (right, bottom) = self.ground.scale.at(i as f64 + 1.0, low);
                let space = Space::new(left, top, right, bottom);
                self.ground.sheet.rect(Pen::Hatch, space);
                self.clutter.add(space, 0.2);
            }
        }
    }

    // A range is drawn from one shown mean to the next, never across a hidden one.
    fn ranges(&mut self) -> Vec<Whisker> {
        let mut runs = self.runs(|scale, i, estimate| {
            let range = estimate.range?.clipped(self.ground.of.range);
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
            self.ground.sheet.shape(Pen::Range, &around);
        }
        for edge in runs.iter().flat_map(|run| [upper(run), lower(run)]) {
            self.ground.sheet.line(Pen::RangeEdge, &edge);
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
                State::Mean(estimate) => thing(self.ground.scale, i, estimate),
            };
            match found {
                Some(found) => runs.last_mut().expect("BUG: a first run").push(found),
                None => runs.push(Vec::new()),
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }

    fn line(&mut self) -> Vec<Dot> {
        let runs =
            self.runs(|scale, i, estimate| Some((scale.middle(i, estimate.mean.value), *estimate)));
        for run in runs.iter().filter(|run| run.len() > 1) {
            let line: Vec<Point> = run.iter().map(|(at, _)| *at).collect();
            self.ground.sheet.line(Pen::Line, &line);
            self.clutter.add_line(&line, 3.0);
        }
        let dots = runs.concat();
        for (pen, open) in [(Pen::Dot, false), (Pen::Open, true)] {
            let of_kind = |(_, estimate): &&Dot| estimate.mean.or_worse == open;
            for (at, _) in dots.iter().filter(of_kind) {
                self.ground.sheet.dot(pen, *at, 5.0);
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
