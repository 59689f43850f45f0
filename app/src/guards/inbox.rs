//! Guard of inboxes: the group by the code in its address, and the inbox's key that this phone was asked to remember. Its
//! cookie lies beside the member's, never with it: no request carries both.

use axum::extract::FromRequestParts;
use axum::http::HeaderValue;
use axum::http::request::Parts;

use super::member::{self, MembersGroup};
use crate::App;
use crate::entities::group;
use crate::error::Error;
use crate::sealed::member_key::MemberKey;
use crate::urls;

const COOKIE: &str = "inbox";

/// A group as the owner of an inbox reaches it.
pub struct InboxDoor {
    /// The group.
    pub group: group::Model,
    /// The inbox's key in this phone's cookie.
    pub remembered: Option<MemberKey>,
}

impl FromRequestParts<App> for InboxDoor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        // The member's cookie belongs to another folder: a browser sends none of it here, and none is looked at.
        let MembersGroup { group, .. } = MembersGroup::from_request_parts(parts, app).await?;
        let cookie = member::called(app, COOKIE, &urls::inbox(&group.code));
        let remembered = member::kept(&cookie, &parts.headers).and_then(MemberKey::parse);
        Ok(Self { group, remembered })
    }
}

/// The header that makes this phone remember an inbox's key.
pub fn remember(app: &App, group: &group::Model, key: &MemberKey) -> Result<HeaderValue, Error> {
    let path = urls::inbox(&group.code);
    let value = key.to_code();
    member::keep(app, COOKIE, &path, Some((&value, member::SECONDS)))
}

/// The header that makes this phone forget it.
pub fn forget(app: &App, group: &group::Model) -> Result<HeaderValue, Error> {
    member::keep(app, COOKIE, &urls::inbox(&group.code), None)
}
