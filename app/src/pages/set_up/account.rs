//! The first account, made once by whoever has the link that was printed where Chorus was started.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::staff::{self, Newcomer, Role};
use crate::error::Error;
use crate::guards::login::{Login, User};
use crate::guards::password::{self, SHORTEST};
use crate::pages::parts::{self, Field};
use crate::pages::therapist::messages::Messages;
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// Characters of a name.
const NAME: usize = 80;

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::FIRST_ACCOUNT, get(show).post(make))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    email: String,
    password: String,
}

async fn show(State(app): State<App>, Path(link): Path<String>) -> Result<Response, Error> {
    if !app.first_link.opens(&link) {
        return Err(Error::NotFound);
    }
    if staff::has_administrator(&app.database.reader).await? {
        return Ok(Redirect::to(route::SET_UP).into_response());
    }
    Ok(page(&link, &Typed::default(), &Messages::default()).into_response())
}

async fn make(
    State(app): State<App>,
    Path(link): Path<String>,
    mut login: Login,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    if !app.first_link.opens(&link) {
        return Err(Error::NotFound);
    }
    let mut messages = Messages::default();
    let name = parts::plain(&typed.name).trim().to_owned();
    if !(1..=NAME).contains(&name.chars().count()) {
        messages.add("name", say("staff-name-wrong"));
    }
    let email = staff::address(&typed.email);
    let email = messages.keep("email", email, || say("staff-email-wrong"));
    if let Some(why) = password::refused(&typed.password, &[&name, &typed.email]) {
        messages.add("password", why);
    }
    let Some(email) = email.filter(|_| messages.is_empty()) else {
        return Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            page(&link, &typed, &messages),
        )
            .into_response());
    };
    let hash = app.passwords.hash(typed.password).await;
    let tx = app.database.begin().await?;
    // Of two who have the link one makes the account.
    if staff::has_administrator(&tx).await? {
        return Ok(Redirect::to(route::SET_UP).into_response());
    }
    let now = app.clock.now();
    let newcomer = Newcomer {
        email: &email,
        name: &name,
        role: Role::Administrator,
        sees_all: false,
        password_hash: hash,
    };
    let Some(who) = newcomer.join(now, &app.random, &tx).await? else {
        messages.add("email", say("staff-email-taken"));
        let typed = Typed {
            name,
            email,
            ..Typed::default()
        };
        return Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            page(&link, &typed, &messages),
        )
            .into_response());
    };
    let deed = Deed {
        about_id: Some(who.id),
        ..Deed::by(who.id, Action::AccountAdded)
    };
    deed.commit(now, tx).await?;
    login.session.cycle_id().await.map_err(Error::internal)?;
    login.login(&User(who)).await.map_err(Error::internal)?;
    Ok(Redirect::to(route::SET_UP).into_response())
}

fn page(link: &str, typed: &Typed, messages: &Messages) -> Markup {
    let title = say("set-up-account-title");
    let heading = match messages.is_empty() {
        true => title.clone(),
        false => say_with("error-title", &[("title", title.as_str().into())]),
    };
    let hint = say_with("staff-password-hint", &[("least", SHORTEST.into())]);
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            p { (say("set-up-account-what")) }
            section.card {
                form method="post" action=(urls::first_account(link)) novalidate {
                    (parts::field(&Field {
                        name: "name", label: &say("staff-name"), value: &typed.name,
                        error: messages.of("name"), autocomplete: Some("name"), ..Field::default()
                    }))
                    (parts::field(&Field {
                        name: "email", label: &say("sign-in-email"), kind: "email", value: &typed.email,
                        error: messages.of("email"), autocomplete: Some("username"), ..Field::default()
                    }))
                    (parts::field(&Field {
                        name: "password", label: &say("sign-in-password"), kind: "password", hint: Some(&hint),
                        error: messages.of("password"), autocomplete: Some("new-password"), ..Field::default()
                    }))
                    (parts::button(&say("set-up-continue")))
                }
            }
        }
    };
    parts::plain_page(&heading, main)
}
