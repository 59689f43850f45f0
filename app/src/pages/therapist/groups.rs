//! The groups that one may see; each leads to its dashboard.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::meetings::Meetings;
use crate::App;
use crate::entities::staff::{self, Role};
use crate::entities::{group, group_therapist};
use crate::error::Error;
use crate::guards::Staff;
use crate::pages::parts::{self, Tab};
use crate::pages::supervisor;
use crate::urls::{self, route};
use crate::words::dates;
use crate::words::{say, say_with};

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::GROUPS, get(show))
}

async fn show(State(app): State<App>, Staff(who): Staff) -> Result<Response, Error> {
    let page = match who.role {
        Role::Therapist => own(&app, &who).await?,
        Role::Supervisor => supervisor::reports(&app, &who).await?,
        // Who left the set-up goes on with it.
        Role::Administrator if !app.organisation().is_set_up() => {
            return Ok(Redirect::to(route::SET_UP).into_response());
        }
        Role::Administrator => names(&app, &who).await?,
    };
    Ok(page.into_response())
}

/// The groups that `who` leads, by name.
pub async fn led(app: &App, who: &staff::Model) -> Result<Vec<group::Model>, Error> {
    let database = &app.database.reader;
    let leading = group_therapist::Entity::find()
        .filter(group_therapist::Column::StaffId.eq(who.id))
        .all(database)
        .await?;
    let ids = leading.iter().map(|row| row.group_id);
    Ok(group::Entity::find()
        .filter(group::Column::Id.is_in(ids))
        .order_by_asc(group::Column::Name)
        .all(database)
        .await?)
}

async fn own(app: &App, who: &staff::Model) -> Result<Markup, Error> {
    let mut rows = Vec::new();
    let (away, led): (Vec<_>, Vec<_>) = led(app, who)
        .await?
        .into_iter()
        .partition(group::Model::is_archived);
    for group in led {
        let meetings = Meetings::of(app, &group).await?;
        rows.push((state(app, &group, &meetings), group, meetings));
    }
    let title = say("groups");
    let page = html! {
        div.top {
            h1 { (title) }
            a.button href=(route::NEW_GROUP) { (say("group-new")) }
        }
        @if rows.is_empty() && !away.is_empty() {
            section.card.waiting { h2 { (say("groups-all-away")) } }
        } @else if rows.is_empty() {
            section.card.waiting { h2 { (say("groups-none")) } p { (say("groups-none-advice")) } }
        } @else {
            div.scroll.card tabindex="0" role="region" aria-label=(title) {
                table {
                    thead { tr {
                        th scope="col" { (say("group-name")) }
                        th.wide scope="col" { (say("group-focus")) }
                        th scope="col" { (say("groups-next")) }
                        th scope="col" { (say("groups-state")) }
                    } }
                    tbody { @for (state, group, meetings) in &rows { tr {
                        th scope="row" { a href=(urls::group(group.id)) { (group.name) } }
                        td.wide { (say(&format!("focus-{}", group.focus))) }
                        td { (meetings.next.map_or_else(|| say("groups-no-next"), dates::day)) }
                        td { (state) }
                    } } }
                }
            }
        }
    };
    let page = html! {
        (page)
        @if !away.is_empty() {
            details.archive {
                summary { u { (say("archive")) } }
                ul { @for group in &away { li { a href=(urls::group(group.id)) { (group.name) } } } }
            }
        }
    };
    Ok(parts::staff_page(who, Tab::Groups, &title, page))
}

fn state(app: &App, group: &group::Model, meetings: &Meetings) -> String {
    if let Some(open) = meetings.open() {
        let closes = jiff::Timestamp::from_millisecond(open.closes_at)
            .map(|at| dates::closing(at, &app.zone()))
            .unwrap_or_default();
        return say_with(
            "groups-open",
            &[("number", open.number.into()), ("closes", closes.into())],
        );
    }
    let held = meetings.sessions.len() as i32;
    let words = [
        ("held", held.into()),
        ("planned", group.planned_sessions.into()),
    ];
    match held {
        0 => say("groups-not-begun"),
        held if group.has_ended(held) => say("groups-ended"),
        _ => say_with("groups-held", &words),
    }
}

/// An administrator sees which groups there are, and nothing of them.
async fn names(app: &App, who: &staff::Model) -> Result<Markup, Error> {
    let groups = group::Entity::find()
        .order_by_asc(group::Column::Name)
        .all(&app.database.reader)
        .await?;
    let title = say("groups");
    let page = html! {
        h1 { (title) }
        p { (say("groups-administrator")) }
        section.card {
            @if groups.is_empty() { p { (say("groups-none-yet")) } }
            ul { @for group in &groups { li { (group.name) } } }
        }
    };
    Ok(parts::staff_page(who, Tab::Groups, &title, page))
}
