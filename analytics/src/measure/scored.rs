//! What a file says of its scores: how they come about, and what they mean.

use super::fault::Problem;
use super::fields::Fields;
use super::file::{ITEMS, LINE, NAME};
use super::schema::{Band, Caseness, ChangeRule, MaxMissing, ReliableChange, Scoring};

/// Most bands of a scale.
const BANDS: usize = 12;

/// What a file may say of every scale at once, or of one.
pub struct Scored {
    pub scoring: Option<Scoring>,
    pub factor: Option<f64>,
    pub range: Option<[f64; 2]>,
    pub max_missing: Option<MaxMissing>,
    pub higher_is_worse: Option<bool>,
    pub release_grid: Option<f64>,
    pub bands: Option<Vec<Band>>,
    pub caseness: Option<Caseness>,
    pub reliable_change: Option<ReliableChange>,
}

impl Scored {
    /// What a scale says itself over what is said of all. Bands and thresholds belong to a range: a scale with its own
    /// range, or its own direction, has none of the others'.
    pub fn over(self, common: &Scored) -> Scored {
        let apart = self.range.is_some() || self.higher_is_worse.is_some();
        let of_all = (!apart).then_some(common);
        Scored {
            scoring: self.scoring.or(common.scoring),
            factor: self.factor.or(common.factor),
            range: self.range.or(common.range),
            max_missing: self.max_missing.or_else(|| common.max_missing.clone()),
            higher_is_worse: self.higher_is_worse.or(common.higher_is_worse),
            release_grid: self
                .release_grid
                .or(of_all.and_then(|all| all.release_grid)),
            bands: self.bands.or_else(|| of_all?.bands.clone()),
            caseness: self.caseness.or_else(|| of_all?.caseness.clone()),
            reliable_change: self
                .reliable_change
                .or_else(|| of_all?.reliable_change.clone()),
        }
    }
}

/// Reads what a measure or a scale says of its scores.
pub fn scored(fields: &Fields<'_>) -> Scored {
    let scoring = fields.word("scoring", &["sum", "mean", "total"]);
    let factor = fields.number("factor");
    if factor.is_some_and(|factor| factor <= 0.0) {
        fields.fault("factor", Problem::Outside(0.0, f64::INFINITY));
    }
    Scored {
        scoring: scoring.map(|place| [Scoring::Sum, Scoring::Mean, Scoring::Total][place]),
        factor: factor.filter(|factor| *factor > 0.0),
        range: fields.range("range"),
        max_missing: fields.table("max_missing").map(|table| {
            let value = table
                .need("value", table.whole("value", 0, ITEMS as u16))
                .into();
            let (source, verified) = fact(&table);
            table.finish();
            MaxMissing {
                value,
                source,
                verified,
            }
        }),
        higher_is_worse: fields.flag("higher_is_worse"),
        release_grid: fields.number("release_grid"),
        bands: fields
            .tables("bands", BANDS)
            .map(|tables| tables.into_iter().map(band).collect()),
        caseness: fields.table("caseness").map(|table| {
            let value = table.need("value", table.number("value"));
            let (source, verified) = fact(&table);
            table.finish();
            Caseness {
                value,
                source,
                verified,
            }
        }),
        reliable_change: fields.table("reliable_change").map(|table| {
            let value = table.need("value", table.number("value"));
            let rule = table.need("rule", table.word("rule", &["at_least", "more_than"]));
            let (source, verified) = fact(&table);
            table.finish();
            let rule = [ChangeRule::AtLeast, ChangeRule::MoreThan][rule];
            ReliableChange {
                value,
                rule,
                source,
                verified,
            }
        }),
    }
}

fn band(table: Fields<'_>) -> Band {
    let low = table.need_number("low", table.round("low"));
    let high = table.need_number("high", table.round("high"));
    let title = table.need("title", table.text("title", NAME));
    let (source, verified) = fact(&table);
    table.finish();
    Band {
        low,
        high,
        title,
        source,
        verified,
    }
}

/// Who says so, and whether it was checked; what does not say that it was, was not.
fn fact(table: &Fields<'_>) -> (String, bool) {
    let source = table.text("source", LINE).unwrap_or_default();
    let verified = table.flag("verified").unwrap_or_default();
    if verified && source.is_empty() {
        table.fault("verified", Problem::Unsourced);
    }
    (source, verified)
}
