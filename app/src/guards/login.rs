//! What keeps staff signed in: the cookie, the row behind it, and whose it is. Members have none of this.

use async_trait::async_trait;
use axum_login::tower_sessions::cookie::SameSite;
use axum_login::tower_sessions::cookie::time::Duration;
use axum_login::tower_sessions::session::{Id, Record};
use axum_login::tower_sessions::session_store::{self, SessionStore};
use axum_login::tower_sessions::{Expiry, SessionManagerLayer};
use axum_login::{AuthSession, AuthUser, AuthnBackend};
use jiff::SignedDuration;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DbErr, EntityTrait, Set};
use serde::{Deserialize, Serialize};

use super::password::Passwords;
use crate::App;
use crate::clock::Clock;
use crate::database::Database;
use crate::entities::{digest, login, staff};
use crate::error::Error;

/// A working day: whoever leaves a laptop open is signed out overnight, however often a login is used.
const HOURS: i64 = 12;
/// How long a code may be typed after the password was right.
const CODE: SignedDuration = SignedDuration::from_mins(10);
/// Under this a login keeps who is signed in.
pub const SIGNED_IN: &str = "signed-in";
/// Under this, who will be once a code is typed.
const WAITING: &str = "waiting";

/// The login of the browser that asks; its `user` is empty where nobody is signed in.
pub type Login = AuthSession<Backend>;

/// The cookie and its store: `Secure` wherever browsers use https.
pub fn sessions(app: &App) -> SessionManagerLayer<Logins> {
    let logins = Logins {
        database: app.database.clone(),
        clock: app.clock.clone(),
    };
    let is_https = app.organisation().is_https();
    let name = match is_https {
        // Taken over https only, from this host only (RFC 6265bis, section 4.1.3.2).
        true => "__Host-chorus-login",
        false => "chorus-login",
    };
    SessionManagerLayer::new(logins)
        .with_name(name)
        .with_secure(is_https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(Duration::hours(HOURS)))
}

/// A member of staff as a login holds them.
#[derive(Clone, Debug)]
pub struct User(pub staff::Model);

impl AuthUser for User {
    type Id = i64;

    fn id(&self) -> i64 {
        self.0.id
    }

    /// A new password ends every login that was made with the old one.
    fn session_auth_hash(&self) -> &[u8] {
        self.0.password_hash.as_bytes()
    }
}

/// Finds the member of staff behind an address and a password, or behind a login.
#[derive(Clone, Debug)]
pub struct Backend {
    database: Database,
    passwords: Passwords,
}

impl Backend {
    /// For `app`.
    pub fn new(app: &App) -> Self {
        Self {
            database: app.database.clone(),
            passwords: app.passwords.clone(),
        }
    }
}

/// What was typed at sign-in.
pub struct Credentials {
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
}

impl AuthnBackend for Backend {
    type User = User;
    type Credentials = Credentials;
    type Error = DbErr;

    async fn authenticate(&self, typed: Credentials) -> Result<Option<User>, DbErr> {
        let who = staff::find(&typed.email, &self.database.reader).await?;
        // An unknown address costs the same work, so that its answer takes the same time; so does that of somebody who
        // has not chosen a password yet.
        let hash = who.as_ref().map(|who| who.password_hash.clone());
        let hash = hash.filter(|hash| !hash.is_empty());
        let right = self.passwords.verify(typed.password, hash).await;
        Ok(who.filter(|_| right).map(User))
    }

    async fn get_user(&self, id: &i64) -> Result<Option<User>, DbErr> {
        let who = staff::with_id(*id, &self.database.reader).await?;
        Ok(who.map(User))
    }
}

/// The logins in the table `login`.
#[derive(Clone, Debug)]
pub struct Logins {
    database: Database,
    clock: Clock,
}

