//! The pages of an administrator: what the whole service has in common. No figure of a group is among it.

mod asked_factor;
mod colleague;
mod leaving;
mod mail;
mod people;
mod service;
mod supervisor;
mod team;
mod teams;

use axum::Router;
use sea_orm::DatabaseTransaction;

use crate::App;
use crate::entities::staff;
use crate::error::Error;

/// The routes of administrators' pages.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(asked_factor::routes())
        .merge(colleague::routes())
        .merge(leaving::routes())
        .merge(mail::routes())
        .merge(people::routes())
        .merge(service::routes())
        .merge(supervisor::routes())
        .merge(team::routes())
        .merge(teams::routes())
}

/// A transaction in which nobody else changes staff, and in which `who` still may: another administrator can have reset,
/// changed or ended their account since they were let in, and of two who do it to each other one has to be left.
async fn begin(app: &App, who: &staff::Model) -> Result<DatabaseTransaction, Error> {
    let tx = app.database.begin().await?;
    staff::lock(&tx).await?;
    let now = staff::with_id(who.id, &tx).await?;
    let still = |now: &staff::Model| now.role == who.role && now.password_hash == who.password_hash;
    if now.as_ref().is_some_and(still) {
        Ok(tx)
    } else {
        Err(Error::SignIn)
    }
}
