//! What scores are drawn on: bands, cutoff and axis of a scale, and the labels that both kinds of trend
//! share. The marks on it are the business of each chart.

use super::ink::Pen;
use super::outcome::GAP;
use super::placement::{Anchor, Clutter, LEADING, Label, Space, number, wrap};
use super::sheet::{Scale, Sheet};
use crate::measure::{self, Band};

type Point = (f64, f64);

/// The ground of a trend.
pub(super) struct Ground<'a, 'ink> {
    pub(super) of: &'a measure::Scale,
    /// Names of the bands.
    pub(super) names: &'a [&'a str],
    pub(super) plot: Space,
    /// Width of the names at the right.
    pub(super) room: f64,
    pub(super) scale: &'a Scale,
    pub(super) sheet: &'a Sheet<'ink>,
}

impl Ground<'_, '_> {
    pub(super) fn bands(&self) {
        let Space {
            left, right, top, ..
        } = self.plot;
        let bands = &self.of.bands;
        let edge = |score: f64| self.scale.at(0.0, score).1;
        let upper = |band: usize| {
            bands
                .get(band + 1)
                .map_or(top, |next: &Band| edge(next.low))
        };
        for (i, band) in bands.iter().enumerate() {
            let depth = if self.of.higher_is_worse {
                i
            } else {
                bands.len() - 1 - i
            };
            let space = Space::new(left, upper(i), right, edge(band.low));
            self.sheet.rect(Pen::sand(depth, bands.len()), space);
        }
        for (i, band) in bands.iter().enumerate() {
            let name = self.names.get(i).copied().unwrap_or_default();
            let lines = wrap(name, self.room);
            let middle = (edge(band.low) + upper(i)) / 2.0 + 4.5;
            let first = middle - LEADING * lines.len().saturating_sub(1) as f64 / 2.0;
            for (i, line) in lines.iter().enumerate() {
                let at = (right + GAP, first + LEADING * i as f64);
                self.sheet.write(Pen::Text, Anchor::Start, at, line);
            }
        }
    }

    pub(super) fn cutoff(&self, clutter: &mut Clutter) {
        if let Some(caseness) = &self.of.caseness {
            let y = self.scale.at(0.0, caseness.value).1;
            let line = [(self.plot.left, y), (self.plot.right, y)];
            self.sheet.line(Pen::Cutoff, &line);
            clutter.add_line(&line, 2.0);
        }
    }

    pub(super) fn axis(&self) {
        let Space {
            left,
            right,
            bottom,
            ..
        } = self.plot;
        self.sheet
            .line(Pen::Axis, &[(left, bottom), (right, bottom)]);
        for score in ticks(self.of) {
            let y = self.scale.at(0.0, score).1 + 4.5;
            self.sheet
                .write(Pen::Text, Anchor::End, (left - 7.0, y), &number(score));
        }
    }

    /// Which way is better, above the right end.
    pub(super) fn direction(&self, clutter: &mut Clutter, text: &str) {
        let label = Label {
            text,
            anchor: Anchor::End,
            at: (self.sheet.width(), self.plot.top - 10.0),
        };
        clutter.add(label.space(), 4.0);
        self.sheet.text(Pen::Text, &label);
    }

    /// The cutoff's name: at one of its ends, or where one of `columns` starts.
    pub(super) fn cutoff_label(
        &self,
        clutter: &mut Clutter,
        words: &str,
        columns: impl Iterator<Item = f64>,
    ) {
        let Some(caseness) = &self.of.caseness else {
            return;
        };
        let y = self.scale.at(0.0, caseness.value).1;
        let text = words.replace("{value}", &number(caseness.value));
        let starts = columns.flat_map(|x| [15.0, -6.0].map(|dy| (Anchor::Start, x + 6.0, y + dy)));
        let ends = [15.0, -6.0].map(|dy| (Anchor::End, self.plot.right - 6.0, y + dy));
        let first = [15.0, -6.0].map(|dy| (Anchor::Start, self.plot.left + 6.0, y + dy));
        let places = first.into_iter().chain(ends).chain(starts);
        let label = clutter.settle(places.map(|(anchor, x, y)| Label {
            text: &text,
            anchor,
            at: (x, y),
        }));
        self.sheet.text(Pen::CutoffText, &label);
    }

    /// A value beside its dot.
    pub(super) fn value(&self, clutter: &mut Clutter, (x, y): Point, text: &str) {
        let place = |anchor, dx: f64, dy: f64| Label {
            text,
            anchor,
            at: (x + dx, y + dy),
        };
        let label = clutter.settle([
            place(Anchor::Middle, 0.0, -10.0),
            place(Anchor::Middle, 0.0, 21.0),
            place(Anchor::Start, 2.0, -10.0),
            place(Anchor::End, -2.0, -10.0),
            place(Anchor::Start, 10.0, 4.5),
            place(Anchor::End, -10.0, 4.5),
            place(Anchor::Start, 2.0, 21.0),
            place(Anchor::End, -2.0, 21.0),
        ]);
        self.sheet.text(Pen::Strong, &label);
    }
}

// The edges of the bands and the end of the scale; without bands quarters of it.
fn ticks(of: &measure::Scale) -> Vec<f64> {
    let [low, high] = of.range;
    if of.bands.is_empty() {
        return (0..=4)
            .map(|quarter| low + (high - low) * f64::from(quarter) / 4.0)
            .collect();
    }
    of.bands.iter().map(|band| band.low).chain([high]).collect()
}
