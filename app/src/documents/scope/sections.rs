//! What the report of a scope says on paper, section by section; its tables are parts of the sheets.

use analytics::Period;
use analytics::figures::Frame;
use analytics::overview::{Followed, Overview};
use analytics::table::Cell;
use reports::paper::{Fact, Part, Section};
use reports::scope::{Pick, Reading, Sheet};

use super::tables;
use crate::frames::scopes::Scope;
use crate::words::across;
use crate::words::across_charts;
use crate::words::say;

const PROMPTS: [&str; 4] = ["keep", "ask", "felt", "missing"];

/// What the sections are made of.
pub struct Made<'a> {
    pub scope: &'a Scope,
    pub seen: &'a Overview,
    pub followed: &'a Followed,
    pub sheets: &'a [Sheet],
    pub reading: &'a Reading,
}

impl Made<'_> {
    /// One of the tables.
    pub fn sheet(&self, id: &str) -> &Sheet {
        let found = self.sheets.iter().find(|sheet| sheet.id == id);
        found.expect("BUG: a sheet that every report has")
    }

    /// How much is behind the figures: the rows of the summary that are about nothing else.
    pub fn coverage(&self) -> Vec<Fact> {
        let sheet = self.sheet("summary");
        let all = |row: &&Vec<Cell>| sheet.cell(row, "about") == Some(&Cell::Nothing);
        let cell = |row: &[Cell], id: &str| {
            let cell = sheet.cell(row, id).unwrap_or(&Cell::Nothing);
            (!cell.is_empty()).then(|| self.reading.said(cell))
        };
        let fact = |row: &Vec<Cell>| Fact {
            label: cell(row, "figure").unwrap_or_default(),
            words: match (cell(row, "value"), cell(row, "whole")) {
                (Some(part), Some(whole)) => (self.reading.of)(&part, &whole),
                (Some(value), None) => value,
                (None, _) => say("cell-unknown"),
            },
        };
        sheet.rows.iter().filter(all).map(fact).collect()
    }

    /// How far groups moved, and in a quarter how many people changed reliably.
    pub fn change(&self) -> Section {
        let picks = [
            Pick::Under("focus", &["measure"]),
            Pick::Ranged("change", ["low", "high"]),
            Pick::One("effect"),
            Pick::One("groups"),
            Pick::One("people"),
        ];
        let mut parts = vec![
            Part::Note(say("scope-change-what")),
            Part::Grid(
                self.sheet("change")
                    .grid("", &picks, self.reading, |_| true),
            ),
        ];
        if matches!(self.seen.period, Period::Quarter { .. }) {
            parts.push(Part::Heading(say("overview-reliable")));
            for (place, moved) in self.seen.moved.iter().enumerate() {
                let counts = tables::counts(self.scope, moved);
                parts.push(Part::Text(across::counts(moved, counts.value())));
                let bar = across_charts::shares(&format!("s-{place}"), Frame::Page, moved, &counts);
                parts.extend(bar.map(|bar| Part::Pictures(vec![bar])));
            }
            parts.push(Part::Note(say("overview-shares-why")));
        }
        parts.push(Part::Note(say("overview-no-cause")));
        Section {
            heading: say("overview-changes"),
            parts,
            ..Section::default()
        }
    }

    /// The four benefits.
    pub fn climate(&self) -> Section {
        let picks = [
            Pick::One("benefit"),
            Pick::One("average"),
            Pick::One("groups"),
            Pick::One("people"),
        ];
        let grid = self
            .sheet("climate")
            .grid("", &picks, self.reading, |_| true);
        Section {
            heading: say("scope-climate"),
            whole: true,
            small: true,
            parts: vec![
                Part::Note(say("overview-benefits")),
                Part::Pictures(vec![across_charts::benefits("b", self.seen, Frame::Page)]),
                Part::Grid(grid),
            ],
            ..Section::default()
        }
    }

    /// What members set out to do, and what became of replies.
    pub fn followed(&self) -> Section {
        Section {
            heading: say("scope-followed"),
            whole: true,
            parts: vec![
                Part::Text(across::bands("plans", &self.followed.plans)),
                Part::Text(across::replied(&self.seen.coverage)),
                Part::Text(across::bands("changed", &self.followed.changed)),
            ],
            ..Section::default()
        }
    }

    /// Three quarters of a talk for what follows if the figures are right, a quarter for what may be wrong with them.
    pub fn prompts(&self) -> Section {
        let prompts = PROMPTS.map(|prompt| say(&format!("scope-prompt-{prompt}")));
        Section {
            heading: say("report-prompts"),
            // With the method after it: what is talked about lies open on one page, and no page holds a few lines only.
            fresh: true,
            whole: true,
            parts: vec![
                Part::Note(say("scope-prompts-what")),
                Part::Points(prompts.to_vec()),
            ],
            ..Section::default()
        }
    }

    /// Method, thresholds and versions.
    pub fn method(&self) -> Section {
        let sheet = self.sheet("definitions");
        let fact = |row: &Vec<Cell>| {
            let said = |id: &str| sheet.cell(row, id).map(|cell| self.reading.said(cell));
            Fact {
                label: said("term").unwrap_or_default(),
                words: said("meaning").unwrap_or_default(),
            }
        };
        Section {
            heading: say("scope-method"),
            small: true,
            parts: vec![
                Part::Text(say("overview-method")),
                Part::Text(say("scope-words-for-none")),
                Part::Facts(sheet.rows.iter().map(fact).collect()),
                Part::Text(say("scope-no-words")),
            ],
            ..Section::default()
        }
    }
}
