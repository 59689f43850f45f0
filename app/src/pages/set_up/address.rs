//! What the service is called, where browsers reach it, how it speaks https, which zone its clocks show, and what it
//! prints on.

use axum::Router;
use axum::extract::{Form, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::tz::{self, TimeZone};
use maud::{Markup, html};
use reports::PaperSize;
use serde::Deserialize;

use crate::App;
use crate::clock;
use crate::entities::organisation::{self, Organisation, Step};
use crate::entities::staff;
use crate::error::Error;
use crate::guards::Administrator;
use crate::pages::parts::{self, Choice, Field};
use crate::pages::therapist::messages::Messages;
use crate::tls::Certificate;
use crate::urls::route;
use crate::words::{say, say_with};

/// Characters of the organisation's name.
const NAME: usize = 80;
/// Who speaks https.
const WAYS: [&str; 3] = ["proxy", "files", "none"];

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::ADDRESS, get(show).post(save))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    public_address: String,
    https: String,
    certificate: String,
    certificate_key: String,
    time_zone: String,
    paper: String,
}

async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    Administrator(who): Administrator,
    headers: HeaderMap,
) -> Markup {
    let organisation = app.organisation();
    let typed = Typed::known(&organisation, &headers);
    let saved = query.as_deref() == Some(super::SAVED);
    page(&app, &who, &typed, saved, &Messages::default())
}

async fn save(
    State(app): State<App>,
    Administrator(who): Administrator,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let mut messages = Messages::default();
    let name = parts::plain(&typed.name)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if !(1..=NAME).contains(&name.chars().count()) {
        messages.add(
            "name",
            say_with("set-up-name-wrong", &[("most", NAME.into())]),
        );
    }
    let address = organisation::address(&typed.public_address);
    let address = messages.keep("public_address", address, || say("set-up-address-wrong"));
    let certificate = typed.certificate(address.as_deref(), &app, &mut messages);
    if typed.time_zone.is_empty() || TimeZone::get(&typed.time_zone).is_err() {
        messages.add("time_zone", say("set-up-zone-wrong"));
    }
    let paper = PaperSize::from_id(&typed.paper);
    let paper = messages.keep("paper", paper, || say("set-up-paper-wrong"));
    let Some((address, paper)) = address.zip(paper).filter(|_| messages.is_empty()) else {
        let page = page(&app, &who, &typed, false, &messages);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let tx = app.database.begin().await?;
    let decide = |row: &mut organisation::Model| {
        row.name = name;
        row.public_address = address;
        row.time_zone = typed.time_zone;
        row.paper = paper.id().into();
        (row.certificate, row.certificate_key) = match certificate {
            Some(Certificate { chain, key }) => (Some(chain), Some(key)),
            None => (None, None),
        };
    };
    super::save(&app, &who, Step::Address, decide, tx).await
}

impl Typed {
    /// What is known already; on the first visit what browser and machine say.
    fn known(organisation: &Organisation, headers: &HeaderMap) -> Self {
        let row = organisation.row.clone();
        let is_new = row.public_address.is_empty();
        let https = match (&row.certificate, row.public_address.starts_with("https://")) {
            (Some(_), _) => "files",
            (None, true) => "proxy",
            (None, false) => "none",
        };
        Self {
            name: row.name,
            public_address: if is_new {
                seen(headers)
            } else {
                row.public_address
            },
            https: if is_new {
                String::new()
            } else {
                https.to_owned()
            },
            certificate: row.certificate.unwrap_or_default(),
            certificate_key: row.certificate_key.unwrap_or_default(),
            time_zone: if is_new {
                clock::zone_of_this_machine()
            } else {
                row.time_zone
            },
            paper: row.paper,
        }
    }

    /// The files, where Chorus itself speaks https. Scheme and way must agree.
    fn certificate(
        &self,
        address: Option<&str>,
        app: &App,
        messages: &mut Messages,
    ) -> Option<Certificate> {
        let is_https = address.is_some_and(|address| address.starts_with("https://"));
        match self.https.as_str() {
            "proxy" | "files" if address.is_some() && !is_https => {
                messages.add("public_address", say("set-up-address-not-https"));
            }
            "none" if is_https => messages.add("https", say("set-up-https-none-wrong")),
            way if !WAYS.contains(&way) => messages.add("https", say("set-up-https-missing")),
            _ => {}
        }
        if self.https != "files" {
            return None;
        }
        let certificate = Certificate {
            chain: self.certificate.trim().to_owned(),
            key: self.certificate_key.trim().to_owned(),
        };
        let host = organisation::host_of(address.unwrap_or_default());
        if let Err(fault) = certificate.check(host, app.clock.now()) {
            let field = match fault.is_of_the_key() {
                true => "certificate_key",
                false => "certificate",
            };
            messages.add(field, fault.sentence());
        }
        Some(certificate)
    }
}

/// Where this very browser found Chorus.
fn seen(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST.as_str()).unwrap_or_default();
    let scheme = text("x-forwarded-proto")
        .filter(|scheme| *scheme == "https")
        .unwrap_or("http");
    organisation::address(&format!("{scheme}://{host}")).unwrap_or_default()
}

