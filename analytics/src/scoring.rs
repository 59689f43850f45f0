//! Answers to scores: prorating, reversal and the limit of missing items, as each measure says.

use crate::measure::{Measure, Scoring};

/// The score of each scale, in the measure's order; nothing where too much is missing.
///
/// `answers` has one entry an item; a wrong number of them, or an answer that is no option, gives no
/// score rather than a wrong one.
pub fn score<'a>(measure: &'a Measure, answers: &[Option<u8>]) -> Vec<(&'a str, Option<f64>)> {
    let fits = fits(measure, answers);
    let scores = measure.scales.iter().map(|scale| {
        let score = if fits {
            of_scale(measure, &scale.id, answers)
        } else {
            None
        };
        (scale.id.as_str(), score)
    });
    scores.collect()
}

/// The score of a measure that has one scale; nothing where too much is missing.
pub fn total(measure: &Measure, answers: &[Option<u8>]) -> Option<f64> {
    score(measure, answers)
        .first()
        .and_then(|(_, score)| *score)
}

fn fits(measure: &Measure, answers: &[Option<u8>]) -> bool {
    if measure.scoring == Scoring::Total {
        return answers.len() == 1;
    }
    answers.len() == measure.items.len()
        && answers
            .iter()
            .flatten()
            .all(|answer| measure.options.iter().any(|option| option.value == *answer))
}

fn of_scale(measure: &Measure, scale: &str, answers: &[Option<u8>]) -> Option<f64> {
    if measure.scoring == Scoring::Total {
        let total = f64::from(answers[0]?);
        return (measure.range[0] <= total && total <= measure.range[1]).then_some(total);
    }
    let lowest = measure.options.iter().map(|option| option.value).min()?;
    let highest = measure.options.iter().map(|option| option.value).max()?;
    let items: Vec<Option<f64>> = measure
        .items
        .iter()
        .zip(answers)
        .filter(|(item, _)| item.scale == scale)
        .map(|(item, answer)| {
            answer.map(|a| {
                f64::from(if item.reverse {
                    lowest + highest - a
                } else {
                    a
                })
            })
        })
        .collect();
    let answered: Vec<f64> = items.iter().flatten().copied().collect();
    let missing = items.len() - answered.len();
    let allowed = match (&measure.max_missing, measure.scoring) {
        (Some(limit), _) => limit.value,
        (None, Scoring::Mean) => items.len(),
        (None, _) => 0,
    };
    if answered.is_empty() || missing > allowed {
        return None;
    }
    let mean = answered.iter().sum::<f64>() / answered.len() as f64;
    Some(match measure.scoring {
        // Multiplied before it is divided, so that a complete sum stays a whole number.
        Scoring::Sum => answered.iter().sum::<f64>() * items.len() as f64 / answered.len() as f64,
        _ => mean,
    })
}

#[cfg(test)]
mod tests;
