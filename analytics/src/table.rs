//! Every figure of a group as one table, windows by scales: page, PDF and CSV print the same one.

mod pivot;

use jiff::civil::Date;

use crate::disclosure::{Band, Shown};
use crate::measure::Measure;
use crate::record::{Record, Reply, Window};
use pivot::{Long, Wide};

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
    /// How much of what they had planned members did.
    FollowThrough,
    /// Mean of a scale.
    Mean(&'static Measure, &'static str),
    /// Lower end of its 95% range, clipped to the scale.
    Low(&'static Measure, &'static str),
    /// Upper end of its 95% range, clipped to the scale.
    High(&'static Measure, &'static str),
    /// People with a score on it.
    People(&'static Measure, &'static str),
    /// What the therapist heard in the window.
    Said,
    /// What they will try.
    WillTry,
    /// By when.
    By,
    /// Whether it changed.
    Changed,
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
    /// A single item's band.
    Band(Band),
    /// A mean and whether it is "or worse".
    Mean(f64, bool),
    /// An end of a range.
    Bound(f64),
    /// Not shown, whatever the cause: never zero, never empty.
    Withheld,
    /// Not shown, because every session of the window was cancelled.
    Cancelled,
    /// Not asked in this window.
    NotAsked,
    /// Not known: not entered, or no range yet.
    Unknown,
}

impl Table {
    /// The table of a record.
    pub fn of(record: &Record) -> Self {
        let columns = columns(record);
        let ids: Vec<String> = columns.iter().flat_map(|column| column.figures()).collect();
        let wide = figures(record).pivot(&ids);
        let mut windows: Vec<&Window> = record.windows.iter().collect();
        windows.sort_by_key(|window| window.index);
        let row = |(row, window): (usize, &&Window)| {
            columns
                .iter()
                .map(|column| cell(record, window, &wide, row, column))
                .collect()
        };
        let rows = windows.iter().enumerate().map(row).collect();
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
        Column::FollowThrough,
    ];
    for (measure, scale) in scales(record) {
        columns.extend([
            Column::Mean(measure, scale),
            Column::Low(measure, scale),
            Column::High(measure, scale),
            Column::People(measure, scale),
        ]);
    }
    columns.extend([Column::Said, Column::WillTry, Column::By, Column::Changed]);
    columns
}

fn scales(record: &Record) -> impl Iterator<Item = (&'static Measure, &'static str)> {
    [record.outcome, record.climate]
        .into_iter()
        .flat_map(|measure| {
            measure
                .scales
                .iter()
                .map(move |scale| (measure, scale.id.as_str()))
        })
}

fn figures(record: &Record) -> Long {
    let mut long = Long::default();
    for window in &record.windows {
        let mut push = |column: String, number| long.push(window.index, column, number);
        push(
            Column::Answered.id(),
            window.answered.value().copied().map(f64::from),
        );
        for (measure, scale) in scales(record) {
            let tally = window.tally(measure, scale);
            let Some(tally) = tally.value() else { continue };
            let range = tally.interval().map(|range| range.clipped(measure.range));
            let or_worse = if tally.mean.or_worse { 1.0 } else { 0.0 };
            push(Column::Mean(measure, scale).id(), Some(tally.mean.value));
            push(open_end(measure, scale), Some(or_worse));
            push(
                Column::Low(measure, scale).id(),
                range.map(|range| range.low),
            );
            push(
                Column::High(measure, scale).id(),
                range.map(|range| range.high),
            );
            push(
                Column::People(measure, scale).id(),
                Some(f64::from(tally.n)),
            );
        }
    }
    long
}

fn cell(record: &Record, window: &Window, wide: &Wide, row: usize, column: &Column) -> Cell {
    let number = wide.number(row, &column.id());
    let reply = record.reply_to(window);
    let words = |of: fn(&Reply) -> &str| Cell::Text(reply.map_or("", of).to_owned());
    match *column {
        Column::Sessions => Cell::Sessions(window.first_session, window.last_session),
        Column::Date => Cell::Date(window.date),
        Column::Topics => Cell::Text(window.topics.join("; ")),
        Column::Present => window.present.map_or(Cell::Unknown, Cell::Count),
        Column::FollowThrough if !window.follows() => Cell::NotAsked,
        Column::FollowThrough => band(window.follow_through, hidden(window)),
        Column::Said => words(|reply| &reply.said),
        Column::WillTry => words(|reply| &reply.will_try),
        Column::By => reply
            .and_then(|reply| reply.by)
            .map_or(Cell::Unknown, Cell::Date),
        Column::Changed => reply
            .and_then(|reply| reply.changed)
            .map_or(Cell::NotAsked, |shown| band(shown, Cell::Withheld)),
        Column::Answered => number.map_or(hidden(window), |n| Cell::Count(n as u32)),
        Column::People(measure, _) => {
            number.map_or(absent(record, window, measure), |n| Cell::Count(n as u32))
        }
        Column::Mean(measure, scale) => number.map_or(absent(record, window, measure), |mean| {
            Cell::Mean(
                mean,
                wide.number(row, &open_end(measure, scale)) == Some(1.0),
            )
        }),
        Column::Low(measure, scale) | Column::High(measure, scale) => {
            match (number, wide.number(row, &Column::Mean(measure, scale).id())) {
                (Some(bound), _) => Cell::Bound(bound),
                (None, Some(_)) => Cell::Unknown,
                (None, None) => absent(record, window, measure),
            }
        }
    }
}

fn band(shown: Shown<Band>, hidden: Cell) -> Cell {
    shown.value().map_or(hidden, |band| Cell::Band(*band))
}

fn absent(record: &Record, window: &Window, measure: &Measure) -> Cell {
    let asked = measure.id != record.outcome.id || window.wave;
    if asked {
        hidden(window)
    } else {
        Cell::NotAsked
    }
}

fn hidden(window: &Window) -> Cell {
    if window.cancelled {
        Cell::Cancelled
    } else {
        Cell::Withheld
    }
}

fn open_end(measure: &Measure, scale: &str) -> String {
    format!("{}.{scale}.or_worse", measure.id)
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
            Self::Mean(measure, scale) => format!("{}.{scale}.mean", measure.id),
            Self::Low(measure, scale) => format!("{}.{scale}.low", measure.id),
            Self::High(measure, scale) => format!("{}.{scale}.high", measure.id),
            Self::People(measure, scale) => format!("{}.{scale}.n", measure.id),
        }
    }

    // Columns of numbers that the pivot makes for it.
    fn figures(&self) -> Vec<String> {
        match self {
            Self::Mean(measure, scale) => vec![self.id(), open_end(measure, scale)],
            Self::Answered | Self::Low(..) | Self::High(..) | Self::People(..) => vec![self.id()],
            _ => Vec::new(),
        }
    }
}
