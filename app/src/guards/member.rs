//! Members' guard: the group by the code in its address, and the key that this phone was asked to remember.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::tablet::Turn;
use crate::App;
use crate::entities::group;
use crate::error::Error;
use crate::sealed::member_key::MemberKey;
use crate::urls;

const COOKIE: &str = "member";
/// After the key: this phone also shows its owner's own progress.
const OWN: &str = ".own";
/// Before the name of a cookie that is taken over https only (RFC 6265bis, section 4.1.3).
const SECURE: &str = "__Secure-";
/// The same for one that belongs to all pages of this host, and to no other host.
pub(super) const HOST: &str = "__Host-";
/// Thirteen months: longer than any programme, and browsers keep no cookie longer.
pub(super) const SECONDS: u32 = 400 * 24 * 60 * 60;

/// A group as its members reach it.
pub struct MembersGroup {
    /// The group.
    pub group: group::Model,
    /// The key in this phone's cookie.
    pub remembered: Option<MemberKey>,
    /// Whether the phone shows its owner's scores and plans without being given the key.
    pub shows_own: bool,
    /// Whose turn it is on a tablet that is passed round. Nobody is remembered there.
    pub turn: Option<Turn>,
}

impl MembersGroup {
    /// Whether a form was made in another turn than the one that it is now. A phone of one's own has no turns.
    pub fn is_over(&self, sent: &str) -> bool {
        self.turn.as_ref().is_some_and(|turn| turn.number() != sent)
    }
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

impl FromRequestParts<App> for MembersGroup {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let Path(Code { code }) = Path::<Code>::from_request_parts(parts, app)
            .await
            .map_err(|_| Error::NotFound)?;
        let group = group::Entity::find()
            .filter(group::Column::Code.eq(code))
            .one(&app.database.reader)
            .await?
            .ok_or(Error::NotFound)?;
        let turn = Turn::of(&parts.headers);
        let path = urls::group_page(&group.code);
        let kept = kept(&called(app, COOKIE, &path), &parts.headers).filter(|_| turn.is_none());
        let own = kept.and_then(|value| value.strip_suffix(OWN));
        Ok(Self {
            group,
            remembered: own.or(kept).and_then(MemberKey::parse),
            shows_own: own.is_some(),
            turn,
        })
    }
}

/// What the cookie `name` for `path` is called. Where browsers use https it has the prefix with which they take it over
/// https only: nobody who reads along elsewhere can plant a key of their own and later see whose answers it holds.
pub(super) fn called(app: &App, name: &str, path: &str) -> String {
    match (app.organisation().is_https(), path) {
        (false, _) => name.to_owned(),
        (true, "/") => format!("{HOST}{name}"),
        (true, _) => format!("{SECURE}{name}"),
    }
}

/// The value of a cookie.
pub(super) fn kept<'a>(name: &str, headers: &'a HeaderMap) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// The header that makes this phone remember a key for this group only.
pub fn remember(
    app: &App,
    group: &group::Model,
    key: &MemberKey,
    shows_own: bool,
) -> Result<HeaderValue, Error> {
    let mut value = key.to_code();
    if shows_own {
        value.push_str(OWN);
    }
    let path = urls::group_page(&group.code);
    keep(app, COOKIE, &path, Some((&value, SECONDS)))
}

/// The header that makes this phone forget the key.
pub fn forget(app: &App, group: &group::Model) -> Result<HeaderValue, Error> {
    keep(app, COOKIE, &urls::group_page(&group.code), None)
}

/// Sets a cookie for the pages below `path`, for so many seconds, or clears it.
pub(super) fn keep(
    app: &App,
    name: &str,
    path: &str,
    value: Option<(&str, u32)>,
) -> Result<HeaderValue, Error> {
    let (value, age) = value.unwrap_or_default();
    let name = called(app, name, path);
    let secure = if app.organisation().is_https() {
        "; Secure"
    } else {
        ""
    };
    let text = Zeroizing::new(format!(
        "{name}={value}; Path={path}; Max-Age={age}; HttpOnly; SameSite=Lax{secure}"
    ));
    let mut header = HeaderValue::from_str(&text).map_err(Error::internal)?;
    header.set_sensitive(true);
    Ok(header)
}
