//! What waits for the therapist, said once and quietly: a release without a reply, lines to read, what is about to be asked.

use analytics::measure::Standing;
use analytics::{Measure, Record};
use maud::{Markup, html};

use crate::App;
use crate::entities::group;
use crate::pages::therapist::meetings::Meetings;
use crate::urls;
use crate::words::{say, say_with};

/// The list; nothing where nothing waits.
pub fn list(
    app: &App,
    group: &group::Model,
    meetings: &Meetings,
    record: &Record,
    lines: u64,
) -> Markup {
    let latest = record
        .windows
        .iter()
        .rfind(|window| window.answered.value().is_some());
    let unanswered = latest.filter(|window| record.reply_to(window).is_none());
    let measures = measures(app, group, meetings);
    html! {
        @if lines > 0 || unanswered.is_some() || !measures.is_empty() {
            ul.waits {
                @if let Some(window) = unanswered {
                    li {
                        (say_with("reply-offer", &[("session", window.last_session.into())])) " "
                        a href=(urls::reply(group.id, window.index as i32)) { (say("reply-title")) }
                    }
                }
                @if lines > 0 {
                    li {
                        a href=(urls::lines(group.id)) {
                            (say_with("lines-link", &[("count", (lines as i64).into())]))
                        }
                    }
                }
                @for note in measures { li { (note) } }
            }
        }
    }
}

/// Another questionnaire that comes, and what became of the one that is asked.
fn measures(app: &App, group: &group::Model, meetings: &Meetings) -> Vec<Markup> {
    let held = meetings.sessions.len() as i32;
    let over = group.has_ended(held) && group.follow_up().is_none();
    if group.is_archived() || over {
        return Vec::new();
    }
    let library = app.measures();
    let asked: Vec<&Measure> = group
        .outcomes
        .now()
        .iter()
        .filter_map(|named| library.version(&named.id, named.version))
        .collect();
    let current = group.window_of(held.max(1)).index;
    let to_come = group.outcomes.to_come(current).map(|plan| {
        let first = group.window_at(plan.from).first;
        html! { (from_then_on(first, &asked)) }
    });
    let became = asked
        .iter()
        .filter_map(|measure| became(measure, library.standing(measure)));
    let became = became.map(
        |said| html! { (said) " " a href=(urls::settings(group.id)) { (say("group-settings")) } },
    );
    to_come.into_iter().chain(became).collect()
}

/// "From session 5 on the group is asked “PHQ-8” and “GAD-7” by turns."
fn from_then_on(session: i32, asked: &[&Measure]) -> String {
    let named = |place: usize| asked.get(place).map_or_else(String::new, |one| name(one));
    let two = if asked.len() > 1 { "yes" } else { "no" };
    let words = [
        ("session", session.into()),
        ("first", named(0).into()),
        ("second", named(1).into()),
        ("two", two.into()),
    ];
    say_with("dashboard-asked-from", &words)
}

/// What became of a version that is asked; nothing where it is offered.
fn became(measure: &Measure, standing: Standing) -> Option<Markup> {
    let short = ("measure", measure.short.as_str().into());
    Some(match standing {
        Standing::Offered => return None,
        Standing::Older(newer) => html! {
            (say_with("dashboard-newer", &[short, ("version", measure.version.into())])) " "
            a href=(urls::measure_version(newer)) {
                (say_with("measure-version-of", &[("version", newer.version.into())]))
            }
            ". " (say("dashboard-newer-what"))
        },
        Standing::Retired => html! { (say_with("dashboard-not-offered", &[short])) },
        Standing::NotAccepted => html! { (say_with("dashboard-not-accepted", &[short])) },
    })
}

fn name(measure: &Measure) -> String {
    let words = [
        ("measure", measure.short.as_str().into()),
        ("version", measure.version.into()),
    ];
    match measure.version {
        1 => measure.short.clone(),
        _ => say_with("group-measure-version", &words),
    }
}
