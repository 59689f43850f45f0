//! The thanks, the same bytes for every accepted ballot of a key, and what may be done with the key.

use maud::{Markup, html};

use super::owner::Owner;
use crate::App;
use crate::entities::group;
use crate::pages::parts;
use crate::sealed::casting::Holder;
use crate::urls;
use crate::words::say;

/// The thanks. Where the phone does not remember the key yet, it is offered to.
pub fn page(app: &App, group: &group::Model, holder: &Holder, offer: bool) -> Markup {
    let key = &holder.key;
    let title = say("thanks-title");
    parts::member_page(
        &app.organisation(),
        &title,
        html! {
            h1 { (title) }
            p { (say("thanks-sent")) }
            p.minor { (say("thanks-replaced")) }
            @if holder.ticket.is_none() { (owner_way(app, group, holder, offer)) }
            @if offer {
                h2 { (say("thanks-next")) }
                p { (say("thanks-why")) }
                form method="post" action=(urls::remember(&group.code)) {
                    (parts::hidden("key", &key.to_code()))
                    (remember_choice())
                    (parts::button(&say("thanks-remember")))
                }
                p.minor { (say("thanks-remember-hint")) }
                form method="post" action=(urls::copy(&group.code)) {
                    (parts::hidden("key", &key.to_code()))
                    (parts::second_button(&say("thanks-copy")))
                }
                p.minor { (say("thanks-nothing")) }
            } @else {
                (forget_form(&group.code))
            }
        },
    )
}

/// Whoever is enrolled already can go on to the group's page.
fn owner_way(app: &App, group: &group::Model, holder: &Holder, typed: bool) -> Markup {
    let owner = Owner {
        app,
        group,
        key: holder.key.clone(),
        typed,
    };
    owner.way(&urls::heard(&group.code), &say("heard-title"))
}

/// What else a phone that remembers may show; off until it is ticked.
fn remember_choice() -> Markup {
    html! {
        label.choice {
            input type="checkbox" name="own" value="yes";
            span { (say("thanks-own")) }
        }
    }
}

/// For a phone that remembers somebody: it may forget.
pub fn forget_form(code: &str) -> Markup {
    html! {
        form method="post" action=(urls::forget(code)) {
            (parts::second_button(&say("thanks-forget")))
        }
    }
}
