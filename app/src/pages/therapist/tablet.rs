//! A tablet is passed round to members without a phone: the therapist hands it over signed out. What members see on it
//! lies in `participant/passed.rs`.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::error::Error;
use crate::guards::group::Group;
use crate::guards::login::Login;
use crate::guards::tablet::Turn;
use crate::guards::{inbox, member};
use crate::pages::parts::{self, Tab};
use crate::urls::{self, route};
use crate::words::say;

/// These pages' routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::TABLET, get(ask).post(start))
}

async fn ask(Group { who, group }: Group) -> Markup {
    let title = say("tablet-pass");
    let page = html! {
        div.column {
            h1 { (title) }
            section.card {
                p { (say("tablet-what")) }
                ul { @for line in say("tablet-lines").lines() { li { (line) } } }
                form.actions method="post" action=(urls::tablet(group.id)) {
                    (parts::button(&say("tablet-start")))
                    a.button.second href=(urls::group(group.id)) { (say("go-back")) }
                }
            }
        }
    };
    parts::staff_page(&who, Tab::Groups, &title, page)
}

async fn start(
    State(app): State<App>,
    Group { who, group }: Group,
    mut login: Login,
) -> Result<Response, Error> {
    let deed = Deed {
        group_id: Some(group.id),
        ..Deed::by(who.id, Action::TabletPassedRound)
    };
    deed.record(app.clock.now(), &app.database).await?;
    login.logout().await.map_err(Error::internal)?;
    // Whoever tried the group's pages on this tablet is forgotten too; pages kept for "Back" are dropped.
    let headers = AppendHeaders([
        (header::SET_COOKIE, Turn::next(&app).begin(&app)?),
        (header::SET_COOKIE, member::forget(&app, &group)?),
        (header::SET_COOKIE, inbox::forget(&app, &group)?),
        (
            HeaderName::from_static("clear-site-data"),
            HeaderValue::from_static("\"cache\", \"storage\""),
        ),
    ]);
    Ok((headers, Redirect::to(&urls::group_page(&group.code))).into_response())
}
