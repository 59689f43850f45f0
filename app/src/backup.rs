//! A backup: one file that holds the service as it was at one moment, whichever database it ran on. The file is an SQLite
//! database of the same tables, with a header that says what it is. Neither the master key nor the keys of boxes, pools and
//! quarters are in it, and nothing that those would open.

mod fault;
mod read;
mod restore;
mod rows;
mod shape;
mod write;

pub use fault::Fault;
pub use read::{Backup, Header};
pub use restore::Restored;
pub use write::{Written, write};

/// How the file is laid out. One with a higher number is of a later version.
const FORMAT: i64 = 1;

/// The table that says what the file is.
const HEADER: &str = "chorus_backup";

/// What is not taken along: what waits in an open box or for the end of a quarter would open with keys that are not in a
/// backup, and logins end with it.
const LEFT_OUT: [&str; 3] = ["ballot_box", "quarter", "login"];

/// Of a window that has begun its pool is told, and nothing of it.
const EMPTIED: (&str, &str) = ("pool", "body");
