//! Every figure of a group as one table, windows by scales: page, PDF and CSV print the same one.

use jiff::civil::Date;

use crate::measure::Measure;
use crate::record::{Record, Window};

/// A table: a header, and one row a window, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The header.
    pub columns: Vec<Column>,
    /// The rows; each has a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// What a column holds. Page and document find their words by it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Column {
    /// Numbers of the window's sessions.
    Sessions,
    /// Day of its last session.
    Date,
    /// Topics of its sessions.
    Topics,
    /// People who answered at least one question.
    Answered,
    /// Largest number of people present at one session.
    Present,
    /// Mean of a scale.
    Mean(&'static Measure, &'static str),
    /// Lower end of its 95% range.
    Low(&'static Measure, &'static str),
    /// Upper end of its 95% range.
    High(&'static Measure, &'static str),
    /// People with a score on it.
    People(&'static Measure, &'static str),
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// First and last session.
    Sessions(u32, u32),
    /// A day.
    Date(Date),
    /// Words, for example topics.
    Text(String),
    /// A number of people.
    Count(u32),
    /// A mean and whether it is "or worse".
    Mean(f64, bool),
    /// An end of a range.
    Bound(f64),
    /// Not shown, whatever the cause: never zero, never empty.
    Withheld,
    /// Not asked in this window.
    NotAsked,
    /// Not known: not entered, or no range yet.
    Unknown,
}

impl Column {
    /// A stable identifier for the header of a file, for example `phq-8.total.mean`.
    pub fn id(&self) -> String {
        match self {
            Self::Sessions => "sessions".to_owned(),
            Self::Date => "date".to_owned(),
            Self::Topics => "topics".to_owned(),
            Self::Answered => "answered".to_owned(),
            Self::Present => "present".to_owned(),
            Self::Mean(measure, scale) => format!("{}.{scale}.mean", measure.id),
            Self::Low(measure, scale) => format!("{}.{scale}.low", measure.id),
            Self::High(measure, scale) => format!("{}.{scale}.high", measure.id),
            Self::People(measure, scale) => format!("{}.{scale}.n", measure.id),
        }
    }
}

impl Table {
    /// The table of a record.
    pub fn of(record: &Record) -> Self {
        let columns = columns(record);
        let rows = record
            .windows
            .iter()
            .map(|window| {
                columns
                    .iter()
                    .map(|column| cell(record, window, column))
                    .collect()
            })
            .collect();
        Self { columns, rows }
    }
}

fn columns(record: &Record) -> Vec<Column> {
    let mut columns = vec![
        Column::Sessions,
        Column::Date,
        Column::Topics,
        Column::Answered,
        Column::Present,
    ];
    for measure in [record.outcome, record.climate] {
        for scale in &measure.scales {
            columns.extend([
                Column::Mean(measure, &scale.id),
                Column::Low(measure, &scale.id),
                Column::High(measure, &scale.id),
                Column::People(measure, &scale.id),
            ]);
        }
    }
    columns
}

fn cell(record: &Record, window: &Window, column: &Column) -> Cell {
    let tally = |measure: &Measure, scale: &str| window.tally(measure, scale);
    let absent = |measure: &Measure| {
        if measure.id == record.outcome.id && !window.wave {
            Cell::NotAsked
        } else {
            Cell::Withheld
        }
    };
    match *column {
        Column::Sessions => Cell::Sessions(window.first_session, window.last_session),
        Column::Date => Cell::Date(window.date),
        Column::Topics => Cell::Text(window.topics.join("; ")),
        Column::Answered => window
            .answered
            .value()
            .map_or(Cell::Withheld, |n| Cell::Count(*n)),
        Column::Present => window.present.map_or(Cell::Unknown, Cell::Count),
        Column::Mean(measure, scale) => {
            tally(measure, scale).value().map_or(absent(measure), |t| {
                Cell::Mean(t.mean.value, t.mean.or_worse)
            })
        }
        Column::People(measure, scale) => tally(measure, scale)
            .value()
            .map_or(absent(measure), |t| Cell::Count(t.n)),
        Column::Low(measure, scale) => tally(measure, scale).value().map_or(absent(measure), |t| {
            t.interval().map_or(Cell::Unknown, |range| {
                Cell::Bound(range.clipped(measure.range).low)
            })
        }),
        Column::High(measure, scale) => {
            tally(measure, scale).value().map_or(absent(measure), |t| {
                t.interval().map_or(Cell::Unknown, |range| {
                    Cell::Bound(range.clipped(measure.range).high)
                })
            })
        }
    }
}
