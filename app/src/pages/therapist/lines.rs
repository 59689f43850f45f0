//! What members wrote, on one page for the therapist to read: notes to each other, lines for the coping board, released words.

use axum::Router;
use axum::extract::{Form, State};
use axum::response::Redirect;
use axum::routing::get;
use maud::{Markup, html};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

use super::written::{Decided, Kind, Written, decision};
use crate::App;
use crate::entities::audit::{self, Deed};
use crate::entities::{coping_line, group, released_words};
use crate::error::Error;
use crate::guards::group::Group;
use crate::pages::parts::{self, Tab};
use crate::sealed::notes::Line;
use crate::sealed::pouch::Pouch;
use crate::urls::{self, route};
use crate::words::{say, say_with};

const DESTROYED: &str = "line destroyed";

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::LINES, get(show).post(decide))
}

/// How many texts wait to be read.
pub async fn waiting(app: &App, group: &group::Model) -> Result<u64, Error> {
    let reader = &app.database.reader;
    let lines = coping_line::Entity::find()
        .filter(coping_line::Column::GroupId.eq(group.id))
        .filter(coping_line::Column::ShownAt.is_null())
        .count(reader)
        .await?;
    let pouch = Pouch::open(group.id, &app.keys, reader).await;
    let notes = pouch.map_err(Error::internal)?;
    Ok(lines + notes.map_or(0, |pouch| pouch.to_read(&app.random).len() as u64))
}

async fn show(State(app): State<App>, Group { who, group }: Group) -> Result<Markup, Error> {
    let reader = &app.database.reader;
    let lines = coping_line::Entity::find()
        .filter(coping_line::Column::GroupId.eq(group.id))
        .order_by_asc(coping_line::Column::Id)
        .all(reader)
        .await?;
    let (waiting, board): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line.shown_at.is_none());
    let words = released_words::Entity::find()
        .filter(released_words::Column::GroupId.eq(group.id))
        .order_by_desc(released_words::Column::Window)
        .order_by_asc(released_words::Column::Id)
        .all(reader)
        .await?;
    let pouch = Pouch::open(group.id, &app.keys, reader).await;
    let pouch = pouch.map_err(Error::internal)?;
    let notes = pouch.as_ref().map(|pouch| pouch.to_read(&app.random));
    let names: Vec<String> = pouch
        .iter()
        .flat_map(|pouch| &pouch.seats)
        .map(|seat| seat.name.clone())
        .collect();
    let destroyed = audit::Entity::find()
        .filter(audit::Column::GroupId.eq(group.id))
        .filter(audit::Column::Action.eq(DESTROYED))
        .count(reader)
        .await?;
    let put_up = say("lines-show");
    let text = |kind, id, body: &str, to: Option<&str>, button: Option<&str>| {
        Written {
            kind,
            id,
            body,
            to,
            button,
        }
        .show(&group, &names)
    };
    let page = html! {
        div.column {
            h1 { (say("lines-title")) }
            p { (say("lines-what")) }
            @if let Some(notes) = &notes {
                section.card {
                    h2 { (say("lines-notes")) }
                    @if notes.is_empty() { p { (say("lines-notes-none")) } } @else { p { (say("lines-notes-what")) } }
                    @for note in notes { (text(Kind::Note, note.id, &note.line, Some(&note.name), None)) }
                    @if !notes.is_empty() { (let_out(group.id, notes)) }
                }
                div.gap {}
            }
            section.card {
                h2 { (say("lines-waiting")) }
                @if waiting.is_empty() { p { (say("lines-waiting-none")) } }
                @for line in &waiting { (text(Kind::Coping, line.id, &line.body, None, Some(&put_up))) }
            }
            div.gap {}
            section.card {
                h2 { (say("lines-board")) }
                @if board.is_empty() { p { (say("lines-board-none")) } }
                @for line in &board { (text(Kind::Coping, line.id, &line.body, None, None)) }
            }
            div.gap {}
            section.card {
                h2 { (say("texts")) }
                @if words.is_empty() { p { (say("texts-none")) } }
                @for said in &words { (text(Kind::Words, said.id, &said.body, None, None)) }
            }
            @if destroyed > 0 {
                p.minor { (say_with("lines-destroyed", &[("count", (destroyed as i64).into())])) }
            }
            p { a href=(urls::worry(group.id)) { (say("worry-title")) } }
            p { a href=(urls::group(group.id)) { (say("go-back")) } }
        }
    };
    Ok(parts::staff_page(
        &who,
        Tab::Groups,
        &say("lines-title"),
        page,
    ))
}

