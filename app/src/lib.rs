//! Chorus, the web app: everything but the command line, in the order in which it is best read.

pub mod clock;
pub mod random;

pub mod config;
pub mod database;
pub mod words;

pub mod entities;
