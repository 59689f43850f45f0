//! Published examples, and each class of change at its boundary.

use serde_json::Value;

use super::*;
use crate::measure::find;
use crate::tally::Coded;

fn published() -> Value {
    serde_json::from_str(include_str!(
        "../../../tests/golden/statistics_examples.json"
    ))
    .unwrap()
}

// Jacobson & Truax 1991: SD 7.5, reliability .80, from 32.5 to 47.5: S_diff 4.74, RC 3.16.
#[test]
fn the_index_is_as_published() {
    let example = &published()["jacobson_truax_1991"];
    let near = |value: f64, published: &Value| (value - published.as_f64().unwrap()).abs() < 0.005;
    assert!(near(
        standard_error_of_difference(7.5, 0.8),
        &example["published"]["s_diff"]
    ));
    assert!(near(
        index(32.5, 47.5, 7.5, 0.8),
        &example["published"]["rc"]
    ));
    assert!((index(32.5, 47.5, 7.5, 0.8) - example["rc"].as_f64().unwrap()).abs() < 1e-9);
}

#[test]
fn smallest_reliable_changes_are_as_recomputed() {
    for row in published()["reliable_change_table"]["rows"]
        .as_array()
        .unwrap()
    {
        let number = |key: &str| row[key].as_f64().unwrap();
        let error = standard_error_of_difference(number("sd"), number("rel"));
        assert!((error - number("s_diff")).abs() < 1e-9);
        assert!((1.96 * error - number("min_reliable_change_1_96")).abs() < 1e-9);
    }
}

#[test]
fn a_person_is_in_one_class_and_the_threshold_itself_counts_by_rule() {
    let gad = find("gad-7").unwrap().main();
    let class = |first, last| classify(gad, LinkedPair { first, last }).unwrap();
    assert_eq!(class(12.0, 8.0), Change::Improved);
    assert_eq!(class(11.0, 7.0), Change::Recovered);
    assert_eq!(class(7.0, 3.0), Change::Improved);
    assert_eq!(class(12.0, 8.5), Change::Unchanged);
    assert_eq!(class(8.0, 11.9), Change::Unchanged);
    assert_eq!(class(8.0, 12.0), Change::Deteriorated);
    let mut strict = gad.clone();
    strict.reliable_change.as_mut().unwrap().rule = ChangeRule::MoreThan;
    assert_eq!(
        classify(
            &strict,
            LinkedPair {
                first: 12.0,
                last: 8.0
            }
        ),
        Some(Change::Unchanged)
    );
    assert_eq!(
        classify(
            &strict,
            LinkedPair {
                first: 12.0,
                last: 7.4
            }
        ),
        Some(Change::Recovered)
    );
    assert_eq!(
        classify(
            find("chorus-session").unwrap().main(),
            LinkedPair {
                first: 0.0,
                last: 4.0
            }
        ),
        None
    );
}

#[test]
fn counts_add_up() {
    let gad = find("gad-7").unwrap().main();
    let pairs = [(12.0, 4.0), (7.0, 3.0), (9.0, 9.0), (4.0, 9.0)]
        .map(|(first, last)| LinkedPair { first, last });
    let counts = ChangeCounts::of(gad, &pairs).unwrap();
    assert_eq!(
        counts,
        ChangeCounts {
            improved: 2,
            recovered: 1,
            unchanged: 1,
            deteriorated: 1
        }
    );
    assert_eq!(counts.pairs(), 4);
    assert_eq!(
        ChangeCounts::of(find("chorus-session").unwrap().main(), &[]),
        None
    );
}

fn wave(n: u32, value: f64, or_worse: bool, sd: Option<f64>) -> Tally {
    Tally {
        scale: find("phq-8").unwrap().main(),
        n,
        mean: Coded { value, or_worse },
        sd,
    }
}

// t(14) = 2.1448; 2.1448 · 6 · √(1/9 + 1/7) = 6.485
#[test]
fn mean_change_has_the_range_of_two_unlinked_means() {
    let change = between(
        &wave(9, 16.0, false, None),
        &wave(7, 10.0, false, Some(6.0)),
    )
    .unwrap();
    assert_eq!((change.better, change.bound), (6.0, Bound::Exact));
    let range = change.range.unwrap();
    assert!((range.high - 12.485).abs() < 0.001 && (range.low + 0.485).abs() < 0.001);
}

#[test]
fn an_open_end_makes_the_change_a_bound() {
    let (open, exact) = (wave(5, 19.0, true, None), wave(8, 12.0, false, Some(6.0)));
    assert_eq!(
        between(&open, &exact).unwrap(),
        MeanChange {
            better: 7.0,
            bound: Bound::AtLeastBetter,
            range: None
        }
    );
    assert_eq!(
        between(&exact, &open).unwrap(),
        MeanChange {
            better: -7.0,
            bound: Bound::AtLeastWorse,
            range: None
        }
    );
    assert_eq!(between(&open, &open), None);
}

#[test]
fn different_figures_are_not_compared() {
    let other = Tally {
        scale: find("gad-7").unwrap().main(),
        ..wave(8, 9.0, false, None)
    };
    assert_eq!(between(&wave(8, 9.0, false, None), &other), None);
}
