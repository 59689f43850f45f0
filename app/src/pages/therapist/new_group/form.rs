//! The form that makes a group, blank or as it came back.

use analytics::Measure;
use analytics::measure::{Library, Standing, session_form};
use maud::{Markup, html};

use super::Typed;
use crate::App;
use crate::entities::group::{Focus, Named};
use crate::entities::staff;
use crate::pages::parts::{self, Choice, Field, Tab};
use crate::pages::therapist::messages::Messages;
use crate::urls::route;
use crate::words::dates;
use crate::words::{say, say_with};

/// The page.
pub(super) fn page(app: &App, who: &staff::Model, typed: &Typed, messages: &Messages) -> Markup {
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
                (measures(&app.measures(), true, [&typed.measure, &typed.second_measure], messages))
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
    let labels = Focus::ALL.map(label_of_focus);
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

/// What its waves ask; a new group may leave that to its focus.
pub fn measures(
    library: &Library,
    by_focus: bool,
    [first, second]: [&str; 2],
    messages: &Messages,
) -> Markup {
    let fit = |measure: &&Measure| {
        measure.unfit_for_groups().is_none() && measure.id != session_form().id
    };
    let current = library.current().into_iter().map(|(_, measure)| measure);
    let current: Vec<&Measure> = current.filter(fit).collect();
    let of = |none: String, chosen: &str| -> Vec<(String, String)> {
        let mut offered = current.clone();
        let held = Named::parse(chosen)
            .and_then(|named| library.version(&named.id, named.version))
            .filter(|held| !current.contains(held));
        // What is asked stays in the choice, whether there is a newer version of it or it is no longer offered.
        if let Some(held) = held {
            let next = offered.iter().position(|other| other.id == held.id);
            offered.insert(next.unwrap_or(offered.len()), held);
        }
        let option = |measure: &&Measure| {
            let alike = offered.iter().filter(|other| other.id == measure.id);
            let label = match (measure.version, alike.count()) {
                (1, 1) => label_of(measure),
                _ => label_of_version(measure),
            };
            let label = match library.standing(measure) {
                Standing::Retired | Standing::NotAccepted => {
                    say_with("group-measure-not-offered", &[("measure", label.into())])
                }
                Standing::Offered | Standing::Older(_) => label,
            };
            (Named::of(measure).to_string(), label)
        };
        let none = (String::new(), none);
        std::iter::once(none)
            .chain(offered.iter().map(option))
            .collect()
    };
    let usual = say(if by_focus {
        "group-measure-usual"
    } else {
        "group-measure-as-usual"
    });
    let firsts = of(usual, first);
    let none = say(if by_focus {
        "group-measure-usual-or-none"
    } else {
        "group-measure-none"
    });
    let seconds = of(none, second);
    html! {
        (parts::select("measure", &say("group-measure"), &as_choices(&firsts), first, messages.of("measure")))
        (parts::select(
            "second_measure", &say("group-second-measure"), &as_choices(&seconds), second,
            messages.of("second_measure"),
        ))
        p.minor { (say("group-measure-hint")) " " a href=(route::MEASURES) { (say("measures-all")) } }
    }
}

fn as_choices(all: &[(String, String)]) -> Vec<Choice<'_>> {
    let choices = all.iter().map(|(value, label)| Choice { value, label });
    choices.collect()
}

/// "Loss: PHQ-8, Loneliness".
fn label_of_focus(focus: Focus) -> String {
    let usual: Vec<&str> = focus
        .usual()
        .iter()
        .map(|measure| measure.short.as_str())
        .collect();
    let words = [
        ("focus", say(&format!("focus-{}", focus.id())).into()),
        ("measures", usual.join(", ").into()),
    ];
    say_with("group-focus-usual", &words)
}

/// "How calm we are, version 2".
pub fn label_of_version(measure: &Measure) -> String {
    let words = [
        ("measure", label_of(measure).into()),
        ("version", measure.version.into()),
    ];
    say_with("group-measure-version", &words)
}

/// "Depression (PHQ-8)".
fn label_of(measure: &Measure) -> String {
    let title = &measure.main().title;
    match measure.short.contains(title.as_str()) || measure.scales.len() > 1 {
        true => measure.short.clone(),
        false => format!("{title} ({})", measure.short),
    }
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
