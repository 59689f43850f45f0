//! Who may see what, as extractors: a guard in a handler's signature proves that the request may be there.
//! Whoever is not signed in is asked to; whatever is not yours is not found.

pub mod counts;
pub mod first_link;
pub mod group;
pub mod inbox;
pub mod login;
pub mod member;
pub mod password;
pub mod places;
pub mod report;
pub mod scope;
pub mod second_factor;
pub mod tablet;
pub mod throttle;
pub mod tries;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use sea_orm::DatabaseTransaction;

use crate::App;
use crate::entities::staff::{self, Role};
use crate::error::Error;

/// Somebody is signed in, though perhaps without the second factor that the organisation asks for.
pub struct SignedIn(pub staff::Model);

/// Somebody is signed in with all that the organisation asks for, with any role.
pub struct Staff(pub staff::Model);

/// A therapist is signed in.
pub struct Therapist(pub staff::Model);

/// A supervisor is signed in.
pub struct Supervisor(pub staff::Model);

/// An administrator is signed in.
pub struct Administrator(pub staff::Model);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let login = login::Login::from_request_parts(parts, app).await;
        let login =
            login.map_err(|_| Error::internal("BUG: a staff page outside of `pages::staff`"))?;
        login
            .user
            .map(|login::User(who)| Self(who))
            .ok_or(Error::SignIn)
    }
}

impl FromRequestParts<App> for Staff {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let SignedIn(who) = SignedIn::from_request_parts(parts, app).await?;
        match app.organisation().row.factor_asked && !who.has_factor() {
            true => Err(Error::SecondFactor),
            false => Ok(Self(who)),
        }
    }
}

/// A transaction in which nobody else changes staff, and `who` as they are in it. An administrator can have reset, changed or
/// ended their account since they were let in; whoever changes an account, their own or another's, has to be still there.
///
/// # Errors
///
/// When they are not, and when the database does not answer.
pub async fn begin_as(
    app: &App,
    who: &staff::Model,
) -> Result<(DatabaseTransaction, staff::Model), Error> {
    let tx = app.database.begin().await?;
    staff::lock(&tx).await?;
    let now = staff::with_id(who.id, &tx).await?;
    let still = |now: &staff::Model| now.role == who.role && now.password_hash == who.password_hash;
    match now.filter(still) {
        Some(now) => Ok((tx, now)),
        None => Err(Error::SignIn),
    }
}

/// A guard for one role.
macro_rules! only {
    ($guard:ident) => {
        impl FromRequestParts<App> for $guard {
            type Rejection = Error;

            async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
                let Staff(who) = Staff::from_request_parts(parts, app).await?;
                if who.role == Role::$guard {
                    Ok(Self(who))
                } else {
                    Err(Error::NotFound)
                }
            }
        }
    };
}

only!(Therapist);
only!(Supervisor);
only!(Administrator);
