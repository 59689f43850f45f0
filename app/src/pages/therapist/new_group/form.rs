//! The form that makes a group, blank or as it came back.

use maud::{Markup, html};

use super::Typed;
use crate::entities::group::Focus;
use crate::entities::staff;
use crate::pages::parts::{self, Choice, Field, Tab};
use crate::pages::therapist::messages::Messages;
use crate::urls::route;
use crate::words::dates;
use crate::words::{say, say_with};

/// The page.
pub(super) fn page(who: &staff::Model, typed: &Typed, messages: &Messages) -> Markup {
    let title = say("group-new");
    let heading = if messages.is_empty() {
        title.clone()
    } else {
        say_with("error-title", &[("title", title.as_str().into())])
    };
    let text = |name: &str, label: &str, hint: Option<&str>, kind: &str, value: &str| {
        parts::field(&Field {
            name,
            label,
            hint,
            kind,
            value,
            error: messages.of(name),
            autocomplete: Some("off"),
        })
    };
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            form.card method="post" action=(route::NEW_GROUP) novalidate {
                (text("name", &say("group-name"), Some(&say("group-name-hint")), "text", &typed.name))
                (focus(&typed.focus, messages))
                div.pair {
                    (weekday(&typed.weekday, messages))
                    (text("ends_at", &say("group-ends-at"), None, "time", &typed.ends_at))
                    (text("size", &say("group-size"), None, "number", &typed.size))
                    (text(
                        "planned_sessions",
                        &say("group-planned"),
                        None,
                        "number",
                        &typed.planned_sessions,
                    ))
                }
                (window(true, &typed.release_window, messages))
                (words_asked(&typed.words_asked))
                (text(
                    "second_therapist",
                    &say("group-second"),
                    Some(&say("group-second-hint")),
                    "email",
                    &typed.second_therapist,
                ))
                (parts::hidden("form", &typed.form))
                (parts::button(&say("group-make")))
            }
        }
    };
    parts::staff_page(who, Tab::Groups, &heading, main)
}

/// What the group meets about.
pub fn focus(chosen: &str, messages: &Messages) -> Markup {
    let labels = Focus::ALL.map(|focus| say(&format!("focus-{}", focus.id())));
    let options: Vec<Choice<'_>> = Focus::ALL
        .iter()
        .zip(&labels)
        .map(|(focus, label)| Choice {
            value: focus.id(),
            label,
        })
        .collect();
    parts::choices(
        "focus",
        &say("group-focus"),
        Some(&say("group-focus-hint")),
        &options,
        Some(chosen),
        messages.of("focus"),
    )
}

/// The day of its meetings.
pub fn weekday(chosen: &str, messages: &Messages) -> Markup {
    let values: Vec<String> = std::iter::once(String::new())
        .chain((1..=7).map(|day| day.to_string()))
        .collect();
    let labels: Vec<String> = std::iter::once(say("group-weekday-none"))
        .chain((1..=7).map(dates::weekday))
        .collect();
    let options: Vec<Choice<'_>> = values
        .iter()
        .zip(&labels)
        .map(|(value, label)| Choice { value, label })
        .collect();
    parts::select(
        "weekday",
        &say("group-weekday"),
        &options,
        chosen,
        messages.of("weekday"),
    )
}

/// How many sessions are shown together; a new group may leave that to its size.
pub fn window(by_size: bool, chosen: &str, messages: &Messages) -> Markup {
    let labels =
        ["size", "1", "2", "4"].map(|value| (value, say(&format!("group-window-{value}"))));
    let options: Vec<Choice<'_>> = labels
        .iter()
        .skip(usize::from(!by_size))
        .map(|(value, label)| Choice { value, label })
        .collect();
    parts::choices(
        "release_window",
        &say("group-window"),
        Some(&say("group-window-hint")),
        &options,
        Some(chosen),
        messages.of("release_window"),
    )
}

/// Whether the survey asks for words.
pub fn words_asked(chosen: &str) -> Markup {
    let (yes, no) = (say("group-words-yes"), say("group-words-no"));
    let options = [
        Choice {
            value: "yes",
            label: &yes,
        },
        Choice {
            value: "no",
            label: &no,
        },
    ];
    parts::choices(
        "words_asked",
        &say("group-words"),
        None,
        &options,
        Some(chosen),
        None,
    )
}
