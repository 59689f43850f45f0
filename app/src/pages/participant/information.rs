//! The information sheet and the ticket log: what members can read before they answer, and check against the room.

use axum::extract::State;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::App;
use crate::entities::service_text::{self, CONSENT, INFORMATION};
use crate::entities::ticket_log as log_row;
use crate::error::Error;
use crate::guards::member::MembersGroup;
use crate::pages::parts;
use crate::sealed::tickets;
use crate::words::{say, say_with};

/// What is asked, what happens with it, what is promised and what is not.
pub async fn sheet(State(app): State<App>, door: MembersGroup) -> Result<Markup, Error> {
    let organisation = app.organisation();
    let quorum = door
        .group
        .quorum
        .map_or(organisation.quorum(), |quorum| quorum as u32);
    let title = say("sheet-title");
    let body = html! {
        h1 { (title) }
        (paragraphs(&own_words(&app, INFORMATION).await?))
        h2 { (say("sheet-consent")) }
        (paragraphs(&own_words(&app, CONSENT).await?))
        (fixed(quorum))
    };
    Ok(parts::member_page(&organisation, &title, body))
}

/// What an organisation words itself: its own text, or ours where it has written none.
///
/// # Errors
///
/// When the database does not answer.
pub async fn own_words(app: &App, name: &str) -> Result<String, Error> {
    let written = service_text::read(name, &app.database.reader).await?;
    let organisation = app.organisation();
    let ours = || {
        let of = [("organisation", organisation.name().into())];
        say_with(&format!("sheet-own-{name}"), &of)
    };
    Ok(written.filter(|text| !text.is_empty()).unwrap_or_else(ours))
}

/// What the program does, which is not for anybody to word.
pub fn fixed(quorum: u32) -> Markup {
    let arguments = [("quorum", in_words(quorum).into())];
    html! {
        @for part in ["asked", "happens", "phone", "not", "choice"] {
            h2 { (say(&format!("sheet-{part}"))) }
            ul {
                @for line in say_with(&format!("sheet-{part}-lines"), &arguments).lines() { li { (line) } }
            }
        }
    }
}

fn paragraphs(text: &str) -> Markup {
    let all = text.split("\n\n").filter(|one| !one.trim().is_empty());
    html! { @for one in all { p dir="auto" { (one.trim()) } } }
}

/// The ticket log in full.
pub async fn ticket_log(State(app): State<App>, door: MembersGroup) -> Result<Markup, Error> {
    let log = tickets::log(&door.group, &app.database.reader).await?;
    let title = say("log-title");
    let body = html! {
        h1 { (title) }
        p { (log_line(&log)) }
        (log_table(&log))
        p { (say("log-where")) }
    };
    Ok(parts::member_page(&app.organisation(), &title, body))
}

/// "8 tickets; 1 replaces a lost phone, 3 March".
pub fn log_line(log: &[log_row::Model]) -> String {
    let count: i32 = log.iter().map(|row| row.tickets).sum();
    let mut line = say_with("log-count", &[("tickets", count.into())]);
    for row in log.iter().filter(|row| row.replacing) {
        let arguments = [
            ("tickets", row.tickets.into()),
            ("day", day(&row.printed_on).into()),
        ];
        line = format!("{line}; {}", say_with("log-replacing", &arguments));
    }
    if let Some(row) = log.iter().rfind(|row| row.is_void()) {
        let arguments = [("day", day(&row.printed_on).into())];
        line = format!("{line}; {}", say_with("log-void", &arguments));
    }
    line
}

/// Every printing with its day.
pub fn log_table(log: &[log_row::Model]) -> Markup {
    html! {
        ul {
            @for row in log {
                @let arguments = [("tickets", row.tickets.into()), ("day", day(&row.printed_on).into())];
                li { (say_with(row_words(row), &arguments)) }
            }
        }
    }
}

fn row_words(row: &log_row::Model) -> &'static str {
    match (row.is_void(), row.replacing) {
        (true, _) => "log-row-void",
        (false, true) => "log-row-replacing",
        (false, false) => "log-row",
    }
}

/// A small number in words, as the promise says it.
pub fn in_words(number: u32) -> String {
    let words = say("numbers");
    match number
        .checked_sub(5)
        .and_then(|place| words.split(' ').nth(place as usize))
    {
        Some(word) => word.to_owned(),
        None => number.to_string(),
    }
}

fn day(date: &str) -> String {
    date.parse::<Date>().map_or_else(
        |_| date.to_owned(),
        |date| date.strftime("%-d %B").to_string(),
    )
}
