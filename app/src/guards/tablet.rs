//! A tablet that is passed round: a cookie says that it is one, and whose turn it is. It stands for nobody: the turn is a
//! number drawn anew for each person, so that what one of them sent cannot be sent again by the next.

use axum::http::{HeaderMap, HeaderValue};

use super::member;
use crate::App;
use crate::error::Error;

const COOKIE: &str = "passed-round";
/// For every page, also an inbox's: nothing of anybody is remembered on such a tablet.
const PATH: &str = "/";
/// A working day, as long as staff stay signed in.
const SECONDS: u32 = 12 * 60 * 60;

/// The turn of whoever has the tablet in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn(String);

impl Turn {
    /// The turn that a browser says it has; nothing for a phone of one's own.
    pub fn of(headers: &HeaderMap) -> Option<Turn> {
        // Whichever name it has, with https or without: a turn that somebody planted only closes what is somebody's own.
        let prefixed = format!("{}{COOKIE}", member::HOST);
        let value = member::kept(&prefixed, headers).or_else(|| member::kept(COOKIE, headers));
        value.map(|value| Turn(value.to_owned()))
    }

    /// The next person's.
    pub fn next(app: &App) -> Turn {
        Turn(app.random.row_id().to_string())
    }

    /// What a form of this turn carries.
    pub fn number(&self) -> &str {
        &self.0
    }

    /// The header that begins it.
    pub fn begin(&self, app: &App) -> Result<HeaderValue, Error> {
        member::keep(app, COOKIE, PATH, Some((&self.0, SECONDS)))
    }
}

/// The header after which the tablet is a browser like any other.
pub fn end(app: &App) -> Result<HeaderValue, Error> {
    member::keep(app, COOKIE, PATH, None)
}
