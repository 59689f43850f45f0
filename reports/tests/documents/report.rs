//! A group's report, as PDF and CSV.

use analytics::table::{Cell, Column};
use reports::PaperSize::{self, A4};
use reports::cells::{number, tenths};
use reports::outline::{Answered, Fact, Spoken};
use reports::{csv, pdf};

use crate::sample::{self, MADE};
use crate::tools;

#[test]
fn the_pdf_is_sound_tagged_and_archivable() {
    let document = pdf::group(&sample::outline(), A4, MADE).unwrap();
    assert_eq!(document.media_type, "application/pdf");
    assert_eq!(document.name, "report-0a1b2.pdf");
    let path = tools::save("report.pdf", &document.bytes);
    tools::check(&path);
    let tree = tools::run("pdfinfo", &["-struct", &path.to_string_lossy()]);
    for tag in ["H1", "H2", "Table", "TH", "Figure"] {
        assert!(
            tree.lines().any(|line| line.trim().starts_with(tag)),
            "no {tag} in {tree}"
        );
    }
}

#[test]
fn the_same_outline_and_time_give_the_same_bytes() {
    let make = || pdf::group(&sample::outline(), A4, MADE).unwrap().bytes;
    assert!(make() == make());
}

#[test]
fn every_figure_and_sentence_stands_in_the_pdf() {
    stands_in_the_pdf(A4, "figures.pdf");
}

#[test]
fn on_letter_paper_it_says_the_same() {
    stands_in_the_pdf(PaperSize::Letter, "figures-letter.pdf");
}

fn stands_in_the_pdf(size: PaperSize, name: &str) {
    let outline = sample::outline();
    let path = tools::save(name, &pdf::group(&outline, size, MADE).unwrap().bytes);
    tools::check_on(size, &path);
    let text = tools::text(&path);
    let said = &outline.said;
    let mut sought = vec![
        said.organisation.clone(),
        said.group.clone(),
        said.period.clone(),
        said.headline.clone(),
    ];
    sought.extend(said.raise.clone());
    sought.extend(said.coverage.iter().map(|fact| fact.words.clone()));
    sought.extend(said.charts.iter().map(|chart| chart.note.clone()));
    sought.extend(said.prompts.iter().chain(&said.method).cloned());
    sought.extend(said.definitions.iter().map(|fact| fact.words.clone()));
    for reply in &said.replies {
        sought.push(reply.heading.clone());
        sought.extend(
            reply
                .facts
                .iter()
                .map(|fact| format!("{} {}", fact.label, fact.words)),
        );
    }
    for window in &said.texts {
        sought.extend(
            window
                .texts
                .iter()
                .flat_map(|text| text.lines())
                .map(str::to_owned),
        );
    }
    for grid in &outline.grids {
        // A row at a time: a figure in the wrong row would be found as well.
        for row in &grid.rows {
            let entries = row
                .iter()
                .flat_map(|entry| [entry.words.clone(), entry.under.join(" · ")]);
            let row: Vec<String> = entries.filter(|words| !words.is_empty()).collect();
            sought.push(row.join(" "));
        }
    }
    for words in sought {
        assert!(text.contains(&words), "{words:?} is not in {text}");
    }
}

#[test]
fn the_csv_holds_every_figure_under_its_identifier() {
    let outline = sample::outline();
    let document = csv::group(&outline).unwrap();
    assert_eq!(document.media_type, "text/csv; charset=utf-8");
    let mut reader = ::csv::Reader::from_reader(&document.bytes[..]);
    let header: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let expected: Vec<String> = outline.table.columns.iter().map(Column::id).collect();
    assert_eq!(header, expected);
    let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), outline.table.rows.len());
    for (read, row) in rows.iter().zip(&outline.table.rows) {
        for (field, cell) in read.iter().zip(row) {
            let expected = match cell {
                Cell::Mean(value, false) => number(*value),
                Cell::Mean(value, true) => format!("{} or worse", number(*value)),
                Cell::Bound(value) => tenths(*value),
                Cell::Count(n) => n.to_string(),
                Cell::Band(band) => band.id().to_owned(),
                Cell::Date(date) => date.to_string(),
                Cell::Sessions(first, _) => first.to_string(),
                Cell::Text(text) => text.clone(),
                Cell::Withheld => "not shown".to_owned(),
                Cell::Cancelled => "cancelled".to_owned(),
                Cell::NotAsked => "not asked".to_owned(),
                Cell::Unknown => "not known".to_owned(),
                other => panic!("a group's table has no {other:?}"),
            };
            assert_eq!(field, expected);
        }
    }
}

