//! The groups of a scope on paper: a chart of each focus, and one table of all, by name.

use analytics::overview::Moved;
use reports::paper::{Part, Section};
use reports::scope::Pick;

use super::sections::Made;
use crate::words::across::about;
use crate::words::across_charts;
use crate::words::say;

/// Higher than this a chart does not fit on a page; its table says the same.
const HIGHEST: f64 = 860.0;

impl Made<'_> {
    /// Every group by name: a chart of each focus, and one table of all.
    pub fn groups(&self) -> Vec<Section> {
        let charts = self.seen.moved.iter().enumerate();
        let drawn = charts.map(|(place, moved)| {
            let drawn = across_charts::of(&place.to_string(), self.seen, moved);
            (moved, drawn)
        });
        let fits = |(_, drawn): &(&Moved, across_charts::Drawn)| drawn.page.size().1 <= HIGHEST;
        let drawn: Vec<_> = drawn.filter(fits).collect();
        // A note that several charts share stands once, below the last of them.
        let last = |place: usize| {
            let next = drawn.get(place + 1);
            next.is_none_or(|(_, next)| next.note != drawn[place].1.note)
        };
        let section = |(place, (moved, drawn)): (usize, &(&Moved, across_charts::Drawn))| {
            let note = last(place).then(|| Part::Note(drawn.note.clone()));
            let chart = [
                Part::Heading(about(moved)),
                Part::Pictures(vec![drawn.page.clone()]),
            ];
            Section {
                whole: true,
                parts: chart.into_iter().chain(note).collect(),
                ..Section::default()
            }
        };
        let mut sections: Vec<Section> = drawn.iter().enumerate().map(section).collect();
        if let Some(first) = sections.first_mut() {
            first.heading = say("groups");
        }
        let picks = [
            Pick::Under("group", &["focus", "measure"]),
            Pick::One("held"),
            Pick::Of("shown", "closed"),
            Pick::Of("answered", "present"),
            Pick::Of("waves.shown", "waves"),
            Pick::Ranged("change", ["low", "high"]),
            Pick::One("replies"),
        ];
        let grid = self
            .sheet("groups")
            .grid("", &picks, self.reading, |_| true);
        let heading = if sections.is_empty() {
            say("groups")
        } else {
            String::new()
        };
        sections.push(Section {
            heading,
            parts: vec![Part::Note(say("overview-groups-what")), Part::Grid(grid)],
            ..Section::default()
        });
        sections
    }
}
