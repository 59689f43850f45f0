//! A group's fields as a form has them: read from its row, joined with what was sent, and read back.

use std::collections::BTreeMap;

use analytics::measure::Library;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::entities::group::{Focus, Named, Outcomes};
use crate::entities::{group, session};
use crate::pages::therapist::messages::Messages;
use crate::pages::therapist::new_group::typed;
use crate::words::{say, say_with};

/// The fields, in the order of the form.
pub const NAMES: [&str; 11] = [
    "name",
    "weekday",
    "ends_at",
    "size",
    "planned_sessions",
    "follow_up_on",
    "words_asked",
    "focus",
    "measure",
    "second_measure",
    "release_window",
];

/// The message that names a field.
pub fn label(name: &str) -> &'static str {
    match name {
        "name" => "group-name",
        "weekday" => "group-weekday",
        "ends_at" => "group-ends-at",
        "size" => "group-size",
        "planned_sessions" => "group-planned",
        "follow_up_on" => "group-follow-up",
        "words_asked" => "group-words",
        "focus" => "group-focus",
        "measure" => "group-measure",
        "second_measure" => "group-second-measure",
        _ => "group-window",
    }
}

/// The name of the hidden field that holds what a field was when its form was made.
pub fn was(name: &str) -> String {
    format!("was-{name}")
}

/// The first or second measure that is asked in the end, with its version; empty where there is none.
fn asked(group: &group::Model, place: usize) -> String {
    let named = group.outcomes.now().get(place);
    named.map_or_else(String::new, Named::to_string)
}

/// Whether a group is asked what is usual for what it meets about: nobody chose it.
fn is_usual(group: &group::Model) -> bool {
    let usual = Focus::from_id(&group.focus)
        .map(Focus::usual)
        .unwrap_or_default();
    usual
        .iter()
        .map(|measure| &measure.id)
        .eq(group.outcomes.now().iter().map(|named| &named.id))
}

/// Each field's text.
#[derive(Clone, PartialEq)]
pub struct Values(BTreeMap<&'static str, String>);

impl Values {
    /// As the row has them.
    pub fn of(group: &group::Model) -> Self {
        let value = |name| match name {
            "name" => group.name.clone(),
            "weekday" => group.weekday.to_string(),
            "ends_at" => format!("{:02}:{:02}", group.ends_at / 60, group.ends_at % 60),
            "size" => group.size.to_string(),
            "planned_sessions" => group.planned_sessions.to_string(),
            "follow_up_on" => group.follow_up_on.clone().unwrap_or_default(),
            "words_asked" => if group.words_asked { "yes" } else { "no" }.to_owned(),
            "focus" => group.focus.clone(),
            "measure" => asked(group, 0),
            "second_measure" => asked(group, 1),
            _ => group.release_window.to_string(),
        };
        Self(NAMES.map(|name| (name, value(name))).into())
    }

    /// The text of a field.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// These, as they are now, with what somebody changed on a form that may be older; and the fields that were changed, or
    /// became fixed, meanwhile and that the form would have changed too. A fixed one stays as it is.
    pub fn changed_by(
        &self,
        sent: &BTreeMap<String, String>,
        fixed: &Fixed<'_>,
    ) -> (Self, Vec<&'static str>) {
        let (mut values, mut meanwhile) = (self.clone(), Vec::new());
        for name in NAMES {
            let Some(typed) = sent.get(name) else {
                continue;
            };
            let now = self.get(name);
            let was = sent.get(&was(name)).map_or(now, String::as_str);
            if typed == was || typed == now {
                continue;
            }
            if fixed.why(name).is_some() {
                meanwhile.push(name);
                continue;
            }
            if was != now {
                meanwhile.push(name);
            }
            values.0.insert(name, typed.clone());
        }
        (values, meanwhile)
    }

    /// The fields in which these differ from `other`.
    pub fn names_of_changes(&self, other: &Self) -> Vec<&'static str> {
        let differs = |name: &&str| self.get(name) != other.get(name);
        NAMES.into_iter().filter(|name| differs(name)).collect()
    }

    /// The group as it would be.
    pub fn read(
        &self,
        group: &group::Model,
        fixed: &Fixed<'_>,
        today: Date,
        messages: &mut Messages,
    ) -> Option<group::Model> {
        let name = typed::name(self.get("name"), messages);
        let weekday = typed::weekday(self.get("weekday"), messages);
        let ends_at = typed::ends_at(self.get("ends_at"), messages);
        let size = typed::size(self.get("size"), messages);
        let planned = typed::number(self.get("planned_sessions"), 1, group::LONGEST)
            .filter(|planned| fixed.lengths.contains(planned));
        let planned = messages.keep("planned_sessions", planned, || {
            fixed.lengths_in_words(group.release_window)
        });
        let follow_up = self.follow_up(group, today);
        let follow_up = messages.keep("follow_up_on", follow_up, || say("group-follow-up-wrong"));
        let focus = typed::focus(self.get("focus"), messages);
        let release_window = typed::release_window(self.get("release_window"), size, messages);
        let outcomes = self.outcomes(group, focus, fixed, messages);
        let (focus, size) = (focus?, size?);
        Some(group::Model {
            name: name?,
            weekday: weekday?,
            ends_at: ends_at?,
            size,
            // The next box has room for all of them; the roster grows at its close.
            capacity: group.capacity.max(group::Model::capacity_for(size)),
            planned_sessions: planned?,
            follow_up_on: follow_up?,
            words_asked: self.get("words_asked") == "yes",
            focus: focus.id().into(),
            outcomes: outcomes?,
            release_window: release_window?,
            ..group.clone()
        })
    }

    /// What is asked from the next window on that has not begun. As it was, where nobody touched it; with another focus
    /// what is usual for that.
    fn outcomes(
        &self,
        group: &group::Model,
        focus: Option<Focus>,
        fixed: &Fixed<'_>,
        messages: &mut Messages,
    ) -> Option<Outcomes> {
        let wanted = ["measure", "second_measure"].map(|name| self.get(name));
        let touched = wanted != [&asked(group, 0)[..], &asked(group, 1)];
        let other_focus = focus.is_some_and(|focus| focus.id() != group.focus);
        let wanted = match (touched, other_focus) {
            (false, false) => return Some(group.outcomes.clone()),
            (false, true) if is_usual(group) => ["", ""],
            (false, true) => return Some(group.outcomes.clone()),
            // Back to what is usual, where nobody touched the second.
            (true, _) if wanted[0].is_empty() && wanted[1] == asked(group, 1) => ["", ""],
            (true, _) => wanted,
        };
        let measures = typed::outcomes(
            wanted,
            focus,
            group.outcomes.now(),
            fixed.measures,
            messages,
        )?;
        Some(group.outcomes.changed(fixed.next_window, &measures))
    }

    /// A day within two years, the one that it is already, or none.
    fn follow_up(&self, group: &group::Model, today: Date) -> Option<Option<String>> {
        let typed = self.get("follow_up_on").trim();
        if typed.is_empty() {
            return Some(None);
        }
        let day: Date = typed.parse().ok()?;
        let soon = today <= day && day <= today.saturating_add(2.years());
        (soon || group.follow_up() == Some(day)).then(|| Some(day.to_string()))
    }
}

