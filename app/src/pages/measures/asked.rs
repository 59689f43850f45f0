//! What a measure asks, as members read it.

use analytics::Measure;
use analytics::measure::{Answers, Choice, Item};
use maud::{Markup, html};

use crate::words::sentences::number;
use crate::words::{measures, say, say_with};

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
                    @if common.is_none() { p.minor { (answers(&item.answers)) } }
                    @if let Some(code) = &item.loinc { span.minor { " LOINC " (code) } }
                }
            }
        }
        @if let Some(unscored) = measures::unscored(measure) { p { (unscored) } }
        @if let Some(common) = common {
            h3 { (say("measure-answers")) }
            p { (answers(common)) }
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

/// "Not at all (0), Several days (1)".
fn answers(answers: &Answers) -> String {
    let choice = |choice: &Choice| {
        let value = number(choice.value);
        match choice.text == value {
            true => value,
            false => format!("{} ({value})", choice.text),
        }
    };
    match answers {
        Answers::Choices(choices) => choices.iter().map(choice).collect::<Vec<_>>().join(", "),
        Answers::Number(of) => say_with(
            "measure-number",
            &[
                ("least", number(of.least).into()),
                ("most", number(of.most).into()),
                ("whole", if of.whole { "yes" } else { "no" }.into()),
            ],
        ),
    }
}
