//! A report as PDF: tagged, for paper and for screen readers. The typst template sets it; what people wrote
//! reaches it as values, never as source.

use analytics::figures::Chart;
use jiff::Timestamp;
use typst::foundations::{Array, Bytes, Dict, IntoValue, Value};

use crate::outline::Outline;
use crate::paper::{Entry, Fact, Grid, Paper, PaperSize, Part, Section};
use crate::plain::{self, BLANK, Reach};
use crate::typeset::{self, Sheet};
use crate::{Document, Error};

// Pixels that are as wide as the page's text.
const FULL: f64 = 724.0;

/// A group's report as PDF/UA-1 and PDF/A-2a. It blocks for tens of milliseconds; the same outline and
/// time give the same bytes.
pub fn group(outline: &Outline, size: PaperSize, made: Timestamp) -> Result<Document, Error> {
    Ok(Document {
        name: format!("{}.pdf", outline.said.file),
        media_type: "application/pdf",
        bytes: set(&outline.paper(), size, made)?,
    })
}

/// Any report as PDF/UA-1 and PDF/A-2a.
pub(crate) fn set(paper: &Paper, size: PaperSize, made: Timestamp) -> Result<Vec<u8>, Error> {
    typeset::pdf(&Sheet {
        template: "report.typ",
        inputs: &|reach| Ok(inputs(paper, reach)),
        size,
        made,
    })
}

fn inputs(paper: &Paper, reach: Reach) -> Dict {
    let line = |text: &str| plain::line(text, reach).into_value();
    let said: Vec<&Section> = paper
        .sections
        .iter()
        .filter(|section| !section.parts.is_empty())
        .collect();
    let sections = list(&said, |section| self::section(section, reach));
    let missing = if blank(&sections) {
        line(&paper.blank)
    } else {
        Value::None
    };
    dict([
        ("language", paper.language.as_str().into_value()),
        ("organisation", line(&paper.organisation)),
        ("kind", line(&paper.kind)),
        ("title", line(&paper.title)),
        ("period", line(&paper.period)),
        ("made", line(&paper.made)),
        ("page", line(&paper.page)),
        ("sentences", list(&paper.sentences, |text| line(text))),
        ("beside", paper.beside.as_deref().map_or(Value::None, line)),
        ("coverage", list(&paper.coverage, |one| fact(one, reach))),
        ("sections", sections),
        ("blank", missing),
    ])
}

fn section(section: &Section, reach: Reach) -> Value {
    dict([
        ("heading", plain::line(&section.heading, reach).into_value()),
        ("fresh", section.fresh.into_value()),
        ("whole", section.whole.into_value()),
        ("small", section.small.into_value()),
        ("parts", list(&section.parts, |one| part(one, reach))),
    ])
    .into_value()
}

fn part(part: &Part, reach: Reach) -> Value {
    let line = |text: &str| plain::line(text, reach).into_value();
    let (kind, value) = match part {
        Part::Heading(text) => ("heading", line(text)),
        Part::Text(text) => ("text", line(text)),
        Part::Note(text) => ("note", line(text)),
        Part::Pictures(charts) => ("pictures", list(charts, |one| picture(one, reach))),
        Part::Grid(grid) => ("grid", self::grid(grid, reach)),
        Part::Quotes(texts) => ("quotes", quotes(texts, reach)),
        Part::Facts(facts) => ("facts", list(facts, |one| fact(one, reach))),
        Part::Points(texts) => ("points", list(texts, |text| line(text))),
    };
    dict([("kind", kind.into_value()), ("value", value)]).into_value()
}

fn fact(fact: &Fact, reach: Reach) -> Value {
    dict([
        ("label", plain::line(&fact.label, reach).into_value()),
        ("words", plain::line(&fact.words, reach).into_value()),
    ])
    .into_value()
}

fn picture(chart: &Chart, reach: Reach) -> Value {
    let drawing = plain::drawing(&chart.standalone(), reach);
    dict([
        ("svg", Bytes::from_string(drawing).into_value()),
        ("alt", plain::line(chart.label(), reach).into_value()),
        ("share", (chart.size().0 / FULL).min(1.0).into_value()),
    ])
    .into_value()
}

fn grid(grid: &Grid, reach: Reach) -> Value {
    let line = |text: &str| plain::line(text, reach).into_value();
    let head = |words: &str, wide: bool| {
        dict([("words", line(words)), ("wide", wide.into_value())]).into_value()
    };
    dict([
        ("heading", line(&grid.heading)),
        (
            "header",
            list(&grid.header, |one| head(&one.words, one.wide)),
        ),
        (
            "rows",
            list(&grid.rows, |row| list(row, |one| entry(one, reach))),
        ),
    ])
    .into_value()
}

fn entry(entry: &Entry, reach: Reach) -> Value {
    dict([
        ("words", plain::narrow(&entry.words, reach).into_value()),
        (
            "under",
            list(&entry.under, |one| plain::line(one, reach).into_value()),
        ),
        ("empty", entry.empty.into_value()),
    ])
    .into_value()
}

fn quotes(texts: &[String], reach: Reach) -> Value {
    let written: Vec<Vec<String>> = texts
        .iter()
        .map(|text| plain::lines(text, reach))
        .filter(|lines| !lines.is_empty())
        .collect();
    list(&written, |lines| {
        list(lines, |line| line.as_str().into_value())
    })
}

fn blank(value: &Value) -> bool {
    match value {
        Value::Array(all) => all.iter().any(blank),
        Value::Dict(all) => all.iter().any(|(_, one)| blank(one)),
        Value::Str(text) => text.as_str().contains(BLANK),
        _ => false,
    }
}

pub(crate) fn list<T>(items: &[T], value: impl Fn(&T) -> Value) -> Value {
    items.iter().map(value).collect::<Array>().into_value()
}

pub(crate) fn dict<const N: usize>(entries: [(&str, Value); N]) -> Dict {
    entries
        .into_iter()
        .map(|(key, value)| (key.into(), value))
        .collect()
}