/// What may not be changed any more, or not now.
pub struct Fixed<'a> {
    why: BTreeMap<&'static str, &'static str>,
    /// The measures that there are.
    pub measures: &'a Library,
    /// Index of the first release window that has not begun: what is asked may change from it on.
    pub next_window: i32,
    /// How many sessions may be planned.
    pub lengths: Vec<i32>,
}

impl<'a> Fixed<'a> {
    /// Of a group with these sessions.
    pub fn of(group: &group::Model, sessions: &[session::Model], measures: &'a Library) -> Self {
        let held = sessions.len() as i32;
        let open = sessions
            .iter()
            .any(|session| session.state == session::OPEN);
        let lengths = group.lengths(held);
        let mut why = BTreeMap::new();
        // Fixed with the quorum, at the first opening: later ones would be added to what they are not like.
        if group.quorum.is_some() {
            why.insert("focus", "group-fixed-begun");
            why.insert("release_window", "group-fixed-begun");
        }
        if open {
            why.insert("words_asked", "group-fixed-open");
            why.insert("planned_sessions", "group-fixed-open");
        }
        if lengths == [group.planned_sessions] {
            let ended = group.has_ended(held);
            let reason = if ended {
                "group-fixed-ended"
            } else {
                "group-fixed-last"
            };
            why.insert("planned_sessions", reason);
        }
        let next_window = match held {
            0 => 1,
            held => group.window_of(held).index + 1,
        };
        Self {
            why,
            measures,
            next_window,
            lengths,
        }
    }

    /// The message that says why a field may not be changed; `None` where it may.
    pub fn why(&self, name: &str) -> Option<&'static str> {
        self.why.get(name).copied()
    }

    fn lengths_in_words(&self, window: i32) -> String {
        let least = self.lengths.first().copied().unwrap_or(1);
        let arguments = [("least", least.into()), ("window", window.into())];
        say_with("group-planned-least", &arguments)
    }
}
