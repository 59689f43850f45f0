//! The form of a group's settings: fields that may be changed, and the others with the reason.

use maud::{Markup, html};

use super::values::{self, Fixed, Values};
use crate::entities::group::Named;
use crate::entities::{group, staff};
use crate::pages::parts::{self, Field, Tab};
use crate::pages::therapist::messages::Messages;
use crate::pages::therapist::new_group::form;
use crate::urls;
use crate::words::{dates, say, say_with};

/// The page, blank or as it came back.
pub struct Page<'a> {
    /// Who changes the group.
    pub who: &'a staff::Model,
    /// The group as it is.
    pub group: &'a group::Model,
    /// What stands in the fields.
    pub values: &'a Values,
    /// What may not be changed.
    pub fixed: &'a Fixed<'a>,
    /// What is wrong.
    pub messages: &'a Messages,
    /// Fields that somebody else changed, or that became fixed, since the form was made.
    pub meanwhile: &'a [&'static str],
}

impl Page<'_> {
    /// The whole page.
    pub fn page(&self) -> Markup {
        let title = say("group-settings");
        let heading = match self.messages.is_empty() && self.meanwhile.is_empty() {
            true => title.clone(),
            false => say_with("error-title", &[("title", title.as_str().into())]),
        };
        let main = html! {
            div.column {
                (self.messages.summary())
                (self.meanwhile())
                p.minor { a href=(urls::group(self.group.id)) { (self.group.name) } }
                h1 { (title) }
                form.card method="post" action=(urls::settings(self.group.id)) novalidate {
                    (self.fields())
                    div.actions {
                        (parts::button(&say("save")))
                        a.button.second href=(urls::group(self.group.id)) { (say("go-back")) }
                    }
                }
                section.card {
                    p { a href=(urls::therapists(self.group.id)) { (say("therapists-title")) } }
                    p { a href=(urls::archive(self.group.id)) {
                        (say(if self.group.is_archived() { "archive-back" } else { "archive-title" }))
                    } }
                }
            }
        };
        parts::staff_page(self.who, Tab::Groups, &heading, main)
    }

    fn fields(&self) -> Markup {
        let text = |name: &'static str, hint: Option<&str>, kind: &str| {
            let field = parts::field(&Field {
                name,
                label: &say(values::label(name)),
                hint,
                kind,
                value: self.values.get(name),
                error: self.messages.of(name),
                autocomplete: Some("off"),
            });
            self.or_fixed(name, field)
        };
        let (values, messages) = (self.values, self.messages);
        let words = form::words_asked(values.get("words_asked"));
        let focus = form::focus(values.get("focus"), messages);
        let asked = [values.get("measure"), values.get("second_measure")];
        let window = form::window(false, values.get("release_window"), messages);
        let now = Values::of(self.group);
        html! {
            (text("name", Some(&say("group-name-hint")), "text"))
            div.pair {
                (form::weekday(values.get("weekday"), messages))
                (text("ends_at", None, "time"))
                (text("size", None, "number"))
                @if self.fixed.why("planned_sessions").is_none() { (text("planned_sessions", None, "number")) }
            }
            @if self.fixed.why("planned_sessions").is_some() { (text("planned_sessions", None, "number")) }
            (text("follow_up_on", Some(&say("group-follow-up-hint")), "date"))
            (self.or_fixed("words_asked", words))
            (self.or_fixed("focus", focus))
            (form::measures(self.fixed.measures, false, asked, messages))
            @if self.group.quorum.is_some() { p.minor { (self.as_of()) } }
            (self.or_fixed("release_window", window))
            @for name in values::NAMES { (parts::hidden(&values::was(name), now.get(name))) }
        }
    }

    /// From which session on another questionnaire would be asked.
    fn as_of(&self) -> String {
        let first = self.group.window_at(self.fixed.next_window).first;
        say_with("group-measure-from", &[("session", first.into())])
    }

    /// The field, or what stands in it and why that stays.
    fn or_fixed(&self, name: &'static str, field: Markup) -> Markup {
        let Some(why) = self.fixed.why(name) else {
            return field;
        };
        html! {
            div.field {
                strong { (say(values::label(name))) }
                p { (self.in_words(name, self.values.get(name))) }
                span.hint { (say(why)) }
            }
        }
    }

    /// What is different now from what this form set out from.
    fn meanwhile(&self) -> Markup {
        let now = Values::of(self.group);
        html! {
            @if !self.meanwhile.is_empty() {
                div.problem role="alert" aria-labelledby="meanwhile" tabindex="-1" autofocus {
                    h2 #meanwhile { (say("group-meanwhile")) }
                    ul { @for name in self.meanwhile { li {
                        (say_with("group-meanwhile-now", &[
                            ("field", say(values::label(name)).into()),
                            ("value", self.in_words(name, now.get(name)).into()),
                        ]))
                        @if let Some(why) = self.fixed.why(name) { " " (say(why)) "." }
                    } } }
                    p { (say("group-meanwhile-again")) }
                }
            }
        }
    }

    /// What a field holds, as a person says it.
    fn in_words(&self, name: &str, value: &str) -> String {
        match name {
            "weekday" => value.parse().map_or_else(|_| value.into(), dates::weekday),
            "words_asked" => say(&format!("group-words-{value}")),
            "focus" => say(&format!("focus-{value}")),
            "release_window" => say(&format!("group-window-{value}")),
            "measure" | "second_measure" if value.is_empty() => say("group-measure-none"),
            "measure" | "second_measure" => self.measure(value),
            "follow_up_on" if value.is_empty() => say("group-follow-up-none"),
            "follow_up_on" => value.parse().map_or_else(|_| value.into(), dates::day),
            _ => value.to_owned(),
        }
    }

    fn measure(&self, value: &str) -> String {
        let named = Named::parse(value);
        let known = named.and_then(|named| self.fixed.measures.version(&named.id, named.version));
        known.map_or_else(|| value.to_owned(), form::label_of_version)
    }
}
