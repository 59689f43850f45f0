//! A chart's figures as a table: some columns of the one table that page, PDF and CSV share.

use analytics::table::{Cell, Column, Table};
use maud::{Markup, html};
use reports::cells::Words;

use crate::documents;
use crate::words::columns::column;
use crate::words::dates::day;

/// The columns that `wanted` takes; the first one heads its row.
pub fn figures_table(table: &Table, caption: &str, wanted: impl Fn(&Column) -> bool) -> Markup {
    let chosen: Vec<usize> = (0..table.columns.len())
        .filter(|at| wanted(&table.columns[*at]))
        .collect();
    let words = documents::cells();
    html! {
        table {
            caption { (caption) }
            thead { tr { @for at in &chosen { th scope="col" { (column(&table.columns[*at])) } } } }
            tbody {
                @for row in &table.rows { tr {
                    @for (place, at) in chosen.iter().enumerate() {
                        @if place == 0 { th scope="row" { (cell(&row[*at], &words)) } }
                        @else { td { (cell(&row[*at], &words)) } }
                    }
                } }
            }
        }
    }
}

fn cell(cell: &Cell, words: &Words) -> String {
    match cell {
        Cell::Date(date) => day(*date),
        Cell::Text(text) => text.clone(),
        other => words.cell(other),
    }
}
