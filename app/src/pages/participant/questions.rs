//! The survey's own questions: items of a measure, words, the ticket log with its objection, and a key from before.

use analytics::Measure;
use analytics::measure::{Answers as Possible, Choice, Number};
use maud::{Markup, html};

use super::answers::{RATHER_NOT, Sent, field, number_wrong, possible};
use super::exchange::Typed;
use super::information;
use super::survey::KEY_BEFORE;
use crate::entities::ticket_log;
use crate::pages::parts;
use crate::sealed::ballot::WORDS;
use crate::words::sentences::number;
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
    html! {
        @for index in 0..measure.asks() {
            @let name = field(measure, index);
            @let text = measure.items.get(index).map_or_else(|| total(measure), |item| item.text.clone());
            @let error = message_of(&name, typed.messages);
            @let described = parts::described_by(&name, true, error.is_some());
            @match possible(measure, index) {
                Possible::Choices(choices) => fieldset.q.bad[error.is_some()] aria-describedby=[described] {
                    legend { (text) }
                    span.hint id={ (name) "-hint" } { (say("survey-skip")) }
                    @if let Some(message) = error { span.message id={ (name) "-error" } { (message) } }
                    (options(&name, &choices, typed.sent.get(&name)))
                },
                Possible::Number(number) => div.q.field.ask.bad[error.is_some()] {
                    label for=(name) { (text) }
                    span.hint id={ (name) "-hint" } { (ends(&number)) }
                    @if let Some(message) = error { span.message id={ (name) "-error" } { (message) } }
                    input.number type="text" inputmode=(if number.whole { "numeric" } else { "decimal" }) id=(name)
                        name=(name) value=(typed.sent.get(&name)) autocomplete="off" maxlength="12"
                        data-least=(number.least) data-most=(number.most) data-whole[number.whole]
                        data-wrong=(number_wrong(&number))
                        aria-invalid=[error.map(|_| "true")] aria-describedby=[described];
                },
            }
        }
    }
}

/// How options stand.
#[derive(Clone, Copy, PartialEq)]
enum Options {
    /// Below each other.
    List,
    /// Numbers beside each other, in one row or two; words at the ends only, which stand below.
    Steps,
    /// Numbers beside each other, with words within.
    Words,
}

impl Options {
    fn of(choices: &[Choice]) -> Self {
        let narrow = |choice: &Choice| choice.text.starts_with(&choice.value.to_string());
        let plain = |choice: &Choice| choice.text == choice.value.to_string();
        match choices {
            [_, within @ .., _] if choices.len() > 5 && within.iter().all(plain) => Self::Steps,
            _ if choices.len() > 5 && choices.iter().all(narrow) => Self::Words,
            _ => Self::List,
        }
    }

    /// Classes for the number of columns on a phone: one row of up to six, or two rows as even as can be.
    fn classes(self, count: usize) -> String {
        match (self, count) {
            (Self::List, _) => "options".into(),
            (Self::Words, _) => "options row words".into(),
            (Self::Steps, ..=6) => format!("options row of{count}"),
            (Self::Steps, _) => format!("options row of{}", count.div_ceil(2)),
        }
    }
}

/// The options, and the way not to say.
fn options(name: &str, choices: &[Choice], chosen: &str) -> Markup {
    let stand = Options::of(choices);
    let first = choices.first().map(|choice| choice.value);
    let ends = [choices.first(), choices.last()].map(|end| end.map_or_else(String::new, worded));
    let after = |choice: &Choice, value: &str| {
        let words = worded(choice);
        words.strip_prefix(value).unwrap_or_default().to_owned()
    };
    html! {
        div class=(stand.classes(choices.len())) {
            @for choice in choices {
                @let value = choice.value.to_string();
                label.choice {
                    input type="radio" name=(name) value=(value)
                        id=[(Some(choice.value) == first).then_some(name)] checked[chosen == value];
                    @if stand == Options::Steps {
                        span { (value) b.unseen { (after(choice, &value)) } }
                    } @else {
                        span { (choice.text) }
                    }
                }
            }
        }
        @if stand == Options::Steps && ends.iter().any(|end| end.parse::<f64>().is_err()) {
            p.ends aria-hidden="true" { @for end in ends { span { (end) } } }
        }
        p.or { (say("survey-or")) }
        label.choice {
            input type="radio" name=(name) value=(RATHER_NOT) checked[chosen == RATHER_NOT];
            span { (say("survey-rather-not")) }
        }
    }
}

/// The words of a step with its number before them.
fn worded(choice: &Choice) -> String {
    let value = choice.value.to_string();
    match choice.text.starts_with(&value) {
        true => choice.text.clone(),
        false => format!("{value}, {}", choice.text),
    }
}

/// What is asked where only the total is known.
fn total(measure: &Measure) -> String {
    say_with(
        "survey-total",
        &[("measure", measure.title.as_str().into())],
    )
}

fn ends(of: &Number) -> String {
    let ends = [
        ("least", number(of.least).into()),
        ("most", number(of.most).into()),
        ("whole", if of.whole { "yes" } else { "no" }.into()),
    ];
    say_with("survey-number-hint", &ends)
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
