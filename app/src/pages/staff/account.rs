//! One's own account: the password, the second factor, and where one is signed in.

use axum::Router;
use axum::extract::{Form, Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use maud::{Markup, html};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{login, recovery_code, staff};
use crate::error::Error;
use crate::guards::login::{self as guard, Login, User};
use crate::guards::password::{self, SHORTEST};
use crate::guards::places::Place;
use crate::guards::{SignedIn, begin_as};
use crate::pages::parts::{self, Field, Tab};
use crate::pages::therapist::messages::Messages;
use crate::urls::{self, route};
use crate::words::{dates, say, say_with};

/// In the address after a change.
const SAVED: &str = "saved";

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::ACCOUNT, get(show).post(choose))
        .route(route::END_LOGIN, post(end))
        .route(route::END_LOGINS, post(end_others))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    current: String,
    new: String,
}

async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    SignedIn(who): SignedIn,
    login: Login,
) -> Result<Markup, Error> {
    let saved = query.as_deref() == Some(SAVED);
    page(&app, &who, &login, &Messages::default(), saved).await
}

/// A new password. It ends every other login, as each is bound to the one before.
async fn choose(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    mut login: Login,
    place: Place,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let mut messages = Messages::default();
    let organisation = app.organisation();
    let about = [&who.name, &who.email, organisation.name()];
    if let Some(why) = password::refused(&typed.new, &about) {
        messages.add("new", why);
    }
    if !is_own(&app, &who, place, typed.current).await? {
        messages.add("current", say("account-password-wrong"));
    }
    if !messages.is_empty() {
        let page = page(&app, &who, &login, &messages, false).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let hash = app.passwords.hash(typed.new).await;
    let (tx, who) = begin_as(&app, &who).await?;
    let who = who.set_password(hash, &tx).await?;
    let deed = Deed::by(who.id, Action::PasswordChanged);
    deed.commit(app.clock.now(), tx).await?;
    login.session.cycle_id().await.map_err(Error::internal)?;
    login.login(&User(who)).await.map_err(Error::internal)?;
    Ok(Redirect::to(&format!("{}?{SAVED}", route::ACCOUNT)).into_response())
}

/// Whether somebody who is signed in types their own password. Tries are counted as at sign-in: a laptop that was left
/// open must not be where a password is guessed.
///
/// # Errors
///
/// When there were too many tries, or too many people at once.
pub async fn is_own(
    app: &App,
    who: &staff::Model,
    place: Place,
    typed: String,
) -> Result<bool, Error> {
    let Some(_room) = app.passwords.room() else {
        return Err(Error::TooMany(jiff::SignedDuration::from_secs(1)));
    };
    let now = app.clock.now();
    let counted = app.throttle.count(&who.email, place, now);
    counted.map_err(Error::TooMany)?;
    let hash = Some(who.password_hash.clone()).filter(|hash| !hash.is_empty());
    let right = app.passwords.verify(typed, hash).await;
    if right {
        app.throttle.clear(&who.email, place, now);
    }
    Ok(right)
}

/// Ends one login, on this browser or another.
async fn end(
    State(app): State<App>,
    Path(id): Path<String>,
    SignedIn(who): SignedIn,
) -> Result<Redirect, Error> {
    let tx = app.database.begin().await?;
    let gone = login::Entity::delete_many()
        .filter(login::Column::Id.eq(id))
        .filter(login::Column::StaffId.eq(who.id))
        .exec(&tx)
        .await?;
    if gone.rows_affected == 1 {
        let deed = Deed::by(who.id, Action::LoginEnded);
        deed.commit(app.clock.now(), tx).await?;
    }
    Ok(Redirect::to(route::ACCOUNT))
}

/// Ends every login but this one.
async fn end_others(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    login: Login,
) -> Result<Redirect, Error> {
    let tx = app.database.begin().await?;
    let own = guard::own_row(&login).unwrap_or_default();
    login::Entity::delete_many()
        .filter(login::Column::StaffId.eq(who.id))
        .filter(login::Column::Id.ne(own))
        .exec(&tx)
        .await?;
    let deed = Deed::by(who.id, Action::OtherLoginsEnded);
    deed.commit(app.clock.now(), tx).await?;
    Ok(Redirect::to(route::ACCOUNT))
}

async fn page(
    app: &App,
    who: &staff::Model,
    login: &Login,
    messages: &Messages,
    saved: bool,
) -> Result<Markup, Error> {
    let reader = &app.database.reader;
    let logins = login::of(who.id, app.clock.now(), reader).await?;
    let codes = recovery_code::left(who.id, reader).await?;
    let own = guard::own_row(login);
    let title = say("account");
    let heading = match messages.is_empty() {
        true => title.clone(),
        false => say_with("error-title", &[("title", title.as_str().into())]),
    };
    let hint = say_with("staff-password-hint", &[("least", SHORTEST.into())]);
    let others = logins.iter().any(|row| Some(&row.id) != own.as_ref());
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            p { (who.name) " · " (who.email) }
            @if saved { p role="status" { strong { (say("account-password-saved")) } } }
            section.card {
                h2 { (say("factor")) }
                @if who.has_factor() {
                    p { (say("factor-on")) " " (say_with("factor-codes-left", &[("count", (codes as i64).into())])) }
                    div.actions { a.button.second href=(route::FACTOR) { (say("factor-change")) } }
                } @else {
                    p { (say("factor-off")) }
                    div.actions { a.button.second href=(route::FACTOR) { (say("factor-set-up")) } }
                }
            }
            section.card {
                h2 { (say("account-password")) }
                form method="post" action=(route::ACCOUNT) novalidate {
                    // A password manager finds whose password this is.
                    input type="hidden" name="username" value=(who.email) autocomplete="username";
                    (parts::field(&Field {
                        name: "current", label: &say("account-password-current"), kind: "password",
                        error: messages.of("current"), autocomplete: Some("current-password"), ..Field::default()
                    }))
                    (parts::field(&Field {
                        name: "new", label: &say("account-password-new"), kind: "password", hint: Some(&hint),
                        error: messages.of("new"), autocomplete: Some("new-password"), ..Field::default()
                    }))
                    (parts::button(&say("account-password-save")))
                }
            }
            section.card {
                h2 { (say("account-logins")) }
                ol.entries { @for row in &logins { li {
                    p { (began(app, row)) @if Some(&row.id) == own.as_ref() { " · " strong { (say("account-login-own")) } } }
                    form method="post" action=(urls::end_login(&row.id)) {
                        button.button.second.small { (say("account-login-end")) span.unseen { ": " (began(app, row)) } }
                    }
                } } }
                @if others { form method="post" action=(route::END_LOGINS) {
                    (parts::second_button(&say("account-logins-end")))
                } }
                p.minor { (say("account-logins-what")) }
            }
            section.card {
                h2 { (say("my-mails")) }
                p { a href=(route::MY_MAILS) { (say("my-mails-which")) } }
            }
        }
    };
    Ok(parts::staff_page(who, Tab::Nothing, &heading, main))
}

fn began(app: &App, row: &login::Model) -> String {
    let at = Timestamp::from_millisecond(row.begun_at).unwrap_or_default();
    say_with(
        "account-login-began",
        &[("moment", dates::moment(at, &app.zone()).into())],
    )
}
