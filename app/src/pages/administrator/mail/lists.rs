//! Lists of single e-mails: to whom, how often it was tried, and what went wrong. What is in one is not shown.

use std::collections::BTreeMap;

use jiff::Timestamp;
use maud::{Markup, html};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::App;
use crate::entities::mail::{Fault, Looks, Model, State};
use crate::entities::staff;
use crate::error::Error;
use crate::words::{dates, say, say_with};

/// The names of those whom the lists are about.
pub async fn people(looks: &Looks, app: &App) -> Result<BTreeMap<i64, String>, Error> {
    let mails = looks.waits.iter().chain(&looks.lost);
    let people = staff::Entity::find()
        .filter(staff::Column::Id.is_in(mails.map(|mail| mail.staff_id)))
        .all(&app.database.reader)
        .await?;
    Ok(people.into_iter().map(|who| (who.id, who.name)).collect())
}

/// What waits.
pub fn waits(app: &App, looks: &Looks, people: &BTreeMap<i64, String>) -> Markup {
    html! {
        section.card {
            h2 { (say("mail-waits")) }
            @if looks.waits.is_empty() { p { (say("mail-waits-none")) } }
            @for mail in &looks.waits {
                blockquote {
                    (heading(mail, people))
                    @if mail.state == State::Sending { p { (say("mail-sending")) } } @else {
                        p.minor { (times("mail-next", mail, mail.next_try, app)) }
                    }
                }
            }
            (more(looks.waiting))
        }
    }
}

/// What did not get through.
pub fn lost(app: &App, looks: &Looks, people: &BTreeMap<i64, String>) -> Markup {
    html! {
        section.card {
            h2 { (say("mail-lost")) }
            @if looks.lost.is_empty() { p { (say("mail-lost-none")) } }
            @for mail in &looks.lost {
                blockquote {
                    (heading(mail, people))
                    p.minor { (times("mail-ended", mail, mail.changed_at, app)) }
                }
            }
            (more(looks.losing))
        }
    }
}

/// What is wrong and what to do.
pub fn fault(fault: Fault) -> String {
    say(&format!("mail-fault-{}", fault.id()))
}

/// A moment of the last or next days in the organisation's zone.
pub fn moment(app: &App, milliseconds: i64) -> String {
    let at = Timestamp::from_millisecond(milliseconds).unwrap_or_default();
    dates::closing(at, &app.zone())
}

fn heading(mail: &Model, people: &BTreeMap<i64, String>) -> Markup {
    let kind = say(&format!("mail-kind-{}", mail.kind.id()));
    html! {
        strong { (kind) }
        @if let Some(name) = people.get(&mail.staff_id) {
            " " (say_with("mail-to", &[("name", name.as_str().into())]))
        }
        // What is wrong with all of them stands at the top.
        @let own = mail.fault.filter(|fault| mail.state != State::Waiting || !Fault::OF_THE_WAY.contains(fault));
        @if let Some(own) = own { p { (fault(own)) } }
    }
}

fn times(words: &str, mail: &Model, at: i64, app: &App) -> String {
    let arguments = [
        ("attempts", mail.attempts.into()),
        ("when", moment(app, at).into()),
    ];
    say_with(words, &arguments)
}

fn more(all: u64) -> Markup {
    let count = all.saturating_sub(Looks::MOST);
    html! { @if count > 0 { p { (say_with("mail-more", &[("count", count.into())])) } } }
}
