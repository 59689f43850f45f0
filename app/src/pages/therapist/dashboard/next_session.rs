//! The card of the session that is open, or of the one that comes next; and the way to tickets.

use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::App;
use crate::entities::{group, session};
use crate::pages::parts;
use crate::pages::therapist::meetings::Meetings;
use crate::pages::therapist::messages::Messages;
use crate::pages::therapist::session_details::{self, Typed};
use crate::pages::therapist::tickets::lost_form;
use crate::urls;
use crate::words::dates;
use crate::words::{say, say_with};

/// The card.
pub fn card(app: &App, group: &group::Model, meetings: &Meetings) -> Markup {
    html! {
        section.card.lead #session {
            @match meetings.open() {
                Some(open) => (now(app, group, open)),
                None => (next(app, group, meetings)),
            }
        }
    }
}

fn now(app: &App, group: &group::Model, open: &session::Model) -> Markup {
    let closes = Timestamp::from_millisecond(open.closes_at)
        .map(|at| dates::closing(at, &app.zone()))
        .unwrap_or_default();
    let number = ("number", open.number.into());
    html! {
        h2 { (say_with("dashboard-open", &[number])) }
        p { (say_with("dashboard-closes", &[("closes", closes.into())])) }
        (session_details::form(group, open, &Typed::saved(open), &Messages::default()))
        p { a href=(urls::tablet(group.id)) { (say("tablet-pass")) } }
        p { a href=(urls::cancel_session(group.id, open.id)) { (say("dashboard-cancel")) } }
    }
}

fn next(app: &App, group: &group::Model, meetings: &Meetings) -> Markup {
    let latest = meetings.sessions.last();
    html! {
        @match meetings.next {
            _ if group.is_archived() => {
                h2 { (say("groups-archived")) }
                p { (say("archive-opens-nothing")) }
            }
            Some(date) if meetings.ended => {
                h2 { (say_with("dashboard-follow-up", &[("day", long_day(date).into())])) }
                p { (say_with("dashboard-follow-up-opens", &[("time", clock(group.ends_at).into())])) }
            }
            Some(date) => {
                h2 { (say_with("dashboard-next", &[("day", long_day(date).into())])) }
                p { (say_with("dashboard-next-opens", &[("time", clock(group.ends_at).into())])) }
            }
            None => {
                h2 { (say("dashboard-ended")) }
                p { (say("dashboard-ended-advice")) }
            }
        }
        @if app.organisation().support.is_empty() { p { strong { (say("session-no-contacts")) } } }
        @if group.is_archived() {
            p { a href=(urls::archive(group.id)) { (say("archive-back")) } }
        } @else {
            div.actions {
                a.button.second href=(urls::tickets(group.id)) { (say("tickets")) }
                (lost_form(group.id))
                a.button.second href=(urls::open_session(group.id)) { (say("dashboard-open-now")) }
                @if let Some(date) = meetings.next {
                    (skip(group, date, true, &say("dashboard-skip")))
                }
            }
        }
        @for date in &meetings.skipped {
            div.kept {
                span { (say_with("dashboard-skipped", &[("day", long_day(*date).into())])) " " }
                (skip(group, *date, false, &say("dashboard-meet")))
            }
        }
        @if let Some(latest) = latest {
            p.minor {
                a href=(urls::session(group.id, latest.id)) {
                    (say_with("dashboard-topic-of", &[("number", latest.number.into())]))
                }
                @if let Some(topic) = &latest.topic { ": " (topic) }
            }
        }
    }
}

fn skip(group: &group::Model, date: Date, skip: bool, label: &str) -> Markup {
    html! {
        form.inline method="post" action=(urls::skip(group.id)) {
            (parts::hidden("date", &date.to_string()))
            (parts::hidden("skip", if skip { "yes" } else { "no" }))
            @if skip { (parts::second_button(label)) } @else { button.plain { (label) } }
        }
    }
}

/// "Tuesday 31 March 2026".
fn long_day(date: Date) -> String {
    let weekday = dates::weekday(i32::from(date.weekday().to_monday_one_offset()));
    format!("{weekday} {}", dates::day(date))
}

/// "19:30".
fn clock(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
