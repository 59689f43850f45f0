//! A chart's figures as a table: some columns of the one table that page, PDF and CSV share.

use analytics::table::{Cell, Column, Table};
use maud::{Markup, html};

use crate::words::columns::{between, column};
use crate::words::dates::day;
use crate::words::sentences::{self, number};
use crate::words::{say, say_with};

/// The columns that `wanted` takes; the first one heads its row.
pub fn figures_table(table: &Table, caption: &str, wanted: impl Fn(&Column) -> bool) -> Markup {
    let chosen: Vec<usize> = (0..table.columns.len())
        .filter(|at| wanted(&table.columns[*at]))
        .collect();
    html! {
        table {
            caption { (caption) }
            thead { tr { @for at in &chosen { th scope="col" { (column(&table.columns[*at])) } } } }
            tbody {
                @for row in &table.rows { tr {
                    @for (place, at) in chosen.iter().enumerate() {
                        @if place == 0 { th scope="row" { (cell(&row[*at])) } }
                        @else { td { (cell(&row[*at])) } }
                    }
                } }
            }
        }
    }
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Sessions(first, last) if first == last => first.to_string(),
        Cell::Sessions(first, last) => between(*first, *last),
        Cell::Date(date) => day(*date),
        Cell::Text(text) => text.clone(),
        Cell::Count(n) => n.to_string(),
        Cell::Band(band) => sentences::band(*band),
        Cell::Mean(value, false) => number(*value),
        Cell::Mean(value, true) => say_with("mean-or-worse", &[("value", number(*value).into())]),
        Cell::Bound(value) => format!("{value:.1}"),
        Cell::Withheld => say("cell-withheld"),
        Cell::Cancelled => say("cell-cancelled"),
        Cell::NotAsked => say("cell-not-asked"),
        Cell::Unknown => say("cell-unknown"),
    }
}
