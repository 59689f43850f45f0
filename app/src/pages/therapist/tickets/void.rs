//! Unused tickets are made void, for example when some were lost on the way. How many there were nobody is told: it would
//! say how many members have answered.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::not_made;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::error::Error;
use crate::guards::group::Group;
use crate::pages::parts::{self, Tab};
use crate::sealed::tickets;
use crate::urls;
use crate::words::say;

/// Asks once.
pub async fn ask(Group { who, group }: Group) -> Markup {
    let title = say("void-title");
    let page = html! {
        div.column {
            p.minor { a href=(urls::group(group.id)) { (group.name) } }
            h1 { (title) }
            section.card {
                ul { @for line in say("void-lines").lines() { li { (line) } } }
                form.actions method="post" action=(urls::void_tickets(group.id)) {
                    (parts::button(&say("void-now")))
                    a.button.second href=(urls::tickets(group.id)) { (say("go-back")) }
                }
            }
        }
    };
    parts::staff_page(&who, Tab::Groups, &title, page)
}

/// Makes them void.
pub async fn void(State(app): State<App>, Group { who, group }: Group) -> Result<Response, Error> {
    let tx = app.database.begin().await?;
    if let Err(why) = tickets::void(&app, &group, &tx)
        .await
        .map_err(Error::internal)?
    {
        let page = not_made(&who, &group, why);
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let deed = Deed {
        group_id: Some(group.id),
        ..Deed::by(who.id, Action::TicketsMadeVoid)
    };
    deed.commit(app.clock.now(), tx).await?;
    Ok(Redirect::to(&urls::tickets_after(group.id, "void")).into_response())
}
