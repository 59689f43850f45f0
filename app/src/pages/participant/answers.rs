//! A survey's form as it was sent: parsed into answers, or kept as typed with messages beside the fields.

use std::collections::BTreeMap;

use analytics::Measure;
use analytics::measure::{self, Answers as Possible, Number};

use super::survey::KEY_BEFORE;
use crate::error::Error;
use crate::pages::parts::plain;
use crate::sealed::ballot::WORDS;
use crate::sealed::casting::Answers;
use crate::sealed::member_key::MemberKey;
use crate::words::sentences::number;
use crate::words::{say, say_with};

/// What stands for "I would rather not say".
pub const RATHER_NOT: &str = "-";

/// Every value of a form, as it was typed or chosen.
#[derive(Default)]
pub struct Sent(BTreeMap<String, String>);

/// Messages by the name of their field, in the order of the page.
pub type Messages = Vec<(String, String)>;

impl Sent {
    /// Takes the pairs of a form. A name that comes twice is nothing that our form sends.
    pub fn new(pairs: Vec<(String, String)>) -> Result<Sent, Error> {
        let mut values = BTreeMap::new();
        for (name, value) in pairs {
            if values.insert(name, value).is_some() {
                return Err(Error::Malformed);
            }
        }
        Ok(Sent(values))
    }

    /// The value of a field; empty where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Ticks and words within the limits of the form; what is not goes to `messages`.
    pub fn answers(
        &self,
        outcome: Option<&'static Measure>,
        words_asked: bool,
        messages: &mut Messages,
    ) -> Answers {
        Answers {
            climate: self
                .given(measure::session_form(), messages)
                .into_iter()
                // Five options, from 0 to 4.
                .map(|answer| answer.map(|answer| answer as u8))
                .collect(),
            outcome: outcome.map(|measure| self.given(measure, messages)),
            words: if words_asked {
                self.text("words", WORDS, messages)
            } else {
                String::new()
            },
            objection: !self.get("objection").is_empty(),
            ..Answers::default()
        }
    }

    /// What was written, as it is kept. More than `most` characters are told beside the field.
    pub fn text(&self, name: &str, most: usize, messages: &mut Messages) -> String {
        let words = plain(self.get(name));
        let length = words.chars().count();
        if length > most {
            let arguments = [("most", most.into()), ("over", (length - most).into())];
            messages.push((name.into(), say_with("survey-words-long", &arguments)));
        }
        words
    }

    /// A mistyped key from before is told beside its field.
    pub fn check_key_before(&self, messages: &mut Messages) {
        let before = self.get(KEY_BEFORE);
        if !before.trim().is_empty() && MemberKey::parse(before).is_none() {
            messages.push((KEY_BEFORE.into(), say("door-key-wrong")));
        }
    }

    /// The answers to a measure: one an item, or the total alone.
    fn given(&self, measure: &Measure, messages: &mut Messages) -> Vec<Option<f64>> {
        let mut read = |index| {
            let name = field(measure, index);
            let value = self.get(&name).trim();
            if value.is_empty() || value == RATHER_NOT {
                return None;
            }
            let (answer, fault) = match possible(measure, index) {
                Possible::Choices(choices) => {
                    let known = choices
                        .iter()
                        .find(|choice| choice.value.to_string() == value);
                    (
                        known.map(|choice| choice.value),
                        say("survey-choice-unknown"),
                    )
                }
                Possible::Number(number) => (typed(value, &number), number_wrong(&number)),
            };
            if answer.is_none() {
                messages.push((name, fault));
            }
            answer
        };
        (0..measure.asks()).map(&mut read).collect()
    }
}

/// What can be answered to an item, or to a measure of which only the total is known.
pub fn possible(measure: &Measure, index: usize) -> Possible {
    let [least, most] = measure.main().range;
    let total = || {
        Possible::Number(Number {
            least,
            most,
            whole: false,
        })
    };
    measure
        .items
        .get(index)
        .map_or_else(total, |item| item.answers.clone())
}

/// A number as people type it, with a point or a comma.
fn typed(value: &str, number: &Number) -> Option<f64> {
    let written = |letter: char| letter.is_ascii_digit() || ",.-+".contains(letter);
    if !value.chars().all(written) {
        return None;
    }
    let typed: f64 = value.replace(',', ".").parse().ok()?;
    Possible::Number(*number).allow(typed).then_some(typed)
}

/// What is said of a number that cannot be taken.
pub fn number_wrong(of: &Number) -> String {
    let ends = [
        ("least", number(of.least).into()),
        ("most", number(of.most).into()),
    ];
    let kind = if of.whole {
        "survey-number-whole"
    } else {
        "survey-number-any"
    };
    say_with(kind, &ends)
}

/// The words of the question whose field that is, if it is one of the measure's.
pub fn question<'a>(measure: &'a Measure, name: &str) -> Option<&'a str> {
    let mut items = measure.items.iter().enumerate();
    let found = items.find(|(index, _)| field(measure, *index) == name);
    found.map(|(_, item)| item.text.as_str())
}

/// The name of an item's field.
pub fn field(measure: &Measure, index: usize) -> String {
    format!("{}-{}", measure.id, index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Result<Sent, Error> {
        Sent::new(
            pairs
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
        )
    }

    fn read(pairs: &[(&str, &str)]) -> (Answers, Messages) {
        let mut messages = Messages::new();
        let answers = sent(pairs).unwrap().answers(None, true, &mut messages);
        (answers, messages)
    }

    #[test]
    fn everything_may_be_skipped() {
        let (answers, messages) = read(&[]);
        assert!(messages.is_empty());
        assert_eq!(answers.climate, vec![None; 8]);
        assert!(answers.words.is_empty() && !answers.objection);
    }

    #[test]
    fn an_answer_that_is_no_option_is_told_beside_its_field() {
        let (_, messages) = read(&[
            ("chorus-session-1", "4"),
            ("chorus-session-2", "5"),
            ("chorus-session-3", "-"),
        ]);
        assert_eq!(messages.len(), 1);
        assert_eq!(messages[0].0, "chorus-session-2");
    }

    #[test]
    fn words_are_counted_as_people_count_and_lose_what_steers_a_screen() {
        let flags = "🏳\r\n".repeat(250);
        let (kept, messages) = read(&[("words", &flags)]);
        assert_eq!(
            (kept.words.chars().count(), messages.len()),
            (499, 0),
            "499 characters"
        );
        let (steering, _) = read(&[("words", "\u{202E}a\u{7}b\u{0}\u{1B}[31m")]);
        assert_eq!(steering.words, "ab[31m");
        let (_, messages) = read(&[("words", &"a".repeat(501))]);
        assert_eq!(messages[0].0, "words");
    }

    #[test]
    fn a_field_that_comes_twice_is_refused() {
        assert!(matches!(
            sent(&[("words", "a"), ("words", "b")]),
            Err(Error::Malformed)
        ));
    }
}
