//! SHA-256 in hexadecimal digits, as it is kept in tables.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The digest of `bytes`, 64 characters.
pub fn of(bytes: impl AsRef<[u8]>) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(bytes) {
        write!(text, "{byte:02x}").expect("BUG: a string takes what is written to it");
    }
    text
}
