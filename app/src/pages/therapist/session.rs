//! Opening a session by hand, and cancelling one: each asks once before it is done.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::Timestamp;
use maud::{Markup, html};
use sea_orm::EntityTrait;

use super::meetings::Meetings;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{session, staff};
use crate::error::Error;
use crate::guards::group::Group;
use crate::pages::parts::{self, Tab};
use crate::sealed::close::{self, Cause};
use crate::sealed::opening::{self, Obstacle};
use crate::urls::{self, route};
use crate::words::dates;
use crate::words::{say, say_with};

/// These pages' routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::OPEN_SESSION, get(ask_to_open).post(open))
        .route(route::CANCEL_SESSION, get(ask_to_cancel).post(cancel))
}

async fn ask_to_open(State(app): State<App>, Group { who, group }: Group) -> Result<Markup, Error> {
    let meetings = Meetings::of(&app, &group).await?;
    let number = meetings.sessions.len() as i32 + 1;
    let closes = dates::closing(closing(&app)?, &app.zone());
    let title = say_with("session-open-title", &[("number", number.into())]);
    let page = html! {
        div.column {
            h1 { (title) }
            section.card {
                p { (say_with("session-open-what", &[("closes", closes.into())])) }
                p { (say("session-open-stays")) }
                form.actions method="post" action=(urls::open_session(group.id)) {
                    (parts::button(&say("session-open-now")))
                    a.button.second href=(urls::group(group.id)) { (say("go-back")) }
                }
            }
        }
    };
    Ok(parts::staff_page(&who, Tab::Groups, &title, page))
}

async fn open(State(app): State<App>, Group { who, group }: Group) -> Result<Response, Error> {
    let opened = opening::open(&app, group.id, app.today(), closing(&app)?)
        .await
        .map_err(Error::internal)?;
    match opened {
        Ok(session) => {
            let detail = format!("session {}", session.number);
            note(&app, who.id, group.id, Action::SessionOpened, &detail).await?;
        }
        // Pressed twice, or by both therapists: it is open, which is what was wanted.
        Err(Obstacle::AlreadyOpen) => {}
        Err(Obstacle::NoSupportContacts) => {
            return Ok(not_opened(&who, group.id, "session-no-contacts"));
        }
        Err(Obstacle::Archived) => return Ok(not_opened(&who, group.id, "archive-opens-nothing")),
    }
    Ok(Redirect::to(&urls::group(group.id)).into_response())
}

fn not_opened(who: &staff::Model, group: i64, why: &str) -> Response {
    let title = say("session-not-opened");
    let page = html! {
        div.column {
            h1 { (title) }
            section.card {
                p { (say(why)) }
                a.button.second href=(urls::group(group)) { (say("go-back")) }
            }
        }
    };
    let page = parts::staff_page(who, Tab::Groups, &title, page);
    (StatusCode::CONFLICT, page).into_response()
}

async fn ask_to_cancel(
    State(app): State<App>,
    Path((_, session)): Path<(i64, i64)>,
    Group { who, group }: Group,
) -> Result<Markup, Error> {
    let session = open_session(&app, group.id, session).await?;
    let title = say_with("session-cancel-title", &[("number", session.number.into())]);
    let page = html! {
        div.column {
            h1 { (title) }
            section.card {
                p { (say("session-cancel-what")) }
                p { (say("session-cancel-tickets")) }
                p { (say("session-cancel-for-good")) }
                form.actions method="post" action=(urls::cancel_session(group.id, session.id)) {
                    (parts::button(&say("session-cancel-now")))
                    a.button.second href=(urls::group(group.id)) { (say("session-keep")) }
                }
            }
        }
    };
    Ok(parts::staff_page(&who, Tab::Groups, &title, page))
}

async fn cancel(
    State(app): State<App>,
    Path((_, session)): Path<(i64, i64)>,
    Group { who, group }: Group,
) -> Result<Redirect, Error> {
    // One that has closed meanwhile is left as it is: the dashboard shows what became of it.
    if let Ok(session) = open_session(&app, group.id, session).await {
        let done = close::close(&app, session.id, Cause::Cancelled)
            .await
            .map_err(Error::internal)?;
        if done {
            let detail = format!("session {}", session.number);
            note(&app, who.id, group.id, Action::SessionCancelled, &detail).await?;
        }
    }
    Ok(Redirect::to(&urls::group(group.id)))
}

fn closing(app: &App) -> Result<Timestamp, Error> {
    session::default_closing(app.today(), &app.zone())
        .ok_or(Error::internal("BUG: tomorrow has no morning"))
}

async fn open_session(app: &App, group: i64, id: i64) -> Result<session::Model, Error> {
    session::Entity::find_by_id(id)
        .one(&app.database.reader)
        .await?
        .filter(|session| session.group_id == group && session.state == session::OPEN)
        .ok_or(Error::NotFound)
}

async fn note(app: &App, who: i64, group: i64, action: Action, detail: &str) -> Result<(), Error> {
    let deed = Deed {
        group_id: Some(group),
        detail,
        ..Deed::by(who, action)
    };
    deed.record(app.clock.now(), &app.database).await?;
    Ok(())
}
