//! What a report says on paper, and which sheets there are: a head, and sections of sentences, charts and tables in order. The group's report and
//! that of a scope are both made of it, so that they look and are read alike; how it looks is the template's business.

use analytics::figures::Chart;

/// The sheets that a document is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PaperSize {
    /// 210 × 297 mm (ISO 216).
    #[default]
    A4,
    /// 8.5 × 11 in (ANSI A), as in the United States and Canada.
    Letter,
}

impl PaperSize {
    /// Both, in the order of a form.
    pub const ALL: [Self; 2] = [Self::A4, Self::Letter];

    /// The word under which it is kept.
    pub fn id(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }

    /// Reads what [`PaperSize::id`] wrote.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.id() == id)
    }

    /// As typst calls it.
    pub(crate) fn typst(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "us-letter",
        }
    }

    /// As workbooks number it (ECMA-376, `ST_PaperSize`).
    pub(crate) fn workbook(self) -> u8 {
        match self {
            Self::A4 => 9,
            Self::Letter => 1,
        }
    }
}

/// A report to be set.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Language tag, for example `en`.
    pub language: String,
    /// Who made it, for example "Riverside Therapy".
    pub organisation: String,
    /// What the document is, for example "Group report".
    pub kind: String,
    /// Whom it is about: a group, a team.
    pub title: String,
    /// For example "6 January to 24 March 2026".
    pub period: String,
    /// When it was made, for example "Made on 24 March 2026".
    pub made: String,
    /// Foot of a page, with `{page}` and `{pages}`.
    pub page: String,
    /// What is said first: one sentence, or one each for what is kept apart.
    pub sentences: Vec<String>,
    /// Said below it, for example the one thing worth raising.
    pub beside: Option<String>,
    /// How much is behind the figures.
    pub coverage: Vec<Fact>,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// What □ stands for; printed where it occurs in words that people wrote.
    pub blank: String,
}

/// A section. Without parts it is left out.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Whether it stays on one page.
    pub whole: bool,
    /// Whether it begins a page.
    pub fresh: bool,
    /// Whether its letters and pictures are small.
    pub small: bool,
    /// What stands in it.
    pub parts: Vec<Part>,
}

/// A part of a section.
#[derive(Debug, Clone)]
pub enum Part {
    /// A heading below that of the section.
    Heading(String),
    /// A sentence.
    Text(String),
    /// A sentence about what follows or came before, in a lighter ink.
    Note(String),
    /// Charts; two stand side by side where they are small. Only what `analytics::figures` drew can stand here,
    /// and it draws shown figures only.
    Pictures(Vec<Chart>),
    /// A table.
    Grid(Grid),
    /// What people wrote, line by line.
    Quotes(Vec<String>),
    /// Terms and what they mean, a line each.
    Facts(Vec<Fact>),
    /// Questions to talk about.
    Points(Vec<String>),
}

/// A label and what it says: a fact of the coverage, or a term and its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// For example "Shown".
    pub label: String,
    /// For example "10 of 12 sessions".
    pub words: String,
}

/// A table to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Its heading; without one the section's serves.
    pub heading: String,
    /// Its header.
    pub header: Vec<Head>,
    /// Its rows, with an entry a column.
    pub rows: Vec<Vec<Entry>>,
}

/// Heading of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its words.
    pub words: String,
    /// How wide: words of people take the room that is left.
    pub wide: bool,
}

/// An entry of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The figure or words.
    pub words: String,
    /// Smaller, below: its range and people.
    pub under: Vec<String>,
    /// Whether there is no figure.
    pub empty: bool,
}
