//! Some columns of a sheet as a table to read: what belongs together stands in one entry.

use analytics::table::{Cell, Unit};
use jiff::civil::Date;

use super::Sheet;
use crate::cells;
use crate::paper::{Entry, Grid, Head};

/// An entry made of cells, by their columns' identifiers. Its heading is that of the first.
#[derive(Debug, Clone, Copy)]
pub enum Pick<'a> {
    /// A cell.
    One(&'a str),
    /// Words, and other words below them.
    Under(&'a str, &'a [&'a str]),
    /// A part of a whole: "12 of 16".
    Of(&'a str, &'a str),
    /// A figure with its range below it.
    Ranged(&'a str, [&'a str; 2]),
    /// A count that is shown as a range: "11 to 15".
    Between(&'a str, &'a str),
}

/// How cells are read on paper.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What stands in cells.
    pub cells: cells::Words,
    /// A day: "24 March 2026".
    pub date: fn(Date) -> String,
    /// A part of a whole: "12 of 16".
    pub of: fn(&str, &str) -> String,
    /// A range: "2.1 to 5.9".
    pub range: fn(&str, &str) -> String,
}

impl Sheet {
    /// A table to read, with a row for each that `wanted` takes.
    pub fn grid(
        &self,
        heading: &str,
        picks: &[Pick<'_>],
        reading: &Reading,
        wanted: impl Fn(&[Cell]) -> bool,
    ) -> Grid {
        let rows = self.rows.iter().filter(|row| wanted(row));
        let entries = |row: &Vec<Cell>| {
            let entry = |pick: &Pick<'_>| self.entry(row, *pick, reading);
            picks.iter().map(entry).collect()
        };
        Grid {
            heading: heading.to_owned(),
            header: picks.iter().map(|pick| self.head(*pick)).collect(),
            rows: rows.map(entries).collect(),
        }
    }

    fn head(&self, pick: Pick<'_>) -> Head {
        let id = match pick {
            Pick::One(id)
            | Pick::Under(id, _)
            | Pick::Of(id, _)
            | Pick::Ranged(id, _)
            | Pick::Between(id, _) => id,
        };
        let column = self.columns.iter().find(|column| column.id == id);
        let column = column.expect("BUG: a column that the sheet does not have");
        Head {
            words: column.heading.clone(),
            wide: column.unit == Unit::Words,
        }
    }

    fn entry(&self, row: &[Cell], pick: Pick<'_>, reading: &Reading) -> Entry {
        let cell = |id: &str| self.cell(row, id).unwrap_or(&Cell::Nothing);
        let said = |id: &str| reading.said(cell(id));
        let (id, words, under) = match pick {
            Pick::One(id) => (id, said(id), Vec::new()),
            Pick::Under(id, others) => {
                let others = others.iter().map(|other| said(other));
                (id, said(id), others.collect())
            }
            Pick::Of(id, whole) if cell(id).is_empty() || cell(whole).is_empty() => {
                (id, said(id), Vec::new())
            }
            Pick::Of(id, whole) => (id, (reading.of)(&said(id), &said(whole)), Vec::new()),
            Pick::Ranged(id, [low, high]) => {
                let known = !cell(low).is_empty();
                let range = known.then(|| (reading.range)(&said(low), &said(high)));
                (id, said(id), range.into_iter().collect())
            }
            Pick::Between(least, _) if cell(least).is_empty() => (least, said(least), Vec::new()),
            Pick::Between(least, most) => {
                let range = (reading.range)(&said(least), &said(most));
                (least, range, Vec::new())
            }
        };
        Entry {
            words,
            under,
            empty: cell(id).is_empty(),
        }
    }
}

impl Reading {
    /// A cell as people read it: days in words, a true minus.
    pub fn said(&self, cell: &Cell) -> String {
        match cell {
            Cell::Date(date) => (self.date)(*date),
            Cell::Text(_) | Cell::Term(_) => self.cells.cell(cell),
            figure => self.cells.cell(figure).replace('-', "\u{2212}"),
        }
    }
}
