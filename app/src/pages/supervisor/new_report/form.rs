//! The form that asks for a report across groups, blank or as it came back.

use analytics::overview::overview;
use maud::{Markup, html};

use super::{Place, there};
use crate::App;
use crate::entities::staff;
use crate::error::Error;
use crate::frames::scopes;
use crate::pages::parts::{self, Choice, Tab};
use crate::pages::supervisor::choice::{Names, Ticked, listed, team_field};
use crate::pages::supervisor::overview::offered;
use crate::pages::therapist::messages::Messages;
use crate::urls::{self, route};
use crate::words::{across, say, say_with};

/// Fewer groups never make a figure across groups.
const FEWEST: usize = 3;

/// The page.
pub(super) async fn page(
    app: &App,
    who: &staff::Model,
    place: &Place,
    number: &str,
    ticked: &Ticked,
    messages: &Messages,
) -> Result<Markup, Error> {
    let periods: Vec<String> = place.period.iter().map(ToString::to_string).collect();
    let names = Names::load(app, &periods).await?;
    let title = say("scope-report-new");
    let heading = match messages.is_empty() {
        true => title.clone(),
        false => say_with("error-title", &[("title", title.as_str().into())]),
    };
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            p { (say("scope-report-what")) }
            (where_from(app, place, &names, messages))
            @if let (Some(period), false) = (place.period, place.groups.is_empty()) {
                (already(app, place, period).await?)
                form.card method="post" action=(route::REPORTS) novalidate {
                    @if let Some(warning) = warning(app, place, period).await? { p { (warning) } }
                    (ticked.fields(&place.groups, messages))
                    (parts::hidden("form", number))
                    (parts::hidden("period", &period.to_string()))
                    (parts::hidden("team", &team_field(place.team)))
                    (parts::button(&say("scope-report-make")))
                }
            }
            p.gap {}
            p {
                a href=(urls::new_schedule(place.team)) { (say("scope-report-regularly")) } " · "
                a href=(route::REPORTS) { (say("scope-report-all")) }
            }
        }
    };
    Ok(parts::staff_page(who, Tab::Reports, &heading, main))
}

/// The choice of a period, and of a scope where there are several.
fn where_from(app: &App, place: &Place, names: &Names, messages: &Messages) -> Markup {
    let mut periods = offered(app);
    let asked = place.period.filter(|period| !periods.contains(period));
    periods.extend(asked);
    let periods: Vec<(String, String)> = periods
        .into_iter()
        .map(|period| (period.to_string(), across::period(period)))
        .collect();
    let mut scopes: Vec<(String, String)> = place
        .scopes
        .iter()
        .map(|team| {
            let period = place.period.map(|period| period.to_string());
            (
                team_field(*team),
                names.then(*team, &period.unwrap_or_default()),
            )
        })
        .collect();
    // By name; what has none at the end.
    scopes.sort_by_key(|(value, label)| (value.is_empty(), label.clone()));
    let chosen = place.period.map(|period| period.to_string());
    html! {
        form.row method="get" action=(route::NEW_REPORT) {
            (parts::select(
                "period", &say("overview-period"), &options(&periods),
                &chosen.unwrap_or_default(), messages.of("period"),
            ))
            @if scopes.len() > 1 {
                (parts::select(
                    "team", &say("scope-report-scope"), &options(&scopes),
                    &team_field(place.team), messages.of("team"),
                ))
            }
            (parts::second_button(&say("overview-show")))
        }
        @if let [(_, only)] = &scopes[..] { p.minor { (only) } }
    }
}

fn options(pairs: &[(String, String)]) -> Vec<Choice<'_>> {
    let pairs = pairs.iter();
    pairs
        .map(|(value, label)| Choice { value, label })
        .collect()
}

/// Reports of this period and scope that there are.
async fn already(app: &App, place: &Place, period: analytics::Period) -> Result<Markup, Error> {
    let there = there(app, place, period).await?;
    Ok(html! {
        @if !there.is_empty() {
            section.card {
                h2 { (say("scope-report-there")) }
                p { (say("scope-report-there-what")) }
                ul { @for report in &there { li {
                    a href=(urls::scope_report(report.id)) {
                        (super::super::made::made(app, report)) " (" (listed(&report.formats())) ")"
                    }
                } } }
            }
            div.gap {}
        }
    })
}

/// What will not be in it, said before anybody waits for it.
async fn warning(
    app: &App,
    place: &Place,
    period: analytics::Period,
) -> Result<Option<String>, Error> {
    if place.groups.len() < FEWEST {
        return Ok(Some(say("scope-report-small")));
    }
    let Some(scope) = scopes::scope(app, place.team, period, &[]).await? else {
        return Ok(None);
    };
    let seen = overview(period, &scope.members);
    let shows = seen
        .benefits
        .iter()
        .any(|(_, shown)| shown.value().is_some())
        || seen
            .moved
            .iter()
            .any(|moved| moved.change.value().is_some());
    Ok((!shows).then(|| say("scope-report-thin")))
}
