//! Answers to scores: prorating, reversal and the limit of missing items, as each scale says.

use crate::measure::{Measure, Scale, Scoring};

/// The score of each scale, in the measure's order; nothing where too much is missing.
///
/// `answers` has one entry an item, or the total alone where that is all that is known. A wrong number of them, or an
/// answer that cannot be given, makes no score rather than a wrong one.
pub fn score<'a>(measure: &'a Measure, answers: &[Option<f64>]) -> Vec<(&'a Scale, Option<f64>)> {
    let fits = fits(measure, answers);
    let scores = measure.scales.iter().map(|scale| {
        let score = fits.then(|| of_scale(measure, scale, answers)).flatten();
        (scale, score)
    });
    scores.collect()
}

/// The score of the scale that a measure is about; nothing where too much is missing.
pub fn total(measure: &Measure, answers: &[Option<f64>]) -> Option<f64> {
    score(measure, answers)
        .first()
        .and_then(|(_, score)| *score)
}

/// Numbers from 1 of the items about self-harm that were answered with more than the least.
/// For questionnaires of which the author is known: a group is never asked such a measure.
pub fn risk_endorsed(measure: &Measure, answers: &[Option<f64>]) -> Vec<usize> {
    let items = measure.items.iter().zip(answers).enumerate();
    items
        .filter(|(_, (item, answer))| {
            item.risk && answer.is_some_and(|answer| answer > item.answers.bounds()[0])
        })
        .map(|(at, _)| at + 1)
        .collect()
}

fn fits(measure: &Measure, answers: &[Option<f64>]) -> bool {
    if measure.items.is_empty() {
        return answers.len() == 1;
    }
    let allowed = |(item, answer): (&crate::measure::Item, &Option<f64>)| {
        answer.is_none_or(|answer| item.answers.allow(answer))
    };
    answers.len() == measure.items.len() && measure.items.iter().zip(answers).all(allowed)
}

fn of_scale(measure: &Measure, scale: &Scale, answers: &[Option<f64>]) -> Option<f64> {
    if scale.scoring == Scoring::Total {
        let inside = |total: &f64| scale.range[0] <= *total && *total <= scale.range[1];
        return answers[0].filter(inside);
    }
    let counted = |place: &usize| {
        let [least, most] = measure.items[*place].answers.bounds();
        let turn = |answer: f64| match scale.reverse.contains(place) {
            true => least + most - answer,
            false => answer,
        };
        answers[*place].map(turn)
    };
    let answered: Vec<f64> = scale.items.iter().filter_map(counted).collect();
    let (all, given) = (scale.items.len(), answered.len());
    let allowed = match (&scale.max_missing, scale.scoring) {
        (Some(limit), _) => limit.value,
        (None, Scoring::Mean) => all,
        (None, _) => 0,
    };
    if given == 0 || all - given > allowed {
        return None;
    }
    let sum = answered.iter().sum::<f64>() * scale.factor;
    let score = match scale.scoring {
        // Multiplied before it is divided, so that a complete sum stays a whole number.
        Scoring::Sum => sum * all as f64 / given as f64,
        _ => sum / given as f64,
    };
    // A sum of fractions may leave the range by its last bit.
    Some(score.clamp(scale.range[0], scale.range[1]))
}

#[cfg(test)]
mod tests;
