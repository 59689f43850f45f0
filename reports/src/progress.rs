//! A member's own progress as PDF, to take along: their scores and what these mean. It names neither the
//! member nor the group; who holds it decides who reads it.

use analytics::Own;
use analytics::figures::Chart;
use analytics::measure::Band;
use analytics::progress::{Course, Point};
use jiff::Timestamp;
use jiff::civil::Date;
use typst::foundations::{Bytes, Dict, IntoValue, Value};

use crate::cells::number;
use crate::pdf::{dict, list};
use crate::plain::{self, Reach};
use crate::typeset::{self, Sheet};
use crate::{Document, Error, PaperSize};

/// What is said about one measure.
#[derive(Debug)]
pub struct Section<'a> {
    /// The member's scores on it.
    pub course: &'a Own<Course>,
    /// Its heading, for example "Depression (PHQ-8)".
    pub heading: String,
    /// The latest score and the change in a few sentences, and whether it led across the cutoff.
    pub change: String,
    /// Direction, range and cutoff in a sentence.
    pub about: String,
    /// The scores, drawn by `analytics::figures::progress`.
    pub chart: Chart,
}

/// Labels and sentences that do not depend on the scores.
#[derive(Debug, Clone)]
pub struct Words {
    /// Language tag, for example `en`.
    pub language: String,
    /// What the document is, for example "My scores".
    pub title: String,
    /// When it was made, for example "Made on 24 March 2026".
    pub made: String,
    /// Where the scores come from, and what they are not: a paragraph each.
    pub about: Vec<String>,
    /// Foot of a page, with `{page}` and `{pages}`.
    pub page: String,
    /// Heading of the days.
    pub day: String,
    /// Heading of the scores.
    pub score: String,
    /// Heading of what scores mean.
    pub meaning: String,
    /// That scores were left out of the table, with `{n}`: "{n} earlier scores are in the picture only."
    pub left_out: String,
    /// A day to read: "24 March 2026".
    pub date: fn(Date) -> String,
    /// Name of a band, for example "Moderate".
    pub band: fn(&Band) -> String,
    /// A range: "10 to 14".
    pub range: fn(&str, &str) -> String,
}

// Rows of a table, so that one or two measures stay on one sheet of paper.
const ROWS_ALONE: usize = 18;
const ROWS: usize = 6;

/// A member's own progress as PDF/UA-1 and PDF/A-2a, on one page for one or two measures. It blocks for tens
/// of milliseconds.
pub fn pdf(
    sections: &[Section<'_>],
    words: &Words,
    size: PaperSize,
    made: Timestamp,
) -> Result<Document, Error> {
    let bytes = typeset::pdf(&Sheet {
        template: "progress.typ",
        inputs: &|reach| Ok(inputs(sections, words, reach)),
        size,
        made,
    })?;
    Ok(Document {
        name: "scores.pdf".to_owned(),
        media_type: "application/pdf",
        bytes,
    })
}

fn inputs(sections: &[Section<'_>], words: &Words, reach: Reach) -> Dict {
    let line = |text: &str| plain::line(text, reach).into_value();
    let rows = if sections.len() > 1 { ROWS } else { ROWS_ALONE };
    let mut attributions: Vec<&str> = sections
        .iter()
        .map(|section| section.course.value().measure.attribution.as_str())
        .filter(|attribution| !attribution.is_empty())
        .collect();
    attributions.dedup();
    dict([
        ("language", words.language.as_str().into_value()),
        ("title", line(&words.title)),
        ("made", line(&words.made)),
        ("about", list(&words.about, |text| line(text))),
        ("page", line(&words.page)),
        ("day", line(&words.day)),
        ("score", line(&words.score)),
        ("meaning", line(&words.meaning)),
        (
            "sections",
            list(sections, |one| section(one, rows, words, reach)),
        ),
        ("attributions", list(&attributions, |text| line(text))),
    ])
}

fn section(section: &Section<'_>, rows: usize, words: &Words, reach: Reach) -> Value {
    let line = |text: &str| plain::line(text, reach).into_value();
    let course = section.course.value();
    let kept = kept(&course.points, rows);
    let left_out = match course.points.len() - kept.len() {
        0 => Value::None,
        n => line(&words.left_out.replace("{n}", &n.to_string())),
    };
    let row = |point: &&Point| {
        let band = point.band.map_or_else(String::new, words.band);
        list(
            &[(words.date)(point.date), number(point.score), band],
            |text| line(text),
        )
    };
    let meaning = |band: &Band| {
        let range = (words.range)(&number(band.low), &number(band.high));
        list(&[range, (words.band)(band)], |text| line(text))
    };
    dict([
        ("heading", line(&section.heading)),
        ("change", line(&section.change)),
        ("about", line(&section.about)),
        (
            "svg",
            Bytes::from_string(section.chart.standalone()).into_value(),
        ),
        ("alt", line(section.chart.label())),
        ("rows", list(&kept, row)),
        ("left-out", left_out),
        ("bands", list(&course.scale.bands, meaning)),
    ])
    .into_value()
}

// The first score and the latest ones: between them the picture says more than a row.
fn kept(points: &[Point], rows: usize) -> Vec<&Point> {
    let latest = points.len().saturating_sub(rows - 1).max(1);
    points
        .iter()
        .take(1)
        .chain(points.iter().skip(latest))
        .collect()
}
