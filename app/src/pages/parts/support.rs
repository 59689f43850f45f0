//! The support panel: the same for everyone on every page, never opened or changed by an answer.

use maud::{Markup, html};

use crate::config::{Config, SupportContact};
use crate::words::say;

/// Whom to turn to, folded away behind one link.
pub fn support_panel(config: &Config) -> Markup {
    html! {
        details.support {
            summary { (say("support-label")) }
            div {
                p { (say("support-reach")) }
                p { (say("support-here")) }
                (contacts(config))
            }
        }
    }
}

/// Everybody whom members can turn to.
pub fn contacts(config: &Config) -> Markup {
    html! {
        @for contact in &config.support { (reach(contact)) }
        @if let Some(number) = &config.danger_number {
            p { (say("support-danger")) " " (telephone(number)) }
        }
    }
}

fn reach(contact: &SupportContact) -> Markup {
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
