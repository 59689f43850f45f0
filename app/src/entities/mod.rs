//! The rows of the database: shape first, then verbs. Nothing here knows the web.

pub mod audit;
pub mod ballot_box;
pub mod band;
pub mod coping_line;
pub mod group;
pub mod group_therapist;
pub mod login;
pub mod note_choice;
pub mod pool;
pub mod pouch;
pub mod programme_change;
pub mod quarter;
pub mod release;
pub mod released_words;
pub mod reply;
pub mod roster;
pub mod service_text;
pub mod session;
pub mod skipped_date;
pub mod staff;
pub mod tally;
pub mod team;
pub mod team_supervisor;
pub mod ticket;
pub mod ticket_log;
