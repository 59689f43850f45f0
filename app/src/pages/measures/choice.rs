//! Which measures may be chosen: those of the non-commercial pack, and a clinic's own that are no longer wanted.

use analytics::Measure;
use analytics::measure::Library;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::response::Redirect;
use axum::routing::post;
use maud::{Markup, html};
use sea_orm::{EntityTrait, Set};
use serde::Deserialize;

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{organisation, own_measure};
use crate::error::Error;
use crate::guards::{Administrator, begin_as};
use crate::pages::parts;
use crate::urls::{self, route};
use crate::words::say;

/// These parts' routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::NON_COMMERCIAL, post(accept))
        .route(route::MEASURE_CHOICE, post(choose))
}

/// What was ticked.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Ticked {
    accepted: String,
    offered: String,
}

/// The licences of the non-commercial pack are accepted, or no longer.
async fn accept(
    State(app): State<App>,
    Administrator(who): Administrator,
    Form(ticked): Form<Ticked>,
) -> Result<Redirect, Error> {
    // Without the tick nothing was accepted, and nothing was switched off.
    if ticked.accepted.is_empty() {
        return Ok(Redirect::to(route::MEASURES));
    }
    let accepted = ticked.accepted == "yes";
    let (tx, _) = begin_as(&app, &who).await?;
    let row = organisation::ActiveModel {
        non_commercial: Set(accepted),
        ..Default::default()
    };
    organisation::Entity::update_many()
        .set(row)
        .exec(&tx)
        .await?;
    let action = match accepted {
        true => Action::NonCommercialLicencesAccepted,
        false => Action::NonCommercialMeasuresSwitchedOff,
    };
    Deed::by(who.id, action).commit(app.clock.now(), tx).await?;
    app.renew().await?;
    let how = match accepted {
        true => urls::SWITCHED_ON,
        false => urls::SWITCHED_OFF,
    };
    Ok(Redirect::to(&urls::measures_switched(how)))
}

/// A measure of one's own is taken out of the choice, or put back.
async fn choose(
    State(app): State<App>,
    Path(id): Path<String>,
    Administrator(who): Administrator,
    Form(ticked): Form<Ticked>,
) -> Result<Redirect, Error> {
    if !app.measures().own_latest().any(|(own, _)| own.id == id) {
        return Err(Error::NotFound);
    }
    let offered = ticked.offered == "yes";
    let (tx, _) = begin_as(&app, &who).await?;
    let at = (!offered).then(|| app.clock.now());
    own_measure::retire(&id, at, &tx).await?;
    let action = match offered {
        true => Action::MeasureOfferedAgain,
        false => Action::MeasureRetired,
    };
    let deed = Deed {
        detail: &id,
        ..Deed::by(who.id, action)
    };
    deed.commit(app.clock.now(), tx).await?;
    app.renew().await?;
    let to = match (offered, app.measures().latest(&id)) {
        (true, Some(measure)) => urls::measure_after(measure, urls::AGAIN),
        _ => urls::measure(&id),
    };
    Ok(Redirect::to(&to))
}

/// The part of a measure's page, for one of a clinic's own in its latest version.
pub fn part(all: &Library, measure: &Measure) -> Markup {
    let mut own = all.own_latest();
    let found = own.find(|(own, _)| *own == measure);
    html! {
        @if let Some((_, retired)) = found {
            form method="post" action=(urls::measure_choice(&measure.id)) {
                (parts::hidden("offered", if retired { "yes" } else { "no" }))
                @if !retired { p.minor { (say("measure-retire-what")) } }
                (parts::second_button(&say(if retired { "measure-offer" } else { "measure-retire" })))
            }
        }
    }
}
