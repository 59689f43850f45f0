//! A group's report for a period, before it is a file: the sections that every format shares. Figures come
//! from the summary, words from the app; how it looks is the business of each format.

use analytics::Summary;
use analytics::figures::Chart;
use analytics::table::{Cell, Column, Table};
use jiff::civil::Date;

use crate::cells::{self, tenths};
pub use crate::paper::{Entry, Fact, Grid, Head};
use crate::paper::{Paper, Part, Section};

/// A group's report.
#[derive(Debug, Clone)]
pub struct Outline {
    /// What was said for this group and period.
    pub said: Said,
    /// Every figure, as tables to read: the outcome with the sessions, then the benefits.
    pub grids: Vec<Grid>,
    /// The same figures as one table, for files.
    pub table: Table,
    /// Labels.
    pub words: Words,
}

/// What the app says about one group and period: names, sentences with their numbers, charts.
#[derive(Debug, Clone)]
pub struct Said {
    /// Start of the file's name: lower-case ASCII letters, digits and hyphens.
    pub file: String,
    /// Who made the report, for example "Riverside Therapy".
    pub organisation: String,
    /// Name of the group, as its therapist typed it.
    pub group: String,
    /// For example "Sessions 1 to 12, 6 January to 24 March 2026".
    pub period: String,
    /// The first sentence.
    pub headline: String,
    /// The one thing worth raising.
    pub raise: Option<String>,
    /// Coverage: how much is behind the figures; three or four.
    pub coverage: Vec<Fact>,
    /// The sections of charts, in order; one without a picture has its sentence only.
    pub charts: Vec<Charts>,
    /// Texts that were released, shuffled; empty if there are none or the section is switched off.
    pub texts: Vec<Spoken>,
    /// What the group was answered, what was tried and whether it changed, oldest first.
    pub replies: Vec<Answered>,
    /// Questions to talk about.
    pub prompts: Vec<String>,
    /// How the figures came about; a paragraph each.
    pub method: Vec<String>,
    /// Terms and measures, with their licences.
    pub definitions: Vec<Fact>,
}

/// A section of charts. Only what `analytics::figures` drew can stand here, and it draws shown figures only.
#[derive(Debug, Clone)]
pub struct Charts {
    /// Heading of the section.
    pub heading: String,
    /// A sentence above the charts.
    pub note: String,
    /// The charts; two stand side by side where they are small.
    pub pictures: Vec<Chart>,
}

/// Released texts of one window, apart from scores and shuffled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// For example "Session 12".
    pub heading: String,
    /// What members wrote.
    pub texts: Vec<String>,
}

/// A therapist's answer to a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// For example "Session 12, answered on 25 March 2026".
    pub heading: String,
    /// What was said, what will be tried, by when, and whether it changed.
    pub facts: Vec<Fact>,
}

/// Labels of a report, the same for every group.
#[derive(Debug, Clone)]
pub struct Words {
    /// Language tag, for example `en`.
    pub language: String,
    /// What the document is, for example "Group report".
    pub kind: String,
    /// When it was made, for example "Made on 24 March 2026".
    pub made: String,
    /// Foot of a page, with `{page}` and `{pages}`.
    pub page: String,
    /// Heading above the tables.
    pub figures: String,
    /// Heading above the texts.
    pub texts: String,
    /// A sentence above the texts.
    pub texts_note: String,
    /// What □ stands for; printed where it occurs.
    pub blank: String,
    /// Heading above the answers to the group.
    pub replies: String,
    /// Heading above the prompts.
    pub prompts: String,
    /// Heading above the method.
    pub method: String,
    /// Heading above the definitions.
    pub definitions: String,
    /// What stands in cells.
    pub cells: cells::Words,
    /// A day to read: "24 March 2026".
    pub date: fn(Date) -> String,
    /// A range: "9.2 to 12.8".
    pub range: fn(&str, &str) -> String,
    /// People behind a mean: "7 people".
    pub people: fn(u32) -> String,
    /// Heading of a column.
    pub column: fn(&Column) -> String,
    /// Heading of a table whose first mean is this column.
    pub grid: fn(&Column) -> String,
}

impl Outline {
    /// Puts a report together.
    pub fn new(summary: &Summary, said: Said, words: Words) -> Self {
        Self {
            grids: grids(&summary.table, &words),
            table: summary.table.clone(),
            said,
            words,
        }
    }

    /// What it says on paper: charts, tables, what members wrote, what they were answered, and the method.
    pub(crate) fn paper(&self) -> Paper {
        let Self { said, words, .. } = self;
        let mut sections: Vec<Section> = said.charts.iter().map(Section::drawn).collect();
        sections.extend([
            Section {
                heading: words.figures.clone(),
                parts: self.grids.iter().cloned().map(Part::Grid).collect(),
                ..Section::default()
            },
            Section::spoken(said, words),
            Section {
                heading: words.replies.clone(),
                parts: said.replies.iter().flat_map(answered).collect(),
                ..Section::default()
            },
            Section::prompts(&words.prompts, &said.prompts),
            Section::method(
                &words.method,
                &said.method,
                &words.definitions,
                &said.definitions,
            ),
        ]);
        Paper {
            language: words.language.clone(),
            organisation: said.organisation.clone(),
            kind: words.kind.clone(),
            title: said.group.clone(),
            period: said.period.clone(),
            made: words.made.clone(),
            page: words.page.clone(),
            sentences: vec![said.headline.clone()],
            beside: said.raise.clone(),
            coverage: said.coverage.clone(),
            sections,
            blank: words.blank.clone(),
        }
    }
}

