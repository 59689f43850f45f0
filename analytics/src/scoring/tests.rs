//! Published examples, and what holds for any answers.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::measure::{Answers, Library, find};

#[test]
fn examples_come_out_as_they_should() {
    let examples: Value =
        serde_json::from_str(include_str!("../../../tests/golden/scoring_examples.json")).unwrap();
    let examples = examples.as_object().unwrap();
    assert_eq!(examples.len(), 11);
    for (id, cases) in examples {
        let measure = find(id).unwrap();
        for case in cases.as_array().unwrap() {
            let mut answers: Vec<Option<f64>> =
                serde_json::from_value(case["responses"].clone()).unwrap();
            // The examples leave out the question about loneliness that stands for itself.
            answers.resize(measure.items.len(), None);
            let scores = score(measure, &answers);
            let of = |id: &str| scores.iter().find(|(scale, _)| scale.id == id).unwrap().1;
            let main = measure.main();
            let Some(exact) = case["score_exact"].as_f64() else {
                assert_eq!(scores[0].1, None, "{id} {case}");
                continue;
            };
            let value = scores[0].1.unwrap();
            assert!((value - exact * main.factor).abs() < 1e-12, "{id} {case}");
            let band = main.band(value).map(|band| band.title.as_str());
            assert_eq!(band, case["band"].as_str().map(ours), "{id} {case}");
            let case_of = case["case"].as_bool().or(case["at_or_below_cut"].as_bool());
            if let Some(expected) = case_of {
                assert_eq!(main.is_case(value), Some(expected), "{id} {case}");
            }
            for (name, expected) in case["subscales"].as_object().into_iter().flatten() {
                assert_eq!(
                    of(&name.to_lowercase()),
                    expected.as_f64(),
                    "{id} {name} {case}"
                );
            }
            let risky: Vec<usize> =
                serde_json::from_value(case["risk_items_endorsed"].clone()).unwrap();
            // The examples call an item endorsed from the middle of its answers on.
            let endorsed = risk_endorsed(measure, &answers);
            assert!(
                risky.iter().all(|item| endorsed.contains(item)),
                "{id} {case}"
            );
        }
    }
}

/// The examples name some bands with what they rest on.
fn ours(band: &str) -> &str {
    match band {
        "likely depression (<=28)" => "very low",
        "low well-being (<=50)" => "low",
        other => other.trim_end_matches(" (convention)"),
    }
}

// PHQ-8 with one blank: 7 answers, 8/7 of their sum.
#[test]
fn a_blank_item_is_prorated_and_rounded_half_up_for_the_band_only() {
    let phq = find("phq-8").unwrap();
    let mut answers = vec![Some(2.0); 8];
    answers[0] = None;
    assert_eq!(total(phq, &answers), Some(16.0));
    answers[1] = Some(1.0);
    let value = total(phq, &answers).unwrap();
    assert!((value - 13.0 * 8.0 / 7.0).abs() < 1e-12);
    assert_eq!(phq.main().band(14.5).unwrap().title, "moderately severe");
    assert_eq!(phq.main().band(14.49).unwrap().title, "moderate");
}

#[test]
fn a_benefit_is_the_mean_of_what_was_answered() {
    let session = find("chorus-session").unwrap();
    let answers = [
        Some(3.0),
        Some(4.0),
        None,
        Some(2.0),
        None,
        None,
        Some(0.0),
        Some(0.0),
    ];
    let scores: Vec<(&str, Option<f64>)> = score(session, &answers)
        .into_iter()
        .map(|(scale, score)| (scale.id.as_str(), score))
        .collect();
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
    assert_eq!(total(gad, &[Some(1.0); 6]), None);
    assert_eq!(total(gad, &[Some(4.0); 7]), None);
    assert_eq!(total(gad, &[Some(1.5); 7]), None);
}

