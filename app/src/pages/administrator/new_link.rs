//! A new link to choose a password, shown this once: to hand over, or to send by e-mail where there is a mail server.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::routing::post;
use maud::{Markup, html};
use serde::Deserialize;

use super::mail::fault_in_words;
use crate::App;
use crate::config::Way;
use crate::entities::audit::{Action, Deed};
use crate::entities::staff::{self, Role};
use crate::entities::staff_link;
use crate::error::Error;
use crate::guards::Administrator;
use crate::mail;
use crate::pages::parts::{self, Tab};
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::SEND_LINK, post(send))
}

#[derive(Deserialize)]
struct Sent {
    link: String,
}

/// Sends the link to whom it is for, and to nobody else. It is in no row: what the mail server does not take at once is
/// handed over by hand.
async fn send(
    State(app): State<App>,
    Path(id): Path<i64>,
    Administrator(who): Administrator,
    Form(sent): Form<Sent>,
) -> Result<Markup, Error> {
    let (now, reader) = (app.clock.now(), &app.database.reader);
    let one = staff::with_id(id, reader).await?.ok_or(Error::NotFound)?;
    if staff_link::whose(&sent.link, now, reader).await? != Some(id) {
        return Err(Error::NotFound);
    }
    // Written down before it goes: it may arrive although nobody says so.
    let deed = Deed {
        about_id: Some(id),
        ..Deed::by(who.id, Action::LinkSent)
    };
    deed.record(now, &app.database).await?;
    let note = match mail::send_link(&app, &one, &urls::choose_password(&sent.link)).await {
        Ok(()) => say_with("staff-link-sent", &[("email", one.email.as_str().into())]),
        Err(fault) => format!("{} {}", fault_in_words(fault), say("staff-link-not-sent")),
    };
    Ok(page(&app, &who, &one, &sent.link, Some(&note)))
}

/// The link. `note` is what became of an e-mail with it.
pub fn page(
    app: &App,
    who: &staff::Model,
    one: &staff::Model,
    link: &str,
    note: Option<&str>,
) -> Markup {
    let address = app.organisation().public_address().to_owned();
    let whole = format!("{address}{}", urls::choose_password(link));
    let title = say_with("staff-link-for", &[("name", one.name.as_str().into())]);
    // Without a server e-mails are files on this machine, which is no way to hand something over.
    let can_send = matches!(app.config.mail.way, Way::Server(_)) && note.is_none();
    let main = html! {
        div.column {
            h1 { (title) }
            @if let Some(note) = note { p role="status" { strong { (note) } } }
            section.card {
                p { (say("staff-link-what")) }
                p { code.link { (whole) } }
                p.minor { (say("staff-link-once")) }
                @if can_send {
                    form method="post" action=(urls::send_link(one.id)) {
                        (parts::hidden("link", link))
                        p.minor { (say_with("staff-link-send-to", &[("email", one.email.as_str().into())])) }
                        (parts::second_button(&say("staff-link-send")))
                    }
                }
                @if one.role == Role::Supervisor && !one.sees_all {
                    p { a href=(urls::supervisor(one.id)) { (say("scope-choose")) } }
                }
                div.actions { a.button.second href=(route::PEOPLE) { (say("staff-back")) } }
            }
        }
    };
    parts::staff_page(who, Tab::People, &title, main)
}
