//! The group's page for its members, only with a key: what came out, the reply, and the coping board.

use analytics::Summary;
use analytics::record::Reply;
use analytics::summary::summarise;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::owner::{self, Owner, TypedKey};
use super::{heard_charts, thanks};
use crate::App;
use crate::entities::{group, session};
use crate::error::Error;
use crate::frames::{self, BoardLine};
use crate::guards::member::MembersGroup;
use crate::pages::parts;
use crate::sealed::member_key::MemberKey;
use crate::sealed::own;
use crate::urls;
use crate::words::dates;
use crate::words::sentences;
use crate::words::{say, say_with};

/// For a phone that is remembered.
pub async fn show(State(app): State<App>, door: MembersGroup) -> Result<Response, Error> {
    let group = &door.group;
    match door.remembered {
        Some(key) => page(&app, &door.group, key, false).await,
        None => {
            let action = urls::heard(&group.code);
            Ok(owner::ask(&app, group, &action, &say("heard-title"), None))
        }
    }
}

/// For a typed key.
pub async fn typed(
    State(app): State<App>,
    door: MembersGroup,
    Form(typed): Form<TypedKey>,
) -> Result<Response, Error> {
    let group = &door.group;
    match MemberKey::parse(&typed.key) {
        Some(key) => page(&app, group, key, true).await,
        None => {
            let (action, title) = (urls::heard(&group.code), say("heard-title"));
            Ok(owner::ask(&app, group, &action, &title, Some(&typed.key)))
        }
    }
}

async fn page(
    app: &App,
    group: &group::Model,
    key: MemberKey,
    typed: bool,
) -> Result<Response, Error> {
    let owner = Owner {
        app,
        group,
        key,
        typed,
    };
    Ok(match of(&owner).await? {
        Some(page) => page.into_response(),
        None => owner::unknown(&owner),
    })
}

/// The page; nothing for a key that belongs to nobody.
pub async fn of(owner: &Owner<'_>) -> Result<Option<Markup>, Error> {
    let (app, group) = (owner.app, owner.group);
    let known = own::history(app, group, &owner.key).await;
    if known.map_err(Error::internal)?.is_none() {
        return Ok(None);
    }
    let open = session::Model::open_of(group.id, &app.database.reader).await?;
    let open = open.is_some_and(|open| open.takes_ballots(app.clock.now()));
    let record = frames::record(app, group, None).await?;
    let summary = summarise(&record);
    let board = frames::board(app, group).await?;
    let title = say("heard-title");
    let body = html! {
        h1 { (title) }
        @if open { (to_the_survey(owner)) } @else {
            p.minor { (say("door-nothing")) ". " (say("door-nothing-advice")) }
        }
        div.good {
            p { (sentences::headline(summary.main())) }
            @if let Some(raise) = &summary.raise { p { (sentences::noticed(raise)) } }
        }
        (replies(&summary))
        (coping(&board))
        (heard_charts::all(&record, &summary))
        @if group.notes_on {
            h2 { (say("inbox-title")) }
            p { (say("heard-inbox")) }
            // Nothing of this page goes along to where the other key is used.
            p { a rel="noreferrer" href=(urls::inbox(&group.code)) { (say("heard-inbox-way")) } }
        }
        h2 { (say("own-title")) }
        p { (say("own-what")) }
        (owner.way(&urls::own(&group.code), &say("heard-own")))
        p { a href=(urls::information(&group.code)) { (say("survey-information")) } }
        @if !owner.typed { (thanks::forget_form(&group.code)) }
    };
    Ok(Some(parts::member_chart_page(
        &app.organisation(),
        &title,
        body,
    )))
}

fn to_the_survey(owner: &Owner<'_>) -> Markup {
    let words = say("heard-answer");
    html! {
        @if owner.typed {
            form method="post" action=(urls::typed_key(&owner.group.code)) {
                (owner.hidden())
                (parts::button(&words))
            }
        } @else {
            p { a.button href=(urls::group_page(&owner.group.code)) { (words) } }
        }
    }
}

/// The latest reply with what became of it, and the earlier ones folded away.
fn replies(summary: &Summary) -> Markup {
    let mut latest_first = summary.replies.iter().rev();
    let latest = latest_first.next();
    let earlier: Vec<&Reply> = latest_first.collect();
    html! {
        @if let Some(latest) = latest {
            h2 { (say("heard-reply")) }
            (reply(latest))
            @if !earlier.is_empty() {
                details {
                    summary { (say("heard-earlier")) }
                    @for earlier in earlier { (reply(earlier)) }
                }
            }
        }
    }
}

fn reply(reply: &Reply) -> Markup {
    html! {
        blockquote {
            dl {
                dt { (say("reply-said")) }
                dd dir="auto" { (reply.said) }
                dt { (say("reply-will-try")) }
                dd dir="auto" {
                    (reply.will_try)
                    @if let Some(day) = reply.by { " " (say_with("reply-by-day", &[("day", dates::day(day).into())])) }
                }
                dt { (say("reply-changed")) }
                dd { (sentences::changed(reply)) }
            }
        }
    }
}

/// What helped others, without their names.
fn coping(board: &[BoardLine]) -> Markup {
    html! {
        h2 { (say("heard-board")) }
        @if board.is_empty() { p { (say("heard-board-none")) } } @else {
            p.minor { (say("heard-board-whose")) }
        }
        @for line in board {
            blockquote {
                div dir="auto" { (line.body) }
                @if let Some(band) = line.helps {
                    p.minor { (sentences::helps(band)) }
                }
            }
        }
    }
}
