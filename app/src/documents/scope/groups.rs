//! The groups of a scope on paper: a chart of each focus, and one table of all, by name.

use analytics::overview::Moved;
use analytics::table::Cell;
use reports::paper::{Part, Section};
use reports::scope::Pick;

use super::sections::Made;
use crate::words::across::about;
use crate::words::across_charts;
use crate::words::{say, say_with};

/// Higher than this a chart does not fit on a page; its table says the same.
const HIGHEST: f64 = 860.0;

/// More groups than these fill pages that nobody reads: the workbook has them all, paper those outside the limits.
const LISTED: usize = 40;

impl Made<'_> {
    /// Every group by name: a chart of each focus, and one table of all.
    pub fn groups(&self) -> Vec<Section> {
        let charts = self.seen.moved.iter().enumerate();
        let drawn = charts.map(|(place, moved)| {
            let drawn = across_charts::of(&place.to_string(), moved);
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
        let mut outside: Vec<String> = Vec::new();
        for name in drawn.iter().flat_map(|(_, drawn)| &drawn.outside) {
            if !outside.contains(name) {
                outside.push(name.clone());
            }
        }
        let table = self.table(&outside);
        sections.push(Section {
            heading: if sections.is_empty() {
                say("groups")
            } else {
                String::new()
            },
            parts: table,
            ..Section::default()
        });
        sections
    }

    /// Every group, or of many those that stand out.
    fn table(&self, outside: &[String]) -> Vec<Part> {
        let sheet = self.sheet("groups");
        let all = self.seen.groups.len();
        let short = all > LISTED;
        let note = match short {
            false => say("overview-groups-what"),
            true => say_with(
                "scope-groups-outside",
                &[("all", all.into()), ("outside", outside.len().into())],
            ),
        };
        let stands_out = |row: &[Cell]| {
            let name = sheet.cell(row, "group");
            outside
                .iter()
                .any(|outside| name == Some(&Cell::Text(outside.clone())))
        };
        let picks = [
            Pick::Under("group", &["focus", "measure"]),
            Pick::One("held"),
            Pick::Of("shown", "closed"),
            Pick::Of("answered", "present"),
            Pick::Of("waves.shown", "waves"),
            Pick::Ranged("change", ["low", "high"]),
            Pick::One("replies"),
        ];
        let grid = sheet.grid("", &picks, self.reading, |row| !short || stands_out(row));
        let grid = (!grid.rows.is_empty()).then_some(Part::Grid(grid));
        [Part::Note(note)].into_iter().chain(grid).collect()
    }
}
