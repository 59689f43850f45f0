//! One file a command. A command that fails gives one sentence that says what, where and what to do.

pub mod demo;
pub mod serve;
pub mod staff;

/// Why a command stopped: one sentence for standard error.
pub type Sentence = Box<dyn std::error::Error + Send + Sync>;
