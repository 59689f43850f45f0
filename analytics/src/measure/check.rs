//! What has to hold of a measure besides the form of its fields: a score rather none than a wrong one.

use super::fault::Problem;
use super::fields::Fields;
use super::schema::{Answers, Band, ChangeRule, Item, ReliableChange, Scale, Scoring};

/// Whether an identifier has lower-case letters, digits and single hyphens only.
pub fn is_identifier(id: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    id.split('-').all(part)
}

/// Whether two texts say something, and read the same.
pub fn alike(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        let lower = text.to_lowercase();
        let words = lower
            .split_whitespace()
            .map(|word| word.trim_end_matches(['.', '?', '…']));
        words.collect::<Vec<_>>().join(" ")
    };
    let one = words(one);
    !one.is_empty() && one == words(other)
}

/// A title as a name for charts, of at most so many characters.
pub fn shortened(title: &str, most: usize) -> String {
    match title.chars().count() <= most {
        true => title.to_owned(),
        false => title.chars().take(most - 1).chain(['…']).collect(),
    }
}

/// Gives a scale that names no release grid a usual one.
pub fn grid(scale: &mut Scale, items: &[Item], named: bool) {
    if !named {
        scale.release_grid = usual_grid(scale.range).max(finest_grid(scale, items));
    }
}

/// The release grid of a scale that names none: about a twenty-fourth of its range, in steps people read easily, and a
/// whole point where the range has more than four.
fn usual_grid(range: [f64; 2]) -> f64 {
    let span = range[1] - range[0];
    if span <= 0.0 || span > 4.0 && span <= 24.0 {
        return 1.0;
    }
    let least = span / 24.0;
    let ten = 10f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 2.5, 4.0, 5.0, 10.0].map(|step| step * ten);
    let step = steps.into_iter().find(|step| *step >= least - 1e-9);
    step.unwrap_or(10.0 * ten)
}

/// How far two neighbouring scores lie apart at most. Nothing where it is not known, as of a total, or where a number may
/// have fractions.
pub fn step(scale: &Scale, items: &[Item]) -> f64 {
    let apart = |place: &usize| match &items[*place].answers {
        Answers::Number(number) => f64::from(u8::from(number.whole)),
        Answers::Choices(choices) => {
            let mut values: Vec<f64> = choices.iter().map(|choice| choice.value).collect();
            values.sort_by(f64::total_cmp);
            let gaps = values.windows(2).map(|pair| pair[1] - pair[0]);
            gaps.fold(0.0, f64::max)
        }
    };
    let apart = scale.items.iter().map(apart).fold(0.0, f64::max) * scale.factor;
    match scale.scoring {
        Scoring::Mean => apart / scale.items.len().max(1) as f64,
        _ => apart,
    }
}

/// The finest step in which a group's average may be shown: that of its scores, or half of it for a mean. A finer one would
/// let an average out as it is, or say who gave the answer far from the others.
pub fn finest_grid(scale: &Scale, items: &[Item]) -> f64 {
    match scale.scoring {
        Scoring::Mean => step(scale, items) / 2.0,
        _ => step(scale, items),
    }
}

/// Notes what is wrong with a scale whose fields could be read, in it or at the top, which it takes them over from.
pub fn scale(scale: &Scale, items: &[Item], fields: &Fields<'_>, top: &Fields<'_>) {
    let fault = |key: &str, problem| fields.fault_here_or(top, key, problem);
    answers(scale, items, &fault);
    let [low, high] = scale.range;
    if low >= high {
        return;
    }
    if scale.release_grid <= 0.0 || scale.release_grid > high - low {
        fault("release_grid", Problem::Grid);
    }
    if !scale.bands.is_empty() {
        bands(&scale.bands, scale.range, &fault);
    }
    if let Some(cut) = &scale.caseness {
        if !(low..=high).contains(&cut.value) {
            fault("caseness", Problem::OutOfRange(scale.range));
        } else if cut.value == scale.best() {
            fault("caseness", Problem::Everybody);
        }
    }
    let change = scale.reliable_change.as_ref();
    let never = |change: &ReliableChange| match change.rule {
        ChangeRule::AtLeast => change.value > high - low,
        ChangeRule::MoreThan => change.value >= high - low,
    };
    if change.is_some_and(|change| change.value <= 0.0 || never(change)) {
        fault("reliable_change", Problem::Outside(0.0, high - low));
    }
}

/// The range has to be the one that the answers give, and a mean needs answers that run alike.
fn answers(scale: &Scale, items: &[Item], fault: &impl Fn(&str, Problem)) {
    let within: Vec<[f64; 2]> = scale
        .items
        .iter()
        .map(|place| items[*place].answers.bounds())
        .collect();
    let unread = |place: &usize| match &items[*place].answers {
        Answers::Choices(choices) => choices.iter().any(|choice| choice.value.is_nan()),
        Answers::Number(_) => false,
    };
    let finite = within.iter().flatten().all(|bound| bound.is_finite());
    let known = finite && !scale.items.iter().any(unread);
    let (Some(first), true) = (within.first(), known) else {
        return;
    };
    let limit = scale.max_missing.as_ref();
    if limit.is_some_and(|limit| limit.value >= within.len()) {
        fault("max_missing", Problem::AllMissing);
    }
    // A blank is filled in by the mean of the others, which must not leave the range.
    let prorated = scale.scoring == Scoring::Mean || limit.is_some_and(|limit| limit.value > 0);
    if let (true, Some(other)) = (prorated, within.iter().position(|bounds| bounds != first)) {
        fault("items", Problem::MixedAnswers(scale.items[other] + 1));
        return;
    }
    let of = |end: usize| {
        let sum: f64 = within.iter().map(|bounds| bounds[end]).sum();
        match scale.scoring {
            Scoring::Mean => first[end] * scale.factor,
            _ => sum * scale.factor,
        }
    };
    let given = [of(0), of(1)];
    let same = |end: usize| (given[end] - scale.range[end]).abs() < 1e-9;
    if scale.range != [0.0, 0.0] && !(same(0) && same(1)) {
        fault("range", Problem::Range(scale.range, given));
    }
}

/// Bands cover the range in whole numbers, without gaps and without sharing any.
fn bands(bands: &[Band], range: [f64; 2], fault: &impl Fn(&str, Problem)) {
    let (Some(first), Some(last)) = (bands.first(), bands.last()) else {
        return;
    };
    if bands
        .iter()
        .any(|band| band.low.is_nan() || band.high.is_nan())
    {
        return;
    }
    let falls = |pair: &[Band]| pair[1].low < pair[0].low;
    if bands.iter().any(|band| band.low > band.high) || bands.windows(2).any(falls) {
        fault("bands", Problem::Upside);
        return;
    }
    for pair in bands.windows(2) {
        let (before, after) = (pair[0].high, pair[1].low);
        if after <= before {
            fault("bands", Problem::Overlap(after));
        } else if after > before + 1.0 {
            fault("bands", Problem::Gap(before, after));
        }
    }
    for (end, value) in [(range[0], first.low), (range[1], last.high)] {
        if end != value {
            fault("bands", Problem::Ends(end));
        }
    }
}
