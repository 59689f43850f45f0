//! Members' pages: one address a group, no JavaScript needed, no key in any address, no name of group or focus.

mod answers;
mod dealt;
mod door;
mod exchange;
mod forget_me;
mod heard;
mod heard_charts;
mod inbox;
mod inbox_ticket;
pub mod information;
mod keep;
mod own;
mod own_files;
mod own_words;
mod owner;
mod passed;
mod questions;
mod refusal;
mod said;
mod steps;
mod survey;
mod thanks;
mod ticket;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::App;
use crate::urls::route;

/// The routes of members.
pub fn routes(app: &App) -> Router<App> {
    let own = on_ones_own_phone().layer(from_fn_with_state(app.clone(), passed::not_here));
    Router::new()
        .route(route::GROUP_PAGE, get(door::show).post(door::send))
        .route(route::TYPED_KEY, post(door::type_key))
        .route(route::TYPED_TICKET, post(door::type_ticket))
        .route(route::TICKET_PAGE, get(ticket::show).post(ticket::send))
        .route(route::DEALT, get(dealt::show).post(dealt::take))
        .route(route::PASSED, get(passed::thanks))
        .route(route::INFORMATION, get(information::sheet))
        .route(route::TICKET_LOG, get(information::ticket_log))
        .merge(own)
}

/// What a phone remembers, and what is somebody's alone: not on a tablet that is passed round.
fn on_ones_own_phone() -> Router<App> {
    Router::new()
        .route(route::REMEMBER, post(keep::remember))
        .route(route::COPY, post(keep::copy))
        .route(route::FORGET, post(keep::forget))
        .route(route::HEARD, get(heard::show).post(heard::typed))
        .route(route::OWN, get(own::show).post(own::typed))
        .route(route::OWN_PDF, post(own_files::pdf))
        .route(route::OWN_FHIR, post(own_files::bundle))
        .route(route::FORGET_ME, post(forget_me::ask))
        .route(route::INBOX, get(inbox::show).post(inbox::typed))
        .route(
            route::INBOX_TICKET,
            get(inbox_ticket::show).post(inbox_ticket::open),
        )
        .route(route::INBOX_REMEMBER, post(inbox_ticket::remember))
        .route(route::INBOX_COPY, post(inbox_ticket::copy))
        .route(route::INBOX_FORGET, post(inbox_ticket::forget))
        .route(route::INBOX_TYPED_TICKET, post(inbox::type_ticket))
        .route(route::INBOX_PAUSE, post(inbox::pause))
}
