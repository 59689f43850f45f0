//! What the kinds of tests share.
