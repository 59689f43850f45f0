//! One team: its name, and the groups that belong to it.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::teams::Named;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{group, staff, team, team_supervisor};
use crate::error::Error;
use crate::guards::Administrator;
use crate::pages::parts::{self, Field, Tab};
use crate::pages::therapist::messages::Messages;
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::TEAM, get(show).post(save))
        .route(route::DISSOLVE_TEAM, post(dissolve))
}

async fn show(
    State(app): State<App>,
    Path(id): Path<i64>,
    Administrator(who): Administrator,
) -> Result<Markup, Error> {
    let team = find(&app, id).await?;
    page(&app, &who, &team, &team.name, &Messages::default()).await
}

async fn save(
    State(app): State<App>,
    Path(id): Path<i64>,
    Administrator(who): Administrator,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let team = find(&app, id).await?;
    let value = |name: &str| sent.iter().find(|(known, _)| known == name);
    let typed = value("name")
        .map(|(_, value)| value.clone())
        .unwrap_or_default();
    let named = Named {
        name: typed.clone(),
    };
    let ticked = sent.iter().filter(|(name, _)| name == "group");
    let ticked: Vec<i64> = ticked.filter_map(|(_, id)| id.parse().ok()).collect();
    let tx = app.database.begin().await?;
    let name = match named.read(Some(id), &team::all(&tx).await?) {
        Ok(name) => name,
        Err(message) => {
            drop(tx);
            let mut messages = Messages::default();
            messages.add("name", message);
            let page = page(&app, &who, &team, &typed, &messages).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let row = team::ActiveModel {
        name: Set(name),
        ..Default::default()
    };
    team::Entity::update_many()
        .set(row)
        .filter(team::Column::Id.eq(id))
        .exec(&tx)
        .await?;
    empty(id, &tx).await?;
    let belongs = group::ActiveModel {
        team_id: Set(Some(id)),
        ..Default::default()
    };
    group::Entity::update_many()
        .set(belongs)
        .filter(group::Column::Id.is_in(ticked.iter().copied()))
        .exec(&tx)
        .await?;
    let deed = Deed::by(who.id, Action::TeamChanged);
    deed.commit(app.clock.now(), tx).await?;
    Ok(Redirect::to(route::TEAMS).into_response())
}

/// Dissolves a team: its groups belong to none, and its supervisors see no more than before.
async fn dissolve(
    State(app): State<App>,
    Path(id): Path<i64>,
    Administrator(who): Administrator,
) -> Result<Redirect, Error> {
    find(&app, id).await?;
    let tx = app.database.begin().await?;
    empty(id, &tx).await?;
    team_supervisor::Entity::delete_many()
        .filter(team_supervisor::Column::TeamId.eq(id))
        .exec(&tx)
        .await?;
    team::Entity::delete_by_id(id).exec(&tx).await?;
    let deed = Deed::by(who.id, Action::TeamDissolved);
    deed.commit(app.clock.now(), tx).await?;
    Ok(Redirect::to(route::TEAMS))
}

async fn find(app: &App, id: i64) -> Result<team::Model, Error> {
    let found = team::Entity::find_by_id(id).one(&app.database.reader);
    found.await?.ok_or(Error::NotFound)
}

async fn empty(team: i64, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    let none = group::ActiveModel {
        team_id: Set(None),
        ..Default::default()
    };
    group::Entity::update_many()
        .set(none)
        .filter(group::Column::TeamId.eq(team))
        .exec(tx)
        .await?;
    Ok(())
}

async fn page(
    app: &App,
    who: &staff::Model,
    team: &team::Model,
    typed: &str,
    messages: &Messages,
) -> Result<Markup, Error> {
    let reader = &app.database.reader;
    let teams = team::all(reader).await?;
    let groups = group::Entity::find()
        .order_by_asc(group::Column::Name)
        .all(reader)
        .await?;
    let elsewhere = |group: &group::Model| {
        let other = group.team_id.filter(|other| *other != team.id)?;
        let mut teams = teams.iter();
        teams
            .find(|team| team.id == other)
            .map(|team| team.name.as_str())
    };
    let heading = if messages.is_empty() {
        team.name.clone()
    } else {
        say_with("error-title", &[("title", team.name.as_str().into())])
    };
    let label = say("team-name");
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (team.name) }
            section.card {
                form method="post" action=(urls::team(team.id)) novalidate {
                    (parts::field(&Field {
                        name: "name", label: &label, value: typed,
                        error: messages.of("name"), autocomplete: Some("off"), ..Field::default()
                    }))
                    fieldset.field {
                        legend { (say("groups")) }
                        span.hint { (say("team-groups-hint")) }
                        @for group in &groups {
                            label.choice {
                                input type="checkbox" name="group" value=(group.id)
                                    checked[group.team_id == Some(team.id)];
                                span {
                                    (group.name)
                                    @if let Some(other) = elsewhere(group) {
                                        span.minor { " (" (say_with("team-now-in", &[("team", other.into())])) ")" }
                                    }
                                }
                            }
                        }
                    }
                    div.actions {
                        (parts::button(&say("save")))
                        a.button.second href=(route::TEAMS) { (say("go-back")) }
                    }
                }
            }
            details {
                summary { u { (say("team-dissolve")) } }
                p { (say("team-dissolve-what")) }
                form method="post" action=(urls::dissolve_team(team.id)) {
                    (parts::second_button(&say("team-dissolve-now")))
                }
            }
        }
    };
    Ok(parts::staff_page(who, Tab::Teams, &heading, main))
}
