//! From one line a figure to one row a window, by polars. No polars type leaves this file.

use std::sync::Arc;

use polars::prelude::*;

/// Figures in the long form: which window, which column, and the number if it is known.
#[derive(Default)]
pub(super) struct Long {
    windows: Vec<u32>,
    columns: Vec<String>,
    numbers: Vec<Option<f64>>,
}

/// Figures in the wide form: one row a window in order of its number.
pub(super) struct Wide(DataFrame);

impl Long {
    pub(super) fn push(&mut self, window: u32, column: String, number: Option<f64>) {
        self.windows.push(window);
        self.columns.push(column);
        self.numbers.push(number);
    }

    /// Pivots; `columns` says which there are and in which order.
    pub(super) fn pivot(self, columns: &[String]) -> Wide {
        self.try_pivot(columns)
            .map(Wide)
            .expect("BUG: a table cannot be pivoted")
    }

    fn try_pivot(self, columns: &[String]) -> PolarsResult<DataFrame> {
        let one = |name: &'static str| by_name([name], true, false);
        let long = DataFrame::new_infer_height(vec![
            Column::new("window".into(), self.windows),
            Column::new("column".into(), self.columns),
            Column::new("number".into(), self.numbers),
        ])?;
        let on = DataFrame::new_infer_height(vec![Column::new("column".into(), columns)])?;
        long.lazy()
            .pivot(
                one("column"),
                Arc::new(on),
                one("window"),
                one("number"),
                element().first(),
                true,
                "".into(),
                Default::default(),
            )
            .sort(["window"], SortMultipleOptions::default())
            .collect()
    }
}

impl Wide {
    /// The number in a row of a column; nothing where no figure is shown.
    pub(super) fn number(&self, row: usize, column: &str) -> Option<f64> {
        self.0.column(column).ok()?.f64().ok()?.get(row)
    }
}
