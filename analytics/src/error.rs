//! What can go wrong in here. Too few people is not an error (see [`crate::disclosure`]).

/// A stored figure that no close can have written, or a text of another form.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// A text is neither a month nor a quarter.
    #[error("\"{0}\" is neither a month such as 2026-03 nor a quarter such as 2026-Q1")]
    Period(String),
    /// A stored figure breaks a release rule; it is not shown.
    #[error("a stored figure is not of a form that is ever released: {0}")]
    Stored(&'static str),
    /// A table could not be written as Parquet; what polars said, which holds no figure.
    #[error("a table could not be written as Parquet: {0}")]
    Parquet(String),
}
