//! A group's report for a period: chosen on a form, sent as PDF or CSV.

use analytics::summary::summarise;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

use crate::App;
use crate::documents;
use crate::entities::audit::{Action, Deed};
use crate::entities::staff::{self, Role};
use crate::entities::{group, session};
use crate::error::Error;
use crate::frames::{self, Period};
use crate::guards::group::Reported;
use crate::pages::parts::{self, Field, Tab};
use crate::pages::therapist::messages::Messages;
use crate::urls::{self, route};
use crate::words::{say, say_with};

// A slip of the finger in the year, or more than anybody reads at once.
const EARLIEST: i16 = 2000;
const LONGEST: i32 = 10;

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

/// The two files that there are.
#[derive(Clone, Copy)]
enum Format {
    Pdf,
    Csv,
}

async fn show(
    State(app): State<App>,
    Reported { who, group }: Reported,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    if asked.format.is_empty() {
        let sessions = session::Model::all_of(group.id, &app.database.reader).await?;
        let asked = Asked::all(&sessions, app.today());
        return Ok(page(&who, &group, &asked, &Messages::default()).into_response());
    }
    let mut messages = Messages::default();
    if let Some((period, format)) = asked.read(app.today(), &mut messages) {
        let record = frames::record(&app, &group, Some(period)).await?;
        if !record.windows.is_empty() {
            return document(&app, &who, &group, period, &record, format).await;
        }
        messages.add("from", say("report-nothing"));
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
    format: Format,
) -> Result<Response, Error> {
    let summary = summarise(record);
    let words = frames::words(app, group, record).await?;
    let outline = documents::group::outline(app, group, record, &summary, period, words);
    let (now, size) = (app.clock.now(), app.organisation().paper_size());
    let made = tokio::task::spawn_blocking(move || match format {
        Format::Csv => reports::csv::group(&outline),
        Format::Pdf => reports::pdf::group(&outline, size, now),
    });
    let document = made
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)?;
    let deed = Deed {
        group_id: Some(group.id),
        detail: &format!("{} to {}, {}", period.from, period.to, format.id()),
        ..Deed::by(who.id, Action::ReportDownloaded)
    };
    deed.record(now, &app.database).await?;
    let headers = [
        (header::CONTENT_TYPE, document.media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", document.name),
        ),
    ];
    Ok((headers, document.bytes).into_response())
}

impl Asked {
    /// Everything that there is, as far as one report reaches back.
    fn all(sessions: &[session::Model], today: Date) -> Self {
        let first = sessions.first().and_then(|first| first.date.parse().ok());
        let longest = today.saturating_sub(LONGEST.years());
        Self {
            from: first.unwrap_or(today).max(longest).to_string(),
            to: today.to_string(),
            format: String::new(),
        }
    }

    fn read(&self, today: Date, messages: &mut Messages) -> Option<(Period, Format)> {
        let mut day = |field, typed: &str| {
            let date = typed.trim().parse::<Date>().ok();
            messages.keep(field, date, || say("report-date-wrong"))
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        let late = |date: &Date| *date > today;
        if from.as_ref().is_some_and(late) {
            messages.add("from", say("report-future"));
        } else if from.is_some_and(|from| from.year() < EARLIEST) {
            messages.add("from", say("report-long-ago"));
        }
        if to.as_ref().is_some_and(late) {
            messages.add("to", say("report-future"));
        }
        let format = messages.keep("format", Format::from_id(&self.format), || {
            say("report-format-wrong")
        });
        let period = Period {
            from: from?,
            to: to?,
        };
        if messages.is_empty() && period.to < period.from {
            messages.add("to", say("report-backwards"));
        } else if messages.is_empty() && period.to > period.from.saturating_add(LONGEST.years()) {
            messages.add("to", say("report-long"));
        }
        Some((period, format?)).filter(|_| messages.is_empty())
    }
}

impl Format {
    fn id(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Csv => "csv",
        }
    }

    fn from_id(id: &str) -> Option<Self> {
        [Self::Pdf, Self::Csv]
            .into_iter()
            .find(|format| format.id() == id)
    }
}

fn back(who: &staff::Model, group: &group::Model) -> String {
    match who.role {
        Role::Therapist => urls::group(group.id),
        _ => route::REPORTS.to_owned(),
    }
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
    let wrong = messages.of("format").map(|_| "format-error");
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
                @if let Some(message) = messages.of("format") {
                    span.message #format-error { (message) }
                }
                div.actions {
                    button.button #format name="format" value="pdf" aria-describedby=[wrong] { (say("report-pdf")) }
                    button.button.second name="format" value="csv" { (say("report-csv")) }
                }
            }
            p { a href=(back(who, group)) { (say("go-back")) } }
        }
    };
    parts::staff_page(who, Tab::Reports, &heading, main)
}
