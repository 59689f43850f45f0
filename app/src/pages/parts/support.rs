//! The support panel: the same for everyone on every page, never opened or changed by an answer.

use maud::{Markup, html};

use crate::entities::organisation::Organisation;
use crate::entities::support_contact;
use crate::words::say;

/// Whom to turn to, folded away behind one link.
pub fn support_panel(organisation: &Organisation) -> Markup {
    html! {
        details.support {
            summary { (say("support-label")) }
            div {
                p { (say("support-reach")) }
                p { (say("support-here")) }
                (contacts(organisation))
            }
        }
    }
}

/// Everybody whom members can turn to.
pub fn contacts(organisation: &Organisation) -> Markup {
    html! {
        @for contact in &organisation.support { (reach(contact)) }
        @if let Some(number) = &organisation.row.danger_number {
            p { (say("support-danger")) " " (telephone(number)) }
        }
    }
}

fn reach(contact: &support_contact::Model) -> Markup {
    html! {
        p {
            (contact.hours) ": "
            @if let Some(number) = &contact.telephone { (telephone(number)) " " }
            (contact.name)
            @if let Some(address) = &contact.address { ", " (address) }
        }
    }
}

fn telephone(number: &str) -> Markup {
    let digits: String = number
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    html! { a href={ "tel:" (digits) } { (number) } }
}
