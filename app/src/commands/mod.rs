//! One file a command. A command that fails gives one sentence that says what, where and what to do.

pub mod backup;
pub mod check;
pub mod demo;
pub mod key;
pub mod restore;
pub mod serve;
pub mod staff;

use app::words::dates;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Why a command stopped: one sentence for standard error.
pub type Sentence = Box<dyn std::error::Error + Send + Sync>;

/// "24 March 2026 at 19:30 UTC": an operator may sit in another zone than the organisation.
pub fn moment(at: Timestamp) -> String {
    format!("{} UTC", dates::moment(at, &TimeZone::UTC))
}
