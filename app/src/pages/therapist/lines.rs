//! What members wrote, on one page for the therapist to read: notes to each other, lines for the coping board, released words.

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

use super::written::{Decided, Kind, Written, decision, reason_field};
use crate::App;
use crate::entities::audit::{self, Action, Deed};
use crate::entities::{coping_line, group, released_words, staff};
use crate::error::Error;
use crate::frames;
use crate::guards::group::Group;
use crate::pages::parts::{self, Tab};
use crate::sealed::notes::Line;
use crate::sealed::pouch::Pouch;
use crate::urls::{self, route};
use crate::words::sentences;
use crate::words::{say, say_with};

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
    Ok(lines + notes.map_or(0, |pouch| pouch.to_read().len() as u64))
}

async fn show(State(app): State<App>, Group { who, group }: Group) -> Result<Markup, Error> {
    page(&app, &who, &group, None).await
}

/// The page; `unsaid` is a text that was to be destroyed without a reason.
async fn page(
    app: &App,
    who: &staff::Model,
    group: &group::Model,
    unsaid: Option<i64>,
) -> Result<Markup, Error> {
    let reader = &app.database.reader;
    let waiting = coping_line::Entity::find()
        .filter(coping_line::Column::GroupId.eq(group.id))
        .filter(coping_line::Column::ShownAt.is_null())
        .order_by_asc(coping_line::Column::Id)
        .all(reader)
        .await?;
    let board = frames::board(app, group).await?;
    let words = released_words::Entity::find()
        .filter(released_words::Column::GroupId.eq(group.id))
        .order_by_desc(released_words::Column::Window)
        .order_by_asc(released_words::Column::Id)
        .all(reader)
        .await?;
    let latest = words.first().map(|said| said.window);
    let (latest, earlier): (Vec<_>, Vec<_>) =
        words.iter().partition(|said| Some(said.window) == latest);
    let pouch = Pouch::open(group.id, &app.keys, reader).await;
    let pouch = pouch.map_err(Error::internal)?;
    let notes = pouch.as_ref().map(Pouch::to_read);
    let names: Vec<String> = pouch
        .iter()
        .flat_map(|pouch| &pouch.seats)
        .map(|seat| seat.name.clone())
        .collect();
    let destroyed = audit::Entity::find()
        .filter(audit::Column::GroupId.eq(group.id))
        .filter(audit::Column::Action.eq(Action::LineDestroyed.id()))
        .count(reader)
        .await?;
    let put_up = say("lines-show");
    let show = |written: Written<'_>| written.show(group, &names, unsaid);
    let said = |said: &released_words::Model| show(Written::of(Kind::Words, said.id, &said.body));
    let title = say("lines-title");
    let (field, message) = (unsaid.map(reason_field), say("lines-reason-none"));
    let problems: Vec<(&str, &str)> = field
        .iter()
        .map(|field| (field.as_str(), message.as_str()))
        .collect();
    let heading = match unsaid {
        Some(_) => say_with("error-title", &[("title", title.as_str().into())]),
        None => title.clone(),
    };
    let page = html! {
        div.column {
            (parts::error_summary(&problems))
            h1 { (title) }
            p { (say("lines-what")) }
            p { (say("lines-worry")) " " a href=(urls::worry(group.id)) { (say("worry-title")) } }
            @if let Some(notes) = &notes {
                section.card {
                    h2 { (say("lines-notes")) }
                    @if notes.is_empty() { p { (say("lines-notes-none")) } } @else { p { (say("lines-notes-what")) } }
                    @for note in notes {
                        (show(Written { to: Some(&note.name), ..Written::of(Kind::Note, note.id, &note.line) }))
                    }
                    @if !notes.is_empty() { (let_out(group.id, notes)) }
                }
                div.gap {}
            }
            section.card {
                h2 { (say("lines-waiting")) }
                @if waiting.is_empty() { p { (say("lines-waiting-none")) } }
                @for line in &waiting {
                    (show(Written { button: Some(&put_up), ..Written::of(Kind::Coping, line.id, &line.body) }))
                }
            }
            div.gap {}
            section.card {
                h2 { (say("lines-board")) }
                @if board.is_empty() { p { (say("lines-board-none")) } }
                @for line in &board {
                    @let helps = line.helps.map(sentences::helps);
                    (show(Written { about: helps.as_deref(), ..Written::of(Kind::Coping, line.id, &line.body) }))
                }
            }
            div.gap {}
            section.card {
                h2 { (say("texts")) }
                @if words.is_empty() { p { (say("texts-none")) } }
                @for text in latest { (said(text)) }
                @if !earlier.is_empty() {
                    details open[earlier.iter().any(|text| unsaid == Some(text.id))] {
                        summary { u { (say("lines-earlier")) } }
                        @for text in earlier { (said(text)) }
                    }
                }
            }
            @if destroyed > 0 {
                p.minor { (say_with("lines-destroyed", &[("count", (destroyed as i64).into())])) }
            }
            p { a href=(urls::group(group.id)) { (say("go-back")) } }
        }
    };
    Ok(parts::staff_page(who, Tab::Groups, &heading, page))
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

/// Lets texts through, or destroys them for a reason. One that is gone already is left alone.
async fn decide(
    State(app): State<App>,
    Group { who, group }: Group,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let decided = Decided::of(&pairs).ok_or(Error::Malformed)?;
    if decided.destroy && decided.reason.is_none() {
        let page = page(&app, &who, &group, decided.ids.first().copied()).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
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
    let action = match (decided.destroy, decided.kind) {
        (true, _) => Action::LineDestroyed,
        (false, Kind::Note) => Action::NoteLetOut,
        (false, _) => Action::LinePutOnTheBoard,
    };
    let (kind, reason) = (decided.kind.id(), decided.reason.unwrap_or_default());
    let why = format!("{kind} {reason}");
    let deed = Deed {
        group_id: Some(group.id),
        detail: if decided.destroy { &why } else { "" },
        ..Deed::by(who.id, action)
    };
    audit::commit(&vec![deed; done as usize], app.clock.now(), tx).await?;
    if decided.destroy {
        app.truncate().await;
    }
    Ok(Redirect::to(&urls::lines(group.id)).into_response())
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
