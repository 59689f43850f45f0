//! Labels on chart a: each goes where it covers least.

use super::ink::Pen;
use super::placement::{Anchor, Label, number, width};
use super::trend::{Dot, Trend, Whisker};

impl Trend<'_, '_> {
    /// Direction, first and last value, and the names of cutoff and range.
    pub(super) fn labels(&mut self, dots: &[Dot], ranges: &[Whisker]) {
        let words = self.words;
        self.ground.direction(&mut self.clutter, words.direction);
        self.values(dots);
        let scale = self.ground.scale;
        let columns = (0..self.points.len()).map(|i| scale.at(i as f64, 0.0).0);
        self.ground
            .cutoff_label(&mut self.clutter, words.cutoff, columns);
        self.range_label(ranges);
    }

    fn values(&mut self, dots: &[Dot]) {
        let ends = match dots {
            [first, .., last] => vec![first, last],
            some => some.iter().collect(),
        };
        for (at, estimate) in ends {
            let value = number(estimate.mean.value);
            let text = if estimate.mean.or_worse {
                self.words.or_worse.replace("{value}", &value)
            } else {
                value
            };
            self.ground.value(&mut self.clutter, *at, &text);
        }
    }

    fn range_label(&mut self, ranges: &[Whisker]) {
        if ranges.is_empty() {
            return;
        }
        let text = self.words.range;
        let last = self.ground.plot.right - width(text) - 4.0;
        let inside = |x: f64| x.min(last).max(self.ground.plot.left + 4.0);
        // Above or below a whisker, else beside it.
        let near = ranges.iter().flat_map(|&(x, top, bottom)| {
            let ends = [inside(x), inside(x - width(text))];
            ends.into_iter()
                .flat_map(move |x| [(x, top - 6.0), (x, bottom + 15.0)])
        });
        let beside = ranges.iter().flat_map(|&(x, top, bottom)| {
            let sides = [inside(x + 8.0), inside(x - width(text) - 8.0)];
            sides
                .into_iter()
                .flat_map(move |x| [(x, bottom), (x, top + 11.0)])
        });
        let places = near.chain(beside);
        let anchor = Anchor::Start;
        let label = self
            .clutter
            .settle(places.map(|at| Label { text, anchor, at }));
        self.ground.sheet.text(Pen::Text, &label);
    }
}
