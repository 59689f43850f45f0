//! The sheet: pixels in, plotters' elements out. Everything a chart draws goes through here to the ink.

use plotters::coord::CoordTranslate;
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text};
use plotters::prelude::{IntoFont, TextStyle};
use plotters_backend::text_anchor::{HPos, Pos, VPos};

use super::ink::{Ink, Pen};
use super::placement::{Anchor, Label, Space};

type Point = (f64, f64);

/// A drawing surface measured in pixels; the ink below keeps tenths of them.
pub(super) struct Sheet<'a>(DrawingArea<Ink<'a>, Shift>);

/// From numbers to pixels.
pub(super) struct Scale(Cartesian2d<RangedCoordf64, RangedCoordf64>);

impl Scale {
    /// Columns of equal width from 0 to `columns`, scores from `low` at the bottom to `high` at the top.
    pub(super) fn new(space: Space, columns: usize, [low, high]: [f64; 2]) -> Scale {
        let across = tenths(space.left)..tenths(space.right);
        let up = tenths(space.bottom)..tenths(space.top);
        Scale(Cartesian2d::new(
            0.0..columns as f64,
            low..high,
            (across, up),
        ))
    }

    pub(super) fn at(&self, x: f64, y: f64) -> Point {
        let (x, y) = self.0.translate(&(x, y));
        (f64::from(x) / 10.0, f64::from(y) / 10.0)
    }

    /// The middle of a column, at a score.
    pub(super) fn middle(&self, column: usize, y: f64) -> Point {
        self.at(column as f64 + 0.5, y)
    }
}

impl<'a> Sheet<'a> {
    /// Draws into `out`; `hatch` names the pattern for what is withheld.
    pub(super) fn new(out: &'a mut String, (width, height): Point, hatch: &'a str) -> Sheet<'a> {
        let size = (tenths(width).unsigned_abs(), tenths(height).unsigned_abs());
        Sheet(Ink::new(out, size, hatch).into_drawing_area())
    }

    /// Its width in pixels.
    pub(super) fn width(&self) -> f64 {
        f64::from(self.0.dim_in_pixel().0) / 10.0
    }

    pub(super) fn line(&self, pen: Pen, points: &[Point]) {
        self.draw(&PathElement::new(all(points), pen));
    }

    pub(super) fn shape(&self, pen: Pen, points: &[Point]) {
        self.draw(&Polygon::new(all(points), pen));
    }

    pub(super) fn rect(&self, pen: Pen, space: Space) {
        let corners = [
            one((space.left, space.top)),
            one((space.right, space.bottom)),
        ];
        self.draw(&Rectangle::new(corners, pen));
    }

    pub(super) fn dot(&self, pen: Pen, at: Point, radius: f64) {
        self.draw(&Circle::new(one(at), tenths(radius), pen));
    }

    pub(super) fn diamond(&self, pen: Pen, (x, y): Point, half: f64) {
        self.shape(
            pen,
            &[(x, y - half), (x + half, y), (x, y + half), (x - half, y)],
        );
    }

    pub(super) fn triangle(&self, pen: Pen, (x, y): Point, half: f64) {
        self.shape(
            pen,
            &[
                (x, y - half),
                (x + half, y + 0.8 * half),
                (x - half, y + 0.8 * half),
            ],
        );
    }

    pub(super) fn text(&self, pen: Pen, label: &Label<'_>) {
        let across = match label.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let color = pen.color();
        let style = TextStyle::from(("sans-serif", 130).into_font())
            .color(&color)
            .pos(Pos::new(across, VPos::Bottom));
        self.draw(&Text::new(label.text, one(label.at), style));
    }

    pub(super) fn write(&self, pen: Pen, anchor: Anchor, at: Point, text: &str) {
        self.text(pen, &Label { text, anchor, at });
    }

    fn draw<'e, E>(&self, element: &'e E)
    where
        &'e E: PointCollection<'e, (i32, i32)>,
        E: Drawable<Ink<'a>>,
    {
        self.0
            .draw(element)
            .expect("BUG: ink on a string cannot fail");
    }
}

fn all(points: &[Point]) -> Vec<(i32, i32)> {
    points.iter().copied().map(one).collect()
}

fn one((x, y): Point) -> (i32, i32) {
    (tenths(x), tenths(y))
}

fn tenths(pixels: f64) -> i32 {
    (pixels * 10.0).round() as i32
}
