//! A member's own scores, taken along as PDF and as FHIR.

use analytics::Own;
use analytics::figures::{self, Frame, ProgressWords};
use analytics::measure::Library;
use analytics::progress::{Course, OwnScore, courses};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use reports::PaperSize::A4;
use reports::fhir;
use reports::progress::{Section, Words, pdf};
use serde_json::Value;

use crate::sample::MADE;
use crate::tools;

/// So many scores of a measure, four weeks apart, that fall by three quarters of a point each time.
fn scores(measure: &str, from: f64, count: i64) -> Vec<OwnScore> {
    let score = |i: i64| OwnScore {
        date: date(2026, 1, 6) + (28 * i).days(),
        measure: measure.to_owned(),
        version: 1,
        score: (from - 0.75 * i as f64).max(0.0),
    };
    (0..count).map(score).collect()
}

fn own(all: &[(&str, f64, i64)]) -> Vec<Own<Course>> {
    let all = all
        .iter()
        .flat_map(|(measure, from, count)| scores(measure, *from, *count));
    courses(&Library::default(), &Own::for_holder_of_key(all.collect()))
}

fn made(courses: &[Own<Course>]) -> Vec<u8> {
    let sections: Vec<Section<'_>> = courses.iter().map(section).collect();
    let document = pdf(&sections, &words(), A4, MADE).unwrap();
    assert_eq!(
        (document.name.as_str(), document.media_type),
        ("scores.pdf", "application/pdf")
    );
    document.bytes
}

#[test]
fn two_measures_with_every_meaning_stand_on_one_page() {
    let courses = own(&[("phq-8", 16.0, 5), ("gad-7", 9.5, 5)]);
    let path = tools::save("scores.pdf", &made(&courses));
    tools::check(&path);
    let file = path.to_string_lossy();
    assert!(tools::run("pdfinfo", &[&file]).contains("Pages:           1"));
    let text = tools::text(&path);
    for sought in [
        "My scores",
        "Depression (PHQ-8)",
        "Better since the first score.",
        "6 January 2026 16 Moderately severe",
        "28 April 2026 13 Moderate",
        "10 to 14 Moderate",
        "28 April 2026 6.5 Mild",
        "Developed by Drs. Robert L. Spitzer",
    ] {
        assert!(text.contains(sought), "{sought:?} is not in {text}");
    }
    assert_eq!(
        text.matches("Developed by Drs.").count(),
        1,
        "one line for both measures"
    );
    let tree = tools::run("pdfinfo", &["-struct", &file]);
    for tag in ["H1", "H2", "Table", "TH", "Figure"] {
        assert!(
            tree.lines().any(|line| line.trim().starts_with(tag)),
            "no {tag} in {tree}"
        );
    }
}

#[test]
fn years_of_scores_stay_on_one_page_and_it_says_what_it_leaves_out() {
    for (name, all) in [
        ("long.pdf", &[("phq-8", 24.0, 30), ("gad-7", 21.0, 30)][..]),
        ("long-alone.pdf", &[("phq-8", 24.0, 60)]),
    ] {
        let path = tools::save(name, &made(&own(all)));
        tools::check(&path);
        assert!(tools::run("pdfinfo", &[&path.to_string_lossy()]).contains("Pages:           1"));
        let text = tools::text(&path);
        let left = if all.len() > 1 { 30 - 6 } else { 60 - 18 };
        assert!(
            text.contains(&format!("{left} earlier scores are in the picture only.")),
            "{text}"
        );
        assert!(
            text.contains("6 January 2026 24 Severe"),
            "the first stays: {text}"
        );
    }
    let path = tools::save("one-score.pdf", &made(&own(&[("gad-7", 12.0, 1)])));
    assert!(!tools::text(&path).contains("earlier scores"));
}

