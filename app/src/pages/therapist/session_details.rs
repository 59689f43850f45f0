//! What the therapist says about a session: its topic, and how many were present.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;

use super::messages::Messages;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{group, session};
use crate::error::Error;
use crate::guards::group::Group;
use crate::pages::parts::{self, Field, Tab};
use crate::urls::{self, route};
use crate::words::{say, say_with};

const LONGEST_TOPIC: usize = 80;
const MOST_PRESENT: i32 = 64;

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::SESSION, get(show).post(save))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    topic: String,
    present: String,
}

impl Typed {
    /// As it was saved last.
    pub fn saved(session: &session::Model) -> Self {
        Self {
            topic: session.topic.clone().unwrap_or_default(),
            present: session.present.map(|n| n.to_string()).unwrap_or_default(),
        }
    }
}

async fn show(
    State(app): State<App>,
    Path((_, session)): Path<(i64, i64)>,
    Group { who, group }: Group,
) -> Result<Markup, Error> {
    let session = find(&app, &group, session).await?;
    let typed = Typed::saved(&session);
    let form = form(&group, &session, &typed, &Messages::default());
    let title = title(&session);
    let page = html! { div.column { h1 { (title) } section.card { (form) } (back(&group)) } };
    Ok(parts::staff_page(&who, Tab::Groups, &title, page))
}

async fn save(
    State(app): State<App>,
    Path((_, session)): Path<(i64, i64)>,
    Group { who, group }: Group,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let session = find(&app, &group, session).await?;
    let mut messages = Messages::default();
    let topic = Some(typed.topic.trim()).filter(|topic| {
        topic.chars().count() <= LONGEST_TOPIC && !topic.chars().any(char::is_control)
    });
    let topic = messages.keep("topic", topic, || say("session-topic-wrong"));
    let present = match typed.present.trim() {
        "" => Some(None),
        typed => typed
            .parse()
            .ok()
            .filter(|n| (0..=MOST_PRESENT).contains(n))
            .map(Some),
    };
    let present = messages.keep("present", present, || say("session-present-wrong"));
    let (Some(topic), Some(present)) = (topic, present) else {
        let title = say_with("error-title", &[("title", title(&session).into())]);
        let page = html! {
            div.column {
                (messages.summary())
                h1 { (self::title(&session)) }
                section.card { (form(&group, &session, &typed, &messages)) }
                (back(&group))
            }
        };
        let page = parts::staff_page(&who, Tab::Groups, &title, page);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let topic = Some(topic.to_owned()).filter(|topic| !topic.is_empty());
    store(&app, who.id, &session, topic, present).await?;
    Ok(Redirect::to(&urls::group(group.id)).into_response())
}

async fn store(
    app: &App,
    who: i64,
    session: &session::Model,
    topic: Option<String>,
    present: Option<i32>,
) -> Result<(), Error> {
    let tx = app.database.begin().await?;
    let row = session::ActiveModel {
        topic: Set(topic),
        ..Default::default()
    };
    session::Entity::update_many()
        .set(row)
        .filter(session::Column::Id.eq(session.id))
        .exec(&tx)
        .await?;
    let row = session::ActiveModel {
        present: Set(present),
        ..Default::default()
    };
    // The number may be corrected until the close and no later, also when the close came a moment ago.
    session::Entity::update_many()
        .set(row)
        .filter(session::Column::Id.eq(session.id))
        .filter(session::Column::State.eq(session::OPEN))
        .exec(&tx)
        .await?;
    let deed = Deed {
        group_id: Some(session.group_id),
        detail: &format!("session {}", session.number),
        ..Deed::by(who, Action::SessionDescribed)
    };
    deed.commit(app.clock.now(), tx).await?;
    Ok(())
}

async fn find(app: &App, group: &group::Model, id: i64) -> Result<session::Model, Error> {
    session::Entity::find_by_id(id)
        .one(&app.database.reader)
        .await?
        .filter(|session| session.group_id == group.id)
        .ok_or(Error::NotFound)
}

fn back(group: &group::Model) -> Markup {
    html! { p { a href=(urls::group(group.id)) { (say("go-back")) } } }
}

fn title(session: &session::Model) -> String {
    say_with("session-number", &[("number", session.number.into())])
}

/// The form, on its page and on the dashboard. Once closed, only the topic can be changed.
pub fn form(
    group: &group::Model,
    session: &session::Model,
    typed: &Typed,
    messages: &Messages,
) -> Markup {
    html! {
        form method="post" action=(urls::session(group.id, session.id)) novalidate {
            div.pair {
            (parts::field(&Field {
                name: "topic",
                label: &say("session-topic"),
                value: &typed.topic,
                error: messages.of("topic"),
                autocomplete: Some("off"),
                ..Field::default()
            }))
            @if session.state == session::OPEN {
                (parts::field(&Field {
                    name: "present",
                    label: &say("session-present"),
                    kind: "number",
                    value: &typed.present,
                    error: messages.of("present"),
                    autocomplete: Some("off"),
                    ..Field::default()
                }))
            }
            }
            (parts::button(&say("save")))
        }
    }
}
