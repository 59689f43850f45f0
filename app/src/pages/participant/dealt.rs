//! The link that deals tickets to a group that meets online. Looking at it takes nothing; everybody takes one.

use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

use crate::App;
use crate::entities::group;
use crate::error::Error;
use crate::guards::member::MembersGroup;
use crate::pages::parts;
use crate::sealed::codes;
use crate::sealed::deals::{self, Taken};
use crate::sealed::tickets::Ticket;
use crate::urls;
use crate::words::{say, say_with};

/// The link in the address.
#[derive(Deserialize)]
pub struct Dealt {
    link: String,
}

/// A form that takes a ticket.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    /// Drawn with the form, so that the same form sent twice takes one.
    once: String,
}

/// Offers a ticket.
pub async fn show(
    State(app): State<App>,
    door: MembersGroup,
    Path(dealt): Path<Dealt>,
) -> Result<Response, Error> {
    let (group, link) = (&door.group, &dealt.link);
    let dealing = deals::dealt_by(&app, group.id, link).await;
    let Some(dealing) = dealing.map_err(Error::internal)? else {
        return Ok(page(&app, StatusCode::GONE, "dealt-over", html! {}));
    };
    let form = html! {
        p { (say_with("dealt-how-many", &[("tickets", dealing.tickets.into())])) }
        form method="post" action=(urls::dealt(&group.code, link)) {
            (parts::hidden("once", &app.random.letters::<16>()))
            (parts::button(&say("dealt-take")))
        }
        p { a href=(urls::information(&group.code)) { (say("survey-information")) } }
    };
    Ok(page(&app, StatusCode::OK, "dealt-offer", form))
}

/// Hands one out.
pub async fn take(
    State(app): State<App>,
    door: MembersGroup,
    Path(dealt): Path<Dealt>,
    Form(sent): Form<Sent>,
) -> Result<Response, Error> {
    let group = &door.group;
    let taken = deals::take(&app, group.id, &dealt.link, &sent.once).await;
    Ok(match taken.map_err(Error::internal)? {
        Taken::Ticket(ticket) => {
            let ticket = in_hand(&app, group, &ticket)?;
            page(&app, StatusCode::OK, "dealt-yours", ticket)
        }
        Taken::NoneLeft => page(&app, StatusCode::CONFLICT, "dealt-none", html! {}),
        Taken::Over => page(&app, StatusCode::GONE, "dealt-over", html! {}),
    })
}

fn in_hand(app: &App, group: &group::Model, ticket: &Ticket) -> Result<Markup, Error> {
    let path = urls::ticket_page(&group.code, ticket.code());
    let link = format!("{}{path}", app.organisation().public_address());
    let svg = parts::qr_code(&link).map_err(Error::internal)?;
    Ok(html! {
        p.key { (codes::grouped(ticket.code(), 5)) }
        p { a.button href=(path) { (say("dealt-open")) } }
        p { (say("dealt-other-phone")) }
        div role="img" aria-label=(say("ticket-alt")) { (PreEscaped(svg)) }
    })
}

fn page(app: &App, status: StatusCode, id: &str, more: Markup) -> Response {
    let (title, advice) = (say(id), say(&format!("{id}-advice")));
    let body = html! {
        h1 { (title) }
        @for line in advice.lines() { p { (line) } }
        (more)
    };
    let page = parts::member_page(&app.organisation(), &title, body);
    (status, page).into_response()
}
