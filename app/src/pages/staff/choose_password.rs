//! Choosing a password with a link that an administrator handed over. Looking at it uses nothing up.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;

use super::sign_in::onward;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::staff;
use crate::entities::staff_link;
use crate::error::Error;
use crate::guards::login::Login;
use crate::guards::password::{self, SHORTEST};
use crate::pages::parts::{self, Field};
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::CHOOSE_PASSWORD, get(show).post(choose))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    password: String,
}

async fn show(State(app): State<App>, Path(link): Path<String>) -> Result<Response, Error> {
    let Some(who) = whose(&app, &link, &app.database.reader).await? else {
        return Ok(over());
    };
    Ok(page(&app, &who, &link, None).into_response())
}

async fn choose(
    State(app): State<App>,
    Path(link): Path<String>,
    login: Login,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let Some(who) = whose(&app, &link, &app.database.reader).await? else {
        return Ok(over());
    };
    let organisation = app.organisation();
    let about = [&who.name, &who.email, organisation.name()];
    if let Some(message) = password::refused(&typed.password, &about) {
        let page = page(&app, &who, &link, Some(&message));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let Some(_room) = app.passwords.room() else {
        return Err(Error::TooMany(jiff::SignedDuration::from_secs(1)));
    };
    let hash = app.passwords.hash(typed.password).await;
    let tx = app.database.begin().await?;
    // The link may have been used, replaced or taken back while the password was hashed.
    let still = whose(&app, &link, &tx)
        .await?
        .filter(|now| now.id == who.id);
    let (Some(who), true) = (still, staff_link::claim(&link, &tx).await?) else {
        return Ok(over());
    };
    let who = who.set_password(hash, &tx).await?;
    let deed = Deed::by(who.id, Action::PasswordChosen);
    deed.commit(app.clock.now(), tx).await?;
    onward(&app, login, who, &headers, route::GROUPS).await
}

async fn whose(
    app: &App,
    link: &str,
    db: &impl sea_orm::ConnectionTrait,
) -> Result<Option<staff::Model>, Error> {
    Ok(match staff_link::whose(link, app.clock.now(), db).await? {
        Some(id) => staff::with_id(id, db).await?,
        None => None,
    })
}

/// The same for a link that was used, that is too old, and that never was.
fn over() -> Response {
    let title = say("password-link-over");
    let main = html! {
        h1 { (title) }
        p { (say("password-link-over-what")) }
        p { a href=(route::SIGN_IN) { (say("sign-in")) } }
    };
    (StatusCode::GONE, parts::sign_in_page(&title, main)).into_response()
}

fn page(app: &App, who: &staff::Model, link: &str, message: Option<&str>) -> Markup {
    let organisation = app.organisation();
    let title = say("password-choose");
    let heading = match message {
        None => title.clone(),
        Some(_) => say_with("error-title", &[("title", title.as_str().into())]),
    };
    let hint = say_with("staff-password-hint", &[("least", SHORTEST.into())]);
    let problems: Vec<(&str, &str)> = message
        .map(|message| ("password", message))
        .into_iter()
        .collect();
    let what = say_with(
        "password-choose-what",
        &[
            ("name", who.name.as_str().into()),
            ("organisation", organisation.name().into()),
            ("email", who.email.as_str().into()),
        ],
    );
    let main = html! {
        (parts::error_summary(&problems))
        h1 { (title) }
        p { (what) }
        form.card method="post" action=(urls::choose_password(link)) novalidate {
            // A password manager keeps the password under this.
            input type="hidden" name="username" value=(who.email) autocomplete="username";
            (parts::field(&Field {
                name: "password", label: &say("sign-in-password"), kind: "password", hint: Some(&hint),
                error: message, autocomplete: Some("new-password"), ..Field::default()
            }))
            (parts::button(&say("password-choose-now")))
        }
    };
    parts::sign_in_page(&heading, main)
}
