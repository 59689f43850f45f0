//! The one door for figures about people: what a group of this size may be shown, rounded. It decides by
//! counts, never by answers, since a rule that hides "everyone said the same" would itself say so.

mod across;
mod band;
mod counts;

pub use across::{Across, GROUPS, PEOPLE, across};
pub use band::{Band, TWO_ANSWERS, band, stored_band};
pub use counts::{counts_across, stored_counts};

use crate::Error;
use crate::change::{ChangeCounts, ChangeShare};
use crate::measure::Scale;
use crate::tally::{Coded, PooledSums, Tally};

/// Fewest people behind any figure; an organisation may raise it, never lower it.
pub const QUORUM: u32 = 5;

/// Fewest linked pairs behind a share of reliable change.
pub const PAIRS: u32 = 8;

/// A figure that may be shown, or nothing: only this module makes one.
///
/// What was not released cannot become one:
///
/// ```compile_fail,E0451
/// let answered: analytics::Shown<u32> = analytics::Shown { value: Some(3) };
/// ```
///
/// nor be slipped into the form of one that was:
///
/// ```compile_fail,E0308
/// let secret = 3;
/// let answered = analytics::disclosure::answered(7, 5).map(|_| secret);
/// ```
///
/// nor be drawn, since charts take nothing else:
///
/// ```compile_fail,E0308
/// # use analytics::{summary::{ClimatePoint, At, Estimate}, tally::Coded};
/// # let at = At { window: 1, first_session: 1, last_session: 1, date: jiff::civil::date(2026, 3, 24) };
/// let mean = Estimate { n: 3, mean: Coded { value: 3.5, or_worse: false }, range: None };
/// let point = ClimatePoint { at, mean, signal: None };
/// ```
///
/// The same lines with what was released:
///
/// ```
/// # use analytics::{Shown, summary::{ClimatePoint, At, Estimate}};
/// # let at = At { window: 1, first_session: 1, last_session: 1, date: jiff::civil::date(2026, 3, 24) };
/// let answered: Shown<u32> = analytics::disclosure::answered(7, 5);
/// assert_eq!(answered.map(|n| n + 1).value(), Some(&8));
/// let mean: Shown<Estimate> = Shown::withheld();
/// let point = ClimatePoint { at, mean, signal: None };
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shown<T> {
    value: Option<T>,
}

/// A member's own figure, for the holder of the key and nobody else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Own<T>(T);

/// A figure from a user's own file (`chorus analyse`), which no rule restricts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unrestricted<T>(T);

/// The tally of one scale over one release window.
///
/// `values` has one score a key and `n` says how many people these are at least: new tickets for the
/// same people bring more keys than people. Withheld below the quorum; `pooled` then stays as it was.
pub fn release(
    scale: &'static Scale,
    values: &[f64],
    n: u32,
    quorum: u32,
    pooled: &mut PooledSums,
) -> Shown<Tally> {
    if n < quorum.max(QUORUM) || values.len() < n as usize {
        return Shown::withheld();
    }
    // Sorted, so that the order of arrival cannot show in the last bit of a sum.
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let coded = code(scale, mean, n);
    let second = pooled.degrees > 0;
    pooled.degrees += values.len() as u32 - 1;
    pooled.squares += values
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f64>();
    let sd = (second && !coded.or_worse)
        .then(|| round_up(scale, (pooled.squares / f64::from(pooled.degrees)).sqrt()));
    Shown::released(Tally {
        scale,
        n,
        mean: coded,
        sd,
    })
}

/// How many people answered at least one question.
pub fn answered(n: u32, quorum: u32) -> Shown<u32> {
    if n < quorum.max(QUORUM) {
        Shown::withheld()
    } else {
        Shown::released(n)
    }
}

/// A tally read back from the database: shown only if a close can have written it.
pub fn stored(tally: Tally, quorum: u32) -> Result<Shown<Tally>, Error> {
    let scale = tally.scale;
    if tally.n < quorum.max(QUORUM) {
        return Err(Error::Stored("fewer people than the quorum"));
    }
    if !may_be_coded(scale, tally.mean, tally.n) {
        return Err(Error::Stored("a mean that is not on the grid"));
    }
    match tally.sd {
        Some(_) if tally.mean.or_worse => {
            Err(Error::Stored("a deviation beside an open-ended mean"))
        }
        Some(sd) if !is_multiple(sd, scale.span() / 8.0) || sd <= 0.0 || sd > scale.span() => Err(
            Error::Stored("a deviation that is not an eighth of the range"),
        ),
        _ => Ok(Shown::released(tally)),
    }
}

