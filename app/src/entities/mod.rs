//! The rows of the database: shape first, then verbs. Nothing here knows the web.

pub mod audit;
pub mod login;
pub mod staff;
