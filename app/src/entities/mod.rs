//! The rows of the database: shape first, then verbs. Nothing here knows the web.

pub mod audit;
pub mod ballot_box;
pub mod group;
pub mod group_therapist;
pub mod login;
pub mod pool;
pub mod programme_change;
pub mod quarter;
pub mod release;
pub mod released_words;
pub mod roster;
pub mod session;
pub mod skipped_date;
pub mod staff;
pub mod tally;
pub mod ticket;
pub mod ticket_log;
