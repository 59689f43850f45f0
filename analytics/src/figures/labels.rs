//! Labels on chart a: each goes where it covers least.

use super::ink::Pen;
use super::placement::{Anchor, Label, number, width};
use super::trend::{Dot, Trend, Whisker};

impl Trend<'_, '_> {
    /// Direction, first and last value, and the names of cutoff and range.
    pub(super) fn labels(&mut self, dots: &[Dot], ranges: &[Whisker]) {
        self.direction();
        self.values(dots);
        self.cutoff_label();
        self.range_label(ranges);
    }

    fn direction(&mut self) {
        let label = Label {
            text: self.words.direction,
            anchor: Anchor::End,
            at: (self.sheet.width(), self.plot.top - 10.0),
        };
        self.clutter.add(label.space(), 4.0);
        self.sheet.text(Pen::Text, &label);
    }

    fn values(&mut self, dots: &[Dot]) {
        let ends = match dots {
            [first, .., last] => vec![first, last],
            some => some.iter().collect(),
        };
        for ((x, y), estimate) in ends {
            let value = number(estimate.mean.value);
            let text = if estimate.mean.or_worse {
                self.words.or_worse.replace("{value}", &value)
            } else {
                value
            };
            let place = |anchor, dx: f64, dy: f64| Label {
                text: &text,
                anchor,
                at: (x + dx, y + dy),
            };
            let label = self.clutter.settle([
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

    fn cutoff_label(&mut self) {
        let Some(caseness) = &self.measure.caseness else {
            return;
        };
        let y = self.scale.at(0.0, caseness.value).1;
        let text = self
            .words
            .cutoff
            .replace("{value}", &number(caseness.value));
        let columns = (0..self.points.len()).map(|i| self.scale.at(i as f64, caseness.value).0);
        let starts = columns.flat_map(|x| [15.0, -6.0].map(|dy| (Anchor::Start, x + 6.0, y + dy)));
        let ends = [15.0, -6.0].map(|dy| (Anchor::End, self.plot.right - 6.0, y + dy));
        let first = [15.0, -6.0].map(|dy| (Anchor::Start, self.plot.left + 6.0, y + dy));
        let places = first.into_iter().chain(ends).chain(starts);
        let label = self.clutter.settle(places.map(|(anchor, x, y)| Label {
            text: &text,
            anchor,
            at: (x, y),
        }));
        self.sheet.text(Pen::CutoffText, &label);
    }

    fn range_label(&mut self, ranges: &[Whisker]) {
        if ranges.is_empty() {
            return;
        }
        let text = self.words.range;
        let last = self.plot.right - width(text) - 4.0;
        let inside = |x: f64| x.min(last).max(self.plot.left + 4.0);
        let places = ranges.iter().flat_map(|&(x, top, bottom)| {
            let ends = [inside(x), inside(x - width(text))];
            ends.into_iter()
                .flat_map(move |x| [(x, top - 6.0), (x, bottom + 15.0)])
        });
        let anchor = Anchor::Start;
        let label = self
            .clutter
            .settle(places.map(|at| Label { text, anchor, at }));
        self.sheet.text(Pen::Text, &label);
    }
}
