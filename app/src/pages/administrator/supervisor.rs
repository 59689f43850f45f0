//! What one supervisor sees: the whole organisation, or teams.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::response::Redirect;
use axum::routing::get;
use maud::{Markup, html};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::staff::{self, Role};
use crate::entities::{team, team_supervisor};
use crate::error::Error;
use crate::guards::{Administrator, begin_as};
use crate::pages::parts::{self, Choice, Tab};
use crate::urls::{self, route};
use crate::words::say;

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::SUPERVISOR, get(show).post(save))
}

async fn show(
    State(app): State<App>,
    Path(id): Path<i64>,
    Administrator(who): Administrator,
) -> Result<Markup, Error> {
    let reader = &app.database.reader;
    let supervisor = find(&app, id).await?;
    let teams = team::all(reader).await?;
    let ticked = team_supervisor::teams_of(id, reader).await?;
    let (all, only) = (say("scope-all"), say("scope-teams"));
    let scopes = [
        Choice {
            value: "all",
            label: &all,
        },
        Choice {
            value: "teams",
            label: &only,
        },
    ];
    let scope = if supervisor.sees_all { "all" } else { "teams" };
    let main = html! {
        div.column {
            h1 { (supervisor.name) }
            section.card {
                form method="post" action=(urls::supervisor(id)) {
                    (parts::choices("scope", &say("scope-sees"), None, &scopes, Some(scope), None))
                    @if teams.is_empty() { p { (say("teams-none")) } } @else {
                        fieldset.field {
                            legend { (say("teams")) }
                            @for team in &teams {
                                label.choice {
                                    input type="checkbox" name="team" value=(team.id)
                                        checked[ticked.contains(&team.id)];
                                    span { (team.name) }
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
        }
    };
    Ok(parts::staff_page(&who, Tab::Teams, &supervisor.name, main))
}

async fn save(
    State(app): State<App>,
    Path(id): Path<i64>,
    Administrator(who): Administrator,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, Error> {
    find(&app, id).await?;
    let mut scopes = sent.iter().filter(|(name, _)| name == "scope");
    let sees_all = match scopes.next().map(|(_, scope)| scope.as_str()) {
        Some("all") => true,
        Some("teams") => false,
        _ => return Err(Error::Malformed),
    };
    let ticked: Vec<&str> = sent
        .iter()
        .filter(|(name, _)| name == "team")
        .map(|(_, id)| id.as_str())
        .collect();
    let (tx, _) = begin_as(&app, &who).await?;
    let row = staff::ActiveModel {
        sees_all: Set(sees_all),
        ..Default::default()
    };
    staff::Entity::update_many()
        .set(row)
        .filter(staff::Column::Id.eq(id))
        .exec(&tx)
        .await?;
    team_supervisor::Entity::delete_many()
        .filter(team_supervisor::Column::StaffId.eq(id))
        .exec(&tx)
        .await?;
    // A team that was dissolved meanwhile is not there to be supervised.
    for team in team::all(&tx).await? {
        if ticked.contains(&team.id.to_string().as_str()) {
            let row = team_supervisor::Model {
                team_id: team.id,
                staff_id: id,
            };
            team_supervisor::Entity::insert(team_supervisor::ActiveModel::from(row).reset_all())
                .exec_without_returning(&tx)
                .await?;
        }
    }
    let deed = Deed {
        about_id: Some(id),
        detail: if sees_all { "all" } else { "teams" },
        ..Deed::by(who.id, Action::SupervisorsScopeChanged)
    };
    deed.commit(app.clock.now(), tx).await?;
    Ok(Redirect::to(route::TEAMS))
}

async fn find(app: &App, id: i64) -> Result<staff::Model, Error> {
    let found = staff::with_id(id, &app.database.reader).await?;
    let found = found.filter(|staff| staff.role == Role::Supervisor);
    found.ok_or(Error::NotFound)
}
