//! Tooltips: what stands at a place of a chart, in words, for whoever points at it. Nothing of them is drawn.

use std::fmt::Write as _;

use super::ink::Escaped;
use super::placement::Space;

/// Lays a tip over each column of a plot, the texts from left to right.
pub(super) fn over_columns(body: &mut String, plot: Space, texts: &[String]) {
    let wide = (plot.right - plot.left) / texts.len().max(1) as f64;
    let column = |i: usize| Space {
        left: plot.left + wide * i as f64,
        right: plot.left + wide * (i + 1) as f64,
        ..plot
    };
    over(
        body,
        texts.iter().enumerate().map(|(i, text)| (column(i), text)),
    );
}

/// Lays tips over the chart that `body` holds.
pub(super) fn over<'a>(body: &mut String, tips: impl Iterator<Item = (Space, &'a String)>) {
    let mut tips = tips.peekable();
    if tips.peek().is_none() {
        return;
    }
    body.push_str("<g class=\"tt\">");
    for (space, text) in tips {
        let (x, y) = (tenth(space.left), tenth(space.top));
        let (wide, high) = (
            tenth(space.right - space.left),
            tenth(space.bottom - space.top),
        );
        let text = Escaped(text);
        write!(
            body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\"><title>{text}</title></rect>"
        )
        .expect("BUG: a String takes every text");
    }
    body.push_str("</g>");
}

fn tenth(pixels: f64) -> f64 {
    (pixels * 10.0).round() / 10.0
}
