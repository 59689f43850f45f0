//! The report's table as CSV: every figure, a row a window; nothing that the page and the PDF do not show.

use analytics::table::Cell;
use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::outline::Outline;
use crate::{Document, Error};

/// A group's table as CSV in UTF-8. The header is one line of stable identifiers; what is withheld says so
/// in words, never as zero or nothing.
pub fn group(outline: &Outline) -> Result<Document, Error> {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::NonNumeric)
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(outline.table.columns.iter().map(|column| column.id()))?;
    for row in &outline.table.rows {
        writer.write_record(row.iter().map(|cell| field(outline, cell)))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(Document {
        name: format!("{}.csv", outline.said.file),
        media_type: "text/csv; charset=utf-8",
        bytes,
    })
}

fn field(outline: &Outline, cell: &Cell) -> String {
    let words = outline.words.cell(cell);
    match cell {
        Cell::Text(_) => inert(words),
        _ => words,
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