#[test]
fn the_bundle_is_fhir_r4_and_names_nobody() {
    let mut courses = own(&[("phq-8", 16.0, 3), ("gad-7", 20.0 / 3.0, 2)]);
    let document = bundle(&courses);
    assert_eq!(
        (document.name.as_str(), document.media_type),
        ("scores.json", "application/fhir+json")
    );
    tools::check_fhir(&tools::save("scores.json", &document.bytes));

    let bundle: Value = serde_json::from_slice(&document.bytes).unwrap();
    let entries = bundle["entry"].as_array().unwrap();
    assert_eq!(entries.len(), 2 * 5);
    let of = |kind: &str| -> Vec<&Value> {
        let resources = entries.iter().map(|entry| &entry["resource"]);
        resources
            .filter(|one| one["resourceType"] == kind)
            .collect()
    };
    let (responses, observations) = (of("QuestionnaireResponse"), of("Observation"));
    assert_eq!(responses[0]["questionnaire"], "urn:chorus:measure:phq-8|1");
    assert_eq!(responses[0]["authored"], "2026-01-06");
    assert_eq!(responses[1]["item"][0]["linkId"], "score-total");
    assert_eq!(responses[1]["item"][0]["answer"][0]["valueDecimal"], 15.25);
    assert_eq!(observations[1]["effectiveDateTime"], "2026-02-03");
    assert_eq!(observations[1]["valueQuantity"]["value"], 15.25);
    assert_eq!(
        observations[0]["code"]["coding"][0]["system"],
        "urn:chorus:score"
    );
    assert_eq!(observations[0]["code"]["text"], "PHQ-8 total score");
    assert_eq!(observations[3]["code"]["coding"][0]["code"], "70274-6");
    assert_eq!(observations[3]["valueQuantity"]["value"], 6.67);
    for (i, observation) in observations.iter().enumerate() {
        let from = &observation["derivedFrom"][0]["reference"];
        assert_eq!(
            *from,
            entries[2 * i]["fullUrl"],
            "derived from its own response"
        );
    }
    let text = String::from_utf8(document.bytes).unwrap();
    for telling in [
        "\"subject",
        "\"identifier",
        "\"author\"",
        "\"source",
        "group",
        "http://chorus",
    ] {
        assert!(!text.contains(telling), "{telling}");
    }

    courses.clear();
    tools::check_fhir(&tools::save(
        "no-scores.json",
        &self::bundle(&courses).bytes,
    ));
}

fn bundle(courses: &[Own<Course>]) -> reports::Document {
    let mut count = 0u8;
    let mut bytes = || {
        count += 1;
        [count; 16]
    };
    let words = fhir::Words {
        total: "{measure} total score",
    };
    fhir::progress(courses, words, &mut bytes).unwrap()
}

fn section(course: &Own<Course>) -> Section<'_> {
    let (measure, scale) = (course.value().measure, course.value().scale);
    let names: Vec<String> = scale
        .bands
        .iter()
        .map(|band| capital(&band.title))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let words = ProgressWords {
        tips: &[],
        title: "My scores",
        label: "From 16 to 13; cutoff 10.",
        direction: "Lower is better",
        bands: &names,
        cutoff: "Clinical cutoff {value}",
        day: |day| day.strftime("%-d %b %Y").to_string(),
    };
    Section {
        course,
        heading: format!("{} ({})", scale.title, measure.short),
        change: "Better since the first score.".to_owned(),
        about: format!(
            "Lower is better. The scale runs from 0 to {}.",
            scale.range[1]
        ),
        chart: figures::progress(&measure.id, course, Frame::Page, &words),
    }
}

fn words() -> Words {
    Words {
        language: "en".to_owned(),
        title: "My scores".to_owned(),
        made: "Made on 28 April 2026".to_owned(),
        about: vec![
            "These are answers to questionnaires in a therapy group. Only the person who gave them can open them."
                .to_owned(),
            "A score is no diagnosis. Talk about it with somebody who knows you.".to_owned(),
        ],
        page: "Page {page} of {pages}".to_owned(),
        day: "Day".to_owned(),
        score: "Score".to_owned(),
        meaning: "Meaning".to_owned(),
        left_out: "{n} earlier scores are in the picture only.".to_owned(),
        date: |day: Date| day.strftime("%-d %B %Y").to_string(),
        band: |band| capital(&band.title),
        range: |low, high| format!("{low} to {high}"),
    }
}

fn capital(title: &str) -> String {
    title[..1].to_uppercase() + &title[1..]
}
