//! A cell in words, the same in every document of every kind.

use analytics::change::Bound;
use analytics::disclosure::Band;
use analytics::table::Cell;

use crate::plain;

/// Words for what stands in cells.
#[derive(Debug, Clone)]
pub struct Words {
    /// "not shown".
    pub not_shown: String,
    /// "cancelled".
    pub cancelled: String,
    /// "not asked".
    pub not_asked: String,
    /// "not known": not entered, or no range yet.
    pub unknown: String,
    /// "–": there is no such thing in this row.
    pub nothing: String,
    /// Several sessions: "5 to 6".
    pub sessions: fn(u32, u32) -> String,
    /// An open end: "14 or worse".
    pub or_worse: fn(&str) -> String,
    /// A change that is a bound: "at least 4 better", or worse.
    pub at_least: fn(&str, Bound) -> String,
    /// A single item's band: "most".
    pub band: fn(Band) -> String,
    /// What has a word by its identifier: "yes", "Depression".
    pub term: fn(&str) -> String,
}

impl Words {
    /// A cell in words; days as `2026-03-24`, numbers as machines read them.
    pub fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Sessions(first, last) if first == last => first.to_string(),
            Cell::Sessions(first, last) => (self.sessions)(*first, *last),
            Cell::Date(date) => date.to_string(),
            Cell::Text(text) => plain::tidy(text),
            Cell::Term(id) => (self.term)(id),
            Cell::Count(n) => n.to_string(),
            Cell::Band(band) => (self.band)(*band),
            Cell::Mean(value, true) => (self.or_worse)(&number(*value)),
            Cell::Mean(value, false) => number(*value),
            Cell::Average(value, true) => (self.or_worse)(&tenths(*value)),
            Cell::Average(value, false) | Cell::Bound(value) => tenths(*value),
            Cell::Change(points, Bound::Exact) => tenths(*points),
            Cell::Change(points, bound) => (self.at_least)(&tenths(points.abs()), *bound),
            Cell::Withheld => self.not_shown.clone(),
            Cell::Cancelled => self.cancelled.clone(),
            Cell::NotAsked => self.not_asked.clone(),
            Cell::Unknown => self.unknown.clone(),
            Cell::Nothing => self.nothing.clone(),
        }
    }
}

/// A released mean, exactly: it lies on the measure's grid, so two decimals are enough.
pub fn number(value: f64) -> String {
    let two = format!("{value:.2}");
    two.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What was worked out: one decimal.
pub fn tenths(value: f64) -> String {
    format!("{value:.1}")
}
