//! Setting up one's second factor, its recovery codes, and switching it off.

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

use super::account::is_own;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{recovery_code, staff};
use crate::error::Error;
use crate::guards::places::Place;
use crate::guards::second_factor::Factor;
use crate::guards::{SignedIn, begin_as};
use crate::pages::parts::{self, Field, Tab};
use crate::pages::therapist::messages::Messages;
use crate::urls::route;
use crate::words::{say, say_with};

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::FACTOR, get(show).post(keep))
        .route(route::FACTOR_CHANGE, post(change))
}

/// What was typed to set it up: the secret goes through the form until a code shows that an app has it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    secret: String,
    code: String,
}

/// What was typed to change it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Change {
    password: String,
    deed: String,
}

async fn show(State(app): State<App>, SignedIn(who): SignedIn) -> Result<Markup, Error> {
    match who.has_factor() {
        true => Ok(kept(&app, &who, &Messages::default())),
        false => page(&app, &who, &Factor::fresh(&app), &Messages::default()),
    }
}

async fn keep(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let factor = Factor::parse(&typed.secret).ok_or(Error::Malformed)?;
    let now = app.clock.now();
    let Some(step) = factor.step(&typed.code, now) else {
        let mut messages = Messages::default();
        messages.add("code", say("factor-code-wrong"));
        let page = page(&app, &who, &factor, &messages)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let (tx, who) = begin_as(&app, &who).await?;
    // Sent twice, or set up in another window meanwhile.
    if who.has_factor() {
        return Ok(Redirect::to(route::FACTOR).into_response());
    }
    let sealed = factor.sealed(&app, who.id);
    let codes = who.keep_factor(sealed, step, &app.random, &tx).await?;
    let deed = Deed::by(who.id, Action::SecondFactorSetUp);
    deed.commit(now, tx).await?;
    Ok(with_codes(&who, &codes).into_response())
}

/// New recovery codes, or no second factor any more; the password shows that it is its owner who asks.
async fn change(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    place: Place,
    Form(sent): Form<Change>,
) -> Result<Response, Error> {
    if !who.has_factor() {
        return Ok(Redirect::to(route::FACTOR).into_response());
    }
    if !is_own(&app, &who, place, sent.password).await? {
        let mut messages = Messages::default();
        messages.add("password", say("account-password-wrong"));
        return Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            kept(&app, &who, &messages),
        )
            .into_response());
    }
    let now = app.clock.now();
    let (tx, who) = begin_as(&app, &who).await?;
    if sent.deed == "codes" {
        let codes = recovery_code::make(who.id, &app.random, &tx).await?;
        let deed = Deed::by(who.id, Action::RecoveryCodesMade);
        deed.commit(now, tx).await?;
        return Ok(with_codes(&who, &codes).into_response());
    }
    if sent.deed != "off" || app.organisation().row.factor_asked {
        return Err(Error::Malformed);
    }
    who.drop_factor(&tx).await?;
    let deed = Deed::by(who.id, Action::SecondFactorRemoved);
    deed.commit(now, tx).await?;
    Ok(Redirect::to(route::ACCOUNT).into_response())
}

fn heading(title: &str, messages: &Messages) -> String {
    match messages.is_empty() {
        true => title.to_owned(),
        false => say_with("error-title", &[("title", title.into())]),
    }
}

/// Setting it up.
fn page(
    app: &App,
    who: &staff::Model,
    factor: &Factor,
    messages: &Messages,
) -> Result<Markup, Error> {
    let title = say("factor");
    let letters = factor.letters();
    let organisation = app.organisation();
    let address = factor.address(&who.email, organisation.name());
    let picture = match address {
        Some(address) => Some(parts::qr_code(&address).map_err(Error::internal)?),
        None => None,
    };
    let asked = organisation.row.factor_asked;
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            p { (say("factor-what")) }
            @if asked { p { strong { (say("factor-asked")) } } }
            section.card {
                h2 { (say("factor-scan")) }
                p { (say("factor-scan-what")) }
                @if let Some(picture) = picture {
                    div.qr role="img" aria-label=(say("factor-picture")) { (PreEscaped(picture)) }
                }
                p.minor { (say("factor-letters")) }
                p { code.link { (grouped(&letters)) } }
            }
            section.card {
                h2 { (say("factor-type")) }
                form method="post" action=(route::FACTOR) novalidate {
                    (parts::hidden("secret", &letters))
                    (parts::field(&Field {
                        name: "code", label: &say("code-label"), hint: Some(&say("factor-code-hint")),
                        error: messages.of("code"), autocomplete: Some("one-time-code"), ..Field::default()
                    }))
                    div.actions {
                        (parts::button(&say("factor-keep")))
                        @if !asked { a.button.second href=(route::ACCOUNT) { (say("go-back")) } }
                    }
                }
            }
        }
    };
    Ok(parts::staff_page(
        who,
        Tab::Nothing,
        &heading(&title, messages),
        main,
    ))
}

fn grouped(letters: &str) -> String {
    let letters: Vec<char> = letters.chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|four| four.iter().collect())
        .collect();
    groups.join(" ")
}

/// The codes, shown this once.
fn with_codes(who: &staff::Model, codes: &[String]) -> Markup {
    let title = say("factor-codes");
    let main = html! {
        div.column {
            h1 { (title) }
            section.card {
                p { (say("factor-codes-what")) }
                ul.codes { @for code in codes { li { code { (code) } } } }
                p.minor { (say("factor-codes-once")) }
                div.actions { a.button href=(route::GROUPS) { (say("factor-codes-kept")) } }
            }
        }
    };
    parts::staff_page(who, Tab::Nothing, &title, main)
}

/// It is set up already.
fn kept(app: &App, who: &staff::Model, messages: &Messages) -> Markup {
    let title = say("factor");
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            p { (say("factor-on")) }
            section.card {
                h2 { (say("factor-change")) }
                p { (say("factor-change-what")) }
                form method="post" action=(route::FACTOR_CHANGE) novalidate {
                    input type="hidden" name="username" value=(who.email) autocomplete="username";
                    (parts::field(&Field {
                        name: "password", label: &say("sign-in-password"), kind: "password",
                        error: messages.of("password"), autocomplete: Some("current-password"), ..Field::default()
                    }))
                    div.actions {
                        button.button.second name="deed" value="codes" { (say("factor-codes-new")) }
                        @if app.organisation().row.factor_asked { } @else {
                            button.button.second name="deed" value="off" { (say("factor-remove")) }
                        }
                    }
                }
            }
            p { a href=(route::ACCOUNT) { (say("go-back")) } }
        }
    };
    parts::staff_page(who, Tab::Nothing, &heading(&title, messages), main)
}
