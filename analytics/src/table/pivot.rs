//! From one line a figure to one row a window, by polars. No polars type leaves this file.

use std::sync::Arc;

use polars::prelude::*;

/// Figures in the long form: which row, which column, and the number if it is known.
#[derive(Default)]
pub(super) struct Long<'a> {
    rows: Vec<u32>,
    columns: Vec<&'a str>,
    numbers: Vec<Option<f64>>,
}

/// Figures in the wide form, in order of the rows' numbers.
pub(super) struct Wide(DataFrame);

/// One column of figures.
pub(super) struct Numbers<'a>(Option<&'a Float64Chunked>);

impl<'a> Long<'a> {
    pub(super) fn push(&mut self, row: usize, column: &'a str, number: Option<f64>) {
        self.rows.push(row as u32);
        self.columns.push(column);
        self.numbers.push(number);
    }

    /// Pivots; `columns` says which there are and in which order. Every row has a figure, or none is known.
    pub(super) fn pivot(self, columns: &[&str]) -> Wide {
        self.try_pivot(columns)
            .map(Wide)
            .expect("BUG: a table cannot be pivoted")
    }

    fn try_pivot(self, columns: &[&str]) -> PolarsResult<DataFrame> {
        let one = |name: &'static str| by_name([name], true, false);
        let long = DataFrame::new_infer_height(vec![
            Column::new("row".into(), self.rows),
            Column::new("column".into(), self.columns),
            Column::new("number".into(), self.numbers),
        ])?;
        let on = DataFrame::new_infer_height(vec![Column::new("column".into(), columns)])?;
        long.lazy()
            .pivot(
                one("column"),
                Arc::new(on),
                one("row"),
                one("number"),
                element().first(),
                true,
                "".into(),
                Default::default(),
            )
            .sort(["row"], SortMultipleOptions::default())
            .collect()
    }
}

impl Wide {
    /// The figures of a column.
    pub(super) fn numbers(&self, column: &str) -> Numbers<'_> {
        let found = self.0.column(column).ok();
        Numbers(found.and_then(|column| column.f64().ok()))
    }
}

impl Numbers<'_> {
    /// The number in a row; nothing where no figure is shown.
    pub(super) fn at(&self, row: usize) -> Option<f64> {
        self.0?.get(row)
    }
}