fn page(app: &App, who: &staff::Model, typed: &Typed, saved: bool, messages: &Messages) -> Markup {
    let zones: Vec<String> = tz::db()
        .available()
        .map(|name| name.to_string())
        .filter(|name| is_place(name))
        .collect();
    let choose = say("set-up-zone-choose");
    // A server's clock often shows UTC, which is where nobody meets.
    let none = (!zones.contains(&typed.time_zone)).then_some(Choice {
        value: "",
        label: &choose,
    });
    let zones: Vec<Choice<'_>> = none
        .into_iter()
        .chain(zones.iter().map(|name| Choice {
            value: name,
            label: name,
        }))
        .collect();
    let words = WAYS.map(|way| say(&format!("set-up-https-{way}")));
    let ways: Vec<Choice<'_>> = WAYS
        .iter()
        .zip(&words)
        .map(|(value, label)| Choice { value, label })
        .collect();
    let (name_hint, address_hint) = (say("set-up-name-hint"), say("set-up-address-hint"));
    let files_hint = say("set-up-certificate-hint");
    let sizes = PaperSize::ALL.map(|size| say(&format!("set-up-paper-{}", size.id())));
    let papers: Vec<Choice<'_>> = PaperSize::ALL
        .iter()
        .zip(&sizes)
        .map(|(size, label)| Choice {
            value: size.id(),
            label,
        })
        .collect();
    let chosen = Some(typed.https.as_str()).filter(|way| !way.is_empty());
    let main = html! {
        section.card {
            form method="post" action=(route::ADDRESS) novalidate {
                (parts::field(&Field {
                    name: "name", label: &say("set-up-name"), hint: Some(&name_hint), value: &typed.name,
                    error: messages.of("name"), autocomplete: Some("organization"), ..Field::default()
                }))
                (parts::field(&Field {
                    name: "public_address", label: &say("set-up-public-address"), hint: Some(&address_hint),
                    value: &typed.public_address, error: messages.of("public_address"), ..Field::default()
                }))
                (parts::choices("https", &say("set-up-https"), None, &ways, chosen, messages.of("https")))
                fieldset {
                    legend.unseen { (say("set-up-certificate-files")) }
                    p.minor { (files_hint) }
                    (parts::field(&Field {
                        name: "certificate", label: &say("set-up-certificate"), value: &typed.certificate,
                        error: messages.of("certificate"), ..Field::default()
                    }))
                    (parts::field(&Field {
                        name: "certificate_key", label: &say("set-up-certificate-key"), value: &typed.certificate_key,
                        error: messages.of("certificate_key"), ..Field::default()
                    }))
                }
                (parts::select("time_zone", &say("set-up-zone"), &zones, &typed.time_zone, messages.of("time_zone")))
                (parts::select("paper", &say("set-up-paper"), &papers, &typed.paper, messages.of("paper")))
                (super::button(app))
            }
        }
    };
    super::page(app, who, Step::Address, messages, saved, main)
}

/// Zones that are named after a place: the others are there for old programs.
fn is_place(name: &str) -> bool {
    const OLD: [&str; 4] = ["Etc/", "US/", "SystemV/", "posix/"];
    name.contains('/') && !OLD.iter().any(|old| name.starts_with(old))
}
