//! A scope's report on paper: what it says, and what it does with names.

use analytics::overview::Member;
use reports::Format;
use reports::PaperSize::A4;
use reports::paper::Part;
use reports::scope::{Outline, document};

use crate::sample::MADE;
use crate::scope_sample::outline;
use crate::service::{service, silent};
use crate::tools;

/// Names that people could type, and some that they could not.
pub const HOSTILE: [&str; 7] = [
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "@SUM(A1) +1 -1",
    "</svg><script>alert(1)</script> &amp; <b>",
    "\u{202e}drawkcab\u{2066} one\0two\u{7}\u{1b}[31m\r\nthree",
    "שלום עליכם",
    "💛 Sonne 我们",
    "#panic(\"run\") $x^2$ `raw`",
];

#[test]
fn every_figure_and_sentence_of_a_scope_stands_in_the_pdf() {
    let outline = outline(&service(14), "2026-Q1", 2);
    let path = tools::save("scope-figures.pdf", &pdf(&outline));
    tools::check(&path);
    let text = tools::text(&path);
    let paper = &outline.paper;
    let mut sought = vec![paper.title.clone(), paper.period.clone()];
    sought.extend(paper.sentences.clone());
    let mut rows = 0;
    for part in paper.sections.iter().flat_map(|section| &section.parts) {
        match part {
            Part::Heading(words) | Part::Text(words) | Part::Note(words) => {
                sought.push(words.clone());
            }
            Part::Points(all) => sought.extend(all.clone()),
            Part::Facts(all) => sought.extend(all.iter().map(|fact| fact.words.clone())),
            Part::Grid(grid) => {
                // A row at a time: a figure in the wrong row would be found as well.
                for row in &grid.rows {
                    let entries = row
                        .iter()
                        .flat_map(|entry| [entry.words.clone(), entry.under.join(" · ")]);
                    let row: Vec<String> = entries.filter(|words| !words.is_empty()).collect();
                    sought.push(row.join(" "));
                    rows += 1;
                }
            }
            Part::Pictures(_) | Part::Quotes(_) => {}
        }
    }
    assert_eq!(rows, 2 + 4 + 14, "a row a focus, a benefit and a group");
    for words in sought {
        assert!(text.contains(&words), "{words:?} is not in {text}");
    }
    assert!(!text.contains("SENTINEL"), "no text of a reply");
    insta::assert_snapshot!("scope", text.replace(". ", ".\n"));
}

#[test]
fn each_chart_has_its_words_and_tables_have_headers() {
    let outline = outline(&service(14), "2026-Q1", 6);
    let path = tools::save("scope-tags.pdf", &pdf(&outline));
    let file = path.to_string_lossy();
    let tree = tools::run("pdfinfo", &["-struct", &file]);
    let count = |tag: &str| {
        let tags = tree
            .lines()
            .filter_map(|line| line.split_whitespace().next());
        tags.filter(|found| found.trim_end_matches(':') == tag)
            .count()
    };
    assert_eq!(
        count("Figure"),
        6 + 1 + 2,
        "trends, benefits, groups of each focus"
    );
    assert_eq!((count("H1"), count("Table")), (1, 3));
    assert_eq!(count("TH"), 5 + 4 + 7, "{tree}");
    let objects = tools::run("qpdf", &["--qdf", "--object-streams=disable", &file, "-"]);
    assert_eq!(objects.matches("/Alt ").count(), 9);
    assert!(objects.contains("/Alt (The four benefits, each about 3 of 4.)"));
}

#[test]
fn where_nothing_is_shown_it_says_so() {
    let outline = outline(&silent(4), "2026-Q1", 1);
    let path = tools::save("scope-silent.pdf", &pdf(&outline));
    tools::check(&path);
    let text = tools::text(&path);
    assert!(text.contains("depression (PHQ-8): not shown."), "{text}");
    assert!(
        text.contains("Daylight focus-depression · PHQ-8 11 0 of 11"),
        "{text}"
    );
    for row in outline.sheets.iter().flat_map(|sheet| &sheet.rows) {
        use analytics::table::Cell;
        let figure = |cell: &&Cell| {
            matches!(
                cell,
                Cell::Mean(..) | Cell::Average(..) | Cell::Change(..) | Cell::Bound(_)
            )
        };
        assert_eq!(row.iter().find(figure), None);
    }
}

#[test]
fn whatever_groups_are_called_every_format_is_made() {
    let mut members = service(9);
    let long = "W".repeat(300);
    let names = HOSTILE.into_iter().chain([long.as_str(), " \n "]);
    for (member, name) in members.iter_mut().zip(names) {
        member.name = name.to_owned();
    }
    let hostile = outline(&members, "2026-Q1", 6);
    let path = tools::save("scope-hostile.pdf", &pdf(&hostile));
    tools::check(&path);
    // Where a line may end stands a sign that nobody sees.
    let text = tools::text(&path).replace('\u{200b}', "");
    for name in [
        "=HYPERLINK(\"http://example.org\",\"x\")",
        "#panic(\"run\") $x^2$ `raw`",
        "💛 Sonne □",
    ] {
        assert!(text.contains(name), "{name} is not in {text}");
    }
    for format in Format::ALL {
        let made = document(&hostile, format, A4, MADE).unwrap();
        assert_eq!(
            made.name,
            format!("across-00007-2026-q1.{}", format.ending())
        );
        assert_eq!(made.media_type, format.media_type());
        if format == Format::Fhir {
            tools::check_fhir(&tools::save("scope-hostile.json", &made.bytes));
        }
        let again = document(&hostile, format, A4, MADE).unwrap();
        assert!(made == again, "{} is not the same twice", format.id());
        let sentinel = b"SENTINEL";
        let found = made
            .bytes
            .windows(sentinel.len())
            .any(|part| part == sentinel);
        assert!(!found, "no text of a reply in {}", format.id());
    }
}

#[test]
fn groups_of_one_name_are_told_apart() {
    let mut members: Vec<Member> = service(4);
    for member in &mut members {
        member.name = "Tuesday".to_owned();
    }
    let outline = outline(&members, "2026-Q1", 4);
    for id in ["groups", "trends"] {
        let sheet = outline.sheets.iter().find(|sheet| sheet.id == id).unwrap();
        let marks = sheet.rows.iter().filter_map(|row| sheet.cell(row, "mark"));
        let mut marks: Vec<String> = marks.map(|mark| outline.words.cells.cell(mark)).collect();
        marks.dedup();
        assert_eq!(marks.len(), 4, "{id}");
        assert!(
            marks.iter().all(|mark| mark.parse::<f64>().is_err()),
            "{marks:?}"
        );
    }
}

fn pdf(outline: &Outline) -> Vec<u8> {
    document(outline, Format::Pdf, A4, MADE).unwrap().bytes
}
