//! Leaving a date out, so that no session opens by itself on it; and taking that back.

use axum::Router;
use axum::extract::{Form, State};
use axum::response::Redirect;
use axum::routing::post;
use jiff::civil::Date;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde::Deserialize;

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::skipped_date;
use crate::error::Error;
use crate::guards::group::Group;
use crate::urls::{self, route};

/// This route.
pub fn routes() -> Router<App> {
    Router::new().route(route::SKIP, post(skip))
}

#[derive(Deserialize)]
struct Chosen {
    date: String,
    /// `yes` to leave the date out, anything else to meet after all.
    skip: String,
}

async fn skip(
    State(app): State<App>,
    Group { who, group }: Group,
    Form(chosen): Form<Chosen>,
) -> Result<Redirect, Error> {
    let date: Date = chosen.date.parse().map_err(|_| Error::Malformed)?;
    // The page's own button sends a meeting that is still to come; nothing else does.
    let meets = group.meets_on(date, 0) || group.meets_on(date, group.planned_sessions);
    if !meets || date < app.today() {
        return Err(Error::Malformed);
    }
    let row = skipped_date::Model {
        group_id: group.id,
        date: date.to_string(),
    };
    let tx = app.database.begin().await?;
    skipped_date::Entity::delete_by_id((row.group_id, row.date.clone()))
        .exec(&tx)
        .await?;
    let skipped = chosen.skip == "yes";
    if skipped {
        skipped_date::Entity::insert(row.into_active_model().reset_all())
            .exec_without_returning(&tx)
            .await?;
    }
    let action = match skipped {
        true => Action::DateSkipped,
        false => Action::DateKept,
    };
    let deed = Deed {
        group_id: Some(group.id),
        detail: &date.to_string(),
        ..Deed::by(who.id, action)
    };
    deed.commit(app.clock.now(), tx).await?;
    Ok(Redirect::to(&urls::group(group.id)))
}
