//! The second half of signing in: a code, once the password was right.

use axum::Router;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::SignedDuration;
use maud::{Markup, html};
use serde::Deserialize;

use super::sign_in::{enter, wait_words};
use crate::App;
use crate::entities::audit::Action;
use crate::entities::staff;
use crate::error::{Error, retry_after};
use crate::guards::login::{Login, Waiting};
use crate::guards::places::Place;
use crate::guards::second_factor::{self, Typed};
use crate::pages::parts::{self, Field};
use crate::urls::route;
use crate::words::{say, say_with};

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::SIGN_IN_CODE, get(show).post(send))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    code: String,
}

async fn show(State(app): State<App>, login: Login) -> Result<Response, Error> {
    Ok(match Waiting::of(&app, &login).await? {
        Some(_) => page(None).into_response(),
        None => Redirect::to(route::SIGN_IN).into_response(),
    })
}

async fn send(
    State(app): State<App>,
    login: Login,
    place: Place,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result<Response, Error> {
    let Some((waiting, who)) = Waiting::of(&app, &login).await? else {
        return Ok(Redirect::to(route::SIGN_IN).into_response());
    };
    let now = app.clock.now();
    let tries = tries(&who);
    if let Err(wait) = app.throttle.count(&tries, place, now) {
        return Ok(wait_for(wait));
    }
    let tx = app.database.begin().await?;
    let action = match second_factor::claim(&app, &who, &sent.code, &tx).await? {
        Typed::Code => Action::SignedIn,
        Typed::Recovery => Action::SignedInWithARecoveryCode,
        Typed::Wrong => {
            let message = say("code-wrong");
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(Some(&message))).into_response());
        }
    };
    tx.commit().await?;
    app.throttle.clear(&tries, place, now);
    Waiting::end(&login).await?;
    enter(&app, login, who, action, &headers, &waiting.next).await
}

/// Under what wrong codes are counted: an address has no space.
fn tries(who: &staff::Model) -> String {
    format!("{} code", who.email)
}

fn wait_for(wait: SignedDuration) -> Response {
    let message = wait_words(wait);
    let mut page = (StatusCode::TOO_MANY_REQUESTS, page(Some(&message))).into_response();
    page.headers_mut()
        .insert(header::RETRY_AFTER, retry_after(wait));
    page
}

fn page(message: Option<&str>) -> Markup {
    let title = say("code-title");
    let heading = match message {
        None => title.clone(),
        Some(_) => say_with("error-title", &[("title", title.as_str().into())]),
    };
    let problems: Vec<(&str, &str)> = message
        .map(|message| ("code", message))
        .into_iter()
        .collect();
    let main = html! {
        (parts::error_summary(&problems))
        h1 { (title) }
        p { (say("code-what")) }
        form.card method="post" action=(route::SIGN_IN_CODE) novalidate {
            (parts::field(&Field {
                name: "code", label: &say("code-label"), hint: Some(&say("code-hint")),
                error: message, autocomplete: Some("one-time-code"), ..Field::default()
            }))
            (parts::button(&say("sign-in")))
        }
        p.minor { (say("code-lost")) }
        p { a href=(route::SIGN_IN) { (say("code-again")) } }
    };
    parts::sign_in_page(&heading, main)
}