/// The share of a group's members who changed reliably for the better, once, at the end of its
/// programme; withheld below eight linked pairs.
pub fn share_in_quarters(counts: &ChangeCounts) -> Shown<ChangeShare> {
    let pairs = counts.pairs();
    if pairs < PAIRS {
        return Shown::withheld();
    }
    // Half a quarter goes down: "none" must never say of everybody that they did not improve.
    let quarters = (4.0 * f64::from(counts.improved) / f64::from(pairs) - 0.5).ceil();
    Shown::released(
        ChangeShare::from_quarters(quarters as u8).expect("BUG: more improved than there are"),
    )
}

/// A share read back from the database, in quarters from 0 to 4.
pub fn stored_share(quarters: u8) -> Result<Shown<ChangeShare>, Error> {
    ChangeShare::from_quarters(quarters)
        .map(Shown::released)
        .ok_or(Error::Stored("a share that is not in quarters"))
}

/// A figure worked out from shown figures only. `work` is a plain function: it cannot bring in a value
/// that was not shown. Withheld ones are left out; without a result it is withheld itself.
pub fn derived<T, U>(shown: &[Shown<T>], work: fn(&[&T]) -> Option<U>) -> Shown<U> {
    let values: Vec<&T> = shown.iter().filter_map(Shown::value).collect();
    Shown {
        value: work(&values),
    }
}

impl<T> Shown<T> {
    /// Not shown; the same for every cause.
    pub fn withheld() -> Self {
        Self { value: None }
    }

    /// The figure, if it is shown.
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Another form of the same figure. `form` is a plain function: it cannot bring in another value.
    pub fn map<U>(self, form: fn(T) -> U) -> Shown<U> {
        Shown {
            value: self.value.map(form),
        }
    }

    fn released(value: T) -> Self {
        Self { value: Some(value) }
    }
}

impl<T> Own<T> {
    /// Names the door: the caller has the member's key in hand.
    pub fn for_holder_of_key(value: T) -> Self {
        Self(value)
    }

    /// The figure.
    pub fn value(&self) -> &T {
        &self.0
    }
}

impl<T> Unrestricted<T> {
    /// Names the door: the figure comes from the user's own file.
    pub fn from_own_file(value: T) -> Self {
        Self(value)
    }

    /// The figure.
    pub fn value(&self) -> &T {
        &self.0
    }
}

// Prorated scores are sums of sevenths; a mean that lies on a border must fall the same way on every machine.
const SLACK: f64 = 1e-9;

fn code(scale: &Scale, mean: f64, n: u32) -> Coded {
    let bound = worse_bound(scale, n);
    if scale.improvement(bound, mean) <= SLACK {
        return Coded {
            value: on_grid(scale, bound),
            or_worse: true,
        };
    }
    Coded {
        value: on_grid(scale, mean),
        or_worse: false,
    }
}

fn may_be_coded(scale: &Scale, mean: Coded, n: u32) -> bool {
    let bound = worse_bound(scale, n);
    if mean.or_worse {
        return mean.value == on_grid(scale, bound);
    }
    let inside = mean.value >= scale.range[0] && mean.value <= scale.range[1];
    inside
        && mean.value == on_grid(scale, mean.value)
        && scale.improvement(on_grid(scale, bound), mean.value) >= 0.0
}

fn worse_bound(scale: &Scale, n: u32) -> f64 {
    // One step beyond the range: a point, or what a point is multiplied by.
    let width = (scale.span() + scale.factor.max(1.0)) / f64::from(n);
    if scale.higher_is_worse {
        scale.worst() - width
    } else {
        scale.worst() + width
    }
}

/// A value on a scale's release grid, rounded half up.
pub(crate) fn on_grid(scale: &Scale, value: f64) -> f64 {
    (value / scale.release_grid + 0.5 + SLACK).floor() * scale.release_grid
}

// At least one step: a deviation of nothing would say that everyone gave the same answer.
fn round_up(scale: &Scale, sd: f64) -> f64 {
    let step = scale.span() / 8.0;
    (sd / step - SLACK).ceil().max(1.0) * step
}

fn is_multiple(value: f64, step: f64) -> bool {
    ((value / step).round() * step - value).abs() < SLACK
}

#[cfg(test)]
mod tests;
