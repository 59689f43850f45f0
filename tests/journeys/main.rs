//! Everything that staff and members do, over HTTP, on both databases; what only a browser sees is in `browser`.

mod closing;
mod invariants;
mod signing_in;