impl Section {
    fn drawn(charts: &Charts) -> Self {
        let note = (!charts.note.is_empty()).then(|| Part::Note(charts.note.clone()));
        Self {
            heading: charts.heading.clone(),
            whole: true,
            parts: note
                .into_iter()
                .chain([Part::Pictures(charts.pictures.clone())])
                .collect(),
            ..Self::default()
        }
    }

    fn spoken(said: &Said, words: &Words) -> Self {
        let texts = said.texts.iter().flat_map(|window| {
            let heading = Part::Heading(window.heading.clone());
            [heading, Part::Quotes(window.texts.clone())]
        });
        let note = (!said.texts.is_empty()).then(|| Part::Note(words.texts_note.clone()));
        Self {
            heading: words.texts.clone(),
            parts: note.into_iter().chain(texts).collect(),
            ..Self::default()
        }
    }

    /// Questions to talk about.
    pub(crate) fn prompts(heading: &str, prompts: &[String]) -> Self {
        let points = (!prompts.is_empty()).then(|| Part::Points(prompts.to_vec()));
        Self {
            heading: heading.to_owned(),
            whole: true,
            parts: points.into_iter().collect(),
            ..Self::default()
        }
    }

    // In one piece: two lines of it on a page of their own would look like something lost.
    fn method(heading: &str, texts: &[String], definitions: &str, facts: &[Fact]) -> Self {
        let mut parts: Vec<Part> = texts.iter().cloned().map(Part::Text).collect();
        if !facts.is_empty() {
            parts.push(Part::Heading(definitions.to_owned()));
            parts.push(Part::Facts(facts.to_vec()));
        }
        Self {
            heading: heading.to_owned(),
            fresh: false,
            whole: true,
            small: true,
            parts,
        }
    }
}

fn answered(reply: &Answered) -> [Part; 2] {
    [
        Part::Heading(reply.heading.clone()),
        Part::Facts(reply.facts.clone()),
    ]
}

// One table for what stands before the first mean together with the first measure, one for each further
// measure: twenty columns side by side would be too small to read on paper.
fn grids(table: &Table, words: &Words) -> Vec<Grid> {
    let about = table
        .columns
        .iter()
        .take_while(|column| measure(column).is_none())
        .count();
    let mut measures: Vec<&str> = table.columns.iter().filter_map(measure).collect();
    measures.dedup();
    measures
        .iter()
        .enumerate()
        .map(|(place, id)| {
            let means = table.columns.iter().enumerate().filter(|(_, column)| {
                matches!(column, Column::Mean(..)) && measure(column) == Some(id)
            });
            let means: Vec<usize> = means.map(|(at, _)| at).collect();
            let before: Vec<usize> = (0..about)
                .filter(|at| {
                    place == 0 || matches!(table.columns[*at], Column::Sessions | Column::Date)
                })
                .collect();
            grid(table, &before, &means, words)
        })
        .collect()
}

fn grid(table: &Table, before: &[usize], means: &[usize], words: &Words) -> Grid {
    let shown = || before.iter().chain(means);
    let header = shown().map(|at| Head {
        words: (words.column)(&table.columns[*at]),
        wide: matches!(table.columns[*at], Column::Topics),
    });
    let row = |row: &Vec<Cell>| shown().map(|at| entry(table, row, *at, words)).collect();
    Grid {
        heading: means
            .first()
            .map_or_else(String::new, |at| (words.grid)(&table.columns[*at])),
        header: header.collect(),
        rows: table.rows.iter().map(row).collect(),
    }
}

fn entry(table: &Table, row: &[Cell], at: usize, words: &Words) -> Entry {
    let under = match (&table.columns[at], &row[at]) {
        (Column::Mean(..), Cell::Mean(..)) => beside(table, row, at, words),
        _ => Vec::new(),
    };
    Entry {
        words: match &row[at] {
            Cell::Date(date) => (words.date)(*date),
            cell => words.cells.cell(cell),
        },
        under,
        empty: row[at].is_empty(),
    }
}

// The columns of a scale's range and people, found by their names and not by their places.
fn beside(table: &Table, row: &[Cell], at: usize, words: &Words) -> Vec<String> {
    let Column::Mean(measure, scale) = table.columns[at] else {
        return Vec::new();
    };
    let find = |wanted: Column| {
        let place = table.columns.iter().position(|column| *column == wanted);
        place.map(|place| &row[place])
    };
    let low = find(Column::Low(measure, scale));
    let high = find(Column::High(measure, scale));
    let range = match (low, high) {
        (Some(Cell::Bound(low)), Some(Cell::Bound(high))) => {
            Some((words.range)(&tenths(*low), &tenths(*high)))
        }
        _ => None,
    };
    let people = match find(Column::People(measure, scale)) {
        Some(Cell::Count(n)) => Some((words.people)(*n)),
        _ => None,
    };
    range.into_iter().chain(people).collect()
}

fn measure(column: &Column) -> Option<&'static str> {
    match column {
        Column::Mean(measure, _)
        | Column::Low(measure, _)
        | Column::High(measure, _)
        | Column::People(measure, _) => Some(&measure.id),
        _ => None,
    }
}