#[test]
fn a_total_is_taken_as_it_is_within_its_range() {
    let gas = find("gas").unwrap();
    assert_eq!(total(gas, &[Some(63.69)]), Some(63.69));
    assert_eq!(total(gas, &[Some(90.0)]), None);
    assert_eq!(total(gas, &[None]), None);
    assert_eq!(total(gas, &[Some(50.0), Some(50.0)]), None);
}

fn answers() -> impl Strategy<Value = (&'static Measure, Vec<Option<f64>>)> {
    let all: Vec<&'static Measure> = Library::default().all().collect();
    (0..all.len()).prop_flat_map(move |i| {
        let measure = all[i];
        let answers: Vec<_> = (0..measure.asks())
            .map(|place| answer(measure, place))
            .collect();
        answers.prop_map(move |answers| (measure, answers))
    })
}

fn answer(measure: &'static Measure, place: usize) -> BoxedStrategy<Option<f64>> {
    let given = match measure.items.get(place).map(|item| &item.answers) {
        Some(Answers::Choices(choices)) => {
            let values: Vec<f64> = choices.iter().map(|choice| choice.value).collect();
            proptest::sample::select(values).boxed()
        }
        Some(Answers::Number(number)) => (number.least..=number.most).boxed(),
        None => (measure.main().range[0]..=measure.main().range[1]).boxed(),
    };
    prop_oneof![1 => Just(None), 9 => given.prop_map(Some)].boxed()
}

/// The next higher answer, or the same where there is none.
fn higher(measure: &Measure, place: usize, answer: f64) -> f64 {
    match measure.items.get(place).map(|item| &item.answers) {
        Some(Answers::Choices(choices)) => {
            let above = choices
                .iter()
                .map(|choice| choice.value)
                .filter(|value| *value > answer);
            above.reduce(f64::min).unwrap_or(answer)
        }
        _ => answer,
    }
}

proptest! {
    #[test]
    fn a_score_is_never_outside_its_range((measure, answers) in answers()) {
        for (scale, score) in score(measure, &answers) {
            prop_assert!(score.is_none_or(|s| scale.range[0] <= s && s <= scale.range[1]));
        }
    }

    #[test]
    fn a_higher_answer_moves_a_score_one_way_only((measure, answers) in answers(), which in 0usize..20) {
        let which = which % answers.len();
        let mut more = answers.clone();
        more[which] = more[which].map(|answer| higher(measure, which, answer));
        for ((scale, before), (_, after)) in score(measure, &answers).into_iter().zip(score(measure, &more)) {
            if scale.reverse.contains(&which) {
                prop_assert!(before >= after);
            } else {
                prop_assert!(before <= after);
            }
        }
    }

    #[test]
    fn the_order_of_a_scale_s_items_does_not_matter((measure, answers) in answers()) {
        for scale in &measure.scales {
            let alike = |turned: bool| {
                let places = scale.items.iter().copied();
                places.filter(|place| scale.reverse.contains(place) == turned).collect::<Vec<_>>()
            };
            let mut turned = answers.clone();
            for places in [alike(true), alike(false)] {
                for (from, to) in places.iter().zip(places.iter().rev()) {
                    turned[*to] = answers[*from];
                }
            }
            let of = |answers: &[Option<f64>]| {
                score(measure, answers).into_iter().find(|(other, _)| other.id == scale.id).unwrap().1
            };
            prop_assert_eq!(of(&answers), of(&turned));
        }
    }

    #[test]
    fn too_many_blanks_give_no_score((measure, answers) in answers()) {
        for (scale, score) in score(measure, &answers) {
            let all = scale.items.len();
            let blank = scale.items.iter().filter(|place| answers[**place].is_none()).count();
            let most = match (&scale.max_missing, scale.scoring) {
                (Some(limit), _) => limit.value,
                (None, crate::measure::Scoring::Mean) => all.saturating_sub(1),
                (None, _) => 0,
            };
            if all > 0 {
                prop_assert_eq!(score.is_some(), blank <= most);
            }
        }
    }
}
