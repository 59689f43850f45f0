//! One report across groups: made, with its files and who took them, or not yet, and why.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::{SignedDuration, Timestamp, ToSpan};
use maud::{Markup, html};
use sea_orm::{ActiveModelTrait, EntityTrait};
use serde::Deserialize;

use super::choice::{self, Names, short};
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{report, report_download, report_file, staff};
use crate::error::Error;
use crate::guards::report::Report;
use crate::pages::parts::{self, Tab};
use crate::urls::{self, route};
use crate::words::{across, dates, say, say_with};

/// After this a report that could have been made was not even begun.
const LATE: SignedDuration = SignedDuration::from_mins(2);

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::SCOPE_REPORT, get(show))
        .route(route::SCOPE_REPORT_AGAIN, post(again))
        .route(route::SCOPE_REPORT_FILE, get(download))
}

/// How the page is looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Not empty where it does not look again by itself.
    still: String,
}

async fn show(
    State(app): State<App>,
    Report { who, report }: Report,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let waits = report.state == report::WAITING;
    let looks = waits && asked.still.is_empty();
    let page = page(&app, &who, &report, waits, looks).await?;
    // The header and not a `meta` element: the page offers to stop it.
    let every = if report.fault.is_some() { "60" } else { "3" };
    Ok(match looks {
        true => ([(header::REFRESH, every)], page).into_response(),
        false => page.into_response(),
    })
}

async fn again(State(app): State<App>, Report { who, report }: Report) -> Result<Redirect, Error> {
    let now = app.clock.now();
    let tx = app.database.begin().await?;
    report.again(now, &tx).await?;
    let deed = Deed {
        detail: &format!("report {}", report.id),
        ..Deed::by(who.id, Action::ReportAcrossGroupsTriedAgain)
    };
    deed.commit(now, tx).await?;
    Ok(Redirect::to(&urls::scope_report(report.id)))
}

async fn download(
    State(app): State<App>,
    Report { who, report }: Report,
    Path((_, format)): Path<(i64, String)>,
) -> Result<Response, Error> {
    let format = reports::Format::from_id(&format).ok_or(Error::NotFound)?;
    let file = report_file::Entity::find_by_id((report.id, format.id().to_owned()));
    let file = file
        .one(&app.database.reader)
        .await?
        .ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let taken = report_download::Model {
        id: app.random.row_id(),
        report_id: report.id,
        format: format.id().to_owned(),
        staff_id: who.id,
        at: now.as_millisecond(),
    };
    let deed = Deed {
        detail: &format!("{}, {}, report {}", report.period, format.id(), report.id),
        ..Deed::by(who.id, Action::ReportAcrossGroupsDownloaded)
    };
    let tx = app.database.begin().await?;
    let taken = report_download::ActiveModel::from(taken).reset_all();
    report_download::Entity::insert(taken)
        .exec_without_returning(&tx)
        .await?;
    deed.commit(now, tx).await?;
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", file.name),
        ),
    ];
    Ok((headers, file.bytes).into_response())
}

async fn page(
    app: &App,
    who: &staff::Model,
    report: &report::Model,
    waits: bool,
    looks: bool,
) -> Result<Markup, Error> {
    let reader = &app.database.reader;
    let files = report_file::formats_of(&[report.id], reader).await?;
    let files = files.get(&report.id).map_or(&[][..], Vec::as_slice);
    let taken = report_download::of(&[report.id], reader).await?;
    let drawn = choice::by_name(app, &report.chosen()).await?;
    let drawn: Vec<String> = drawn.into_iter().map(|group| group.name).collect();
    let names = Names::load(app, std::slice::from_ref(&report.period)).await?;
    let scope = names.then(report.team_id, &report.period);
    let title = say_with("scope-report", &[("period", period(report).into())]);
    let main = html! {
        div.column {
            h1 { (title) }
            section.card {
                h2 { (state(app, report)) }
                (about(app, report, !files.is_empty()))
                @if waits && report.fault.is_none() { p { (say("scope-report-being-made-what")) } }
                @if looks { p.minor {
                    (say("scope-report-looks")) " "
                    a href=(urls::scope_report_still(report.id)) { (say("scope-report-still")) }
                } }
                @if waits && !looks { p { a href=(urls::scope_report(report.id)) { (say("scope-report-look")) } } }
                @if !files.is_empty() { div.actions {
                    @for (place, format) in report.formats().iter().enumerate() {
                        a.button.second[place > 0] href=(urls::scope_report_file(report.id, format.id())) {
                            (say_with("scope-report-download", &[("format", short(format.id()).into())]))
                        }
                    }
                } }
                @if report.claim.is_none() && (report.fault.is_some() || report.state == report::FAILED) {
                    form method="post" action=(urls::scope_report_again(report.id)) {
                        (parts::second_button(&say("scope-report-again")))
                    }
                }
            }
            div.gap {}
            section.card {
                dl {
                    dt { (say("scope-report-scope")) } dd { (scope) }
                    dt { (say("scope-report-drawn")) }
                    dd { @if drawn.is_empty() { (say("scope-report-nobody-drawn")) } @else { (drawn.join(", ")) } }
                    dt { (say("scope-report-downloads")) }
                    @if taken.is_empty() { dd { (say("scope-report-downloads-none")) } }
                    @for (taken, name) in &taken { dd { (said(app, "scope-report-downloaded", taken, name)) } }
                }
            }
            p.gap {}
            p { a href=(route::REPORTS) { (say("scope-report-all")) } }
        }
    };
    Ok(parts::staff_page(who, Tab::Reports, &title, main))
}

