//! The overview of a month or quarter: every scope of a supervisor, one below the other.

mod panels;

use analytics::Period;
use analytics::overview::overview;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;

use crate::App;
use crate::entities::staff;
use crate::error::Error;
use crate::frames::scopes::{self, Scope};
use crate::guards::Supervisor;
use crate::pages::parts::{self, Choice, Tab};
use crate::pages::therapist::messages::Messages;
use crate::urls::{self, route};
use crate::words::across;
use crate::words::{say, say_with};

/// Months and quarters that are offered.
const MONTHS: usize = 12;
const QUARTERS: usize = 8;

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::OVERVIEW, get(show))
}

/// The period that was asked for: none at first.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    period: String,
}

async fn show(
    State(app): State<App>,
    Supervisor(who): Supervisor,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let offered = offered(&app);
    let latest = offered.first().copied();
    let period = match asked.period.is_empty() {
        true => latest,
        false => asked.period.trim().parse().ok(),
    };
    let mut messages = Messages::default();
    let Some(period) = messages.keep("period", period, || say("overview-period-wrong")) else {
        return Ok(wrong(&who, &offered, &messages));
    };
    if !scopes::is_over(period, app.today()) {
        messages.add("period", say("overview-period-early"));
        return Ok(wrong(&who, &offered, &messages));
    }
    let scopes = scopes::scopes(&app, &who, period).await?;
    let page = html! {
        (top(&offered, Some(period), &messages))
        @if scopes.is_empty() {
            section.card.waiting { h2 { (say("overview-empty")) } p { (say("overview-empty-advice")) } }
        }
        @for (number, scope) in scopes.iter().enumerate() { (one(&app, number, scope, period)) }
        p.minor { (say("overview-method")) }
    };
    Ok(parts::chart_page(&who, Tab::Overview, &say("overview"), page).into_response())
}

fn one(app: &App, number: usize, scope: &Scope, period: Period) -> Markup {
    let seen = overview(period, &scope.members);
    let name = match (&scope.team, scope.divided) {
        (Some(team), _) => team.clone(),
        (None, true) => say("overview-no-team"),
        (None, false) => app.organisation().name().to_owned(),
    };
    html! {
        div.top.scope {
            h2.scope { (name) }
            a.button.second.small href=(urls::new_report(&period.to_string(), scope.id)) {
                (say("scope-report-get")) span.unseen { " " (name) }
            }
        }
        (panels::said(&seen))
        div.cards.two {
            div.cards {
                (panels::change(number, &seen))
                (panels::closed(&seen, &scope.members))
            }
            (panels::beside(number, &seen))
            (panels::counted(number, &seen, &scope.counts))
            (panels::groups(&seen))
        }
        div.gap {}
    }
}

fn wrong(who: &staff::Model, offered: &[Period], messages: &Messages) -> Response {
    let title = say_with("error-title", &[("title", say("overview").into())]);
    let page = top(offered, None, messages);
    let page = parts::staff_page(who, Tab::Overview, &title, page);
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// The title, and the choice of a period.
fn top(offered: &[Period], chosen: Option<Period>, messages: &Messages) -> Markup {
    let options: Vec<(String, String)> = offered
        .iter()
        .map(|period| (period.to_string(), across::period(*period)))
        .collect();
    let options: Vec<Choice<'_>> = options
        .iter()
        .map(|(value, label)| Choice { value, label })
        .collect();
    let chosen = chosen.map(|period| period.to_string()).unwrap_or_default();
    html! {
        (messages.summary())
        div.top { h1 { (say("overview")) } }
        form.row method="get" action=(route::OVERVIEW) {
            (parts::select("period", &say("overview-period"), &options, &chosen, messages.of("period")))
            (parts::second_button(&say("overview-show")))
        }
    }
}

/// Quarters and months that are over, the latest first.
pub fn offered(app: &App) -> Vec<Period> {
    let today = app.today();
    let back = |from: Period, count: usize| {
        std::iter::successors(Some(from), |period| Some(period.before()))
            .filter(move |period| scopes::is_over(*period, today))
            .take(count)
    };
    let months = back(Period::month_of(today), MONTHS);
    months
        .chain(back(Period::quarter_of(today), QUARTERS))
        .collect()
}
