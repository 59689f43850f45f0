//! The report of a scope as a workbook: a sheet a table, with native charts. Whatever people typed is written as
//! words, never as a formula; where there is no figure stands a word, which a chart passes over.

mod charts;

use analytics::table::{Cell, Unit};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use crate::plain;
use crate::scope::{Outline, Sheet};
use crate::{Error, PaperSize};

const INK: Color = Color::RGB(0x1c2b2d);
const INK_2: Color = Color::RGB(0x4a5a5c);
const EDGE: Color = Color::RGB(0x6b7b7d);
const SOFT: Color = Color::RGB(0xe2efec);

/// Where a table stands on a worksheet: its header's row, and the first row below it.
#[derive(Clone, Copy)]
struct Placed {
    header: u32,
    end: u32,
}

/// The workbook. It blocks for tens of milliseconds, and a second for thousands of rows.
pub(crate) fn scope(outline: &Outline, size: PaperSize, made: Timestamp) -> Result<Vec<u8>, Error> {
    let mut book = Workbook::new();
    let made = day(TimeZone::UTC.to_datetime(made).date())?;
    let title = plain::tidy(&outline.paper.title);
    let about = DocProperties::new()
        .set_title(format!("{title} – {}", outline.paper.kind))
        .set_creation_datetime(&made);
    book.set_properties(&about);
    read_me(book.add_worksheet(), outline)?;
    for sheet in outline.sheets.iter().filter(|sheet| sheet.id != "trends") {
        let page = book.add_worksheet();
        page.set_name(&sheet.title)?;
        let placed = table(page, sheet, outline, 0)?;
        page.set_freeze_panes(1, u16::from(sheet.columns.len() > 8))?;
        page.set_repeat_rows(0, 0)?;
        page.set_landscape().set_paper_size(size.workbook());
        page.set_print_fit_to_pages(1, 0);
        match sheet.id {
            "climate" => charts::benefits(page, sheet, placed)?,
            "change" => trends(page, outline, &sheet.title, placed.end + 2)?,
            "definitions" => dictionary(page, outline, placed.end + 1)?,
            _ => {}
        }
    }
    Ok(book.save_to_buffer()?)
}

