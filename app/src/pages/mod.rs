//! The pages: each file is a noun and its verbs, handler and markup together.

pub mod administrator;
pub mod failure;
mod health;
pub mod measures;
pub mod participant;
pub mod parts;
mod set_up;
pub mod staff;
pub mod start;
pub mod supervisor;
pub mod therapist;

use axum::Router;
use axum_login::AuthManagerLayerBuilder;

use crate::App;
use crate::guards::login;
use crate::layers::counted;
use crate::metrics::Area;

/// Every route. Members' pages never see the login layer, so no member's request looks up a cookie.
pub fn routes(app: &App) -> Router<App> {
    let login = AuthManagerLayerBuilder::new(login::Backend::new(app), login::sessions(app))
        .with_data_key(login::SIGNED_IN)
        .build();
    let staff = Router::new()
        .merge(counted(staff::routes(), Area::Account, app))
        .merge(counted(therapist::routes(), Area::Groups, app))
        .merge(counted(supervisor::routes(), Area::Across, app))
        .merge(counted(administrator::routes(), Area::Service, app))
        .merge(counted(measures::routes(), Area::Service, app))
        .merge(counted(set_up::routes(), Area::Service, app))
        .layer(login);
    let members = participant::routes(app);
    start::routes()
        .merge(health::routes())
        .merge(members)
        .merge(staff)
}
