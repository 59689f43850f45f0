//! The form of a schedule, blank, filled in or as it came back, with the next dates above it where they are known.

use maud::{Markup, html};

use super::{CRON, Typed, USUAL, groups};
use crate::App;
use crate::entities::{schedule, staff};
use crate::error::Error;
use crate::guards::scope;
use crate::pages::parts::{self, Choice, Field, Tab};
use crate::pages::supervisor::choice::{Names, team_field};
use crate::pages::supervisor::schedules::next_dates;
use crate::pages::therapist::messages::Messages;
use crate::timetable::{Kind, Timetable};
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// The page; `known` is the schedule that is changed.
pub(super) async fn page(
    app: &App,
    who: &staff::Model,
    known: Option<&schedule::Model>,
    typed: &Typed,
    timetable: Option<Timetable>,
    messages: &Messages,
) -> Result<Markup, Error> {
    let names = Names::load(app, &[]).await?;
    let seen = scope::seen(who, &app.database.reader).await?;
    let made = match known {
        Some(known) if known.kind == typed.kind => known.latest(&app.database.reader).await?,
        _ => None,
    };
    let scope = names.now(typed.team);
    let title = match known {
        Some(known) => say_with(
            "schedule-title",
            &[
                ("kind", say(&format!("schedule-{}", known.kind)).into()),
                ("scope", scope.as_str().into()),
            ],
        ),
        None => say("schedule-new"),
    };
    let heading = match messages.is_empty() {
        true => title.clone(),
        false => say_with("error-title", &[("title", title.as_str().into())]),
    };
    let groups = groups(app, typed.team).await?;
    let address = known.map_or(route::NEW_SCHEDULE.to_owned(), |known| {
        urls::schedule(known.id)
    });
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            @if seen.is_empty() {
                section.card.waiting { p { (say("scope-reports-none-seen")) } }
            } @else {
                @if known.is_none() { (whose(&seen, &names, typed)) }
                @if let Some(timetable) = &timetable {
                    section.said { (next_dates(app, timetable, app.clock.now().as_millisecond(), made)) }
                }
                form.card method="post" action=(address) novalidate {
                    (radios("kind", &say("schedule-kind"), &kinds(), &typed.kind, messages))
                    (radios("when", &say("schedule-when"), &whens(), &typed.when, messages))
                    (cron(app, typed, messages))
                    (typed.ticked.fields(&groups, messages))
                    (parts::hidden("form", &typed.number))
                    (parts::hidden("team", &team_field(typed.team)))
                    div.actions {
                        (parts::button(&say("schedule-save")))
                        button.button.second name="look" value="yes" { (say("schedule-look")) }
                    }
                }
            }
            p.gap {}
            p { a href=(route::REPORTS) { (say("scope-report-all")) } }
        }
    };
    Ok(parts::staff_page(who, Tab::Reports, &heading, main))
}

/// The choice of a scope, where there are several.
fn whose(seen: &[scope::Seen], names: &Names, typed: &Typed) -> Markup {
    let scopes: Vec<(String, String)> = seen
        .iter()
        .map(|seen| {
            let team = seen.as_ref().map(|team| team.id);
            (team_field(team), names.now(team))
        })
        .collect();
    let options: Vec<Choice<'_>> = scopes
        .iter()
        .map(|(value, label)| Choice { value, label })
        .collect();
    html! {
        @if options.len() > 1 {
            form.row method="get" action=(route::NEW_SCHEDULE) {
                (parts::select("team", &say("scope-report-scope"), &options, &team_field(typed.team), None))
                (parts::second_button(&say("overview-show")))
            }
        }
        p.minor { (names.now(typed.team)) }
    }
}

fn kinds() -> Vec<(&'static str, String)> {
    let kinds = Kind::ALL.into_iter();
    kinds
        .map(|kind| (kind.id(), say(&format!("schedule-covers-{}", kind.id()))))
        .collect()
}

fn whens() -> Vec<(&'static str, String)> {
    let whens = [USUAL, CRON].into_iter();
    whens
        .map(|when| (when, say(&format!("schedule-when-{when}"))))
        .collect()
}

fn radios(
    name: &str,
    legend: &str,
    options: &[(&str, String)],
    chosen: &str,
    messages: &Messages,
) -> Markup {
    let options: Vec<Choice<'_>> = options
        .iter()
        .map(|(value, label)| Choice { value, label })
        .collect();
    let error = messages.of(name);
    parts::choices(name, legend, None, &options, Some(chosen), error)
}

fn cron(app: &App, typed: &Typed, messages: &Messages) -> Markup {
    let zone = app.zone();
    let zone = zone.iana_name().unwrap_or("UTC");
    parts::field(&Field {
        name: "cron",
        label: &say("schedule-cron"),
        hint: Some(&say_with("schedule-cron-hint", &[("zone", zone.into())])),
        value: &typed.cron,
        error: messages.of("cron"),
        autocomplete: Some("off"),
        ..Field::default()
    })
}
