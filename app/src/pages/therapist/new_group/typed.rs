//! One field each of a group's form, read, or its message beside it.

use analytics::Measure;
use analytics::measure::{Library, session_form};
use jiff::civil::Time;

use crate::entities::group::{Focus, Named};
use crate::pages::therapist::messages::Messages;
use crate::words::say;

const LONGEST_NAME: usize = 60;

/// What staff call the group.
pub fn name(typed: &str, messages: &mut Messages) -> Option<String> {
    let name = Some(typed.trim()).filter(|name| {
        let length = name.chars().count();
        (1..=LONGEST_NAME).contains(&length) && !name.chars().any(char::is_control)
    });
    let name = messages.keep("name", name, || say("group-name-wrong"));
    name.map(str::to_owned)
}

/// What it meets about.
pub fn focus(typed: &str, messages: &mut Messages) -> Option<Focus> {
    messages.keep("focus", Focus::from_id(typed), || say("group-focus-wrong"))
}

/// What its waves ask: one measure, or two that alternate. Left to the focus, they are those that are usual for it.
pub fn outcomes(
    [first, second]: [&str; 2],
    focus: Option<Focus>,
    held: &[Named],
    measures: &Library,
    messages: &mut Messages,
) -> Option<Vec<&'static Measure>> {
    if first.is_empty() {
        let usual = focus?.usual();
        let named = |measure: &&Measure| Named::of(measure).to_string() == second;
        let left = second.is_empty() || usual.iter().any(named);
        return messages.keep("second_measure", left.then_some(usual), || {
            say("group-measure-second-alone")
        });
    }
    let fit = |text: &str| {
        let named = Named::parse(text)?;
        // What is asked already may have been retired, and a new version may have come while the form was open.
        let known = held.contains(&named) || measures.latest(&named.id).is_some();
        let found = measures.version(&named.id, named.version);
        found.filter(|measure| {
            known && measure.unfit_for_groups().is_none() && measure.id != session_form().id
        })
    };
    let first = messages.keep("measure", fit(first), || say("group-measure-wrong"))?;
    if second.is_empty() {
        return Some(vec![first]);
    }
    let second = fit(second).filter(|second| second.id != first.id);
    let second = messages.keep("second_measure", second, || {
        say("group-measure-second-wrong")
    })?;
    Some(vec![first, second])
}

/// ISO weekday of its meetings.
pub fn weekday(typed: &str, messages: &mut Messages) -> Option<i32> {
    messages.keep("weekday", number(typed, 1, 7), || {
        say("group-weekday-wrong")
    })
}

/// End of its meetings, minutes after midnight.
pub fn ends_at(typed: &str, messages: &mut Messages) -> Option<i32> {
    messages.keep("ends_at", minutes(typed), || say("group-ends-at-wrong"))
}

/// Its members.
pub fn size(typed: &str, messages: &mut Messages) -> Option<i32> {
    messages.keep("size", number(typed, 2, 64), || say("group-size-wrong"))
}

/// Sessions that are shown together.
pub fn release_window(typed: &str, size: Option<i32>, messages: &mut Messages) -> Option<i32> {
    let window = match typed {
        // Below eight, single sessions would often miss the quorum.
        "size" => Some(if size.is_some_and(|size| size <= 7) {
            2
        } else {
            1
        }),
        other => number(other, 1, 4).filter(|window| [1, 2, 4].contains(window)),
    };
    messages.keep("release_window", window, || say("group-window-wrong"))
}

/// A whole number within its range.
pub fn number(typed: &str, least: i32, most: i32) -> Option<i32> {
    let number = typed.trim().parse().ok()?;
    (least..=most).contains(&number).then_some(number)
}

fn minutes(typed: &str) -> Option<i32> {
    let time = Time::strptime("%H:%M", typed.trim().get(..5)?).ok()?;
    Some(i32::from(time.hour()) * 60 + i32::from(time.minute()))
}
