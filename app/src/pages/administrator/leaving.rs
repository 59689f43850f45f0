//! The end of somebody's account. Groups that nobody else leads are handed over first.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use crate::App;
use crate::entities::audit::{self, Action, Deed};
use crate::entities::staff::{self, Role};
use crate::entities::{group, group_therapist};
use crate::error::Error;
use crate::guards::{Administrator, begin_as};
use crate::pages::parts::{self, Choice, Tab};
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::COLLEAGUE_LEAVES, get(show).post(end))
}

/// Groups to hand over, and therapists who may take them.
struct Estate {
    groups: Vec<group::Model>,
    heirs: Vec<staff::Model>,
}

impl Estate {
    async fn of(one: &staff::Model, db: &impl sea_orm::ConnectionTrait) -> Result<Self, Error> {
        Ok(Self {
            groups: one.leads_alone(db).await?,
            heirs: staff::all()
                .filter(staff::Column::Role.eq(Role::Therapist))
                .filter(staff::Column::Id.ne(one.id))
                .filter(staff::Column::PasswordHash.ne(""))
                .all(db)
                .await?,
        })
    }
}

async fn show(
    State(app): State<App>,
    Path(id): Path<i64>,
    Administrator(who): Administrator,
) -> Result<Markup, Error> {
    let reader = &app.database.reader;
    let one = leaver(id, &who, reader).await?;
    let estate = Estate::of(&one, reader).await?;
    Ok(page(&who, &one, &estate, &BTreeMap::new(), false))
}

async fn end(
    State(app): State<App>,
    Path(id): Path<i64>,
    Administrator(who): Administrator,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, Error> {
    let (tx, _) = begin_as(&app, &who).await?;
    let one = leaver(id, &who, &tx).await?;
    let estate = Estate::of(&one, &tx).await?;
    let heir = |group: &group::Model| {
        let chosen = sent.get(&field(group))?;
        let mut heirs = estate.heirs.iter();
        heirs.find(|heir| heir.id.to_string() == *chosen)
    };
    let handed: Option<Vec<(i64, i64)>> = estate
        .groups
        .iter()
        .map(|group| heir(group).map(|heir| (group.id, heir.id)))
        .collect();
    let Some(handed) = handed else {
        let page = page(&who, &one, &estate, &sent, true);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let mut deeds = Vec::new();
    for (group_id, staff_id) in handed {
        let row = group_therapist::Model { group_id, staff_id };
        group_therapist::Entity::insert(group_therapist::ActiveModel::from(row).reset_all())
            .exec_without_returning(&tx)
            .await?;
        deeds.push(Deed {
            group_id: Some(group_id),
            about_id: Some(staff_id),
            ..Deed::by(who.id, Action::GroupHandedOver)
        });
    }
    deeds.push(Deed {
        about_id: Some(id),
        ..Deed::by(who.id, Action::AccountEnded)
    });
    let now = app.clock.now();
    one.leave(now, &tx).await?;
    audit::commit(&deeds, now, tx).await?;
    Ok(Redirect::to(route::PEOPLE).into_response())
}

/// Whose account may be ended: anybody's but one's own, so that an administrator is always left.
async fn leaver(
    id: i64,
    who: &staff::Model,
    db: &impl sea_orm::ConnectionTrait,
) -> Result<staff::Model, Error> {
    let one = staff::with_id(id, db).await?;
    one.filter(|one| one.id != who.id).ok_or(Error::NotFound)
}

fn field(group: &group::Model) -> String {
    format!("group-{}", group.id)
}

fn page(
    who: &staff::Model,
    one: &staff::Model,
    estate: &Estate,
    sent: &BTreeMap<String, String>,
    refused: bool,
) -> Markup {
    let title = say_with("staff-end-of", &[("name", one.name.as_str().into())]);
    let heading = if refused {
        say_with("error-title", &[("title", title.as_str().into())])
    } else {
        title.clone()
    };
    let choose = say("staff-heir-choose");
    let none = Choice {
        value: "",
        label: &choose,
    };
    let ids: Vec<String> = estate
        .heirs
        .iter()
        .map(|heir| heir.id.to_string())
        .collect();
    let heirs = ids.iter().zip(&estate.heirs).map(|(id, heir)| Choice {
        value: id,
        label: &heir.name,
    });
    let choices: Vec<Choice<'_>> = std::iter::once(none).chain(heirs).collect();
    let wrong = say("staff-heir-wrong");
    let chosen = |group| sent.get(&field(group)).map_or("", String::as_str);
    let error =
        |group| (refused && !ids.iter().any(|id| id == chosen(group))).then_some(wrong.as_str());
    let fields: Vec<String> = estate.groups.iter().map(field).collect();
    let problems: Vec<(&str, &str)> = estate
        .groups
        .iter()
        .zip(&fields)
        .filter_map(|(group, field)| error(group).map(|message| (field.as_str(), message)))
        .collect();
    let stuck = !estate.groups.is_empty() && estate.heirs.is_empty();
    let main = html! {
        div.column {
            (parts::error_summary(&problems))
            h1 { (title) }
            section.card {
                p { (say("staff-end-means")) }
                @if stuck { p { (say("staff-heir-none")) } } @else {
                    form method="post" action=(urls::colleague_leaves(one.id)) novalidate {
                        @for (group, field) in estate.groups.iter().zip(&fields) {
                            @let label = say_with("staff-heir", &[("group", group.name.as_str().into())]);
                            (parts::select(field, &label, &choices, chosen(group), error(group)))
                        }
                        div.actions {
                            (parts::button(&say("staff-end-now")))
                            a.button.second href=(urls::colleague(one.id)) { (say("go-back")) }
                        }
                    }
                }
            }
        }
    };
    parts::staff_page(who, Tab::People, &heading, main)
}
