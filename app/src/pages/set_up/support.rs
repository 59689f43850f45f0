//! Whom members can turn to. Without one no session opens, and every page of theirs leads there.

use axum::Router;
use axum::extract::{Form, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use crate::App;
use crate::entities::organisation::{self, Organisation, Step};
use crate::entities::{staff, support_contact};
use crate::error::Error;
use crate::guards::Administrator;
use crate::pages::parts::{self, Field};
use crate::pages::therapist::messages::Messages;
use crate::urls::route;
use crate::words::{say, say_with};

/// More would not be read by somebody who needs one of them.
const CONTACTS: usize = 4;
/// So many are there to be filled in; the others are folded up.
const AT_FIRST: usize = 2;
/// Characters of a line.
const LINE: usize = 120;
/// What is typed of each, in order. A field's name is this and a number.
const PARTS: [&str; 4] = ["name", "telephone", "address", "hours"];
/// The names of fields, since messages hold names that live for ever.
const FIELDS: [[&str; 4]; CONTACTS] = [
    ["name-1", "telephone-1", "address-1", "hours-1"],
    ["name-2", "telephone-2", "address-2", "hours-2"],
    ["name-3", "telephone-3", "address-3", "hours-3"],
    ["name-4", "telephone-4", "address-4", "hours-4"],
];
const DANGER: &str = "danger_number";

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::SUPPORT, get(show).post(save))
}

/// What was typed: four lines a contact, and the number for danger.
struct Typed {
    lines: [[String; 4]; CONTACTS],
    danger: String,
}

async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    Administrator(who): Administrator,
) -> Markup {
    let saved = query.as_deref() == Some(super::SAVED);
    let typed = Typed::known(&app.organisation());
    page(&app, &who, &typed, saved, &Messages::default())
}

async fn save(
    State(app): State<App>,
    Administrator(who): Administrator,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let typed = Typed::read(&pairs);
    let mut messages = Messages::default();
    let contacts = typed.contacts(&mut messages);
    if !messages.is_empty() {
        let page = page(&app, &who, &typed, false, &messages);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let danger = Some(typed.danger).filter(|number| !number.is_empty());
    let tx = app.database.begin().await?;
    organisation::set_support(contacts, &tx).await?;
    super::save(
        &app,
        &who,
        Step::Support,
        |row| row.danger_number = danger,
        tx,
    )
    .await
}

impl Typed {
    fn known(organisation: &Organisation) -> Self {
        let line = |text: &Option<String>| text.clone().unwrap_or_default();
        let lines = std::array::from_fn(|at| match organisation.support.get(at) {
            Some(contact) => [
                contact.name.clone(),
                line(&contact.telephone),
                line(&contact.address),
                contact.hours.clone(),
            ],
            None => Default::default(),
        });
        Self {
            lines,
            danger: line(&organisation.row.danger_number),
        }
    }

    fn read(pairs: &[(String, String)]) -> Self {
        let of = |name: &str| {
            let typed = pairs.iter().find(|(known, _)| known == name);
            typed.map_or_else(String::new, |(_, text)| {
                parts::plain(text)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
        };
        Self {
            lines: FIELDS.map(|fields| fields.map(of)),
            danger: of(DANGER),
        }
    }

    /// Everybody who can be reached; an empty row is nobody.
    fn contacts(&self, messages: &mut Messages) -> Vec<support_contact::Model> {
        let mut contacts = Vec::new();
        for (lines, fields) in self.lines.iter().zip(FIELDS) {
            if lines.iter().all(String::is_empty) {
                continue;
            }
            let [name, telephone, address, hours] = lines;
            for (line, field) in lines.iter().zip(fields) {
                if line.chars().count() > LINE {
                    messages.add(
                        field,
                        say_with("set-up-support-long", &[("most", LINE.into())]),
                    );
                }
            }
            for (line, at) in [(name, 0), (hours, 3)] {
                if line.is_empty() {
                    messages.add(
                        fields[at],
                        say(&format!("set-up-support-{}-missing", PARTS[at])),
                    );
                }
            }
            if telephone.is_empty() && address.is_empty() {
                messages.add(fields[1], say("set-up-support-unreachable"));
            } else if !telephone.is_empty() && !telephone.contains(|c: char| c.is_ascii_digit()) {
                messages.add(fields[1], say("set-up-support-no-number"));
            }
            let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
            contacts.push(support_contact::Model {
                place: 0,
                name: name.clone(),
                telephone: some(telephone),
                address: some(address),
                hours: hours.clone(),
            });
        }
        if contacts.is_empty() {
            messages.add(FIELDS[0][0], say("set-up-support-none"));
        }
        if !self.danger.is_empty() && !self.danger.contains(|c: char| c.is_ascii_digit()) {
            messages.add(DANGER, say("set-up-support-no-number"));
        }
        contacts
    }
}

fn page(app: &App, who: &staff::Model, typed: &Typed, saved: bool, messages: &Messages) -> Markup {
    let danger_hint = say("set-up-danger-hint");
    let contact = |at: usize| contact(at, &typed.lines[at], messages);
    let more = AT_FIRST..CONTACTS;
    let in_use = |at: usize| typed.lines[at].iter().any(|line| !line.is_empty());
    let main = html! {
        p { (say("set-up-support-what")) }
        form method="post" action=(route::SUPPORT) novalidate {
            @for at in 0..AT_FIRST { (contact(at)) }
            details.figures open[more.clone().any(in_use)] {
                summary { (say("set-up-support-more")) }
                @for at in more { (contact(at)) }
            }
            section.card {
                (parts::field(&Field {
                    name: DANGER, label: &say("set-up-danger"), hint: Some(&danger_hint), value: &typed.danger,
                    error: messages.of(DANGER), ..Field::default()
                }))
            }
            (super::button(app))
        }
    };
    super::page(app, who, Step::Support, messages, saved, main)
}

fn contact(at: usize, lines: &[String; 4], messages: &Messages) -> Markup {
    let fields = FIELDS[at];
    html! {
        fieldset.card {
            legend { (say_with("set-up-support-number", &[("number", (at + 1).into())])) }
            div.pair {
                @for (part, (line, field)) in PARTS.iter().zip(lines.iter().zip(fields)) {
                    @let hint = say(&format!("set-up-support-{part}-hint"));
                    (parts::field(&Field {
                        name: field, label: &say(&format!("set-up-support-{part}")), hint: Some(&hint), value: line,
                        error: messages.of(field), ..Field::default()
                    }))
                }
            }
        }
    }
}
