//! Figures as tables, cell by cell with what each is: page, PDF, CSV and every other file print the same ones.

mod pivot;
mod scope;
mod windows;

use jiff::civil::Date;

use crate::change::Bound;
use crate::disclosure::Band;
use crate::measure::{Measure, Scale};
use crate::record::{Record, Window};

pub use scope::{Asked, Sheets, mark, sheets};

/// A table: a header, and rows; of a group one a window, oldest first.
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
    /// How much of what they had planned members did.
    FollowThrough,
    /// Mean of a scale.
    Mean(&'static Measure, &'static Scale),
    /// Lower end of its 95% range, clipped to the scale.
    Low(&'static Measure, &'static Scale),
    /// Upper end of its 95% range, clipped to the scale.
    High(&'static Measure, &'static Scale),
    /// People with a score on it.
    People(&'static Measure, &'static Scale),
    /// What the therapist heard in the window.
    Said,
    /// What they will try.
    WillTry,
    /// By when.
    By,
    /// Whether it changed.
    Changed,
    /// A column of a scope's tables, by its identifier, and what it counts.
    Of(&'static str, Unit),
}

/// What the cells of a column are, or count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Words.
    Words,
    /// Yes or no.
    YesNo,
    /// A day.
    Day,
    /// Groups.
    Groups,
    /// Sessions, or the number of one.
    Sessions,
    /// Release windows.
    Results,
    /// People.
    People,
    /// Points of a measure.
    Points,
    /// Deviations of single scores.
    Deviations,
    /// A single item's band.
    Band,
    /// A number without a unit, for example of a version.
    Number,
    /// Whatever the row is about.
    Various,
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// First and last session.
    Sessions(u32, u32),
    /// A day.
    Date(Date),
    /// Words that somebody typed, or the name of a measure or scale.
    Text(String),
    /// Something that the app has a word for, by its identifier.
    Term(String),
    /// A number of people, groups, sessions or results.
    Count(u32),
    /// A single item's band.
    Band(Band),
    /// A released mean and whether it is "or worse".
    Mean(f64, bool),
    /// A mean that was worked out of means, to a tenth, and whether it is "or worse".
    Average(f64, bool),
    /// Points better (negative: worse), to a tenth, and whether that is a bound.
    Change(f64, Bound),
    /// An end of a range, or another number that was worked out: to a tenth.
    Bound(f64),
    /// Not shown, whatever the cause: never zero, never empty.
    Withheld,
    /// Not shown, because every session of the window was cancelled.
    Cancelled,
    /// Not asked in this window.
    NotAsked,
    /// Not known: not entered, or no range yet.
    Unknown,
    /// There is no such thing in this row.
    Nothing,
}

impl Table {
    /// The table of a record.
    pub fn of(record: &Record) -> Self {
        let columns = windows::columns(record);
        let mut windows: Vec<&Window> = record.windows.iter().collect();
        windows.sort_by_key(|window| window.index);
        let windows: Vec<(&Record, &Window)> =
            windows.into_iter().map(|window| (record, window)).collect();
        let rows = windows::rows(&windows, &columns);
        Self { columns, rows }
    }
}

/// A measure in the name of a column. Versions are different measures: a later one says which it is.
fn named(measure: &Measure) -> String {
    match measure.version {
        1 => measure.id.clone(),
        version => format!("{}.v{version}", measure.id),
    }
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
            Self::FollowThrough => "follow-through".to_owned(),
            Self::Said => "reply.said".to_owned(),
            Self::WillTry => "reply.will-try".to_owned(),
            Self::By => "reply.by".to_owned(),
            Self::Changed => "reply.changed".to_owned(),
            Self::Mean(measure, scale) => format!("{}.{}.mean", named(measure), scale.id),
            Self::Low(measure, scale) => format!("{}.{}.low", named(measure), scale.id),
            Self::High(measure, scale) => format!("{}.{}.high", named(measure), scale.id),
            Self::People(measure, scale) => format!("{}.{}.n", named(measure), scale.id),
            Self::Of(id, _) => (*id).to_owned(),
        }
    }

    /// What its cells are, or count.
    pub fn unit(&self) -> Unit {
        match self {
            Self::Sessions => Unit::Sessions,
            Self::Date | Self::By => Unit::Day,
            Self::Topics | Self::Said | Self::WillTry => Unit::Words,
            Self::Answered | Self::Present | Self::People(..) => Unit::People,
            Self::FollowThrough | Self::Changed => Unit::Band,
            Self::Mean(..) | Self::Low(..) | Self::High(..) => Unit::Points,
            Self::Of(_, unit) => *unit,
        }
    }
}

impl Unit {
    /// What words are found by.
    pub fn id(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::YesNo => "yes-no",
            Self::Day => "day",
            Self::Groups => "groups",
            Self::Sessions => "sessions",
            Self::Results => "results",
            Self::People => "people",
            Self::Points => "points",
            Self::Deviations => "deviations",
            Self::Band => "band",
            Self::Number => "number",
            Self::Various => "various",
        }
    }
}

impl Cell {
    /// Whether it says that there is no figure.
    pub fn is_empty(&self) -> bool {
        matches!(
            self,
            Self::Withheld | Self::Cancelled | Self::NotAsked | Self::Unknown | Self::Nothing
        )
    }
}

/// A number that was worked out of released ones, half up: more digits would pretend to a precision that it
/// lacks, and would tell more than was looked at when the rules were tested.
pub fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}
