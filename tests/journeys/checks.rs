//! What `chorus check` finds.
