//! Somebody has lost their phone: one tap makes one ticket, which is on the screen to be scanned or printed. The ticket
//! log says that it replaces one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, PreEscaped, html};

use super::{not_made, whole};
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::group;
use crate::error::Error;
use crate::guards::group::Group;
use crate::pages::parts::{self, Tab};
use crate::sealed::codes;
use crate::sealed::tickets::{self, Ticket};
use crate::urls;
use crate::words::say;

/// Makes the ticket and shows it. Tapped twice it is the same one.
pub async fn replace(
    State(app): State<App>,
    Group { who, group }: Group,
) -> Result<Response, Error> {
    let made = tickets::print_once(&app, who.id, &group, 1, true)
        .await
        .map_err(Error::internal)?;
    let (made, new) = match made {
        Ok(made) => made,
        Err(why) => {
            let page = not_made(&who, &group, why);
            return Ok((StatusCode::CONFLICT, page).into_response());
        }
    };
    if new {
        let deed = Deed {
            group_id: Some(group.id),
            detail: "1, for a lost phone",
            ..Deed::by(who.id, Action::TicketsPrinted)
        };
        deed.record(app.clock.now(), &app.database).await?;
    }
    let title = say("lost-title");
    let page = html! {
        div.column {
            p.minor { a href=(urls::group(group.id)) { (group.name) } }
            h1 { (title) }
            @for ticket in &made { (shown(&app, &group, ticket)?) }
            p { a href=(urls::group(group.id)) { (say("go-back")) } }
        }
    };
    Ok(parts::staff_page(&who, Tab::Groups, &title, page).into_response())
}

fn shown(app: &App, group: &group::Model, ticket: &Ticket) -> Result<Markup, Error> {
    let link = whole(app, urls::ticket_page(&group.code, ticket.code()));
    let svg = parts::qr_code(&link).map_err(Error::internal)?;
    Ok(html! {
        section.card {
            p { (say("lost-scan")) }
            div.picture role="img" aria-label=(say("ticket-alt")) { (PreEscaped(svg)) }
            p.key { (codes::grouped(ticket.code(), 5)) }
            p.minor { (whole(app, urls::group_page(&group.code))) }
            ul { @for line in say("lost-lines").lines() { li { (line) } } }
        }
    })
}
