//! The groups whose reports one may download, by name: never ranked.

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use maud::{Markup, html};

use crate::App;
use crate::entities::staff::{self, Role};
use crate::error::Error;
use crate::guards::{Staff, scope};
use crate::pages::parts::{self, Tab};
use crate::pages::therapist;
use crate::urls::{self, route};
use crate::words::say;

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::REPORTS, get(show))
}

async fn show(State(app): State<App>, Staff(who): Staff) -> Result<Markup, Error> {
    reports(&app, &who).await
}

/// The page.
pub async fn reports(app: &App, who: &staff::Model) -> Result<Markup, Error> {
    let groups = match who.role {
        Role::Supervisor => scope::supervised(who, &app.database.reader).await?,
        Role::Therapist => therapist::led(app, who).await?,
        Role::Administrator => return Err(Error::NotFound),
    };
    let title = say("reports");
    let page = html! {
        h1 { (title) }
        @if groups.is_empty() {
            section.card.waiting { h2 { (say("reports-none")) } p { (say("reports-none-advice")) } }
        } @else {
            div.scroll.card tabindex="0" role="region" aria-label=(title) {
                table {
                    thead { tr {
                        th scope="col" { (say("group-name")) }
                        th.wide scope="col" { (say("group-focus")) }
                        th scope="col" { (say("report")) }
                    } }
                    tbody { @for group in &groups { tr {
                        th scope="row" { (group.name) }
                        td.wide { (say(&format!("focus-{}", group.focus))) }
                        td { a href=(urls::report(group.id)) {
                            (say("report-choose")) span.unseen { " " (group.name) }
                        } }
                    } } }
                }
            }
        }
    };
    Ok(parts::staff_page(who, Tab::Reports, &title, page))
}
