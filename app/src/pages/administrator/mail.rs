//! Whether e-mail works: where it goes, what waits, what did not get through, and a test to oneself.

mod lists;

pub use lists::fault as fault_in_words;

use std::time::Duration;

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::Redirect;
use axum::routing::{get, post};
use maud::{Markup, html};

use crate::App;
use crate::config::{Encryption, Mail, Way};
use crate::entities::audit::{Action, Deed};
use crate::entities::mail::{self, Looks};
use crate::error::Error;
use crate::guards::Administrator;
use crate::pages::parts::{self, Tab};
use crate::urls::route;
use crate::words::{say, say_with};

/// How long a browser waits for the outcome of a test; the test itself goes on.
const PATIENCE: Duration = Duration::from_secs(8);

/// What became of a test, in the address of the page that says so.
const TAKEN: &str = "taken";
const FAILED: &str = "failed";
const UNDER_WAY: &str = "under-way";

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::MAIL, get(show))
        .route(route::TEST_MAIL, post(test))
}

async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    Administrator(who): Administrator,
) -> Result<Markup, Error> {
    let looks = Looks::up(&app.database.reader).await?;
    let people = lists::people(&looks, &app).await?;
    let title = say("mail-title");
    let main = html! {
        div.column {
            h1 { (title) }
            @if let Some(outcome) = outcome(&app.config.mail, query.as_deref()) {
                p role="status" { strong { (outcome) } }
            }
            section.said[!looks.is_failing()].problem[looks.is_failing()] {
                h2 { (state(&looks)) }
                @for sentence in sentences(&app, &looks) { p { (sentence) } }
            }
            section.card {
                p { (way(&app.config.mail, app.organisation().public_host())) }
                form method="post" action=(route::TEST_MAIL) {
                    p.minor { (say_with("mail-test-to", &[("address", who.email.as_str().into())])) }
                    (parts::button(&say("mail-test-now")))
                }
            }
            div.gap {}
            (lists::waits(&app, &looks, &people))
            div.gap {}
            (lists::lost(&app, &looks, &people))
            p { a href=(route::SERVICE) { (say("go-back")) } }
        }
    };
    Ok(parts::staff_page(&who, Tab::Service, &title, main))
}

/// Sends a test. Whoever hangs up does not keep it from going.
async fn test(
    State(app): State<App>,
    Administrator(who): Administrator,
) -> Result<Redirect, Error> {
    let now = app.clock.now();
    let tx = app.database.begin().await?;
    let mail = mail::Model::test(who.id, now, &tx).await?;
    let deed = Deed::by(who.id, Action::TestEMailSent);
    deed.commit(now, tx).await?;
    let sending = tokio::spawn(async move { crate::mail::send_now(&app, mail).await });
    let outcome = match tokio::time::timeout(PATIENCE, sending).await {
        Ok(sent) => match sent.map_err(Error::internal)??.state {
            mail::State::Sent => TAKEN,
            mail::State::Sending => UNDER_WAY,
            _ => FAILED,
        },
        Err(_) => UNDER_WAY,
    };
    Ok(Redirect::to(&format!("{}?{outcome}", route::MAIL)))
}

fn outcome(mail: &Mail, query: Option<&str>) -> Option<String> {
    let words = match (query?, &mail.way) {
        (TAKEN, Way::Server(_)) => "mail-test-sent",
        (TAKEN, Way::Folder(_)) => "mail-test-written",
        (FAILED, _) => "mail-test-failed",
        (UNDER_WAY, _) => "mail-test-under-way",
        _ => return None,
    };
    Some(say(words))
}

fn state(looks: &Looks) -> String {
    match looks.taken {
        _ if looks.is_failing() => say("mail-fails"),
        Some(_) => say("mail-works"),
        None => say("mail-untried"),
    }
}

/// What is wrong, if anything, and when something went through.
fn sentences(app: &App, looks: &Looks) -> Vec<String> {
    let mut sentences = Vec::new();
    let faulty = looks.faulty.as_ref().filter(|_| looks.is_failing());
    if let Some(fault) = faulty.and_then(|mail| mail.fault) {
        sentences.push(lists::fault(fault));
    }
    if let Some(faulty) = faulty {
        let when = lists::moment(app, faulty.changed_at);
        sentences.push(say_with("mail-tried", &[("when", when.into())]));
    }
    if let Some(taken) = &looks.taken {
        let when = [("when", lists::moment(app, taken.changed_at).into())];
        sentences.push(match app.config.mail.way {
            Way::Server(_) => say_with("mail-last-sent", &when),
            Way::Folder(_) => say_with("mail-last-written", &when),
        });
    }
    sentences
}

fn way(mail: &Mail, host: &str) -> String {
    let from = mail.from(host).email.to_string();
    match &mail.way {
        Way::Folder(folder) => {
            let folder = folder.display().to_string();
            say_with("mail-way-folder", &[("folder", folder.into())])
        }
        Way::Server(server) => {
            let encryption = match server.encryption {
                Encryption::Off => "off",
                Encryption::Wrapped | Encryption::Required => "on",
            };
            let login = if server.login.is_some() { "yes" } else { "no" };
            let arguments = [
                ("from", from.into()),
                ("host", server.host.as_str().into()),
                ("port", server.port.to_string().into()),
                ("encryption", encryption.into()),
                ("login", login.into()),
            ];
            say_with("mail-way-server", &arguments)
        }
    }
}
