//! A group's report as PDF: A4, tagged, for paper and for screen readers. The typst template sets it; what
//! people wrote reaches it as values, never as source.

use analytics::figures::Chart;
use jiff::Timestamp;
use typst::foundations::{Array, Bytes, Dict, IntoValue, Value};

use crate::outline::{Answered, Charts, Entry, Fact, Grid, Outline, Spoken};
use crate::plain::{self, BLANK, Reach};
use crate::typeset::{self, Sheet};
use crate::{Document, Error};

// Pixels that are as wide as the page's text.
const FULL: f64 = 724.0;

/// A group's report as PDF/UA-1 and PDF/A-2a. It blocks for tens of milliseconds; the same outline and
/// time give the same bytes.
pub fn group(outline: &Outline, made: Timestamp) -> Result<Document, Error> {
    let bytes = typeset::pdf(&Sheet {
        template: "report.typ",
        inputs: &|reach| Ok(inputs(outline, reach)),
        made,
    })?;
    Ok(Document {
        name: format!("{}.pdf", outline.said.file),
        media_type: "application/pdf",
        bytes,
    })
}

fn inputs(outline: &Outline, reach: Reach) -> Dict {
    let Outline { said, words, .. } = outline;
    let line = |text: &str| plain::line(text, reach).into_value();
    let texts = list(&said.texts, |spoken| self::spoken(spoken, reach));
    let optional = |text: &Option<String>| text.as_deref().map_or(Value::None, line);
    dict([
        ("language", words.language.as_str().into_value()),
        ("kind", line(&words.kind)),
        ("group", line(&said.group)),
        ("period", line(&said.period)),
        ("made", line(&words.made)),
        ("page", line(&words.page)),
        ("headline", line(&said.headline)),
        ("raise", optional(&said.raise)),
        (
            "coverage",
            list(&said.coverage, |fact| self::fact(fact, reach)),
        ),
        ("charts", list(&said.charts, |one| charts(one, reach))),
        ("figures", line(&words.figures)),
        (
            "grids",
            list(&outline.grids, |grid| self::grid(grid, reach)),
        ),
        ("texts-heading", line(&words.texts)),
        ("texts-note", line(&words.texts_note)),
        (
            "blank",
            if blank(&texts) {
                line(&words.blank)
            } else {
                Value::None
            },
        ),
        ("texts", texts),
        ("replies-heading", line(&words.replies)),
        (
            "replies",
            list(&said.replies, |reply| answered(reply, reach)),
        ),
        ("prompts-heading", line(&words.prompts)),
        ("prompts", list(&said.prompts, |text| line(text))),
        ("method-heading", line(&words.method)),
        ("method", list(&said.method, |text| line(text))),
        ("definitions-heading", line(&words.definitions)),
        (
            "definitions",
            list(&said.definitions, |fact| self::fact(fact, reach)),
        ),
    ])
}

fn fact(fact: &Fact, reach: Reach) -> Value {
    dict([
        ("label", plain::line(&fact.label, reach).into_value()),
        ("words", plain::line(&fact.words, reach).into_value()),
    ])
    .into_value()
}

fn charts(charts: &Charts, reach: Reach) -> Value {
    let picture = |chart: &Chart| {
        dict([
            ("svg", Bytes::from_string(chart.standalone()).into_value()),
            ("alt", plain::line(chart.label(), reach).into_value()),
            ("share", (chart.size().0 / FULL).min(1.0).into_value()),
        ])
        .into_value()
    };
    dict([
        ("heading", plain::line(&charts.heading, reach).into_value()),
        ("note", plain::line(&charts.note, reach).into_value()),
        ("pictures", list(&charts.pictures, picture)),
    ])
    .into_value()
}

fn grid(grid: &Grid, reach: Reach) -> Value {
    let head = |words: &str, wide: bool| {
        dict([
            ("words", plain::line(words, reach).into_value()),
            ("wide", wide.into_value()),
        ])
        .into_value()
    };
    dict([
        ("heading", plain::line(&grid.heading, reach).into_value()),
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
        ("words", plain::line(&entry.words, reach).into_value()),
        (
            "under",
            list(&entry.under, |one| plain::line(one, reach).into_value()),
        ),
        ("empty", entry.empty.into_value()),
    ])
    .into_value()
}

fn spoken(spoken: &Spoken, reach: Reach) -> Value {
    let written: Vec<Vec<String>> = spoken
        .texts
        .iter()
        .map(|text| plain::lines(text, reach))
        .filter(|lines| !lines.is_empty())
        .collect();
    dict([
        ("heading", plain::line(&spoken.heading, reach).into_value()),
        (
            "texts",
            list(&written, |lines| {
                list(lines, |line| line.as_str().into_value())
            }),
        ),
    ])
    .into_value()
}

fn answered(reply: &Answered, reach: Reach) -> Value {
    dict([
        ("heading", plain::line(&reply.heading, reach).into_value()),
        ("facts", list(&reply.facts, |fact| self::fact(fact, reach))),
    ])
    .into_value()
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
