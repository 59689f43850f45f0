//! What the kinds of tests share: databases, a running Chorus, and people who use it over HTTP.

pub mod databases;
mod markup;
pub mod page;