/// Somebody whose password was right, and who is asked for a code before they are signed in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Waiting {
    staff_id: i64,
    /// A new password ends this too.
    password_hash: String,
    /// In milliseconds since 1970 UTC.
    until: i64,
    /// Where they wanted to go.
    pub next: String,
}

impl Waiting {
    /// Remembers in the browser's login that `who` is asked for a code.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn begin(
        app: &App,
        login: &Login,
        who: &staff::Model,
        next: &str,
    ) -> Result<(), Error> {
        let waiting = Self {
            staff_id: who.id,
            password_hash: who.password_hash.clone(),
            until: (app.clock.now() + CODE).as_millisecond(),
            next: next.to_owned(),
        };
        // Whoever is signed in here is no longer, and a planted cookie is not kept.
        let session = &login.session;
        session.flush().await.map_err(Error::internal)?;
        let kept = session.insert(WAITING, waiting).await;
        kept.map_err(Error::internal)
    }

    /// Who waits in this browser, if anybody does.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn of(app: &App, login: &Login) -> Result<Option<(Self, staff::Model)>, Error> {
        let kept: Option<Self> = login.session.get(WAITING).await.map_err(Error::internal)?;
        let now = app.clock.now().as_millisecond();
        let Some(waiting) = kept.filter(|waiting| waiting.until > now) else {
            return Ok(None);
        };
        let who = staff::with_id(waiting.staff_id, &app.database.reader).await?;
        let who = who.filter(|who| who.password_hash == waiting.password_hash);
        Ok(who.map(|who| (waiting, who)))
    }

    /// Nobody waits any more.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn end(login: &Login) -> Result<(), Error> {
        let ended = login.session.remove_value(WAITING).await;
        ended.map_err(Error::internal).map(|_| ())
    }
}

/// The identifier of the row behind the browser's own login.
pub fn own_row(login: &Login) -> Option<String> {
    login.session.id().as_ref().map(row_name)
}

/// The row's name is a hash of the cookie, so that a stolen database signs nobody in.
fn row_name(id: &Id) -> String {
    digest::of(id.0.to_le_bytes())
}

fn fault(error: DbErr) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for Logins {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        // 128 random bits do not meet twice.
        login::sweep(self.clock.now(), &self.database.writer)
            .await
            .map_err(fault)?;
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let data = serde_json::to_vec(&record.data)
            .map_err(|error| session_store::Error::Encode(error.to_string()))?;
        let now = self.clock.now();
        let end = now + SignedDuration::from_hours(HOURS);
        let signed_in = record.data.get(SIGNED_IN);
        let row = login::ActiveModel {
            id: Set(row_name(&record.id)),
            data: Set(data),
            staff_id: Set(signed_in.and_then(|data| data["user_id"].as_i64())),
            begun_at: Set(now.as_millisecond()),
            expires_at: Set(end.as_millisecond()),
        };
        let update = OnConflict::column(login::Column::Id)
            .update_columns([login::Column::Data, login::Column::StaffId])
            .to_owned();
        let insert = login::Entity::insert(row).on_conflict(update);
        insert
            .exec_without_returning(&self.database.writer)
            .await
            .map(|_| ())
            .map_err(fault)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let row = login::Entity::find_by_id(row_name(id))
            .one(&self.database.reader)
            .await;
        let now = self.clock.now().as_millisecond();
        let Some(row) = row.map_err(fault)?.filter(|row| row.expires_at > now) else {
            return Ok(None);
        };
        let data = serde_json::from_slice(&row.data)
            .map_err(|error| session_store::Error::Decode(error.to_string()))?;
        // tower-sessions asks its own clock only for the cookie's age; ours has decided above.
        let expiry_date = axum_login::tower_sessions::cookie::time::OffsetDateTime::now_utc()
            + Duration::hours(HOURS);
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        let delete = login::Entity::delete_by_id(row_name(id));
        delete
            .exec(&self.database.writer)
            .await
            .map(|_| ())
            .map_err(fault)
    }
}
