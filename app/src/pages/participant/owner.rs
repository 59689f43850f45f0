//! Whoever has a key at hand: how it goes along from page to page, and how it is asked for. No address ever holds it.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::{door, survey, thanks};
use crate::App;
use crate::entities::group;
use crate::pages::parts;
use crate::sealed::member_key::MemberKey;
use crate::urls;
use crate::words::say;

/// A key in a form: typed, or in a hidden field.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TypedKey {
    /// Its characters.
    pub key: String,
}

/// A member whose key is at hand.
pub struct Owner<'a> {
    /// The app.
    pub app: &'a App,
    /// The group.
    pub group: &'a group::Model,
    /// The key.
    pub key: MemberKey,
    /// Whether it goes along in hidden fields; otherwise the phone remembers it.
    pub typed: bool,
}

impl Owner<'_> {
    /// The way to another page: a link, or a form that carries the key.
    pub fn way(&self, address: &str, words: &str) -> Markup {
        html! {
            @if self.typed {
                form method="post" action=(address) {
                    (self.hidden())
                    (parts::second_button(words))
                }
            } @else {
                p { a.button.second href=(address) { (words) } }
            }
        }
    }

    /// The key's hidden field, where it travels in one.
    pub fn hidden(&self) -> Markup {
        html! { @if self.typed { (parts::hidden("key", &self.key.to_code())) } }
    }
}

/// Asks for a key; `wrong` is what was typed and cannot be read.
pub fn ask(
    app: &App,
    group: &group::Model,
    action: &str,
    title: &str,
    wrong: Option<&str>,
) -> Response {
    let error = wrong.map(|_| say("door-key-wrong"));
    let problems: Vec<(&str, &str)> = error.iter().map(|error| ("key", error.as_str())).collect();
    let body = html! {
        (parts::error_summary(&problems))
        h1 { (title) }
        p { (say("key-needed")) }
        (door::key_form(action, wrong.unwrap_or_default(), error.as_deref(), None))
        p { a href=(urls::group_page(&group.code)) { (say("copy-back")) } }
    };
    let (status, title) = match wrong {
        Some(_) => (StatusCode::UNPROCESSABLE_ENTITY, survey::error_title(title)),
        None => (StatusCode::OK, title.to_owned()),
    };
    (
        status,
        parts::member_page(&app.organisation(), &title, body),
    )
        .into_response()
}

/// A key that belongs to nobody, or to somebody who is enrolled at the next close only.
pub fn unknown(owner: &Owner<'_>) -> Response {
    let title = say("refused-key");
    let body = html! {
        h1 { (title) }
        p { (say("key-new")) }
        p { (say("refused-key-advice")) }
        p { a href=(urls::group_page(&owner.group.code)) { (say("copy-back")) } }
        @if !owner.typed { (thanks::forget_form(&owner.group.code)) }
    };
    let page = parts::member_page(&owner.app.organisation(), &title, body);
    (StatusCode::NOT_FOUND, page).into_response()
}
