//! Strip d under chart a: how many of those present answered, a bar a window.

use super::OutcomeWords;
use super::ink::Pen;
use super::outcome::GAP;
use super::placement::{Anchor, LEADING, Space, every, width, wrap};
use super::sheet::Sheet;
use crate::summary::{At, OutcomePoint};

/// The strip, placed under a plot.
pub(super) struct Strip<'a> {
    points: &'a [OutcomePoint],
    plot: Space,
    words: &'a OutcomeWords<'a>,
    /// One or two lines of figures a window; two where "7 of 8" is too wide for a column.
    texts: Vec<[String; 2]>,
    names: Vec<String>,
}

impl<'a> Strip<'a> {
    pub(super) fn new(
        points: &'a [OutcomePoint],
        plot: Space,
        room: f64,
        words: &'a OutcomeWords<'a>,
    ) -> Strip<'a> {
        let entered = points.iter().any(|point| point.present.is_some());
        let second = if entered || points.is_empty() {
            words.answered[1]
        } else {
            words.attendance
        };
        let mut names = vec![words.answered[0].to_owned()];
        names.extend(wrap(second, room));
        let mut strip = Strip {
            points,
            plot,
            words,
            texts: Vec::new(),
            names,
        };
        strip.texts = points.iter().map(|point| strip.one_line(point)).collect();
        let widest = strip
            .texts
            .iter()
            .map(|[text, _]| width(text))
            .fold(0.0, f64::max);
        if widest + 4.0 > strip.column() {
            strip.texts = points.iter().map(two_lines).collect();
        }
        strip
    }

    pub(super) fn bottom(&self) -> f64 {
        let (lines, figures) = (self.names.len() - 1, usize::from(self.stacked()));
        let names = self.first_name() + LEADING * lines as f64;
        self.plot.bottom + names.max(50.0 + LEADING * figures as f64) + 5.0
    }

    pub(super) fn draw(&self, sheet: &Sheet<'_>) {
        let bottom = self.plot.bottom;
        let middle = |i: usize| self.plot.left + self.column() * (i as f64 + 0.5);
        for (i, name) in sessions(self.points.iter().map(|point| point.at), self.column()) {
            sheet.write(Pen::Text, Anchor::Middle, (middle(i), bottom + 18.0), &name);
        }
        self.bars(sheet);
        for (i, texts) in self.texts.iter().enumerate() {
            for (line, text) in texts
                .iter()
                .enumerate()
                .filter(|(_, text)| !text.is_empty())
            {
                let at = (middle(i), bottom + 50.0 + LEADING * line as f64);
                sheet.write(Pen::Text, Anchor::Middle, at, text);
            }
        }
        let x = self.plot.right + GAP;
        sheet.write(
            Pen::Text,
            Anchor::Start,
            (x, bottom + 18.0),
            self.words.session,
        );
        let first = self.first_name();
        for (i, name) in self.names.iter().enumerate() {
            sheet.write(
                Pen::Text,
                Anchor::Start,
                (x, bottom + first + LEADING * i as f64),
                name,
            );
        }
    }

    // All bars of one pen together: they become one path.
    fn bars(&self, sheet: &Sheet<'_>) {
        let top = self.plot.bottom + 27.0;
        let half = ((self.column() - 8.0).min(38.0) / 2.0).max(3.0);
        let (mut filled, mut rest, mut hatched, mut outlined) = (vec![], vec![], vec![], vec![]);
        for (i, point) in self.points.iter().enumerate() {
            let middle = self.plot.left + self.column() * (i as f64 + 0.5);
            let whole = Space::new(middle - half, top, middle + half, top + 9.0);
            match (point.answered.value(), point.present) {
                (Some(&n), Some(present)) if present > 0 => {
                    let part = (f64::from(n) / f64::from(present)).min(1.0);
                    let end = whole.left + 2.0 * half * part;
                    filled.push(Space {
                        right: end,
                        ..whole
                    });
                    rest.push(Space { left: end, ..whole });
                }
                (Some(_), _) => outlined.push(whole),
                (None, _) => {
                    hatched.push(whole);
                    outlined.push(whole);
                }
            }
        }
        rest.retain(|space| space.right - space.left > 0.1);
        for (pen, spaces) in [
            (Pen::Filled, filled),
            (Pen::Rest, rest),
            (Pen::Hatch, hatched),
            (Pen::Edge, outlined),
        ] {
            spaces.into_iter().for_each(|space| sheet.rect(pen, space));
        }
    }

    fn one_line(&self, point: &OutcomePoint) -> [String; 2] {
        let text = match (point.answered.value(), point.present) {
            (Some(n), Some(present)) => {
                let of = self.words.answered_of;
                of.replace("{n}", &n.to_string())
                    .replace("{present}", &present.to_string())
            }
            (Some(n), None) => n.to_string(),
            (None, _) => NOT_SHOWN.to_owned(),
        };
        [text, String::new()]
    }

    // Names stand beside what they name: bar and figures, or both lines of figures.
    fn first_name(&self) -> f64 {
        if self.stacked() { 50.0 } else { 35.0 }
    }

    fn stacked(&self) -> bool {
        self.texts.iter().any(|[_, second]| !second.is_empty())
    }

    fn column(&self) -> f64 {
        (self.plot.right - self.plot.left) / self.points.len().max(1) as f64
    }
}

const NOT_SHOWN: &str = "\u{2013}";

fn two_lines(point: &OutcomePoint) -> [String; 2] {
    match point.answered.value() {
        Some(n) => [
            n.to_string(),
            point
                .present
                .map(|present| present.to_string())
                .unwrap_or_default(),
        ],
        None => [NOT_SHOWN.to_owned(), String::new()],
    }
}

/// Names of windows under their columns, as many as fit.
pub(super) fn sessions(windows: impl Iterator<Item = At>, column: f64) -> Vec<(usize, String)> {
    let names: Vec<String> = windows.map(name).collect();
    let widest = names.iter().map(|name| width(name)).fold(0.0, f64::max);
    names
        .into_iter()
        .enumerate()
        .step_by(every(widest, column))
        .collect()
}

fn name(at: At) -> String {
    if at.first_session == at.last_session {
        at.last_session.to_string()
    } else {
        format!("{}\u{2013}{}", at.first_session, at.last_session)
    }
}
