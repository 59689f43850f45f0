//! Teams and supervisors: who sees the reports of which groups.

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::staff::{self, Role};
use crate::entities::{group, team, team_supervisor};
use crate::error::Error;
use crate::guards::Administrator;
use crate::pages::parts::{self, Field, Tab, plain};
use crate::pages::therapist::messages::Messages;
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// Characters of a team's name.
const NAME: usize = 60;

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::TEAMS, get(show).post(make))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Named {
    /// The name.
    pub name: String,
}

impl Named {
    /// The name, if it is one and no other team has it.
    pub fn read(&self, own: Option<i64>, teams: &[team::Model]) -> Result<String, String> {
        let name = plain(&self.name)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if !(1..=NAME).contains(&name.chars().count()) {
            return Err(say_with("team-name-wrong", &[("most", NAME.into())]));
        }
        let same = |team: &&team::Model| {
            team.name.to_lowercase() == name.to_lowercase() && Some(team.id) != own
        };
        if teams.iter().any(|team| same(&team)) {
            return Err(say("team-name-twice"));
        }
        Ok(name)
    }
}

async fn show(State(app): State<App>, Administrator(who): Administrator) -> Result<Markup, Error> {
    page(&app, &who, &Named::default(), &Messages::default()).await
}

async fn make(
    State(app): State<App>,
    Administrator(who): Administrator,
    Form(typed): Form<Named>,
) -> Result<Response, Error> {
    let tx = app.database.begin().await?;
    let name = match typed.read(None, &team::all(&tx).await?) {
        Ok(name) => name,
        Err(message) => {
            drop(tx);
            let mut messages = Messages::default();
            messages.add("name", message);
            let page = page(&app, &who, &typed, &messages).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let row = team::Model {
        id: app.random.row_id(),
        name,
    };
    let address = urls::team(row.id);
    team::Entity::insert(team::ActiveModel::from(row).reset_all())
        .exec_without_returning(&tx)
        .await?;
    let deed = Deed::by(who.id, Action::TeamMade);
    deed.commit(app.clock.now(), tx).await?;
    Ok(Redirect::to(&address).into_response())
}

async fn page(
    app: &App,
    who: &staff::Model,
    typed: &Named,
    messages: &Messages,
) -> Result<Markup, Error> {
    let reader = &app.database.reader;
    let teams = team::all(reader).await?;
    let groups = group::Entity::find().all(reader).await?;
    let supervisors = staff::all()
        .filter(staff::Column::Role.eq(Role::Supervisor))
        .all(reader)
        .await?;
    let supervised = team_supervisor::Entity::find().all(reader).await?;
    let sees = |supervisor: &staff::Model| {
        if supervisor.sees_all {
            return say("scope-all");
        }
        let of = |team: &&team::Model| {
            let mut rows = supervised.iter();
            rows.any(|row| row.staff_id == supervisor.id && row.team_id == team.id)
        };
        let names: Vec<&str> = teams
            .iter()
            .filter(of)
            .map(|team| team.name.as_str())
            .collect();
        if names.is_empty() {
            say("scope-none")
        } else {
            names.join(", ")
        }
    };
    let title = say("teams");
    let heading = if messages.is_empty() {
        title.clone()
    } else {
        say_with("error-title", &[("title", title.as_str().into())])
    };
    let (label, hint) = (say("team-name"), say("team-name-hint"));
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            p { (say("teams-what")) }
            section.card {
                h2 { (say("teams")) }
                @if teams.is_empty() { p { (say("teams-none")) } }
                @for team in &teams {
                    @let count = groups.iter().filter(|group| group.team_id == Some(team.id)).count();
                    blockquote {
                        a href=(urls::team(team.id)) { (team.name) } " "
                        span.minor { (say_with("teams-groups", &[("count", count.into())])) }
                    }
                }
                form method="post" action=(route::TEAMS) novalidate {
                    (parts::field(&Field {
                        name: "name", label: &label, hint: Some(&hint), value: &typed.name,
                        error: messages.of("name"), autocomplete: Some("off"), ..Field::default()
                    }))
                    (parts::button(&say("team-make")))
                }
            }
            div.gap {}
            section.card {
                h2 { (say("supervisors")) }
                @if supervisors.is_empty() { p { (say("supervisors-none")) } }
                @for supervisor in &supervisors {
                    blockquote {
                        a href=(urls::supervisor(supervisor.id)) { (supervisor.name) } " "
                        span.minor { (sees(supervisor)) }
                    }
                }
            }
        }
    };
    Ok(parts::staff_page(who, Tab::Teams, &heading, main))
}
