//! A member is forgotten: asked once more in plain words, then done, at once or with the close of the open session.

use axum::extract::{Form, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::html;
use serde::Deserialize;

use super::owner::{self, TypedKey};
use super::{own, refusal};
use crate::App;
use crate::error::Error;
use crate::guards::member::{self, MembersGroup};
use crate::pages::parts;
use crate::sealed::casting::Refusal;
use crate::sealed::own::{Forgotten, forget};
use crate::urls;
use crate::words::say;

/// The key, and whether they have been asked.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    key: String,
    sure: String,
}

/// Asks, and the second time forgets.
pub async fn ask(
    State(app): State<App>,
    door: MembersGroup,
    Form(sent): Form<Sent>,
) -> Result<Response, Error> {
    let typed = TypedKey { key: sent.key };
    let Some(owner) = own::owner(&app, &door, &typed) else {
        return Ok(own::ask(&app, &door, &typed));
    };
    let group = &door.group;
    if sent.sure != "yes" {
        let title = say("forget-me-title");
        let body = html! {
            h1 { (title) }
            ul { @for line in say("forget-me-lines").lines() { li { (line) } } }
            form method="post" action=(urls::forget_me(&group.code)) {
                (owner.hidden())
                (parts::hidden("sure", "yes"))
                (parts::button(&say("forget-me-now")))
            }
            (owner.way(&urls::own(&group.code), &say("forget-me-keep")))
        };
        return Ok(parts::member_page(&app.organisation(), &title, body).into_response());
    }
    let forgotten = forget(&app, group, &owner.key).await;
    let id = match forgotten.map_err(Error::internal)? {
        Forgotten::Now => "forgotten-now",
        Forgotten::AtTheClose => "forgotten-at-the-close",
        Forgotten::Unknown => return Ok(owner::unknown(&owner)),
        Forgotten::Full => return Ok(refusal::page(&app, &door, Refusal::Full)),
    };
    let title = say(id);
    let body = html! {
        h1 { (title) }
        p { (say(&format!("{id}-what"))) }
        p { (say("forgotten-back")) }
    };
    let page = parts::member_page(&app.organisation(), &title, body);
    // The phone may remember somebody else, who lent it.
    if door.remembered.as_ref() != Some(&owner.key) {
        return Ok(page.into_response());
    }
    let cookie = member::forget(&app, group)?;
    Ok(([(header::SET_COOKIE, cookie)], page).into_response())
}
