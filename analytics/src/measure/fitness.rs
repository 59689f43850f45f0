//! Whether a group may be asked a measure, and which of its scales may be shown of one.

use super::schema::{Measure, Scale};
use super::{check, risk};

/// A figure's step is at least this part of its range: the finest for which the release rules were attacked.
const FINEST: f64 = 1.0 / 24.0;

/// Fewest steps from the worst score to the best: with fewer, two windows of like-minded people say more of them than the
/// release rules allow (attack 7 wins).
const STEPS: f64 = 6.0;

/// Least range and step of a scale of one item, or of a total that is typed, that may be released like a scale.
const ONE_ITEM: (f64, f64) = (7.0, 1.0);

/// Why a group may not be asked a measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unfit {
    /// An item asks about self-harm or the like, and nobody can follow up an anonymous answer; its number, from 1.
    Risk(usize),
    /// Its title or stem speaks of self-harm, and only its total is asked.
    About,
    /// No scale of it may be shown of a group: each is rounded too finely, or has few steps.
    NothingToShow,
}

/// Why a score is not shown of a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Hidden {
    /// It is one answer, or a total, with few steps.
    OneAnswer,
    /// There are fewer than six steps from its worst to its best.
    FewSteps,
    /// Its release grid is finer than this step.
    TooFine(f64),
}

impl Measure {
    /// Why no group may be asked this, if that is so.
    pub fn unfit_for_groups(&self) -> Option<Unfit> {
        if let Some(risky) = self.items.iter().position(|item| item.risk) {
            return Some(Unfit::Risk(risky + 1));
        }
        if self.items.is_empty()
            && [&self.title, &self.stem]
                .iter()
                .any(|text| risk::speaks(text))
        {
            return Some(Unfit::About);
        }
        match self.released().next() {
            Some(_) => None,
            None => Some(Unfit::NothingToShow),
        }
    }

    /// The scales that are shown of a group: none that shares an item with one before it, since two rounded figures
    /// over the same answers say more than either.
    pub fn released(&self) -> impl Iterator<Item = &Scale> {
        let apart = |(at, scale): &(usize, &Scale)| {
            let before = self.scales[..*at]
                .iter()
                .filter(|other| self.is_released(other));
            before
                .flat_map(|other| &other.items)
                .all(|item| !scale.items.contains(item))
        };
        let scales = self
            .scales
            .iter()
            .enumerate()
            .filter(|(_, scale)| self.is_released(scale));
        scales.filter(apart).map(|(_, scale)| scale)
    }

    fn is_released(&self, scale: &Scale) -> bool {
        self.hidden(scale).is_none()
    }

    /// Why a scale by itself is not shown of a group, if that is so.
    pub fn hidden(&self, scale: &Scale) -> Option<Hidden> {
        let (range, step) = ONE_ITEM;
        let alone = scale.items.len() <= 1;
        let finest = check::finest_grid(scale, &self.items).max(scale.span() * FINEST);
        if alone && (scale.span() < range || scale.release_grid < step) {
            return Some(Hidden::OneAnswer);
        }
        if scale.span() < STEPS * check::step(scale, &self.items) - 1e-9 {
            return Some(Hidden::FewSteps);
        }
        (scale.release_grid < finest - 1e-9).then_some(Hidden::TooFine(finest))
    }
}
