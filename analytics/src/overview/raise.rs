//! One thing worth raising about a scope: a question, not an alarm. What keeps figures from coming out goes first, since
//! all others rest on it.

use super::{Average, Coverage, Row};
use crate::disclosure::{Across, Shown};
use crate::measure::Scale;

/// Results from which on it says something that none was answered.
const RESULTS: u32 = 4;

/// What is worth raising.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Raise {
    /// In so many groups that met no result could be shown.
    NotShown {
        /// These groups.
        groups: u32,
        /// All groups that met.
        of: u32,
    },
    /// So many results were shown, and no group had a reply.
    NoReply {
        /// Results shown.
        shown: u32,
    },
    /// The benefit that groups felt least.
    Lowest {
        /// The benefit.
        scale: &'static Scale,
        /// Its mean over groups.
        mean: Average,
    },
}

/// Chooses what is worth raising, if anything is.
pub fn raise(
    groups: &[Row],
    coverage: &Coverage,
    benefits: &[(&'static Scale, Shown<Across<Average>>)],
) -> Option<Raise> {
    let met = || groups.iter().filter(|row| row.coverage.windows > 0);
    let hidden = met().filter(|row| row.coverage.shown == 0).count() as u32;
    if hidden > 0 {
        return Some(Raise::NotShown {
            groups: hidden,
            of: met().count() as u32,
        });
    }
    if coverage.shown >= RESULTS && coverage.replies == 0 {
        return Some(Raise::NoReply {
            shown: coverage.shown,
        });
    }
    let shown = benefits
        .iter()
        .filter_map(|(scale, shown)| Some((*scale, shown.value()?.value)));
    let lowest = shown.reduce(|low, next| if next.1.mean < low.1.mean { next } else { low });
    lowest.map(|(scale, mean)| Raise::Lowest { scale, mean })
}
