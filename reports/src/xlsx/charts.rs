//! Native charts of a workbook. A cell with a word in it would be drawn as zero, so only runs of numbers are
//! drawn, and lines break between them.

use analytics::table::Cell;
use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLine, ChartMarker, ChartMarkerType, ChartSolidFill, ChartType, Color,
    Worksheet, XlsxError,
};

use super::Placed;
use crate::scope::Sheet;

const ACCENT: Color = Color::RGB(0x0b5d5b);
const WIDE: u32 = 520;
const HIGH: u32 = 300;
/// Rows that a chart and a gap take.
const ROWS: u32 = 17;

/// Bars of the benefits, where all of them are numbers.
pub(super) fn benefits(
    page: &mut Worksheet,
    sheet: &Sheet,
    placed: Placed,
) -> Result<(), XlsxError> {
    let (Some(names), Some(values)) = (column(sheet, "benefit"), column(sheet, "average")) else {
        return Ok(());
    };
    let exact = |row: &Vec<Cell>| matches!(row[usize::from(values)], Cell::Mean(_, false));
    if sheet.rows.is_empty() || !sheet.rows.iter().all(exact) {
        return Ok(());
    }
    let (first, last) = (placed.header + 1, placed.end - 1);
    let name = sheet.title.as_str();
    let mut chart = Chart::new(ChartType::Bar);
    chart
        .add_series()
        .set_categories((name, first, names, last, names))
        .set_values((name, first, values, last, values))
        .set_gap(80)
        .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(ACCENT)));
    chart.title().set_name((name, placed.header, values));
    chart.legend().set_hidden();
    chart.x_axis().set_reverse();
    chart.y_axis().set_min(0).set_max(4).set_major_unit(1);
    chart
        .set_width(WIDE)
        .set_height(HIGH)
        .set_alt_text(&sheet.about);
    page.insert_chart(placed.end + 1, 0, &chart)?;
    Ok(())
}

/// The outcome of each chosen group over time.
pub(super) fn trends(
    page: &mut Worksheet,
    sheet: &Sheet,
    name: &str,
    placed: Placed,
) -> Result<(), XlsxError> {
    let wanted = ["group", "mark", "measure", "date", "mean"].map(|id| column(sheet, id));
    let [
        Some(group),
        Some(mark),
        Some(measure),
        Some(day),
        Some(mean),
    ] = wanted
    else {
        return Ok(());
    };
    let mark_of = |row: usize| &sheet.rows[row][usize::from(mark)];
    let mut start = 0;
    let mut drawn = 0;
    while start < sheet.rows.len() {
        let alike = (start..sheet.rows.len()).take_while(|row| mark_of(*row) == mark_of(start));
        let end = start + alike.count();
        let at = |row: usize| placed.header + 1 + row as u32;
        let mut chart = Chart::new(ChartType::ScatterStraightWithMarkers);
        for (first, last) in runs(&sheet.rows[start..end], usize::from(mean)) {
            let (first, last) = (at(start + first), at(start + last));
            chart
                .add_series()
                .set_categories((name, first, day, last, day))
                .set_values((name, first, mean, last, mean))
                .set_format(
                    ChartFormat::new().set_line(ChartLine::new().set_color(ACCENT).set_width(2)),
                )
                .set_marker(&marker());
        }
        // By the cell, not by its words: a title that starts like a formula would be one.
        chart.title().set_name((name, at(start), group));
        chart
            .y_axis()
            .set_name((name, at(start), measure))
            .set_min(0);
        chart.x_axis().set_num_format("yyyy-mm");
        chart.legend().set_hidden();
        chart
            .set_width(WIDE)
            .set_height(HIGH)
            .set_alt_text(&sheet.about);
        if !runs(&sheet.rows[start..end], usize::from(mean)).is_empty() {
            let row = placed.end + 1 + ROWS * (drawn / 2);
            page.insert_chart_with_offset(row, 0, &chart, (drawn % 2) * (WIDE + 20), 0)?;
            drawn += 1;
        }
        start = end;
    }
    Ok(())
}

fn marker() -> ChartMarker {
    let mut fill = ChartFormat::new();
    fill.set_solid_fill(ChartSolidFill::new().set_color(ACCENT));
    let mut marker = ChartMarker::new();
    marker
        .set_type(ChartMarkerType::Circle)
        .set_size(7)
        .set_format(&mut fill);
    marker
}

/// First and last row of every run of exact means.
fn runs(rows: &[Vec<Cell>], mean: usize) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if !matches!(row[mean], Cell::Mean(_, false)) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.1 + 1 == at => run.1 = at,
            _ => runs.push((at, at)),
        }
    }
    runs
}

fn column(sheet: &Sheet, id: &str) -> Option<u16> {
    let found = sheet.columns.iter().position(|column| column.id == id);
    found.map(|at| at as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_where_there_is_no_exact_mean() {
        let rows: Vec<Vec<Cell>> = [
            Cell::Withheld,
            Cell::Mean(16.0, false),
            Cell::Mean(14.0, false),
            Cell::Mean(21.0, true),
            Cell::Mean(12.0, false),
            Cell::Cancelled,
        ]
        .map(|cell| vec![cell])
        .into();
        assert_eq!(runs(&rows, 0), [(1, 2), (4, 4)]);
        assert!(runs(&rows[..1], 0).is_empty());
    }
}
