//! What a measure asks, as members read it.

use analytics::Measure;
use analytics::measure::{Answers, Item};
use maud::{Markup, html};

use crate::words::{measures, say};

/// The card.
pub fn card(measure: &Measure) -> Markup {
    let common = common(&measure.items);
    html! {
        h2 { (say("measure-asks")) }
        @if !measure.stem.is_empty() { p { (measure.stem) } }
        @if measure.items.is_empty() { p { (say("measure-asks-total")) } }
        ol.items {
            @for item in &measure.items {
                li {
                    (item.text)
                    @if item.risk { p.minor { strong { (say("measure-item-risk")) } } }
                    @else if item.seems_risky() { p.minor { strong { (say("measure-item-no-risk")) } } }
                    @if common.is_none() { p.minor { (measures::answers(&item.answers)) } }
                    @if let Some(code) = &item.loinc { span.minor { " LOINC " (code) } }
                }
            }
        }
        @if let Some(unscored) = measures::unscored(measure) { p { (unscored) } }
        @if let Some(common) = common {
            h3 { (say("measure-answers")) }
            p { (measures::answers(common)) }
        }
    }
}

/// The answers that all items have in common.
fn common(items: &[Item]) -> Option<&Answers> {
    let first = &items.first()?.answers;
    items
        .iter()
        .all(|item| item.answers == *first)
        .then_some(first)
}