/// "January to March 2026".
pub fn period(report: &report::Model) -> String {
    let period = report.period.parse().map(across::period);
    period.unwrap_or_else(|_| report.period.clone())
}

/// In a few words: made when, or how far it is.
pub fn state(app: &App, report: &report::Model) -> String {
    match report.state.as_str() {
        report::MADE => say("scope-report-ready"),
        report::EMPTY | report::FAILED => say("scope-report-given-up"),
        _ if is_being_made(app, report) => say("scope-report-being-made"),
        _ if report.fault.is_some() => say("scope-report-not-made"),
        _ => say("scope-report-waiting"),
    }
}

/// When it was made; how far it is, where it is not.
pub fn made(app: &App, report: &report::Model) -> String {
    match report.made_at {
        Some(at) => say_with("scope-report-made", &[("when", moment(app, at).into())]),
        None => state(app, report),
    }
}

/// What there is to know of it: when it was made and until when files are kept, or what is in the way and what comes next.
pub fn about(app: &App, report: &report::Model, files: bool) -> Markup {
    let months = app.organisation().report_months();
    let until = report
        .made_at
        .and_then(|at| Timestamp::from_millisecond(at).ok());
    let until = until.map(|at| at.to_zoned_datetime(app.zone()));
    let until = until.map(|at| dates::day(at.saturating_add(months.months()).date()));
    let fault = report.fault.as_deref();
    let late = app.clock.now() - LATE;
    html! {
        @if report.state == report::MADE {
            p { (made(app, report)) ". "
                @match until {
                    Some(day) if files => (say_with("scope-report-kept-until", &[("day", day.into())])),
                    _ => (say_with("scope-report-removed", &[("months", months.into())])),
                }
            }
        }
        @if report.state == report::EMPTY { p { (say("scope-report-empty")) } }
        @if let Some(fault) = fault { p { (say(&format!("scope-report-fault-{fault}"))) } }
        @if report.state == report::FAILED {
            p { (say_with("scope-report-given-up-what", &[("attempts", report.attempts.into())])) }
        }
        @if report.state == report::WAITING && !is_being_made(app, report) {
            @if report.next_try < late.as_millisecond() {
                p { (say("scope-report-late")) }
            } @else if fault.is_some() {
                p { (say_with("scope-report-next-try", &[("when", moment(app, report.next_try).into())])) }
            }
        }
    }
}

/// Who downloaded it, in which format and when.
pub fn said(app: &App, message: &str, taken: &report_download::Model, name: &str) -> String {
    let words = [
        ("name", name.into()),
        ("format", short(&taken.format).into()),
        ("when", moment(app, taken.at).into()),
    ];
    say_with(message, &words)
}

fn is_being_made(app: &App, report: &report::Model) -> bool {
    report.claim.is_some() && report.next_try > app.clock.now().as_millisecond()
}

fn moment(app: &App, at: i64) -> String {
    let at = Timestamp::from_millisecond(at);
    at.map_or_else(|_| String::new(), |at| dates::moment(at, &app.zone()))
}