#[test]
fn what_people_wrote_is_never_run() {
    let hostile = [
        "#panic(\"run\") #read(\"/etc/passwd\") $x^2$ *bold* _it_ `raw` @ref <label> \\ // comment",
        "#import \"@preview/cetz:0.1\" \"] #{ while true {} } [",
        "{page} {pages} </svg><script>alert(1)</script> &amp;",
        "line\r\none\0two\u{7}\u{1b}[31m \u{202e}drawkcab\u{2066} \u{fe0f}\u{200d}\u{e000}",
        "👩‍👩‍👧‍👦 💛 🏴󠁧󠁢󠁳󠁣󠁴󠁿 我们 שלום سلام a\u{64b} e\u{301}\u{302}\u{303} \u{10ffff}",
        "=HYPERLINK(\"http://example.org\")",
    ];
    let long = "x".repeat(500);
    let hostile: Vec<&str> = hostile
        .into_iter()
        .chain([long.as_str(), "", " \n "])
        .collect();
    for words in &hostile {
        let mut outline = sample::outline();
        outline.grids.clear();
        outline.said.charts.clear();
        outline.said.group = (*words).to_owned();
        let document = pdf::group(&outline, A4, MADE).unwrap();
        tools::check(&tools::save("hostile-name.pdf", &document.bytes));
    }
    let mut outline = sample::outline();
    outline.said.texts = hostile
        .iter()
        .map(|words| Spoken {
            heading: (*words).to_owned(),
            texts: vec![(*words).to_owned(); 2],
        })
        .collect();
    outline.said.replies = hostile
        .iter()
        .map(|words| Answered {
            heading: (*words).to_owned(),
            facts: vec![Fact {
                label: (*words).to_owned(),
                words: (*words).to_owned(),
            }],
        })
        .collect();
    let reply = outline
        .table
        .columns
        .iter()
        .position(|column| *column == Column::Said);
    let reply = reply.expect("a column of replies");
    for (row, words) in hostile.iter().enumerate() {
        outline.table.rows[row][reply] = Cell::Text((*words).to_owned());
        outline.grids[0].rows[row][2].words = (*words).to_owned();
        outline.table.rows[row][2] = Cell::Text((*words).to_owned());
    }
    tools::check(&tools::save(
        "hostile.pdf",
        &pdf::group(&outline, A4, MADE).unwrap().bytes,
    ));
    let table = csv::group(&outline).unwrap().bytes;
    for row in ::csv::Reader::from_reader(&table[..]).records() {
        let row = row.unwrap();
        assert!(!row[2].starts_with(['=', '+', '-', '@']));
        assert!(!row[reply].starts_with(['=', '+', '-', '@']));
    }
}

#[test]
fn typst_in_a_text_stands_there_as_it_was_written() {
    let mut outline = sample::outline();
    let words = "#sys.inputs *not bold* $x$ [no] \\ `raw`";
    outline.said.texts[0].texts = vec![words.to_owned()];
    let path = tools::save("typst.pdf", &pdf::group(&outline, A4, MADE).unwrap().bytes);
    assert!(tools::text(&path).contains(words));
}

#[test]
fn a_group_without_a_result_has_a_report_too() {
    let mut outline = sample::outline();
    let said = &mut outline.said;
    (said.raise, said.texts, said.charts) = (None, Vec::new(), Vec::new());
    (said.prompts, said.coverage) = (Vec::new(), Vec::new());
    outline.table.rows.clear();
    for grid in &mut outline.grids {
        grid.rows.clear();
    }
    let document = pdf::group(&outline, A4, MADE).unwrap();
    tools::check(&tools::save("empty.pdf", &document.bytes));
}
