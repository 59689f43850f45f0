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
    let mut notes = Vec::new();
    if let Some(plan) = group.outcomes.to_come(group.window_of(held.max(1)).index) {
        let names: Vec<String> = asked.iter().copied().map(name).collect();
        let words = [
            ("session", group.window_at(plan.from).first.into()),
            ("measures", names.join(", ").into()),
        ];
        notes.push(html! { (say_with("dashboard-asked-from", &words)) });
    }
    for measure in asked {
        let said = match library.standing(measure) {
            Standing::Offered => continue,
            Standing::Older(newer) => {
                let words = [
                    ("measure", measure.short.as_str().into()),
                    ("version", measure.version.into()),
                    ("newer", newer.version.into()),
                ];
                say_with("dashboard-newer", &words)
            }
            Standing::Retired | Standing::NotAccepted => {
                let words = [("measure", measure.short.as_str().into())];
                say_with("dashboard-not-offered", &words)
            }
        };
        notes.push(
            html! { (said) " " a href=(urls::settings(group.id)) { (say("group-settings")) } },
        );
    }
    notes
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
