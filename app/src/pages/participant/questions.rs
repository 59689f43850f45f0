//! The survey's own questions: items of a measure, words, the ticket log with its objection, and a key from before.

use analytics::Measure;
use maud::{Markup, html};

use super::answers::{RATHER_NOT, Sent, field};
use super::exchange::Typed;
use super::information;
use super::survey::KEY_BEFORE;
use crate::entities::ticket_log;
use crate::pages::parts;
use crate::sealed::ballot::WORDS;
use crate::words::{say, say_with};

/// The message beside a field, if it has one.
pub fn message_of<'a>(name: &str, messages: &'a [(String, String)]) -> Option<&'a str> {
    let mut messages = messages.iter();
    let found = messages.find(|(field, _)| field == name);
    found.map(|(_, message)| message.as_str())
}

/// Every item of a measure, none answered beforehand. With `q` each part of the form is marked that the script shows by
/// itself.
pub fn items(measure: &Measure, typed: Typed<'_>) -> Markup {
    let (rather_not, skip) = (say("survey-rather-not"), say("survey-skip"));
    html! {
        @for (index, item) in measure.items.iter().enumerate() {
            @let name = field(measure, index);
            @let error = message_of(&name, typed.messages);
            @let chosen = typed.sent.get(&name);
            @let described = parts::described_by(&name, true, error.is_some());
            fieldset.q.bad[error.is_some()] aria-describedby=[described] {
                legend { (item.text) }
                span.hint id={ (name) "-hint" } { (skip) }
                @if let Some(message) = error { span.message id={ (name) "-error" } { (message) } }
                @for (place, option) in measure.options.iter().enumerate() {
                    @let value = option.value.to_string();
                    label.choice {
                        input type="radio" name=(name) value=(value)
                            id=[(place == 0).then_some(&name)] checked[chosen == value];
                        span { (option.text) }
                    }
                }
                p.or { (say("survey-or")) }
                label.choice {
                    input type="radio" name=(name) value=(RATHER_NOT) checked[chosen == RATHER_NOT];
                    span { (rather_not) }
                }
            }
        }
    }
}

/// The one question for words.
pub fn words(typed: Typed<'_>) -> Markup {
    let hint = say_with("survey-words-hint", &[("most", WORDS.into())]);
    html! { div.q { (text_area("words", &say("survey-words"), Some(&hint), typed)) } }
}

/// A place for a few lines, with what was typed.
pub fn text_area(name: &str, label: &str, hint: Option<&str>, typed: Typed<'_>) -> Markup {
    let error = message_of(name, typed.messages);
    let described = parts::described_by(name, hint.is_some(), error.is_some());
    html! {
        div.field.ask.bad[error.is_some()] {
            label for=(name) { (label) }
            @if let Some(hint) = hint { span.hint id={ (name) "-hint" } { (hint) } }
            @if let Some(message) = error { span.message id={ (name) "-error" } { (message) } }
            textarea id=(name) name=(name) dir="auto" aria-invalid=[error.map(|_| "true")]
                aria-describedby=[described] {

                "\n" (typed.sent.get(name))
            }
        }
    }
}

/// The ticket log, and the tick that withholds.
pub fn objection(log: &[ticket_log::Model], sent: &Sent) -> Markup {
    html! {
        details open[!sent.get("objection").is_empty()] {
            summary { (information::log_line(log)) ". " u { (say("log-more")) } }
            (information::log_table(log))
            label.choice {
                input type="checkbox" name="objection" value="yes" checked[!sent.get("objection").is_empty()];
                span { (say("log-object")) }
            }
            p.minor { (say("log-object-hint")) }
        }
    }
}

/// Whoever comes with a ticket may bring their key from before; mistyped, it comes back with its message.
pub fn key_before(typed: Typed<'_>) -> Markup {
    let (label, hint) = (say("key-before"), say("key-before-hint"));
    let field = parts::Field {
        name: KEY_BEFORE,
        label: &label,
        hint: Some(&hint),
        value: typed.sent.get(KEY_BEFORE),
        error: message_of(KEY_BEFORE, typed.messages),
        autocomplete: Some("off"),
        ..parts::Field::default()
    };
    html! {
        details open[!field.value.is_empty()] {
            summary { (label) }
            (parts::field(&field))
        }
    }
}
