//! The calm page of every failure: what happened, what to do, a reference number, and no cause.

use axum::http::StatusCode;
use maud::{Markup, html};

use super::parts;
use crate::entities::organisation::Organisation;
use crate::words::{say, say_with};

/// The page for `status`. `reference` is what a person can read out to whoever has the log.
pub fn page(organisation: &Organisation, status: StatusCode, reference: &str) -> Markup {
    let (title, advice) = match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
            (say("failure-not-found"), say("failure-not-found-advice"))
        }
        StatusCode::GONE => (say("failure-closed"), say("failure-closed-advice")),
        StatusCode::TOO_MANY_REQUESTS => (say("failure-too-many"), say("failure-too-many-advice")),
        StatusCode::PAYLOAD_TOO_LARGE => {
            (say("failure-too-large"), say("failure-too-large-advice"))
        }
        StatusCode::FORBIDDEN => (say("failure-elsewhere"), say("failure-elsewhere-advice")),
        status if status.is_server_error() => (say("failure-ours"), say("failure-ours-advice")),
        _ => (say("failure-malformed"), say("failure-malformed-advice")),
    };
    parts::member_page(
        organisation,
        &title,
        html! {
            h1 { (title) }
            p { (advice) }
            p.minor { (say_with("failure-reference", &[("reference", reference.into())])) }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_has_a_page_that_says_what_to_do() {
        let organisation = Organisation::sample();
        for status in [400, 403, 404, 405, 410, 413, 415, 422, 429, 500, 503] {
            let status = StatusCode::from_u16(status).unwrap();
            let page = page(&organisation, status, "K7QX-2M9P").into_string();
            assert!(page.contains("Reference K7QX-2M9P"), "{status}");
            assert!(page.contains("I need support now"), "{status}");
        }
    }
}
