//! How many answers a result needs, and how long results and reports are kept.

use axum::Router;
use axum::extract::{Form, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;

use crate::App;
use crate::entities::organisation::{HIGHEST_QUORUM, LOWEST_QUORUM, MOST_MONTHS, Model, Step};
use crate::entities::staff;
use crate::error::Error;
use crate::guards::Administrator;
use crate::pages::parts::{self, Field};
use crate::pages::therapist::messages::Messages;
use crate::urls::route;
use crate::words::{say, say_with};

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::RULES, get(show).post(save))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    quorum: String,
    retention: String,
    reports: String,
}

async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    Administrator(who): Administrator,
) -> Markup {
    let row = &app.organisation().row;
    let typed = Typed {
        quorum: row.quorum.to_string(),
        retention: row
            .retention_months
            .map_or_else(String::new, |months| months.to_string()),
        reports: row.report_months.to_string(),
    };
    let saved = query.as_deref() == Some(super::SAVED);
    page(&app, &who, &typed, saved, &Messages::default())
}

async fn save(
    State(app): State<App>,
    Administrator(who): Administrator,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let mut messages = Messages::default();
    let number = |text: &str, least: u32, most: u32| {
        let number = text.trim().parse::<u32>().ok();
        number
            .filter(|number| (least..=most).contains(number))
            .map(|number| number as i32)
    };
    let quorum = number(&typed.quorum, LOWEST_QUORUM, HIGHEST_QUORUM);
    let quorum = messages.keep("quorum", quorum, || {
        say_with(
            "set-up-quorum-wrong",
            &[
                ("least", LOWEST_QUORUM.into()),
                ("most", HIGHEST_QUORUM.into()),
            ],
        )
    });
    let most = [("most", MOST_MONTHS.into())];
    let retention = match typed.retention.trim() {
        "" => Some(None),
        text => number(text, 1, MOST_MONTHS).map(Some),
    };
    let retention = messages.keep("retention", retention, || {
        say_with("set-up-months-wrong-or-none", &most)
    });
    let reports = number(&typed.reports, 1, MOST_MONTHS);
    let reports = messages.keep("reports", reports, || {
        say_with("set-up-months-wrong", &most)
    });
    let (Some(quorum), Some(retention), Some(reports)) = (quorum, retention, reports) else {
        let page = page(&app, &who, &typed, false, &messages);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let tx = app.database.begin().await?;
    let decide = |row: &mut Model| {
        row.quorum = quorum;
        row.retention_months = retention;
        row.report_months = reports;
    };
    super::save(&app, &who, Step::Rules, decide, tx).await
}

fn page(app: &App, who: &staff::Model, typed: &Typed, saved: bool, messages: &Messages) -> Markup {
    let hints =
        ["quorum", "retention", "reports"].map(|field| say(&format!("set-up-{field}-hint")));
    let field = |name, value: &str, hint: &str| {
        parts::field(&Field {
            name,
            label: &say(&format!("set-up-{name}")),
            hint: Some(hint),
            kind: "number",
            value,
            error: messages.of(name),
            ..Field::default()
        })
    };
    let main = html! {
        section.card {
            form method="post" action=(route::RULES) novalidate {
                (field("quorum", &typed.quorum, &hints[0]))
                (field("retention", &typed.retention, &hints[1]))
                (field("reports", &typed.reports, &hints[2]))
                (super::button(app))
            }
        }
    };
    super::page(app, who, Step::Rules, messages, saved, main)
}