fn read_me(page: &mut Worksheet, outline: &Outline) -> Result<(), XlsxError> {
    let words = &outline.words;
    page.set_name(&words.read_me)?;
    page.set_column_width(0, 24)?.set_column_width(1, 90)?;
    let heading = Format::new()
        .set_bold()
        .set_font_size(16)
        .set_font_color(INK);
    page.write_string_with_format(0, 0, plain::tidy(&outline.paper.title), &heading)?;
    let text = looks().set_text_wrap();
    let mut row = 2;
    for paragraph in &words.about {
        page.merge_range(row, 0, row, 1, &plain::tidy(paragraph), &text)?;
        // A merged cell does not grow by itself: so many lines of so many letters.
        let lines = paragraph.chars().count().div_ceil(105) as u32;
        page.set_row_height(row, lines * 16)?;
        row += 1;
    }
    row += 1;
    for sheet in outline.sheets.iter().filter(|sheet| sheet.id != "trends") {
        page.write_string_with_format(row, 0, &sheet.title, &looks().set_bold())?;
        page.write_string_with_format(row, 1, &sheet.about, &text)?;
        row += 1;
    }
    page.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// Writes a table from a row on.
fn table(
    page: &mut Worksheet,
    sheet: &Sheet,
    outline: &Outline,
    header: u32,
) -> Result<Placed, XlsxError> {
    let head = looks()
        .set_bold()
        .set_text_wrap()
        .set_background_color(SOFT)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(EDGE)
        .set_align(FormatAlign::Bottom);
    page.set_row_height(header, 48)?;
    let formats = Formats::new();
    for (at, column) in sheet.columns.iter().enumerate() {
        let place = at as u16;
        page.write_string_with_format(header, place, &column.heading, &head)?;
        // A table below another one does not make its columns narrower.
        if header == 0 {
            page.set_column_width(place, width(&column.id, column.unit))?;
        }
        let cells = || sheet.rows.iter().map(|row| &row[at]);
        let fine =
            cells().any(|cell| matches!(cell, Cell::Mean(mean, false) if mean.fract() != 0.0));
        for (cell, row) in cells().zip(header + 1..) {
            write(page, (row, place), cell, outline, formats.of(cell, fine))?;
        }
    }
    Ok(Placed {
        header,
        end: header + 1 + sheet.rows.len() as u32,
    })
}

fn write(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    outline: &Outline,
    format: &Format,
) -> Result<(), XlsxError> {
    let number = match cell {
        Cell::Count(n) => Some(f64::from(*n)),
        Cell::Mean(value, false) | Cell::Average(value, false) | Cell::Bound(value) => Some(*value),
        Cell::Change(points, analytics::change::Bound::Exact) => Some(*points),
        _ => None,
    };
    match (number, cell) {
        (Some(number), _) => page.write_number_with_format(row, column, number, format)?,
        (None, Cell::Date(date)) => {
            page.write_datetime_with_format(row, column, &day(*date)?, format)?
        }
        (None, words) => {
            let words = outline.words.cells.cell(words);
            page.write_string_with_format(row, column, words, format)?
        }
    };
    Ok(())
}

/// The chosen groups' waves below the changes, and a chart of each.
fn trends(page: &mut Worksheet, outline: &Outline, name: &str, row: u32) -> Result<(), XlsxError> {
    let Some(sheet) = outline.sheets.iter().find(|sheet| sheet.id == "trends") else {
        return Ok(());
    };
    page.write_string_with_format(row, 0, &sheet.about, &looks().set_bold())?;
    let placed = table(page, sheet, outline, row + 1)?;
    charts::trends(page, sheet, name, placed)
}

/// What each column means, below the definitions.
fn dictionary(page: &mut Worksheet, outline: &Outline, mut row: u32) -> Result<(), XlsxError> {
    let (bold, text) = (looks().set_bold(), looks().set_text_wrap());
    for sheet in &outline.sheets {
        page.write_string_with_format(row, 0, &sheet.title, &bold)?;
        page.write_string_with_format(row, 1, &sheet.about, &bold)?;
        row += 1;
        for column in &sheet.columns {
            let [unit, values] = (outline.words.unit)(column.unit);
            let meaning = format!("{} ({unit}: {values})", column.meaning);
            page.write_string_with_format(row, 0, &column.heading, &text)?;
            page.write_string_with_format(row, 1, &meaning, &text)?;
            row += 1;
        }
        row += 1;
    }
    Ok(())
}

fn day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(date.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs())
}

fn looks() -> Format {
    Format::new()
        .set_font_color(INK)
        .set_align(FormatAlign::Top)
}

fn width(id: &str, unit: Unit) -> f64 {
    match (id, unit) {
        ("meaning", _) => 110.0,
        ("figure" | "group", _) => 34.0,
        ("mark", _) => 11.0,
        (_, Unit::Words) => 24.0,
        (_, Unit::Various | Unit::Points) => 14.0,
        _ => 13.0,
    }
}

/// How cells look.
struct Formats {
    words: Format,
    none: Format,
    day: Format,
    count: Format,
    tenth: Format,
    hundredth: Format,
}

impl Formats {
    fn new() -> Self {
        let number = |format: &str| looks().set_num_format(format);
        Self {
            words: looks().set_text_wrap(),
            none: looks().set_font_color(INK_2).set_align(FormatAlign::Right),
            day: number("yyyy-mm-dd").set_align(FormatAlign::Left),
            count: number("0"),
            tenth: number("0.0"),
            hundredth: number("0.00"),
        }
    }

    /// `fine`: whether its column has released means between whole points.
    fn of(&self, cell: &Cell, fine: bool) -> &Format {
        match cell {
            Cell::Date(_) => &self.day,
            Cell::Text(_) | Cell::Term(_) | Cell::Band(_) | Cell::Sessions(..) => &self.words,
            Cell::Count(_) => &self.count,
            Cell::Mean(..) if fine => &self.hundredth,
            Cell::Mean(..) => &self.count,
            Cell::Average(..) | Cell::Change(..) | Cell::Bound(_) => &self.tenth,
            _ => &self.none,
        }
    }
}
