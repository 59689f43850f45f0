//! Notes between members, as the therapist sets them up: on or off, the names to choose from, and tickets for inboxes.
//! Nothing here says who wrote to whom, or how often.

mod page;

use axum::Router;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::Markup;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DatabaseTransaction};
use serde::Deserialize;

use super::messages::Messages;
use super::tickets::sheet;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{group, session, staff};
use crate::error::Error;
use crate::guards::group::Group;
use crate::pages::parts::plain;
use crate::sealed::pouch::{NAME, Pouch, Seat};
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// Seats of one group.
const MOST: usize = 32;

/// These pages' routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::SEATS, get(show).post(change))
        .route(route::SEAT_TICKETS, post(tickets))
}

/// What was sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    deed: String,
    names: String,
    seat: String,
}

async fn show(State(app): State<App>, Group { who, group }: Group) -> Result<Markup, Error> {
    let seats = seats(&app, &group).await?;
    Ok(page::page(&who, &group, &seats, "", &Messages::default()))
}

async fn seats(app: &App, group: &group::Model) -> Result<Vec<Seat>, Error> {
    let pouch = Pouch::open(group.id, &app.keys, &app.database.reader).await;
    let pouch = pouch.map_err(Error::internal)?;
    Ok(pouch.map(|pouch| pouch.seats).unwrap_or_default())
}

async fn change(
    State(app): State<App>,
    Group { who, group }: Group,
    Form(sent): Form<Sent>,
) -> Result<Response, Error> {
    let tx = app.database.begin().await?;
    let (action, detail) = match sent.deed.as_str() {
        "on" => (switch(&app, &group, true, &tx).await?, String::new()),
        "off" => (switch(&app, &group, false, &tx).await?, String::new()),
        "enter" => {
            let mut pouch = locked(&app, &group, &tx).await?;
            let names = match names(&sent.names, &pouch.seats) {
                Ok(names) => names,
                Err(message) => {
                    let mut messages = Messages::default();
                    messages.add("names", message);
                    return Ok(page::wrong(
                        &who,
                        &group,
                        &pouch.seats,
                        &sent.names,
                        &messages,
                    ));
                }
            };
            let sessions = session::Model::all_of(group.id, &tx).await?;
            let closed = sessions
                .iter()
                .rfind(|session| session.state != session::OPEN);
            let since = closed.map_or(0, |session| session.number);
            for name in &names {
                pouch.enter(name, since, &app.random);
            }
            store(pouch, &app, &tx).await?;
            (Action::NamesEntered, names.len().to_string())
        }
        "leave" => {
            let mut pouch = locked(&app, &group, &tx).await?;
            pouch.leave(sent.seat.parse().map_err(|_| Error::Malformed)?);
            store(pouch, &app, &tx).await?;
            (Action::NameTakenOut, String::new())
        }
        _ => return Err(Error::Malformed),
    };
    done(&app, &who, &group, action, &detail, tx).await?;
    if sent.deed == "leave" {
        app.truncate().await;
    }
    Ok(Redirect::to(&urls::seats(group.id)).into_response())
}

/// Switches notes on or off. What waits in the pouch, and what lies in inboxes, stays as it is.
async fn switch(
    app: &App,
    group: &group::Model,
    on: bool,
    tx: &DatabaseTransaction,
) -> Result<Action, Error> {
    let row = group::ActiveModel {
        id: Set(group.id),
        notes_on: Set(on),
        ..Default::default()
    };
    row.update(tx).await?;
    let pouch = Pouch::open_locked(group.id, &app.keys, tx).await;
    if on && pouch.map_err(Error::internal)?.is_none() {
        let made = Pouch::create(group.id, &app.keys, &app.random, tx).await;
        made.map_err(Error::internal)?;
    }
    Ok(if on {
        Action::NotesSwitchedOn
    } else {
        Action::NotesSwitchedOff
    })
}

/// Makes a ticket for the inbox of everybody who was ticked.
async fn tickets(
    State(app): State<App>,
    Group { who, group }: Group,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let ticked = sent.iter().filter(|(name, _)| name == "seat");
    let ticked: Vec<i64> = ticked.filter_map(|(_, id)| id.parse().ok()).collect();
    let tx = app.database.begin().await?;
    let mut pouch = locked(&app, &group, &tx).await?;
    let whole = |path: String| format!("{}{path}", app.organisation().public_address());
    let mut made = Vec::new();
    for seat in pouch.seats.clone() {
        if !ticked.contains(&seat.id) {
            continue;
        }
        let Some(ticket) = pouch.ticket_for(seat.id, &app.keys, &app.random) else {
            continue;
        };
        made.push(reports::tickets::Ticket {
            heading: say_with("seat-ticket-heading", &[("name", seat.name.into())]),
            link: whole(urls::inbox_ticket(&group.code, ticket.code())),
            address: whole(urls::inbox(&group.code)),
            code: ticket.code().to_owned(),
        });
    }
    if made.is_empty() {
        let mut messages = Messages::default();
        messages.add("seat", say("seats-tickets-none"));
        return Ok(page::wrong(&who, &group, &pouch.seats, "", &messages));
    }
    let detail = made.len().to_string();
    store(pouch, &app, &tx).await?;
    let action = Action::TicketsForNotesPrinted;
    done(&app, &who, &group, action, &detail, tx).await?;
    let words = reports::tickets::Words {
        language: "en".into(),
        title: say("seat-tickets"),
        steps: say("seat-ticket-steps"),
        address: say("ticket-address"),
        code: say("ticket-code"),
        foot: say("seat-ticket-foot"),
        alt: say("ticket-alt"),
    };
    sheet(&app, made, words).await
}

/// Names as they were typed, one a line: new, told apart, and not too many.
fn names(typed: &str, seats: &[Seat]) -> Result<Vec<String>, String> {
    let mut names: Vec<String> = Vec::new();
    for line in plain(typed).lines() {
        let name = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            continue;
        }
        if name.chars().count() > NAME {
            return Err(say_with("seats-name-long", &[("most", NAME.into())]));
        }
        let same = |known: &str| known.to_lowercase() == name.to_lowercase();
        if names.iter().any(|known| same(known)) || seats.iter().any(|seat| same(&seat.name)) {
            return Err(say_with("seats-name-twice", &[("name", name.into())]));
        }
        names.push(name);
    }
    if names.is_empty() {
        return Err(say("seats-names-none"));
    }
    if seats.len() + names.len() > MOST {
        return Err(say_with("seats-names-many", &[("most", MOST.into())]));
    }
    Ok(names)
}

async fn locked(app: &App, group: &group::Model, tx: &DatabaseTransaction) -> Result<Pouch, Error> {
    let pouch = Pouch::open_locked(group.id, &app.keys, tx).await;
    pouch.map_err(Error::internal)?.ok_or(Error::NotFound)
}

async fn store(pouch: Pouch, app: &App, tx: &DatabaseTransaction) -> Result<(), Error> {
    let stored = pouch.store(&app.keys, &app.random, tx).await;
    stored.map_err(Error::internal)
}

/// Writes the deed down, without a name, and commits it.
async fn done(
    app: &App,
    who: &staff::Model,
    group: &group::Model,
    action: Action,
    detail: &str,
    tx: DatabaseTransaction,
) -> Result<(), Error> {
    let deed = Deed {
        group_id: Some(group.id),
        detail,
        ..Deed::by(who.id, action)
    };
    deed.commit(app.clock.now(), tx).await?;
    Ok(())
}
