//! Published examples, and what holds for any answers.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::measure::{find, shipped};

#[test]
fn examples_come_out_as_they_should() {
    let examples: Value =
        serde_json::from_str(include_str!("../../../tests/golden/scoring_examples.json")).unwrap();
    for (id, cases) in examples.as_object().unwrap() {
        let measure = find(id).unwrap();
        for case in cases.as_array().unwrap() {
            let answers: Vec<Option<u8>> =
                serde_json::from_value(case["responses"].clone()).unwrap();
            let scores = score(measure, &answers);
            assert_eq!(scores.len(), 1);
            let Some(exact) = case["score_exact"].as_f64() else {
                assert_eq!(scores[0].1, None, "{id} {case}");
                continue;
            };
            let value = scores[0].1.unwrap();
            assert!((value - exact).abs() < 1e-12, "{id} {case}");
            assert_eq!(
                measure.band(value).unwrap().title,
                case["band"].as_str().unwrap()
            );
            assert_eq!(measure.is_case(value), case["case"].as_bool());
        }
    }
}

// PHQ-8 with one blank: 7 answers, 8/7 of their sum.
#[test]
fn a_blank_item_is_prorated_and_rounded_half_up_for_the_band_only() {
    let mut answers = vec![Some(2); 8];
    answers[0] = None;
    assert_eq!(score(find("phq-8").unwrap(), &answers)[0].1, Some(16.0));
    answers[1] = Some(1);
    let value = score(find("phq-8").unwrap(), &answers)[0].1.unwrap();
    assert!((value - 13.0 * 8.0 / 7.0).abs() < 1e-12);
    assert_eq!(
        find("phq-8").unwrap().band(14.5).unwrap().title,
        "moderately severe"
    );
    assert_eq!(
        find("phq-8").unwrap().band(14.49).unwrap().title,
        "moderate"
    );
}

#[test]
fn a_benefit_is_the_mean_of_what_was_answered() {
    let session = find("chorus-session").unwrap();
    let scores = score(
        session,
        &[
            Some(3),
            Some(4),
            None,
            Some(2),
            None,
            None,
            Some(0),
            Some(0),
        ],
    );
    let expected = [
        ("belonging", Some(3.5)),
        ("encouragement", Some(2.0)),
        ("feedback", None),
        ("trust", Some(0.0)),
    ];
    assert_eq!(scores, expected);
}

#[test]
fn answers_that_do_not_fit_give_no_score() {
    let gad = find("gad-7").unwrap();
    assert_eq!(score(gad, &[Some(1); 6])[0].1, None);
    assert_eq!(score(gad, &[Some(4); 7])[0].1, None);
}

fn answers() -> impl Strategy<Value = (&'static Measure, Vec<Option<u8>>)> {
    (0..shipped().len()).prop_flat_map(|i| {
        let measure = &shipped()[i];
        let most = measure
            .options
            .iter()
            .map(|option| option.value)
            .max()
            .unwrap();
        let answer = prop_oneof![1 => Just(None), 6 => (0..=most).prop_map(Some)];
        proptest::collection::vec(answer, measure.items.len())
            .prop_map(move |answers| (measure, answers))
    })
}

proptest! {
    #[test]
    fn a_score_is_never_outside_its_range((measure, answers) in answers()) {
        for (_, score) in score(measure, &answers) {
            prop_assert!(score.is_none_or(|s| measure.range[0] <= s && s <= measure.range[1]));
        }
    }

    #[test]
    fn a_higher_answer_never_lowers_a_score((measure, answers) in answers(), which in 0usize..8) {
        let which = which % answers.len();
        let most = measure.options.iter().map(|option| option.value).max().unwrap();
        let mut higher = answers.clone();
        higher[which] = higher[which].map(|answer| (answer + 1).min(most));
        for (before, after) in score(measure, &answers).iter().zip(score(measure, &higher)) {
            prop_assert!(before.1 <= after.1);
        }
    }

    #[test]
    fn the_order_of_a_scale_s_items_does_not_matter((measure, answers) in answers()) {
        let mut turned = answers.clone();
        for scale in &measure.scales {
            let places: Vec<usize> = (0..answers.len()).filter(|i| measure.items[*i].scale == scale.id).collect();
            for (from, to) in places.iter().zip(places.iter().rev()) {
                turned[*to] = answers[*from];
            }
        }
        prop_assert_eq!(score(measure, &answers), score(measure, &turned));
    }

    #[test]
    fn too_many_blanks_give_no_score((measure, answers) in answers()) {
        for (scale, score) in score(measure, &answers) {
            let blank = (0..answers.len()).filter(|i| measure.items[*i].scale == scale && answers[*i].is_none()).count();
            prop_assert_eq!(score.is_some(), blank <= 1);
        }
    }
}
