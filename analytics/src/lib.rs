//! Chorus.
