//! Tables as CSV in UTF-8: a group's as one file, a scope's as a file each, zipped with what they mean.

use std::io::{Cursor, Write};

use analytics::table::{Cell, Column};
use csv::{QuoteStyle, Terminator, WriterBuilder};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::outline::Outline;
use crate::{Document, Error, cells, scope};

/// A group's table as CSV. The header is one line of stable identifiers; what is withheld says so in words,
/// never as zero or nothing.
pub fn group(outline: &Outline) -> Result<Document, Error> {
    let header = outline.table.columns.iter().map(Column::id);
    Ok(Document {
        name: format!("{}.csv", outline.said.file),
        media_type: "text/csv; charset=utf-8",
        bytes: table(header, &outline.table.rows, &outline.words.cells)?,
    })
}

/// A scope's tables, a file each, with a data dictionary and what is to be read first.
pub(crate) fn scope(outline: &scope::Outline) -> Result<Vec<u8>, Error> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Zip's own first day instead of the clock's: the same figures give the same bytes.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    let mut put = |name: &str, bytes: &[u8]| {
        zip.start_file(name, options)?;
        zip.write_all(bytes)?;
        Ok::<_, Error>(())
    };
    put("read-me.txt", read_me(outline).as_bytes())?;
    for sheet in &outline.sheets {
        let header = sheet.columns.iter().map(|column| column.id.clone());
        let bytes = table(header, &sheet.rows, &outline.words.cells)?;
        put(&format!("{}.csv", sheet.id), &bytes)?;
    }
    put("data-dictionary.csv", &dictionary(outline)?)?;
    Ok(zip.finish()?.into_inner())
}

fn read_me(outline: &scope::Outline) -> String {
    let words = &outline.words;
    let sheets = outline.sheets.iter();
    let sheets = sheets.map(|sheet| format!("{}.csv: {}", sheet.id, sheet.about));
    let paragraphs = words.about.iter().cloned().chain(sheets);
    let paragraphs: Vec<String> = paragraphs.collect();
    format!("{}\r\n", paragraphs.join("\r\n\r\n"))
}

/// Every column: table, identifier, heading, meaning, unit and values.
fn dictionary(outline: &scope::Outline) -> Result<Vec<u8>, Error> {
    let text = |words: &str| Cell::Text(words.to_owned());
    let rows = outline.sheets.iter().flat_map(|sheet| {
        sheet.columns.iter().map(|column| {
            let [unit, values] = (outline.words.unit)(column.unit);
            [
                sheet.id,
                &column.id,
                &column.heading,
                &column.meaning,
                &unit,
                &values,
            ]
            .map(text)
            .to_vec()
        })
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let header = ["table", "column", "heading", "meaning", "unit", "values"];
    table(header.map(str::to_owned), &rows, &outline.words.cells)
}

fn table(
    header: impl IntoIterator<Item = String>,
    rows: &[Vec<Cell>],
    words: &cells::Words,
) -> Result<Vec<u8>, Error> {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::NonNumeric)
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| field(words, cell)))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(bytes)
}

fn field(words: &cells::Words, cell: &Cell) -> String {
    let said = words.cell(cell);
    match cell {
        Cell::Text(_) => inert(said),
        _ => said,
    }
}

// A spreadsheet runs what starts like a formula; an apostrophe makes it words (OWASP, "CSV Injection").
fn inert(words: String) -> String {
    let starts = |sign: char| {
        matches!(
            sign,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠' | '|' | '%'
        )
    };
    if words.trim_start().starts_with(starts) {
        format!("'{words}")
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn what_starts_like_a_formula_becomes_words() {
        for hostile in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", "|calc"] {
            assert_eq!(inert(hostile.to_owned()), format!("'{hostile}"));
        }
        assert_eq!(inert("Asking for help".to_owned()), "Asking for help");
    }
}
