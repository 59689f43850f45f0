//! What the scores of a scale mean: bands, cutoff and reliable change, each with who says so and whether that was checked.

use analytics::Measure;
use analytics::measure::Scale;
use maud::{Markup, html};

use crate::words::meaning;
use crate::words::{measures, say, say_with};

/// A scale: how it is scored, and what its scores mean.
pub fn of(measure: &Measure, scale: &Scale) -> Markup {
    html! {
        h3 { (scale.title) }
        p { (measures::scoring(measure, scale)) }
        @if let Some(code) = &scale.loinc { p.minor { "LOINC " (code) } }
        @if !scale.bands.is_empty() { (bands(scale)) }
        @for fact in meaning::facts(scale) {
            p { (fact.words) " " span.minor { (said_by(fact.source, fact.verified)) } }
        }
        @if !meaning::is_known(scale) { p.minor { (say("measure-no-meaning")) } }
    }
}

fn bands(scale: &Scale) -> Markup {
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
                    th scope="row" { (meaning::range(band)) }
                    td { (band.title) }
                    td {
                        @if !band.source.is_empty() { (band.source) ". " }
                        (verified(band.verified))
                    }
                } }
            }
        }
    }
}

/// Who says so, and whether that was checked; what nobody checked stands out.
fn said_by(source: &str, verified: Option<bool>) -> Markup {
    html! {
        @if !source.is_empty() { (say_with("measure-said-by", &[("source", source.into())])) " " }
        @if let Some(verified) = verified { (self::verified(verified)) }
    }
}

fn verified(verified: bool) -> Markup {
    let said = meaning::verified(verified);
    html! { @if verified { (said) "." } @else { strong { (said) "." } } }
}
