//! One of the staff: name and role, a link to choose a password, and the end of the account.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde::Deserialize;

use super::{new_link, people};
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::staff::{self, Role};
use crate::entities::staff_link;
use crate::error::Error;
use crate::guards::{Administrator, begin_as};
use crate::pages::parts::{self, Field, Tab};
use crate::pages::therapist::messages::Messages;
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::COLLEAGUE, get(show).post(save))
        .route(route::COLLEAGUE_LINK, post(link))
        .route(route::COLLEAGUE_FACTOR, post(remove_factor))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    role: String,
}

async fn show(
    State(app): State<App>,
    Path(id): Path<i64>,
    Administrator(who): Administrator,
) -> Result<Markup, Error> {
    let one = find(&app, id).await?;
    let typed = Typed {
        name: one.name.clone(),
        role: people::duty_id(&one).into(),
    };
    page(&app, &who, &one, &typed, &Messages::default()).await
}

async fn save(
    State(app): State<App>,
    Path(id): Path<i64>,
    Administrator(who): Administrator,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let mut messages = Messages::default();
    let name = people::name(&typed.name, &mut messages);
    let duty = messages.keep("role", people::duty(&typed.role), || {
        say("staff-role-wrong")
    });
    let (tx, _) = begin_as(&app, &who).await?;
    let one = staff::with_id(id, &tx).await?.ok_or(Error::NotFound)?;
    if duty.is_some_and(|(role, _)| role != one.role) {
        if one.id == who.id {
            messages.add("role", say("staff-role-own"));
        } else if one.role == Role::Therapist && !one.leads_alone(&tx).await?.is_empty() {
            messages.add("role", say("staff-role-leads"));
        }
    }
    let (Some(name), Some((role, sees_all)), true) = (name, duty, messages.is_empty()) else {
        drop(tx);
        let page = page(&app, &who, &one, &typed, &messages).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    if role != one.role {
        one.belongs_nowhere(&tx).await?;
    }
    let before = people::duty_id(&one);
    let mut row = one.into_active_model();
    (row.name, row.role, row.sees_all) = (Set(name), Set(role), Set(sees_all));
    row.update(&tx).await?;
    let deed = Deed {
        about_id: Some(id),
        detail: &typed.role,
        ..Deed::by(who.id, Action::ColleagueChanged)
    };
    deed.commit(app.clock.now(), tx).await?;
    // Which teams is the next question.
    let asks = typed.role != before && role == Role::Supervisor && !sees_all;
    let onward = match asks {
        true => urls::supervisor(id),
        false => route::PEOPLE.into(),
    };
    Ok(Redirect::to(&onward).into_response())
}

/// A link to choose a password. The one before, the password and every login end with it.
async fn link(
    State(app): State<App>,
    Path(id): Path<i64>,
    Administrator(who): Administrator,
) -> Result<Markup, Error> {
    let (tx, _) = begin_as(&app, &who).await?;
    let one = staff::with_id(id, &tx).await?.ok_or(Error::NotFound)?;
    // Who signs in can choose a password without one, and the last administrator must not be left outside.
    if one.id == who.id {
        return Err(Error::NotFound);
    }
    let now = app.clock.now();
    let one = one.set_password(String::new(), &tx).await?;
    let link = staff_link::make(id, now, &app.random, &tx).await?;
    let deed = Deed {
        about_id: Some(id),
        ..Deed::by(who.id, Action::PasswordReset)
    };
    deed.commit(now, tx).await?;
    Ok(new_link::page(&app, &who, &one, &link, None))
}

/// Somebody lost their phone and their recovery codes: the password alone signs them in.
async fn remove_factor(
    State(app): State<App>,
    Path(id): Path<i64>,
    Administrator(who): Administrator,
) -> Result<Redirect, Error> {
    let (tx, _) = begin_as(&app, &who).await?;
    let one = staff::with_id(id, &tx).await?.ok_or(Error::NotFound)?;
    // One's own goes with one's own password.
    if one.id == who.id {
        return Err(Error::NotFound);
    }
    if one.has_factor() {
        one.drop_factor(&tx).await?;
        let deed = Deed {
            about_id: Some(id),
            ..Deed::by(who.id, Action::SecondFactorRemoved)
        };
        deed.commit(app.clock.now(), tx).await?;
    }
    Ok(Redirect::to(&urls::colleague(id)))
}

async fn find(app: &App, id: i64) -> Result<staff::Model, Error> {
    let found = staff::with_id(id, &app.database.reader).await?;
    found.ok_or(Error::NotFound)
}

async fn page(
    app: &App,
    who: &staff::Model,
    one: &staff::Model,
    typed: &Typed,
    messages: &Messages,
) -> Result<Markup, Error> {
    let links = staff_link::Entity::find_by_id(one.id);
    let link = links.one(&app.database.reader).await?;
    let heading = if messages.is_empty() {
        one.name.clone()
    } else {
        say_with("error-title", &[("title", one.name.as_str().into())])
    };
    let waits = one.password_hash.is_empty();
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (one.name) }
            p { (one.email) @if waits { " · " (people::state(app, link.as_ref())) } }
            section.card {
                form method="post" action=(urls::colleague(one.id)) novalidate {
                    (parts::field(&Field {
                        name: "name", label: &say("colleague-name"), value: &typed.name,
                        error: messages.of("name"), autocomplete: Some("off"), ..Field::default()
                    }))
                    (people::roles(&typed.role, messages))
                    div.actions {
                        (parts::button(&say("save")))
                        a.button.second href=(route::PEOPLE) { (say("go-back")) }
                    }
                }
                @if one.role == Role::Supervisor {
                    p { a href=(urls::supervisor(one.id)) { (say("scope-sees")) } }
                }
            }
            @if one.id == who.id { p.minor { (say("staff-own")) } } @else {
                div.gap {}
                section.card {
                    h2 { (say(if waits { "staff-link-new" } else { "staff-link-reset" })) }
                    p { (say(if waits { "staff-link-new-what" } else { "staff-link-reset-what" })) }
                    form method="post" action=(urls::colleague_link(one.id)) {
                        (parts::second_button(&say("staff-link-make")))
                    }
                }
                @if one.has_factor() {
                    div.gap {}
                    section.card {
                        h2 { (say("factor")) }
                        p { (say("staff-factor-what")) }
                        form method="post" action=(urls::colleague_factor(one.id)) {
                            (parts::second_button(&say("staff-factor-remove")))
                        }
                    }
                }
                div.gap {}
                section.card {
                    h2 { (say("staff-end")) }
                    p { (say("staff-end-what")) }
                    div.actions {
                        a.button.second href=(urls::colleague_leaves(one.id)) { (say("staff-end-ask")) }
                    }
                }
            }
        }
    };
    Ok(parts::staff_page(who, Tab::People, &heading, main))
}
