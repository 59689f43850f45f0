//! The report of a scope for a month or quarter: one outline that every format is made of. It holds no free
//! text of members and no text of replies, so that nothing in a stored file can become what had to be destroyed.

mod grid;

pub use grid::{Pick, Reading};

use analytics::table::{Cell, Table, Unit};
use analytics::tallies::Tallied;
use analytics::{Measure, Period};
use jiff::Timestamp;

use crate::paper::Paper;
use crate::{Document, Error, Format, PaperSize, cells, csv, fhir, pdf, xlsx};

/// A report across groups, before it is a file.
#[derive(Debug, Clone)]
pub struct Outline {
    /// Start of the file's name: lower-case ASCII letters, digits and hyphens.
    pub file: String,
    /// The month or quarter.
    pub period: Period,
    /// What it says on paper.
    pub paper: Paper,
    /// The tables, in order, the definitions last.
    pub sheets: Vec<Sheet>,
    /// The measures that its groups are asked.
    pub measures: Vec<&'static Measure>,
    /// Every released tally of the period.
    pub tallies: Vec<Tallied>,
    /// Words that do not depend on figures.
    pub words: Words,
}

/// A table with what it is and what its columns mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// A stable identifier, for example `sessions`.
    pub id: &'static str,
    /// Its title, at most 31 letters.
    pub title: String,
    /// What a row is, in a sentence.
    pub about: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// A stable identifier, for example `answered`.
    pub id: String,
    /// What people read above it.
    pub heading: String,
    /// What it means, in a sentence.
    pub meaning: String,
    /// What its cells are, or count.
    pub unit: Unit,
}

/// Words that do not depend on figures.
#[derive(Debug, Clone)]
pub struct Words {
    /// What stands in cells.
    pub cells: cells::Words,
    /// Title of what is to be read first.
    pub read_me: String,
    /// What it says, a paragraph each.
    pub about: Vec<String>,
    /// Heading of the counts of reliable change.
    pub reliable: String,
    /// A unit, and which values its cells may have.
    pub unit: fn(Unit) -> [String; 2],
}

/// The report as a file. It blocks for tens of milliseconds and more; the same outline and time give the same
/// bytes.
pub fn document(
    outline: &Outline,
    format: Format,
    size: PaperSize,
    made: Timestamp,
) -> Result<Document, Error> {
    let bytes = match format {
        Format::Pdf => pdf::set(&outline.paper, size, made)?,
        Format::Xlsx => xlsx::scope(outline, size, made)?,
        Format::Csv => csv::scope(outline)?,
        Format::Parquet => analytics::tallies::parquet(&outline.tallies)?,
        Format::Fhir => fhir::scope(outline, made)?,
    };
    Ok(Document {
        name: format!("{}.{}", outline.file, format.ending()),
        media_type: format.media_type(),
        bytes,
    })
}

impl Sheet {
    /// A table with its words: of each column the heading and the meaning.
    pub fn new(
        id: &'static str,
        [title, about]: [String; 2],
        table: Table,
        words: fn(&analytics::table::Column) -> [String; 2],
    ) -> Self {
        let column = |column: &analytics::table::Column| {
            let [heading, meaning] = words(column);
            Column {
                id: column.id(),
                heading,
                meaning,
                unit: column.unit(),
            }
        };
        Self {
            id,
            title,
            about,
            columns: table.columns.iter().map(column).collect(),
            rows: table.rows,
        }
    }

    /// The cell of a row in the column of that identifier.
    pub fn cell<'a>(&self, row: &'a [Cell], id: &str) -> Option<&'a Cell> {
        let at = self.columns.iter().position(|column| column.id == id)?;
        row.get(at)
    }
}
