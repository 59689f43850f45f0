//! The page of names and inboxes.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::entities::{group, staff};
use crate::pages::parts::{self, Field, Tab};
use crate::pages::therapist::messages::Messages;
use crate::sealed::pouch::{NAME, Seat};
use crate::urls;
use crate::words::{say, say_with};

/// The page; `typed` are names that were not taken.
pub fn page(
    who: &staff::Model,
    group: &group::Model,
    seats: &[Seat],
    typed: &str,
    messages: &Messages,
) -> Markup {
    let title = say("seats-title");
    let heading = if messages.is_empty() {
        title.clone()
    } else {
        say_with("error-title", &[("title", title.as_str().into())])
    };
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            @if !group.notes_on { (switched_off(group, seats)) }
            @if group.notes_on || !seats.is_empty() {
                section.card {
                    h2 { (say("seats-who")) }
                    @if seats.is_empty() { p { (say("seats-nobody")) } }
                    @for seat in seats { (person(group, seat)) }
                }
                div.gap {}
            }
            @if group.notes_on {
                (enter(group, typed, messages))
                @if !seats.is_empty() { (tickets(group, seats, messages)) }
                (switch_off(group))
            }
            p { a href=(urls::group(group.id)) { (say("go-back")) } }
        }
    };
    parts::staff_page(who, Tab::Groups, &heading, main)
}

/// The page again, with what is wrong.
pub fn wrong(
    who: &staff::Model,
    group: &group::Model,
    seats: &[Seat],
    typed: &str,
    messages: &Messages,
) -> Response {
    let page = page(who, group, seats, typed, messages);
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

fn switched_off(group: &group::Model, seats: &[Seat]) -> Markup {
    html! {
        section.card {
            p { (say("seats-what")) }
            ul { @for line in say("seats-what-lines").lines() { li { (line) } } }
            @if !seats.is_empty() { p { (say("seats-off-stays")) } }
            form method="post" action=(urls::seats(group.id)) {
                (parts::hidden("deed", "on"))
                (parts::button(&say("seats-on")))
            }
            p.minor { (say("seats-on-agreed")) }
        }
        div.gap {}
    }
}

fn person(group: &group::Model, seat: &Seat) -> Markup {
    let state = match (seat.inbox, seat.paused, seat.ticket) {
        (Some(_), false, _) => "open",
        (Some(_), true, _) => "paused",
        (None, _, Some(_)) => "ticket",
        (None, _, None) => "none",
    };
    html! {
        blockquote {
            strong dir="auto" { (seat.name) } " "
            span.minor { (say(&format!("seats-state-{state}"))) } " "
            @if seat.takes_notes() {
                a href=(urls::signed_note(group.id, seat.id)) {
                    (say("signed-note")) span.unseen { ": " (seat.name) }
                }
            }
            details {
                summary { u { (say("seats-leave")) } span.unseen { ": " (seat.name) } }
                p { (say("seats-leave-what")) }
                form method="post" action=(urls::seats(group.id)) {
                    (parts::hidden("deed", "leave"))
                    (parts::hidden("seat", &seat.id.to_string()))
                    (parts::second_button(&say("seats-leave-now")))
                }
            }
        }
    }
}

fn enter(group: &group::Model, typed: &str, messages: &Messages) -> Markup {
    let (label, hint) = (
        say("seats-names"),
        say_with("seats-names-hint", &[("most", NAME.into())]),
    );
    html! {
        section.card {
            h2 { (say("seats-enter")) }
            form method="post" action=(urls::seats(group.id)) novalidate {
                (parts::hidden("deed", "enter"))
                (parts::text_area(&Field {
                    name: "names", label: &label, hint: Some(&hint), value: typed,
                    error: messages.of("names"), ..Field::default()
                }, 4))
                (parts::button(&say("seats-enter-now")))
            }
        }
        div.gap {}
    }
}

/// Whoever has not opened an inbox is ticked already.
fn tickets(group: &group::Model, seats: &[Seat], messages: &Messages) -> Markup {
    let error = messages.of("seat");
    let described = parts::described_by("seat", true, error.is_some());
    html! {
        section.card {
            h2 { (say("seat-tickets")) }
            form method="post" action=(urls::seat_tickets(group.id)) {
                fieldset.field.bad[error.is_some()] aria-describedby=[described] {
                    legend { (say("seats-tickets-who")) }
                    span.hint #seat-hint { (say("seats-tickets-hint")) }
                    @if let Some(error) = error { span.message #seat-error { (error) } }
                    @for (index, seat) in seats.iter().enumerate() {
                        label.choice {
                            input type="checkbox" name="seat" value=(seat.id)
                                id=[(index == 0).then_some("seat")] checked[seat.inbox.is_none()];
                            span dir="auto" { (seat.name) }
                        }
                    }
                }
                (parts::second_button(&say("tickets-make")))
            }
        }
        div.gap {}
    }
}

fn switch_off(group: &group::Model) -> Markup {
    html! {
        details {
            summary { u { (say("seats-off")) } }
            p { (say("seats-off-what")) }
            form method="post" action=(urls::seats(group.id)) {
                (parts::hidden("deed", "off"))
                (parts::second_button(&say("seats-off-now")))
            }
        }
    }
}
