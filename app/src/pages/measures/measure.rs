//! A measure: what it asks, how it is scored, what its scores mean, and what of that nobody has checked.

use analytics::Measure;
use analytics::measure::{Library, Standing};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::{asked, choice, meaning};
use crate::App;
use crate::entities::staff::{self, Role};
use crate::error::Error;
use crate::guards::Staff;
use crate::pages::parts::{self, Tab};
use crate::urls::{self, route};
use crate::words::{self, measures, say, say_with};

/// The routes of a measure.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::MEASURE, get(latest))
        .route(route::MEASURE_VERSION, get(version))
        .route(route::MEASURE_FILE, get(file))
}

/// The latest version; one that is not offered has its page too: groups may be asked it, and whoever accepts a licence has
/// to know of what.
async fn latest(
    State(app): State<App>,
    Path(id): Path<String>,
    Staff(who): Staff,
) -> Result<Markup, Error> {
    let all = app.measures();
    let measure = all.versions(&id).last().ok_or(Error::NotFound)?;
    Ok(page(&who, measure, &all, None))
}

/// A version, however it stands now.
async fn version(
    State(app): State<App>,
    Path((id, version)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    Staff(who): Staff,
) -> Result<Markup, Error> {
    let all = app.measures();
    let measure = find(&all, &id, &version)?;
    let done = match query.as_deref() {
        Some(urls::ADDED | urls::NEWER) if measure.unfit_for_groups().is_some() => {
            Some(say("measure-added-unfit"))
        }
        Some(urls::ADDED) => Some(say("measure-added")),
        Some(urls::NEWER) => Some(say("measure-added-newer")),
        Some(urls::KNOWN) => Some(say("measure-known")),
        Some(urls::AGAIN) => Some(say("measure-again")),
        _ => None,
    };
    Ok(page(&who, measure, &all, done))
}

fn find(all: &Library, id: &str, version: &str) -> Result<&'static Measure, Error> {
    let version = version.parse().map_err(|_| Error::NotFound)?;
    all.version(id, version).ok_or(Error::NotFound)
}

fn page(
    who: &staff::Model,
    measure: &'static Measure,
    all: &Library,
    done: Option<String>,
) -> Markup {
    let unverified = words::meaning::unverified(measure);
    let main = html! {
        div.column {
            h1 { (measure.title) }
            @if let Some(done) = done { p role="status" { strong { (done) } } }
            (standing(measure, all))
            @if !measure.note.is_empty() { p { (measure.note) } }
            @if unverified > 0 {
                p { strong { (say_with("measure-unverified", &[("count", unverified.into())])) } }
            }
            section.card { (facts(measure, all)) }
            section.card { (asked::card(measure)) }
            section.card {
                h2 { (say("measure-scores")) }
                @for scale in &measure.scales { (meaning::of(measure, scale)) }
            }
            p {
                a.button.second href=(urls::measure_file(measure)) { (say("measure-export")) }
            }
            @if who.role == Role::Administrator { (choice::part(all, measure)) }
            div.gap {}
            p { a href=(route::MEASURES) { (say("measures-all")) } }
        }
    };
    parts::staff_page(who, Tab::Measures, &measure.title, main)
}

/// Whether groups may be asked it, and what became of it.
fn standing(measure: &Measure, all: &Library) -> Markup {
    let standing = all.standing(measure);
    let unfit = measure.unfit_for_groups().is_some();
    html! {
        @if unfit || standing == Standing::Offered { p { (measures::for_groups(measure)) } }
        @if let Some(said) = measures::standing(measure, standing) {
            p {
                strong { (said) }
                @if let Standing::Older(newer) = standing {
                    " " a href=(urls::measure_version(newer)) {
                        (say_with("measure-version-of", &[("version", newer.version.into())]))
                    }
                }
            }
        }
    }
}

fn facts(measure: &Measure, all: &Library) -> Markup {
    let fact = |label: &str, words: &str| {
        html! { @if !words.is_empty() { dt { (say(label)) } dd { (words) } } }
    };
    let others: Vec<&Measure> = all
        .versions(&measure.id)
        .filter(|other| other.version != measure.version)
        .collect();
    html! {
        dl {
            (fact("measure-short", &measure.short))
            dt { (say("measure-version")) }
            dd {
                (measure.version)
                @for other in others {
                    " · " a href=(urls::measure_version(other)) {
                        (say_with("measure-version-of", &[("version", other.version.into())]))
                    }
                }
            }
            (fact("measure-recall", &measure.recall))
            (fact("measure-source", &measure.source))
            (fact("measure-licence", &measure.licence))
            (fact("measure-attribution", &measure.attribution))
            (fact("measure-loinc", measure.loinc.as_deref().unwrap_or_default()))
        }
    }
}

/// The measure as a FHIR R4 Questionnaire.
async fn file(
    State(app): State<App>,
    Path((id, version)): Path<(String, String)>,
    Staff(_): Staff,
) -> Result<Response, Error> {
    let measure = find(&app.measures(), &id, &version)?;
    let bytes = serde_json::to_vec_pretty(&measure.to_fhir()).map_err(Error::internal)?;
    let name = format!(
        "attachment; filename=\"{}-{}.json\"",
        measure.id, measure.version
    );
    let headers = [
        (header::CONTENT_TYPE, "application/fhir+json".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}
