//! A report across groups in the app's own words: how long it is, and that each of its columns is explained.

#[path = "../../reports/tests/documents/service.rs"]
mod service;

use std::collections::BTreeSet;

use analytics::overview::Member;
use app::documents;
use app::frames::scopes::{Counted, Scope};
use reports::scope::{Outline, document};
use reports::{Format, PaperSize};
use tests::house::House;
use tests::{on_both_databases, tools};

on_both_databases!(
    a_usual_report_has_four_to_six_pages,
    every_column_is_explained,
    where_nothing_is_shown_the_report_says_so,
);

async fn a_usual_report_has_four_to_six_pages(house: House) {
    for (groups, chosen) in [(4, 3), (14, 6)] {
        let outline = outline(&house, service::service(groups), "2026-Q1", chosen);
        let (pages, text) = read(&house, &outline);
        assert!((4..=6).contains(&pages), "{groups} groups: {pages} pages");
        for said in [
            "Report across groups",
            "North team",
            "January to March 2026",
            "Riverside Clinic",
            "Trends of the chosen groups",
            "of 24 people with two questionnaires",
            "How groups felt",
            "replies were given in this period",
            "By name, not by result.",
            "To talk about",
            "needs 3 groups and 10 people",
            "Reliable change 6 points or more (by analogy with the PHQ-9 of NHS Talking Therapies; not yet checked)",
        ] {
            assert!(text.contains(said), "{said:?} is not in {text}");
        }
        assert!(!text.contains("SENTINEL"), "no text of a reply");
    }
}

async fn every_column_is_explained(house: House) {
    for (period, sheets) in [("2026-Q1", 7), ("2026-02", 7)] {
        let outline = outline(&house, service::service(14), period, 2);
        assert_eq!(outline.sheets.len(), sheets);
        for sheet in &outline.sheets {
            let headings: BTreeSet<&str> = sheet
                .columns
                .iter()
                .map(|column| column.heading.as_str())
                .collect();
            assert_eq!(headings.len(), sheet.columns.len(), "{headings:?}");
            for column in &sheet.columns {
                let [unit, values] = (outline.words.unit)(column.unit);
                for words in [&column.meaning, &unit, &values] {
                    assert!(!words.is_empty(), "{} of {}", column.id, sheet.id);
                }
            }
        }
        let workbook = document(&outline, Format::Xlsx, PaperSize::A4, house.app.clock.now());
        assert!(workbook.expect("a workbook").bytes.starts_with(b"PK"));
    }
}

async fn where_nothing_is_shown_the_report_says_so(house: House) {
    let outline = outline(&house, service::silent(4), "2026-02", 1);
    let (_, text) = read(&house, &outline);
    for said in [
        "Depression (PHQ-8): change not shown.",
        "Results shown, of those closed",
        "What members set out to do: not shown across so few groups.",
        "is not shown yet: it takes 5 answers",
    ] {
        assert!(text.contains(said), "{said:?} is not in {text}");
    }
    assert!(
        !text.contains("improved reliably"),
        "once a quarter: {text}"
    );
}

fn outline(house: &House, members: Vec<Member>, period: &str, chosen: usize) -> Outline {
    let chosen: Vec<i64> = members
        .iter()
        .take(chosen)
        .map(|member| member.id)
        .collect();
    let scope = Scope {
        id: Some(7),
        team: Some("North team".into()),
        divided: true,
        members,
        counts: vec![Counted {
            focus: "depression".into(),
            measure: "phq-8".into(),
            version: 1,
            counts: service::counts(),
        }],
    };
    let period = period.parse().expect("a month or quarter");
    documents::scope::outline(&house.app, &scope, period, &chosen).expect("up to six groups")
}

/// Pages and words of the PDF.
fn read(house: &House, outline: &Outline) -> (usize, String) {
    let made =
        document(outline, Format::Pdf, PaperSize::A4, house.app.clock.now()).expect("a document");
    let text = tools::text_of_pdf(&made.bytes);
    let pages = text.matches('\u{c}').count();
    (pages, text.split_whitespace().collect::<Vec<_>>().join(" "))
}
