//! What holds of every measure that was read, whatever the file.

use analytics::Measure;
use analytics::measure::Answers;
use analytics::scoring;

/// A score is within its range or none, and what is exported comes back as it was.
pub fn all(measure: &Measure) {
    assert!(!measure.scales.is_empty() && !measure.licence.is_empty());
    for end in [0, 1] {
        let bound = |place: usize| measure.items.get(place).map(|item| item.answers.bounds()[end]);
        let total = measure.main().range[end];
        let answers: Vec<Option<f64>> = (0..measure.asks())
            .map(|place| Some(bound(place).unwrap_or(total)))
            .collect();
        for (scale, score) in scoring::score(measure, &answers) {
            let score = score.expect("a complete answer has a score");
            assert!(scale.range[0] <= score && score <= scale.range[1]);
            assert!(scale.bands.is_empty() || score.fract() != 0.0 || scale.band(score).is_some());
        }
    }
    for item in &measure.items {
        if let Answers::Choices(choices) = &item.answers {
            assert!((2..=11).contains(&choices.len()));
        }
    }
    let again = Measure::read(measure.to_fhir().to_string().as_bytes());
    assert_eq!(again.as_ref(), Ok(measure));
}
