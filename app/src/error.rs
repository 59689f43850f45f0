//! What a handler answers when it cannot answer; bad input and too few people are not errors and live elsewhere.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use sea_orm::DbErr;

/// Every way a request can fail. [`crate::layers`] turns it into a calm page and logs it, once.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or not for this person: the two look alike on purpose.
    #[error("not found")]
    NotFound,
    /// Staff only, and nobody is signed in.
    #[error("not signed in")]
    SignIn,
    /// Signed in, without the second factor that the organisation asks for.
    #[error("no second factor")]
    SecondFactor,
    /// The session has closed.
    #[error("closed")]
    Closed,
    /// Too many tries for now, and for so long.
    #[error("too many tries")]
    TooMany(SignedDuration),
    /// No form of ours could have sent this.
    #[error("malformed request")]
    Malformed,
    /// The fault is ours.
    #[error("{0}")]
    Internal(Arc<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A fault of ours, with its cause for the log. The cause must not carry what a person sent.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(Arc::from(cause.into()))
    }

    /// The status that the page is sent with.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignIn | Self::SecondFactor => StatusCode::UNAUTHORIZED,
            Self::Closed => StatusCode::GONE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Self::TooMany(wait) = &self {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, retry_after(*wait));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Whole seconds, rounded up, as `Retry-After` has them.
pub fn retry_after(wait: SignedDuration) -> HeaderValue {
    HeaderValue::from(wait.as_secs().max(0) + 1)
}
