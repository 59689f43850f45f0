//! Members' guard: the group by the code in its address, and the key that this phone was asked to remember.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use sea_orm::entity::prelude::*;
use serde::Deserialize;

use crate::App;
use crate::entities::group;
use crate::error::Error;
use crate::sealed::member_key::MemberKey;
use crate::urls;

const COOKIE: &str = "member";
/// Thirteen months: longer than any programme, and browsers keep no cookie longer.
const SECONDS: u32 = 400 * 24 * 60 * 60;

/// A group as its members reach it.
pub struct MembersGroup {
    /// The group.
    pub group: group::Model,
    /// The key in this phone's cookie.
    pub remembered: Option<MemberKey>,
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
        Ok(Self {
            group,
            remembered: remembered(&parts.headers),
        })
    }
}

fn remembered(headers: &HeaderMap) -> Option<MemberKey> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .and_then(|(_, code)| MemberKey::parse(code))
}

/// The header that makes this phone remember a key for this group only, or forget it.
pub fn cookie(
    app: &App,
    group: &group::Model,
    key: Option<&MemberKey>,
) -> Result<HeaderValue, Error> {
    let (value, age) = match key {
        Some(key) => (key.to_code(), SECONDS),
        None => (Default::default(), 0),
    };
    let secure = if app.config.is_https() {
        "; Secure"
    } else {
        ""
    };
    let path = urls::group_page(&group.code);
    let text = format!(
        "{COOKIE}={}; Path={path}; Max-Age={age}; HttpOnly; SameSite=Lax{secure}",
        *value
    );
    let mut header = HeaderValue::from_str(&text).map_err(Error::internal)?;
    header.set_sensitive(true);
    Ok(header)
}
