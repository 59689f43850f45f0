//! Who leads a group: its therapists add a colleague, or leave it to those who stay.

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use serde::Deserialize;

use super::messages::Messages;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::staff::{self, Role};
use crate::entities::{group, group_therapist};
use crate::error::Error;
use crate::guards::begin_as;
use crate::guards::group::Group;
use crate::pages::parts::{self, Choice, Tab};
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// These pages' routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::THERAPISTS, get(show).post(add))
        .route(route::LEAVE_GROUP, post(leave))
}

/// Every therapist of the organisation, by name: those who lead the group, and those who could.
struct Team {
    lead: Vec<staff::Model>,
    others: Vec<staff::Model>,
}

impl Team {
    async fn of(group: i64, db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let leading: Vec<i64> = group_therapist::Entity::find()
            .filter(group_therapist::Column::GroupId.eq(group))
            .all(db)
            .await?
            .iter()
            .map(|row| row.staff_id)
            .collect();
        let therapists = staff::all()
            .filter(staff::Column::Role.eq(Role::Therapist))
            .all(db)
            .await?;
        let (lead, others) = therapists
            .into_iter()
            .partition(|one| leading.contains(&one.id));
        Ok(Self { lead, others })
    }

    /// Whether somebody who can sign in is left when `who` leaves.
    fn stays_led_without(&self, who: &staff::Model) -> bool {
        let mut lead = self.lead.iter();
        lead.any(|one| one.id != who.id && !one.password_hash.is_empty())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Chosen {
    therapist: String,
}

async fn show(State(app): State<App>, Group { who, group }: Group) -> Result<Markup, Error> {
    let team = Team::of(group.id, &app.database.reader).await?;
    Ok(page(&who, &group, &team, &Messages::default()))
}

async fn add(
    State(app): State<App>,
    Group { who, group }: Group,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Error> {
    let (tx, who) = begin_as(&app, &who).await?;
    let team = Team::of(group.id, &tx).await?;
    let leads = |one: &staff::Model| team.lead.iter().any(|lead| lead.id == one.id);
    // Whoever was taken out of the group meanwhile adds nobody.
    if !leads(&who) {
        return Err(Error::NotFound);
    }
    let id = chosen.therapist.parse::<i64>().ok();
    // Pressed twice, or by both therapists.
    if team.lead.iter().any(|lead| Some(lead.id) == id) {
        return Ok(Redirect::to(&urls::therapists(group.id)).into_response());
    }
    let colleague = team.others.iter().find(|one| Some(one.id) == id);
    let mut messages = Messages::default();
    let colleague = messages.keep("therapist", colleague, || say("therapists-choose"));
    let Some(colleague) = colleague else {
        let page = page(&who, &group, &team, &messages);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let row = group_therapist::Model {
        group_id: group.id,
        staff_id: colleague.id,
    };
    group_therapist::Entity::insert(group_therapist::ActiveModel::from(row).reset_all())
        .exec_without_returning(&tx)
        .await?;
    let deed = Deed {
        group_id: Some(group.id),
        about_id: Some(colleague.id),
        ..Deed::by(who.id, Action::TherapistAdded)
    };
    deed.commit(app.clock.now(), tx).await?;
    Ok(Redirect::to(&urls::therapists(group.id)).into_response())
}

async fn leave(State(app): State<App>, Group { who, group }: Group) -> Result<Response, Error> {
    let (tx, who) = begin_as(&app, &who).await?;
    let team = Team::of(group.id, &tx).await?;
    // Both pressed it: one of them stays.
    if !team.stays_led_without(&who) {
        let page = page(&who, &group, &team, &Messages::default());
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let left = group_therapist::Entity::delete_by_id((group.id, who.id)).exec(&tx);
    if left.await?.rows_affected > 0 {
        let deed = Deed {
            group_id: Some(group.id),
            ..Deed::by(who.id, Action::TherapistLeft)
        };
        deed.commit(app.clock.now(), tx).await?;
    }
    Ok(Redirect::to(route::GROUPS).into_response())
}

fn page(who: &staff::Model, group: &group::Model, team: &Team, messages: &Messages) -> Markup {
    let title = say("therapists-title");
    let heading = match messages.is_empty() {
        true => title.clone(),
        false => say_with("error-title", &[("title", title.as_str().into())]),
    };
    let main = html! {
        div.column {
            (messages.summary())
            p.minor { a href=(urls::group(group.id)) { (group.name) } }
            h1 { (title) }
            section.card {
                ul { @for one in &team.lead { li {
                    (one.name)
                    @if one.id == who.id { " " span.minor { (say("therapists-you")) } }
                    @if one.password_hash.is_empty() { " " span.minor { (say("therapists-invited")) } }
                } } }
                (add_form(group, team, messages))
            }
            section.card {
                h2 { (say("therapists-leave")) }
                @if team.stays_led_without(who) {
                    p { (say("therapists-leave-what")) }
                    details {
                        summary { u { (say("therapists-leave")) } }
                        form method="post" action=(urls::leave_group(group.id)) {
                            (parts::second_button(&say("therapists-leave-now")))
                        }
                    }
                } @else {
                    p { (say("therapists-leave-alone")) }
                }
            }
            p { a href=(urls::settings(group.id)) { (say("go-back")) } }
        }
    };
    parts::staff_page(who, Tab::Groups, &heading, main)
}

fn add_form(group: &group::Model, team: &Team, messages: &Messages) -> Markup {
    let ids: Vec<String> = team.others.iter().map(|one| one.id.to_string()).collect();
    let none = say("therapists-none-chosen");
    let nobody = Choice {
        value: "",
        label: &none,
    };
    let others = ids.iter().zip(&team.others).map(|(id, one)| Choice {
        value: id,
        label: &one.name,
    });
    let choices: Vec<Choice<'_>> = std::iter::once(nobody).chain(others).collect();
    html! {
        @if team.others.is_empty() { p { (say("therapists-nobody")) } } @else {
            form method="post" action=(urls::therapists(group.id)) novalidate {
                (parts::select("therapist", &say("therapists-add"), &choices, "", messages.of("therapist")))
                p.minor { (say("therapists-sees")) }
                (parts::second_button(&say("therapists-add-now")))
            }
        }
    }
}
