//! What a member does with their key after the thanks: this phone remembers it, they keep a copy, or the phone forgets.

use axum::extract::{Form, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

use crate::App;
use crate::error::Error;
use crate::guards::member::{self, MembersGroup};
use crate::pages::parts;
use crate::sealed::codes;
use crate::sealed::member_key::MemberKey;
use crate::urls;
use crate::words::say;

/// The fields of the thanks.
#[derive(Deserialize)]
pub struct Offered {
    key: String,
    #[serde(default)]
    own: String,
}

/// Sets the cookie.
pub async fn remember(
    State(app): State<App>,
    door: MembersGroup,
    Form(offered): Form<Offered>,
) -> Result<Response, Error> {
    let key = MemberKey::parse(&offered.key).ok_or(Error::Malformed)?;
    let title = say("remember-title");
    let body = html! {
        h1 { (title) }
        p { (say("remember-next")) }
        form method="post" action=(urls::copy(&door.group.code)) {
            (parts::hidden("key", &key.to_code()))
            (parts::second_button(&say("thanks-copy")))
        }
    };
    let page = parts::member_page(&app.organisation(), &title, body);
    let cookie = member::remember(&app, &door.group, &key, !offered.own.is_empty())?;
    Ok(([(header::SET_COOKIE, cookie)], page).into_response())
}

/// Shows the key, in characters and as a QR code.
pub async fn copy(
    State(app): State<App>,
    door: MembersGroup,
    Form(offered): Form<Offered>,
) -> Result<Response, Error> {
    let key = MemberKey::parse(&offered.key).ok_or(Error::Malformed)?;
    let back = urls::group_page(&door.group.code);
    let (where_to, words) = (say("copy-where"), say("copy-back"));
    copy_page(&app, &key, &where_to, &back, &words).map(IntoResponse::into_response)
}

/// The page with a key, where to use it, and the way back.
pub fn copy_page(
    app: &App,
    key: &MemberKey,
    where_to: &str,
    back: &str,
    back_words: &str,
) -> Result<Markup, Error> {
    let code = key.to_code();
    let svg = parts::qr_code(&code).map_err(Error::internal)?;
    let title = say("copy-title");
    let body = html! {
        h1 { (title) }
        p { (say("copy-how")) }
        p.key { (codes::grouped(&code, 5)) }
        div role="img" aria-label=(say("copy-picture")) { (PreEscaped(svg)) }
        p { (where_to) }
        p { a href=(back) { (back_words) } }
    };
    Ok(parts::member_page(&app.organisation(), &title, body))
}

/// Clears the cookie.
pub async fn forget(State(app): State<App>, door: MembersGroup) -> Result<Response, Error> {
    let title = say("forget-title");
    let body = html! {
        h1 { (title) }
        p { (say("forget-next")) }
    };
    let page = parts::member_page(&app.organisation(), &title, body);
    Ok((
        [(header::SET_COOKIE, member::forget(&app, &door.group)?)],
        page,
    )
        .into_response())
}
