//! What the scores of a scale mean: bands, cutoff and reliable change, each with who says so and whether that was checked.

use analytics::Measure;
use analytics::measure::{Band, ChangeRule, Scale};
use maud::{Markup, html};

use crate::words::measures;
use crate::words::sentences::number;
use crate::words::{say, say_with};

/// How many facts of a measure nobody has checked.
pub fn unverified(measure: &Measure) -> usize {
    let of = |scale: &Scale| {
        let bands = scale.bands.iter().filter(|band| !band.verified).count();
        let rest = [
            scale.max_missing.as_ref().map(|fact| fact.verified),
            scale.caseness.as_ref().map(|fact| fact.verified),
            scale.reliable_change.as_ref().map(|fact| fact.verified),
        ];
        bands
            + rest
                .into_iter()
                .flatten()
                .filter(|verified| !verified)
                .count()
    };
    measure.scales.iter().map(of).sum()
}

/// A scale: how it is scored, and what its scores mean.
pub fn of(measure: &Measure, scale: &Scale) -> Markup {
    html! {
        h3 { (scale.title) }
        p { (measures::scoring(measure, scale)) }
        @if let Some(limit) = &scale.max_missing { p.minor { (said_by(&limit.source, limit.verified)) } }
        @if let Some(code) = &scale.loinc { p.minor { "LOINC " (code) } }
        @if !scale.bands.is_empty() { (bands(scale)) }
        @if let Some(cut) = &scale.caseness {
            @let way = if scale.higher_is_worse { "up" } else { "down" };
            p {
                (say_with("measure-cutoff", &[("value", number(cut.value).into()), ("way", way.into())])) " "
                span.minor { (said_by(&cut.source, cut.verified)) }
            }
        }
        @if let Some(change) = &scale.reliable_change {
            @let rule = if change.rule == ChangeRule::AtLeast { "least" } else { "more" };
            p {
                (say_with("measure-change", &[("value", number(change.value).into()), ("rule", rule.into())])) " "
                span.minor { (said_by(&change.source, change.verified)) }
            }
        }
        @if scale.bands.is_empty() && scale.caseness.is_none() && scale.reliable_change.is_none() {
            p.minor { (say("measure-no-meaning")) }
        }
    }
}

fn bands(scale: &Scale) -> Markup {
    let range = |band: &Band| {
        let ends = [
            ("low", number(band.low).into()),
            ("high", number(band.high).into()),
        ];
        say_with("measure-band", &ends)
    };
    html! {
        table {
            caption { (say_with("measure-bands", &[("scale", scale.title.as_str().into())])) }
            thead { tr {
                th scope="col" { (say("measure-band-score")) }
                th scope="col" { (say("measure-band-name")) }
                th scope="col" { (say("measure-band-source")) }
            } }
            tbody {
                @for band in &scale.bands { tr {
                    th scope="row" { (range(band)) }
                    td { (band.title) }
                    td { (source(&band.source, band.verified)) }
                } }
            }
        }
    }
}

/// "Source: Kroenke 2009. Not yet verified."
fn said_by(by: &str, verified: bool) -> String {
    let source = source(by, verified);
    match (by.is_empty(), source.is_empty()) {
        (_, true) => source,
        (true, false) => format!("{source}."),
        (false, false) => say_with("measure-said-by", &[("source", source.into())]),
    }
}

/// "Kroenke 2009. Not yet verified."
fn source(source: &str, verified: bool) -> String {
    let known = if source.is_empty() { "no" } else { "yes" };
    let verified = if verified { "yes" } else { "no" };
    say_with(
        "measure-fact-source",
        &[
            ("source", source.into()),
            ("known", known.into()),
            ("verified", verified.into()),
        ],
    )
}
