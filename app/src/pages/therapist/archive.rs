//! A group is put away once it meets no more, and may be taken back.

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::Deserialize;

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{group, session, skipped_date, staff};
use crate::error::Error;
use crate::guards::group::Group;
use crate::pages::parts::{self, Tab};
use crate::sealed::tickets;
use crate::urls::{self, route};
use crate::words::say;

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::ARCHIVE, get(ask).post(change))
}

#[derive(Deserialize)]
struct Sent {
    /// `away` to put the group away, anything else to take it back.
    deed: String,
}

async fn ask(Group { who, group }: Group) -> Markup {
    page(&who, &group, false)
}

async fn change(
    State(app): State<App>,
    Group { who, group }: Group,
    Form(sent): Form<Sent>,
) -> Result<Response, Error> {
    let (away, now) = (sent.deed == "away", app.clock.now());
    let tx = app.database.begin().await?;
    let group = group::Entity::find_by_id(group.id)
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or(Error::NotFound)?;
    // Pressed twice.
    if group.is_archived() == away {
        return Ok(Redirect::to(&urls::group(group.id)).into_response());
    }
    if away {
        let void = tickets::void(&app, &group, &tx).await;
        if void.map_err(Error::internal)?.is_err() {
            return Ok((StatusCode::CONFLICT, page(&who, &group, true)).into_response());
        }
    }
    if !away {
        let back = group::Model {
            archived_at: None,
            ..group.clone()
        };
        let held = session::Model::all_of(group.id, &tx).await?.len() as i32;
        skipped_date::not_at_once(&group, &back, held, &app.zone(), now, &tx).await?;
    }
    group::Entity::update_many()
        .set(group::ActiveModel {
            archived_at: Set(away.then(|| now.as_millisecond())),
            ..Default::default()
        })
        .filter(group::Column::Id.eq(group.id))
        .exec(&tx)
        .await?;
    let action = match away {
        true => Action::GroupArchived,
        false => Action::GroupTakenBack,
    };
    let deed = Deed {
        group_id: Some(group.id),
        ..Deed::by(who.id, action)
    };
    deed.commit(now, tx).await?;
    let onward = match away {
        true => route::GROUPS.to_owned(),
        false => urls::group(group.id),
    };
    Ok(Redirect::to(&onward).into_response())
}

fn page(who: &staff::Model, group: &group::Model, open: bool) -> Markup {
    let (title, lines, now, deed) = match group.is_archived() {
        false => ("archive-title", "archive-lines", "archive-now", "away"),
        true => (
            "archive-back",
            "archive-back-lines",
            "archive-back-now",
            "back",
        ),
    };
    let title = say(title);
    let main = html! {
        div.column {
            p.minor { a href=(urls::group(group.id)) { (group.name) } }
            h1 { (title) }
            section.card {
                @if open { p { strong { (say("archive-while-open")) } } }
                ul { @for line in say(lines).lines() { li { (line) } } }
                form.actions method="post" action=(urls::archive(group.id)) {
                    (parts::hidden("deed", deed))
                    (parts::button(&say(now)))
                    a.button.second href=(urls::settings(group.id)) { (say("go-back")) }
                }
            }
        }
    };
    parts::staff_page(who, Tab::Groups, &title, main)
}
