//! What members wrote, for the therapist to read: lines for the coping board, and released words. Shown as written or destroyed, never edited.

use axum::Router;
use axum::extract::{Form, State};
use axum::response::Redirect;
use axum::routing::get;
use maud::{Markup, html};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::marks::marks;
use crate::App;
use crate::entities::audit::{self, Deed};
use crate::entities::{coping_line, group, released_words, service_text};
use crate::error::Error;
use crate::guards::group::Group;
use crate::pages::parts::{self, Choice, Tab};
use crate::sealed::pouch::Pouch;
use crate::urls::{self, route};
use crate::words::{say, say_with};

const DESTROYED: &str = "line destroyed";
const REASONS: [&str; 4] = ["names", "harms", "group", "other"];

/// These pages' routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::LINES, get(show).post(decide))
        .route(route::WORRY, get(worry))
}

/// What is decided about a line.
struct Decided {
    kind: String,
    id: i64,
    deed: String,
    reason: String,
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
    let pouch = Pouch::open(group.id, &app.keys, reader)
        .await
        .map_err(Error::internal)?;
    let seats = pouch.map(|pouch| pouch.seats).unwrap_or_default();
    let names: Vec<String> = seats.into_iter().map(|seat| seat.name).collect();
    let destroyed = audit::Entity::find()
        .filter(audit::Column::GroupId.eq(group.id))
        .filter(audit::Column::Action.eq(DESTROYED))
        .count(reader)
        .await?;
    let line =
        |kind: &str, id: i64, body: &str, show: bool| one(&group, &names, kind, id, body, show);
    let page = html! {
        div.column {
            h1 { (say("lines-title")) }
            p { (say("lines-what")) }
            section.card {
                h2 { (say("lines-waiting")) }
                @if waiting.is_empty() { p { (say("lines-waiting-none")) } }
                @for waits in &waiting { (line("coping", waits.id, &waits.body, true)) }
            }
            div.gap {}
            section.card {
                h2 { (say("lines-board")) }
                @if board.is_empty() { p { (say("lines-board-none")) } }
                @for shown in &board { (line("coping", shown.id, &shown.body, false)) }
            }
            div.gap {}
            section.card {
                h2 { (say("texts")) }
                @if words.is_empty() { p { (say("texts-none")) } }
                @for said in &words { (line("words", said.id, &said.body, false)) }
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

/// A line with what stands out in it and what can be done. Destroying takes a second step and a reason.
fn one(
    group: &group::Model,
    names: &[String],
    kind: &str,
    id: i64,
    body: &str,
    show: bool,
) -> Markup {
    let labels: Vec<String> = REASONS
        .map(|reason| say(&format!("lines-reason-{reason}")))
        .into();
    let reasons: Vec<Choice> = REASONS
        .iter()
        .zip(&labels)
        .map(|(value, label)| Choice { value, label })
        .collect();
    let hidden = |deed: &str| {
        html! {
            (parts::hidden("kind", kind))
            (parts::hidden("id", &id.to_string()))
            (parts::hidden("deed", deed))
        }
    };
    html! {
        blockquote dir="auto" { (body) }
        @for mark in marks(body, names) {
            p.minor { strong { (say(&format!("lines-mark-{}", mark.id()))) } }
        }
        @if show {
            form.inline method="post" action=(urls::lines(group.id)) {
                (hidden("show"))
                (parts::second_button(&say("lines-show")))
            }
        }
        details {
            summary { u { (say("lines-destroy")) } }
            form method="post" action=(urls::lines(group.id)) {
                (hidden("destroy"))
                (parts::choices(&format!("reason-{id}"), &say("lines-reason"), None, &reasons, None, None))
                (parts::second_button(&say("lines-destroy-now")))
            }
        }
    }
}

/// Puts a line on the board, or destroys it. One that is gone already is left alone.
async fn decide(
    State(app): State<App>,
    Group { who, group }: Group,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Redirect, Error> {
    let decided = Decided::of(&pairs).ok_or(Error::Malformed)?;
    let tx = app.database.begin().await?;
    let done = match (decided.deed.as_str(), decided.kind.as_str()) {
        ("show", "coping") => {
            let shown = coping_line::ActiveModel {
                shown_at: Set(Some(app.clock.now().as_millisecond())),
                ..Default::default()
            };
            let written = coping_line::Entity::update_many()
                .set(shown)
                .filter(coping_line::Column::Id.eq(decided.id))
                .filter(coping_line::Column::GroupId.eq(group.id))
                .filter(coping_line::Column::ShownAt.is_null())
                .exec(&tx)
                .await?;
            written.rows_affected
        }
        ("destroy", "coping") => {
            let gone = coping_line::Entity::delete_many()
                .filter(coping_line::Column::Id.eq(decided.id))
                .filter(coping_line::Column::GroupId.eq(group.id));
            gone.exec(&tx).await?.rows_affected
        }
        ("destroy", "words") => {
            let gone = released_words::Entity::delete_many()
                .filter(released_words::Column::Id.eq(decided.id))
                .filter(released_words::Column::GroupId.eq(group.id));
            gone.exec(&tx).await?.rows_affected
        }
        _ => return Err(Error::Malformed),
    };
    if done > 0 {
        let deed = Deed {
            staff_id: Some(who.id),
            action: if decided.deed == "show" {
                "line put on the board"
            } else {
                DESTROYED
            },
            group_id: Some(group.id),
            detail: &format!("{} {}", decided.kind, decided.reason),
        };
        deed.record(app.clock.now(), &app.random, &tx).await?;
    }
    tx.commit().await?;
    if decided.deed == "destroy" {
        app.truncate().await;
    }
    Ok(Redirect::to(&urls::lines(group.id)))
}

impl Decided {
    /// Reads the form. The reason is one of the fixed list, or none was chosen: nothing a member wrote is kept.
    fn of(pairs: &[(String, String)]) -> Option<Decided> {
        let get = |name: &str| {
            pairs
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.as_str())
        };
        let id: i64 = get("id")?.parse().ok()?;
        let reason = get(&format!("reason-{id}")).unwrap_or("other");
        Some(Decided {
            kind: get("kind")?.to_owned(),
            id,
            deed: get("deed")?.to_owned(),
            reason: REASONS.contains(&reason).then(|| reason.to_owned())?,
        })
    }
}

/// When words alarm: what can be done, and what cannot.
async fn worry(State(app): State<App>, Group { who, group }: Group) -> Result<Markup, Error> {
    let protocol = service_text::Entity::find_by_id("protocol".to_owned())
        .one(&app.database.reader)
        .await?;
    let title = say("worry-title");
    let page = html! {
        div.column {
            h1 { (title) }
            section.card {
                h2 { (say("worry-can")) }
                ul { @for line in say("worry-can-lines").lines() { li { (line) } } }
                h2 { (say("worry-contacts")) }
                ul {
                    @for contact in &app.config.support {
                        li { @if let Some(telephone) = &contact.telephone { strong { (telephone) } } " " (contact.name)
                            ". " (contact.hours)
                        }
                    }
                }
                @if let Some(protocol) = &protocol {
                    h2 { (say("worry-protocol")) }
                    @for line in protocol.body.lines() { p { (line) } }
                }
                h2 { (say("worry-cannot")) }
                p { (say("worry-cannot-why")) }
            }
            p { a href=(urls::lines(group.id)) { (say("go-back")) } }
        }
    };
    Ok(parts::staff_page(&who, Tab::Groups, &title, page))
}
