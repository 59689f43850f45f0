//! Documents: a group's report, a report across groups in five formats, a member's own scores, and tickets to print
//! and cut. Words come in as arguments; nothing here knows a database, a clock or the message catalogue.

pub mod cells;
pub mod csv;
pub mod fhir;
mod format;
pub mod outline;
pub mod paper;
pub mod pdf;
mod plain;
pub mod progress;
pub mod scope;
pub mod tickets;
mod typeset;
mod xlsx;

pub use format::Format;
pub use outline::Outline;
pub use paper::PaperSize;

/// A finished file, to be sent or saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// File name: lower-case ASCII letters, digits and hyphens, with an ending.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Why a document could not be made. None of these depends on what members answered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The typesetter refused; what it said, without the document's words.
    #[error("the document could not be typeset: {0}")]
    Typeset(String),
    /// The address of a ticket is longer than a QR code holds.
    #[error("the address of a ticket is too long for a QR code")]
    Address,
    /// There is nothing to print.
    #[error("there are no tickets to print")]
    NoTickets,
    /// The table could not be written.
    #[error("the table could not be written: {0}")]
    Table(#[from] ::csv::Error),
    /// The workbook could not be written.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The tables could not be packed.
    #[error("the tables could not be packed: {0}")]
    Packed(#[from] zip::result::ZipError),
    /// A file could not be written into memory.
    #[error("the file could not be written: {0}")]
    Written(#[from] std::io::Error),
    /// The tallies could not be written.
    #[error("the tallies could not be written: {0}")]
    Tallies(#[from] analytics::Error),
    /// The bundle could not be written.
    #[error("the bundle could not be written: {0}")]
    Bundle(#[from] serde_json::Error),
}
