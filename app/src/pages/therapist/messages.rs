//! What is wrong with a form that came back, field by field.

use crate::pages::parts;
use maud::Markup;

/// Messages, in the order of the fields.
#[derive(Default)]
pub struct Messages(Vec<(&'static str, String)>);

impl Messages {
    /// Adds the message of a field.
    pub fn add(&mut self, field: &'static str, message: String) {
        self.0.push((field, message));
    }

    /// Adds the message of a field where its value could not be read.
    pub fn keep<T>(
        &mut self,
        field: &'static str,
        read: Option<T>,
        message: impl FnOnce() -> String,
    ) -> Option<T> {
        if read.is_none() {
            self.add(field, message());
        }
        read
    }

    /// The message of a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, message)| message.as_str())
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The summary at the top of the page.
    pub fn summary(&self) -> Markup {
        let pairs: Vec<(&str, &str)> = self
            .0
            .iter()
            .map(|(name, message)| (*name, message.as_str()))
            .collect();
        parts::error_summary(&pairs)
    }
}