/// Every note that stands on the page, and no other, goes out.
fn let_out(group: i64, notes: &[Line]) -> Markup {
    html! {
        form method="post" action=(urls::lines(group)) {
            (decision(Kind::Note, "show"))
            @for note in notes { (parts::hidden("id", &note.id.to_string())) }
            (parts::button(&say("lines-let-out")))
        }
    }
}

/// Lets texts through, or destroys them. One that is gone already is left alone.
async fn decide(
    State(app): State<App>,
    Group { who, group }: Group,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Redirect, Error> {
    let decided = Decided::of(&pairs).ok_or(Error::Malformed)?;
    let tx = app.database.begin().await?;
    let ids = decided.ids.iter().copied();
    let done = match (decided.kind, decided.destroy) {
        (Kind::Note, _) => notes(&app, &group, &decided, &tx).await?,
        (Kind::Coping, false) => put_up(&app, &group, &decided, &tx).await?,
        (Kind::Coping, true) => {
            let gone = coping_line::Entity::delete_many()
                .filter(coping_line::Column::Id.is_in(ids))
                .filter(coping_line::Column::GroupId.eq(group.id));
            gone.exec(&tx).await?.rows_affected
        }
        (Kind::Words, true) => {
            let gone = released_words::Entity::delete_many()
                .filter(released_words::Column::Id.is_in(ids))
                .filter(released_words::Column::GroupId.eq(group.id));
            gone.exec(&tx).await?.rows_affected
        }
        (Kind::Words, false) => return Err(Error::Malformed),
    };
    for _ in 0..done {
        let (kind, reason) = (decided.kind.id(), decided.reason);
        let deed = Deed {
            staff_id: Some(who.id),
            action: match (decided.destroy, decided.kind) {
                (true, _) => DESTROYED,
                (false, Kind::Note) => "note let out",
                (false, _) => "line put on the board",
            },
            group_id: Some(group.id),
            detail: &if decided.destroy {
                format!("{kind} {reason}")
            } else {
                String::new()
            },
        };
        deed.record(app.clock.now(), &app.random, &tx).await?;
    }
    tx.commit().await?;
    if decided.destroy {
        app.truncate().await;
    }
    Ok(Redirect::to(&urls::lines(group.id)))
}

async fn put_up(
    app: &App,
    group: &group::Model,
    decided: &Decided,
    tx: &DatabaseTransaction,
) -> Result<u64, Error> {
    let shown = coping_line::ActiveModel {
        shown_at: Set(Some(app.clock.now().as_millisecond())),
        ..Default::default()
    };
    let written = coping_line::Entity::update_many()
        .set(shown)
        .filter(coping_line::Column::Id.is_in(decided.ids.iter().copied()))
        .filter(coping_line::Column::GroupId.eq(group.id))
        .filter(coping_line::Column::ShownAt.is_null())
        .exec(tx)
        .await?;
    Ok(written.rows_affected)
}

async fn notes(
    app: &App,
    group: &group::Model,
    decided: &Decided,
    tx: &DatabaseTransaction,
) -> Result<u64, Error> {
    let pouch = Pouch::open_locked(group.id, &app.keys, tx).await;
    let Some(mut pouch) = pouch.map_err(Error::internal)? else {
        return Ok(0);
    };
    let mut done = 0;
    for id in &decided.ids {
        let found = if decided.destroy {
            pouch.destroy(*id, &app.random)
        } else {
            pouch.let_out(*id, &app.random)
        };
        done += u64::from(found);
    }
    let stored = pouch.store(&app.keys, &app.random, tx).await;
    stored.map_err(Error::internal)?;
    Ok(done)
}
