//! Whether everybody on the staff signs in with a second factor: a part of the page of staff.

use axum::Router;
use axum::extract::{Form, State};
use axum::response::Redirect;
use axum::routing::post;
use maud::{Markup, html};
use sea_orm::{EntityTrait, Set};
use serde::Deserialize;

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::organisation;
use crate::error::Error;
use crate::guards::{Administrator, begin_as};
use crate::pages::parts;
use crate::urls::route;
use crate::words::say;

/// This part's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::FACTOR_ASKED, post(save))
}

/// What was ticked.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Ticked {
    asked: String,
}

async fn save(
    State(app): State<App>,
    Administrator(who): Administrator,
    Form(ticked): Form<Ticked>,
) -> Result<Redirect, Error> {
    let asked = ticked.asked == "yes";
    let (tx, _) = begin_as(&app, &who).await?;
    let row = organisation::ActiveModel {
        factor_asked: Set(asked),
        ..Default::default()
    };
    organisation::Entity::update_many()
        .set(row)
        .exec(&tx)
        .await?;
    let action = match asked {
        true => Action::SecondFactorAsked,
        false => Action::SecondFactorNotAsked,
    };
    Deed::by(who.id, action).commit(app.clock.now(), tx).await?;
    app.renew().await?;
    Ok(Redirect::to(route::PEOPLE))
}

/// The part of the page.
pub fn section(app: &App) -> Markup {
    html! {
        section.card {
            h2 { (say("factor")) }
            form method="post" action=(route::FACTOR_ASKED) {
                label.choice {
                    input type="checkbox" name="asked" value="yes" checked[app.organisation().row.factor_asked];
                    span { (say("staff-factor-everybody")) }
                }
                p.minor { (say("staff-factor-everybody-what")) }
                (parts::second_button(&say("save")))
            }
        }
    }
}
