//! Rows of release windows: of one group, or of many one after the other.

use super::pivot::{Long, Numbers, Wide};
use super::{Cell, Column, named, tenth};
use crate::disclosure::{Band, Shown};
use crate::measure::{Measure, Scale};
use crate::record::{Record, Reply, Window};

/// The columns of a group's table.
pub(super) fn columns(record: &Record) -> Vec<Column> {
    let mut columns = vec![
        Column::Sessions,
        Column::Date,
        Column::Topics,
        Column::Answered,
        Column::Present,
        Column::FollowThrough,
    ];
    columns.extend(
        record
            .outcomes
            .iter()
            .copied()
            .chain([record.climate])
            .flat_map(scales),
    );
    columns.extend([Column::Said, Column::WillTry, Column::By, Column::Changed]);
    columns
}

/// The columns of a measure: each scale's mean, range and people.
pub(super) fn scales(measure: &'static Measure) -> impl Iterator<Item = Column> {
    measure.released().flat_map(move |scale| {
        [
            Column::Mean(measure, scale),
            Column::Low(measure, scale),
            Column::High(measure, scale),
            Column::People(measure, scale),
        ]
    })
}

/// A row a window, with a cell a column; columns of other kinds than a window's are [`Cell::Nothing`].
pub(super) fn rows(windows: &[(&Record, &Window)], columns: &[Column]) -> Vec<Vec<Cell>> {
    let names: Vec<Names> = columns.iter().map(Names::of).collect();
    let figures: Vec<&str> = names.iter().flat_map(Names::figures).collect();
    let wide = figures_of(windows, columns, &names).pivot(&figures);
    let mut rows = vec![Vec::with_capacity(columns.len()); windows.len()];
    for (column, names) in columns.iter().zip(&names) {
        let found = Found::of(&wide, column, names);
        for (at, (row, (record, window))) in rows.iter_mut().zip(windows).enumerate() {
            row.push(cell(record, window, &found, at, column));
        }
    }
    rows
}

/// What a column is called in the pivot, and whether its mean is open-ended.
struct Names {
    figure: Option<String>,
    open: Option<String>,
}

impl Names {
    fn of(column: &Column) -> Self {
        let figure = matches!(
            column,
            Column::Answered
                | Column::Mean(..)
                | Column::Low(..)
                | Column::High(..)
                | Column::People(..)
        );
        let open = match column {
            Column::Mean(measure, scale) => {
                Some(format!("{}.{}.or_worse", named(measure), scale.id))
            }
            _ => None,
        };
        Self {
            figure: figure.then(|| column.id()),
            open,
        }
    }

    fn figures(&self) -> impl Iterator<Item = &str> {
        self.figure
            .as_deref()
            .into_iter()
            .chain(self.open.as_deref())
    }
}

/// A column's figures, and beside an end of a range its mean's.
struct Found<'a> {
    figure: Numbers<'a>,
    open: Numbers<'a>,
    mean: Numbers<'a>,
}

impl<'a> Found<'a> {
    fn of(wide: &'a Wide, column: &Column, names: &Names) -> Self {
        let numbers = |name: &Option<String>| wide.numbers(name.as_deref().unwrap_or_default());
        let mean = match column {
            Column::Low(measure, scale) | Column::High(measure, scale) => {
                wide.numbers(&Column::Mean(measure, scale).id())
            }
            _ => wide.numbers(""),
        };
        Self {
            figure: numbers(&names.figure),
            open: numbers(&names.open),
            mean,
        }
    }
}

fn figures_of<'a>(
    windows: &[(&Record, &Window)],
    columns: &[Column],
    names: &'a [Names],
) -> Long<'a> {
    let mut long = Long::default();
    for (row, (_, window)) in windows.iter().enumerate() {
        for (column, names) in columns.iter().zip(names) {
            let Some(name) = names.figure.as_deref() else {
                continue;
            };
            let number = match column {
                Column::Answered => window.answered.value().copied().map(f64::from),
                Column::Mean(_, scale) => {
                    let tally = window.tally(scale);
                    if let (Some(tally), Some(open)) = (tally.value(), &names.open) {
                        let or_worse = if tally.mean.or_worse { 1.0 } else { 0.0 };
                        long.push(row, open, Some(or_worse));
                    }
                    tally.value().map(|tally| tally.mean.value)
                }
                Column::Low(_, scale) => range(window, scale).map(|[low, _]| low),
                Column::High(_, scale) => range(window, scale).map(|[_, high]| high),
                Column::People(_, scale) => {
                    let tally = window.tally(scale);
                    tally.value().map(|tally| f64::from(tally.n))
                }
                _ => None,
            };
            long.push(row, name, number);
        }
    }
    long
}

fn range(window: &Window, scale: &Scale) -> Option<[f64; 2]> {
    let tally = window.tally(scale);
    let range = tally.value()?.interval()?.clipped(scale.range);
    Some([tenth(range.low), tenth(range.high)])
}

fn cell(record: &Record, window: &Window, found: &Found<'_>, row: usize, column: &Column) -> Cell {
    let number = found.figure.at(row);
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
        Column::Mean(measure, _) => number.map_or(absent(record, window, measure), |mean| {
            Cell::Mean(mean, found.open.at(row) == Some(1.0))
        }),
        Column::Low(measure, _) | Column::High(measure, _) => match (number, found.mean.at(row)) {
            (Some(bound), _) => Cell::Bound(bound),
            (None, Some(_)) => Cell::Unknown,
            (None, None) => absent(record, window, measure),
        },
        Column::Of(..) => Cell::Nothing,
    }
}

fn band(shown: Shown<Band>, hidden: Cell) -> Cell {
    shown.value().map_or(hidden, |band| Cell::Band(*band))
}

fn absent(record: &Record, window: &Window, measure: &Measure) -> Cell {
    let asked = measure.id == record.climate.id || window.asks(measure);
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
