//! A measure: what it asks, how it is scored, what its scores mean, and what of that nobody has checked.

use analytics::Measure;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::{asked, choice, meaning};
use crate::App;
use crate::entities::staff::Role;
use crate::error::Error;
use crate::guards::Staff;
use crate::pages::parts::{self, Tab};
use crate::urls::{self, route};
use crate::words::{measures, say, say_with};

/// In the address after one was added.
pub const ADDED: &str = "added";

/// The routes of a measure.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::MEASURE, get(show))
        .route(route::MEASURE_FILE, get(file))
}

/// The measure of that identifier; one that was retired still has its page.
fn find(app: &App, id: &str) -> Result<&'static Measure, Error> {
    let all = app.measures();
    let retired = || {
        all.own_latest()
            .map(|(measure, _)| measure)
            .find(|own| own.id == id)
    };
    all.latest(id).or_else(retired).ok_or(Error::NotFound)
}

async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    Staff(who): Staff,
) -> Result<Markup, Error> {
    let measure = find(&app, &id)?;
    let unverified = meaning::unverified(measure);
    let main = html! {
        div.column {
            h1 { (measure.title) }
            @if query.as_deref() == Some(ADDED) { p role="status" { strong { (say("measure-added")) } } }
            p { (measures::for_groups(measure)) }
            @if !measure.note.is_empty() { p { (measure.note) } }
            @if unverified > 0 {
                p { strong { (say_with("measure-unverified", &[("count", unverified.into())])) } }
            }
            section.card { (facts(measure)) }
            section.card { (asked::card(measure)) }
            section.card {
                h2 { (say("measure-scores")) }
                @for scale in &measure.scales { (meaning::of(measure, scale)) }
            }
            p {
                a.button.second href=(urls::measure_file(&measure.id)) { (say("measure-export")) }
            }
            @if who.role == Role::Administrator { (choice::part(&app, measure)) }
            p { a href=(route::MEASURES) { (say("measures-all")) } }
        }
    };
    Ok(parts::staff_page(&who, Tab::Measures, &measure.title, main))
}

fn facts(measure: &Measure) -> Markup {
    let version = measure.version.to_string();
    let all = [
        ("measure-short", &measure.short),
        ("measure-version", &version),
        ("measure-recall", &measure.recall),
        ("measure-source", &measure.source),
        ("measure-licence", &measure.licence),
        ("measure-attribution", &measure.attribution),
    ];
    html! {
        dl {
            @for (label, words) in all {
                @if !words.is_empty() { dt { (say(label)) } dd { (words) } }
            }
            @if let Some(code) = &measure.loinc { dt { (say("measure-loinc")) } dd { (code) } }
        }
    }
}

/// The measure as a FHIR R4 Questionnaire.
async fn file(
    State(app): State<App>,
    Path(id): Path<String>,
    Staff(_): Staff,
) -> Result<Response, Error> {
    let measure = find(&app, &id)?;
    let bytes = serde_json::to_vec_pretty(&measure.to_fhir()).map_err(Error::internal)?;
    let name = format!("attachment; filename=\"{}.json\"", measure.id);
    let headers = [
        (header::CONTENT_TYPE, "application/fhir+json".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}
