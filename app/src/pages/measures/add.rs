//! Putting in a measure of one's own, from a file. Every fault of the file is said at once, and nothing is kept of it then.

use analytics::Measure;
use analytics::measure::{Fault, LARGEST, Problem, Said, Standing};
use axum::Router;
use axum::extract::{Multipart, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::own_measure::{self, Added};
use crate::entities::staff;
use crate::error::Error;
use crate::guards::{Administrator, begin_as};
use crate::pages::parts::{self, Choice, Field, Tab};
use crate::pages::therapist::messages::Messages;
use crate::urls::{self, route};
use crate::words::measures::named;
use crate::words::{faults, say, say_with};

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::ADD_MEASURE, get(show).post(add))
}

/// What was sent.
#[derive(Default)]
struct Sent {
    /// Whether a file was chosen, which may be empty.
    chosen: bool,
    file: Vec<u8>,
    licence: String,
    way: String,
}

async fn show(RawQuery(query): RawQuery, Administrator(who): Administrator) -> Markup {
    let mut messages = Messages::default();
    if query.as_deref() == Some(urls::TOO_LARGE) {
        messages.add("file", faults::too_large());
    }
    page(&who, &Sent::default(), &messages, &[])
}

async fn add(
    State(app): State<App>,
    Administrator(who): Administrator,
    form: Multipart,
) -> Result<Response, Error> {
    let sent = Sent::read(form).await?;
    let mut messages = Messages::default();
    if sent.file.is_empty() {
        let missing = match sent.chosen {
            true => "measure-file-empty",
            false => "measure-file-missing",
        };
        messages.add("file", say(missing));
        return Ok(again(&who, &sent, &messages, &[]));
    }
    let measure = match Measure::read_with(&sent.file, &sent.said()) {
        Ok(measure) => measure,
        Err(found) => {
            let (unsaid, wrong): (Vec<&Fault>, Vec<&Fault>) =
                found.all().iter().partition(|fault| fault.is_unsaid());
            let said: Vec<String> = wrong.into_iter().map(faults::fault).collect();
            messages.add(
                "file",
                match said.len() {
                    0 => say("measure-unsaid"),
                    count => say_with("measure-faults", &[("count", count.into())]),
                },
            );
            for fault in unsaid {
                match fault.problem {
                    Problem::LicenceUnsaid => {
                        messages.add("licence", say("measure-said-licence-missing"));
                    }
                    _ => messages.add("way", say("measure-way-missing")),
                }
            }
            return Ok(again(&who, &sent, &messages, &said));
        }
    };
    let (tx, _) = begin_as(&app, &who).await?;
    let added = match own_measure::add(&measure, app.clock.now(), &tx).await? {
        Ok(added) => added,
        Err(refused) => {
            messages.add("file", refused.in_words(&measure));
            return Ok(again(&who, &sent, &messages, &[]));
        }
    };
    let measures = app.measures();
    let (how, action) = match added {
        Added::New if measures.versions(&measure.id).next().is_some() => {
            (urls::NEWER, Some(Action::MeasureAdded))
        }
        Added::New => (urls::ADDED, Some(Action::MeasureAdded)),
        Added::Known if measures.standing(&measure) == Standing::Retired => {
            (urls::AGAIN, Some(Action::MeasureOfferedAgain))
        }
        Added::Known => (urls::KNOWN, None),
    };
    if let Some(action) = action {
        // Whoever puts it in wants it offered, though it may have been retired.
        own_measure::retire(&measure.id, None, &tx).await?;
        let deed = Deed {
            detail: &named(&measure),
            ..Deed::by(who.id, action)
        };
        deed.commit(app.clock.now(), tx).await?;
        app.renew().await?;
    }
    Ok(Redirect::to(&urls::measure_after(&measure, how)).into_response())
}

impl Sent {
    async fn read(mut form: Multipart) -> Result<Self, Error> {
        let mut sent = Self::default();
        while let Some(field) = form.next_field().await.map_err(|_| Error::Malformed)? {
            let name = field.name().unwrap_or_default().to_owned();
            sent.chosen |= field.file_name().is_some_and(|file| !file.is_empty());
            let bytes = field.bytes().await.map_err(|_| Error::Malformed)?;
            let text = || String::from_utf8_lossy(&bytes).trim().to_owned();
            match name.as_str() {
                "file" => sent.file = bytes.to_vec(),
                "licence" => sent.licence = text(),
                "way" => sent.way = text(),
                _ => return Err(Error::Malformed),
            }
        }
        Ok(sent)
    }

    fn says_more(&self) -> bool {
        !self.licence.is_empty() || !self.way.is_empty()
    }

    /// What was said besides the file.
    fn said(&self) -> Said {
        Said {
            id: None,
            licence: (!self.licence.is_empty()).then(|| self.licence.clone()),
            higher_is_worse: match self.way.as_str() {
                "worse" => Some(true),
                "better" => Some(false),
                _ => None,
            },
        }
    }
}

fn again(who: &staff::Model, sent: &Sent, messages: &Messages, faults: &[String]) -> Response {
    let page = page(who, sent, messages, faults);
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

fn page(who: &staff::Model, sent: &Sent, messages: &Messages, faults: &[String]) -> Markup {
    let title = say("measure-add");
    let heading = match messages.is_empty() {
        true => title.clone(),
        false => say_with("error-title", &[("title", title.as_str().into())]),
    };
    let hint = say_with("measure-file-hint", &[("most", (LARGEST / 1024).into())]);
    let error = messages.of("file");
    let described = parts::described_by("file", true, error.is_some());
    let listed = if faults.is_empty() {
        ""
    } else {
        " file-faults"
    };
    let described = described.map(|ids| format!("{ids}{listed}"));
    let (licence, licence_hint) = (
        say("measure-said-licence"),
        say("measure-said-licence-hint"),
    );
    let (worse, better, unsaid) = (
        say("measure-way-worse"),
        say("measure-way-better"),
        say("measure-way-unsaid"),
    );
    let ways = [
        Choice {
            value: "",
            label: &unsaid,
        },
        Choice {
            value: "worse",
            label: &worse,
        },
        Choice {
            value: "better",
            label: &better,
        },
    ];
    let unsaid = messages.of("licence").or(messages.of("way")).is_some();
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            p { (say("measure-add-what")) }
            p { (say("measure-look-yourself")) }
            section.card {
                form method="post" action=(route::ADD_MEASURE) enctype="multipart/form-data" novalidate {
                    div.field.bad[error.is_some()] {
                        label for="file" { (say("measure-file")) }
                        span.hint id="file-hint" { (hint) }
                        @if let Some(message) = error { span.message id="file-error" { (message) } }
                        @if !faults.is_empty() { ul #file-faults { @for fault in faults { li { (fault) } } } }
                        input type="file" id="file" name="file" accept=".toml,.json,application/json"
                            aria-invalid=[error.map(|_| "true")] aria-describedby=[described];
                    }
                    details open[sent.says_more() || unsaid] {
                        summary { (say("measure-said")) }
                        p.minor { (say("measure-said-what")) }
                        (parts::field(&Field {
                            name: "licence", label: &licence, hint: Some(&licence_hint), value: &sent.licence,
                            error: messages.of("licence"), ..Field::default()
                        }))
                        (parts::choices(
                            "way", &say("measure-way"), None, &ways, Some(&sent.way), messages.of("way"),
                        ))
                    }
                    (parts::button(&say("measure-add-button")))
                }
            }
            p { a href=(route::MEASURES) { (say("measures-all")) } }
        }
    };
    parts::staff_page(who, Tab::Measures, &heading, main)
}
