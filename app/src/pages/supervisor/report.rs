//! A group's report for a period: chosen on a form, sent as PDF or CSV.

mod outline;

use analytics::summary::summarise;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

use crate::App;
use crate::entities::audit::Deed;
use crate::entities::{group, session, staff};
use crate::error::Error;
use crate::frames::{self, Period};
use crate::guards::group::Reported;
use crate::pages::parts::{self, Field, Tab};
use crate::pages::therapist::messages::Messages;
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::REPORT, get(show))
}

/// What was asked: nothing at first, then days and a format.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    from: String,
    to: String,
    format: String,
}

async fn show(
    State(app): State<App>,
    Reported { who, group }: Reported,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    if asked.format.is_empty() {
        let sessions = session::Model::all_of(group.id, &app.database.reader).await?;
        let today = app.today().to_string();
        let asked = Asked {
            from: sessions
                .first()
                .map_or_else(|| today.clone(), |first| first.date.clone()),
            to: today,
            format: String::new(),
        };
        return Ok(page(&who, &group, &asked, &Messages::default()).into_response());
    }
    let mut messages = Messages::default();
    let from = messages.keep("from", asked.from.trim().parse::<Date>().ok(), || {
        say("report-date-wrong")
    });
    let to = messages.keep("to", asked.to.trim().parse::<Date>().ok(), || {
        say("report-date-wrong")
    });
    if let (Some(from), Some(to)) = (from, to) {
        if from > app.today() {
            messages.add("from", say("report-future"));
        } else if to < from {
            messages.add("to", say("report-backwards"));
        } else {
            let period = Period { from, to };
            let record = frames::record(&app, &group, Some(period)).await?;
            if !record.windows.is_empty() {
                return document(&app, &who, &group, period, &record, asked.format == "csv").await;
            }
            messages.add("from", say("report-nothing"));
        }
    }
    let page = page(&who, &group, &asked, &messages);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn document(
    app: &App,
    who: &staff::Model,
    group: &group::Model,
    period: Period,
    record: &analytics::Record,
    csv: bool,
) -> Result<Response, Error> {
    let summary = summarise(record);
    let words = frames::words(app, group, Some(period)).await?;
    let outline = outline::outline(app, group, record, &summary, period, words);
    let now = app.clock.now();
    let made = tokio::task::spawn_blocking(move || {
        if csv {
            reports::csv::group(&outline)
        } else {
            reports::pdf::group(&outline, now)
        }
    });
    let document = made
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)?;
    let kind = if csv { "csv" } else { "pdf" };
    let deed = Deed {
        staff_id: Some(who.id),
        action: "report downloaded",
        group_id: Some(group.id),
        detail: &format!("{} to {}, {kind}", period.from, period.to),
    };
    deed.record(now, &app.random, &app.database.writer).await?;
    // The file's name tells whoever sees the folder nothing: neither group nor focus.
    let name = format!("report-{}.{kind}", period.to);
    let headers = [
        (header::CONTENT_TYPE, document.media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, document.bytes).into_response())
}

fn page(who: &staff::Model, group: &group::Model, asked: &Asked, messages: &Messages) -> Markup {
    let title = say_with("report-of", &[("group", group.name.as_str().into())]);
    let heading = if messages.is_empty() {
        title.clone()
    } else {
        say_with("error-title", &[("title", title.as_str().into())])
    };
    let day = |name: &str, label: &str, value: &str| {
        parts::field(&Field {
            name,
            label,
            kind: "date",
            value,
            error: messages.of(name),
            autocomplete: Some("off"),
            ..Field::default()
        })
    };
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            form.card method="get" action=(urls::report(group.id)) novalidate {
                p { (say("report-what")) }
                div.pair {
                    (day("from", &say("report-from"), &asked.from))
                    (day("to", &say("report-to"), &asked.to))
                }
                div.actions {
                    button.button name="format" value="pdf" { (say("report-pdf")) }
                    button.button.second name="format" value="csv" { (say("report-csv")) }
                }
            }
        }
    };
    parts::staff_page(who, Tab::Reports, &heading, main)
}
