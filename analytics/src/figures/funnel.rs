//! Chart f for many groups: the change of each against its size, with the limits that chance leaves. No ranks:
//! only a group outside the outer limits is named.

use super::ink::Pen;
use super::placement::{Anchor, Clutter, Label, Space, number};
use super::sheet::{Scale, Sheet};
use super::{Chart, Frame};
use crate::overview::{Funnel, LIMITS, Point};

/// Words on the funnel.
#[derive(Clone, Copy, Debug)]
pub struct FunnelWords<'a> {
    /// What the chart is about, for example "Change and size of groups".
    pub title: &'a str,
    /// How many groups vary no more than chance and which do, in full sentences: it replaces the picture.
    pub label: &'a str,
    /// What is upward, for example "Points better".
    pub better: &'a str,
    /// What is to the right, for example "People".
    pub people: &'a str,
    /// Names of the limits, the inner first: "95%", "99.8%".
    pub limits: [&'a str; 2],
}

const STEPS: u32 = 60;

/// Draws the funnel. `id` is unique on its page.
pub fn funnel(id: &str, funnel: &Funnel, frame: Frame, words: &FunnelWords<'_>) -> Chart {
    let (wide, _) = frame.room();
    let plot = Space::new(36.0, 28.0, wide - 48.0, 268.0);
    let sizes = || funnel.points.iter().map(|point| point.people);
    let (least, most) = (
        sizes().fold(f64::MAX, f64::min),
        sizes().fold(0.0, f64::max),
    );
    let (from, to) = ((least * 0.8).max(1.0), most * 1.1);
    let tall = funnel
        .points
        .iter()
        .map(|point| (point.better - funnel.centre).abs());
    let tall = tall.fold(funnel.half(from, LIMITS[1]), f64::max) * 1.08;
    let across = 1000;
    let scale = Scale::new(plot, across, [funnel.centre - tall, funnel.centre + tall]);
    let at =
        |people: f64, better: f64| scale.at((people - from) / (to - from) * across as f64, better);
    let size = (wide, plot.bottom + 40.0);

    let mut body = String::new();
    let sheet = Sheet::new(&mut body, size, "");
    sheet.line(
        Pen::Axis,
        &[
            (plot.left, plot.top),
            (plot.left, plot.bottom),
            (plot.right, plot.bottom),
        ],
    );
    sheet.line(Pen::Mean, &[at(from, funnel.centre), at(to, funnel.centre)]);
    for (z, name) in LIMITS.into_iter().zip(words.limits) {
        for side in [-1.0, 1.0] {
            let people = |step: u32| from + (to - from) * f64::from(step) / f64::from(STEPS);
            let edge = |n: f64| at(n, funnel.centre + side * funnel.half(n, z));
            let points: Vec<(f64, f64)> = (0..=STEPS).map(|step| edge(people(step))).collect();
            sheet.line(Pen::RangeEdge, &points);
            let end = edge(to);
            sheet.write(
                Pen::Text,
                Anchor::Start,
                (plot.right + 4.0, end.1 + 4.5),
                name,
            );
        }
    }
    let mut clutter = Clutter::new(Space { top: 0.0, ..plot });
    for point in &funnel.points {
        draw(&sheet, point, at(point.people, point.better), &mut clutter);
    }
    for value in [
        funnel.centre - tall / 1.2,
        funnel.centre,
        funnel.centre + tall / 1.2,
    ] {
        let value = value.round();
        let place = (plot.left - 5.0, at(from, value).1 + 4.5);
        sheet.write(Pen::Text, Anchor::End, place, &number(value));
    }
    for people in [least.round(), ((least + most) / 2.0).round(), most.round()] {
        let place = (at(people, funnel.centre).0, plot.bottom + 17.0);
        sheet.write(Pen::Text, Anchor::Middle, place, &number(people));
    }
    sheet.write(Pen::Text, Anchor::Start, (0.0, 14.0), words.better);
    let middle = ((plot.left + plot.right) / 2.0, plot.bottom + 34.0);
    sheet.write(Pen::Text, Anchor::Middle, middle, words.people);
    drop(sheet);
    Chart {
        id: id.into(),
        size,
        title: words.title.into(),
        label: words.label.into(),
        body,
    }
}

fn draw(sheet: &Sheet<'_>, point: &Point, at: (f64, f64), clutter: &mut Clutter) {
    clutter.add(Space::around(at, 6.0), 4.0);
    let pen = match point.outside {
        0 => return sheet.dot(Pen::CommonDot, at, 4.0),
        1 => {
            sheet.triangle(Pen::Better, at, 6.0);
            Pen::BetterText
        }
        _ => {
            sheet.diamond(Pen::Concern, at, 6.0);
            Pen::ConcernText
        }
    };
    let places = [
        (Anchor::Start, (at.0 + 9.0, at.1 + 4.5)),
        (Anchor::End, (at.0 - 9.0, at.1 + 4.5)),
        (Anchor::Middle, (at.0, at.1 - 10.0)),
    ];
    let text = point.name.as_str();
    let label = clutter.settle(places.map(|(anchor, at)| Label { text, anchor, at }));
    sheet.text(pen, &label);
}
