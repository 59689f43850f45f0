//! Documents in words, before they are files: what a page, a schedule or a command asks `reports` to set.

pub mod group;
