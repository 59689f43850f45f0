//! Documents as they come out, compared with what was looked at once and found good.

mod charts;
mod groups;
mod own;
mod scopes;
mod shares;
mod svg;
