//! A group's dashboard. While a box is open nothing on it depends on what is in the box.

mod follow_up;
mod next_session;
mod panels;
mod waiting;

use analytics::summary::summarise;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::routing::get;
use jiff::civil::Date;
use maud::{Markup, html};

use super::lines;
use super::meetings::Meetings;
use crate::App;
use crate::entities::{group, session};
use crate::error::Error;
use crate::frames;
use crate::guards::group::Group;
use crate::pages::parts::{self, Tab};
use crate::urls::{self, route};
use crate::words::dates;
use crate::words::{say, say_with};

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::GROUP, get(show))
}

async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    Group { who, group }: Group,
) -> Result<Markup, Error> {
    let saved = query.as_deref() == Some(urls::SAVED);
    let (meetings, record, lines) = tokio::try_join!(
        Meetings::of(&app, &group),
        frames::record(&app, &group, None),
        lines::waiting(&app, &group),
    )?;
    let words = frames::words(&app, &group, &record).await?;
    let summary = summarise(&record);
    let page = html! {
        div.top {
            div {
                h1 { (group.name) }
                p.minor {
                    (where_it_stands(&group, &meetings)) " "
                    a href=(urls::settings(group.id)) { (say("group-settings")) }
                }
            }
            div.actions {
                a.button.second href=(urls::show(group.id)) { (say("show-group")) }
                a.button href=(urls::report(group.id)) { (say("report-download")) }
            }
        }
        @if saved { p role="status" { strong { (say("service-saved")) } } }
        (panels::said(&summary))
        (waiting::list(&app, &group, &meetings, &record, lines))
        @if meetings.open().is_some() {
            div.cards { (next_session::card(&app, &group, &meetings)) }
            div.gap {}
        }
        div.cards.two {
            (panels::outcomes(&record, &summary))
            (panels::climate(&summary))
            (panels::texts(group.id, &words))
            (panels::changes(&summary))
            (follow_up::follow_through(&summary))
            (follow_up::replies(&summary))
            @if meetings.open().is_none() { (next_session::card(&app, &group, &meetings)) }
        }
    };
    Ok(parts::chart_page(&who, Tab::Groups, &group.name, page))
}

/// "Session 12 of 16, 24 March 2026. 8 members."
fn where_it_stands(group: &group::Model, meetings: &Meetings) -> String {
    let members = ("members", group.size.into());
    let Some(latest) = meetings.sessions.last() else {
        return say_with("dashboard-not-begun", &[members]);
    };
    let words = [
        ("number", latest.number.into()),
        ("planned", group.planned_sessions.into()),
        ("day", day_of(latest).into()),
        ("state", latest.state.as_str().into()),
        members,
    ];
    if group.is_follow_up(latest.number) {
        say_with("dashboard-beyond", &words)
    } else {
        say_with("dashboard-where", &words)
    }
}

fn day_of(session: &session::Model) -> String {
    session
        .date
        .parse::<Date>()
        .map_or_else(|_| session.date.clone(), dates::day)
}
