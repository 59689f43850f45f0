//! When words alarm: what can be done, and what cannot.

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use maud::{Markup, html};

use crate::App;
use crate::entities::service_text::{self, PROTOCOL};
use crate::error::Error;
use crate::guards::group::Group;
use crate::pages::parts::{self, Tab};
use crate::urls::{self, route};
use crate::words::say;

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::WORRY, get(show))
}

async fn show(State(app): State<App>, Group { who, group }: Group) -> Result<Markup, Error> {
    let protocol = service_text::read(PROTOCOL, &app.database.reader)
        .await?
        .unwrap_or_default();
    let title = say("worry-title");
    let page = html! {
        div.column {
            h1 { (title) }
            section.card {
                h2 { (say("worry-can")) }
                ul { @for line in say("worry-can-lines").lines() { li { (line) } } }
                h2 { (say("worry-contacts")) }
                (parts::contacts(&app.organisation()))
                @if !protocol.is_empty() {
                    h2 { (say("worry-protocol")) }
                    @for line in protocol.lines() { p dir="auto" { (line) } }
                }
                h2 { (say("worry-cannot")) }
                p { (say("worry-cannot-why")) }
            }
            p { a href=(urls::lines(group.id)) { (say("go-back")) } }
        }
    };
    Ok(parts::staff_page(&who, Tab::Groups, &title, page))
}
