//! The link that makes the first account: drawn at each start, printed there, kept nowhere. Once there is an
//! administrator it leads to signing in.

use std::sync::Arc;

use subtle::ConstantTimeEq;

use crate::random::Random;

/// 130 bits as 26 characters.
#[derive(Clone)]
pub struct FirstLink(Arc<str>);

impl FirstLink {
    /// A fresh one.
    pub fn new(random: &Random) -> Self {
        Self(random.letters::<26>().into())
    }

    /// What stands in the address.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether `typed` is it. It takes as long for every text of that length.
    pub fn opens(&self, typed: &str) -> bool {
        self.0.as_bytes().ct_eq(typed.as_bytes()).into()
    }
}
