//! Published charts, and each rule on hand-made points.

use serde_json::Value;

use super::*;

fn published(name: &str) -> (Vec<Option<f64>>, Value) {
    let all: Value = serde_json::from_str(include_str!(
        "../../../tests/golden/statistics_examples.json"
    ))
    .unwrap();
    let values = all[name]["y"]
        .as_array()
        .unwrap()
        .iter()
        .map(Value::as_f64)
        .collect();
    (values, all[name].clone())
}

fn label(signal: Option<Signal>) -> &'static str {
    match signal.map(|signal| (signal.rule, signal.side)) {
        None => "common_cause",
        Some((Rule::Outside, Side::Up)) => "above_upl",
        Some((Rule::Outside, Side::Down)) => "below_lpl",
        Some((Rule::Trend, Side::Up)) => "trend_up",
        Some((Rule::Trend, Side::Down)) => "trend_down",
        Some((Rule::TwoOfThree, Side::Up)) => "two_of_three_above",
        Some((Rule::TwoOfThree, Side::Down)) => "two_of_three_below",
        Some((Rule::Shift, Side::Up)) => "shift_above",
        Some((Rule::Shift, Side::Down)) => "shift_below",
    }
}

fn labels(values: &[Option<f64>], limits: &Limits) -> Vec<&'static str> {
    signals(values, limits).into_iter().map(label).collect()
}

// NHSRplotthedots, vignette "deviations": 4.60, 1.94, -0.72 after screening.
#[test]
fn limits_are_screened_as_published() {
    let (values, example) = published("nhsr_plotthedots_screening");
    let limits = limits(&values, 0.0).unwrap();
    for (value, key) in [
        (limits.upper, "upl"),
        (limits.centre, "mean"),
        (limits.lower, "lpl"),
    ] {
        assert!(
            (value - example["published"]["screened"][key].as_f64().unwrap()).abs() < 0.005,
            "{key}"
        );
    }
    assert_eq!(
        labels(&values, &limits),
        example["labels_screened"]
            .as_array()
            .unwrap()
            .iter()
            .map(|l| l.as_str().unwrap())
            .collect::<Vec<_>>()
    );
}

// NIST/SEMATECH e-Handbook 6.3.2.2; it uses 3/1.128 instead of 2.66, hence the last digits.
#[test]
fn limits_are_as_in_the_nist_handbook() {
    let (values, example) = published("nist_individuals");
    let limits = limits(&values, 0.0).unwrap();
    assert!((limits.centre - example["published"]["mean"].as_f64().unwrap()).abs() < 0.005);
    assert!((limits.upper - example["published"]["ucl"].as_f64().unwrap()).abs() < 0.001);
    assert!((limits.lower - example["published"]["lcl"].as_f64().unwrap()).abs() < 0.001);
    assert!(limits.provisional);
}

#[test]
fn outside_goes_before_trend() {
    let (values, example) = published("sleepstudy_daily_mean");
    let limits = limits(&values, 0.0).unwrap();
    assert!((limits.upper - example["limits"]["upl"].as_f64().unwrap()).abs() < 1e-9);
    assert_eq!(
        labels(&values, &limits),
        example["labels"]
            .as_array()
            .unwrap()
            .iter()
            .map(|l| l.as_str().unwrap())
            .collect::<Vec<_>>()
    );
}

const USUAL: Limits = Limits {
    centre: 0.0,
    lower: -3.0,
    upper: 3.0,
    provisional: false,
};

fn marks(values: &[f64]) -> Vec<&'static str> {
    labels(
        &values.iter().copied().map(Some).collect::<Vec<_>>(),
        &USUAL,
    )
}

#[test]
fn seven_rising_points_are_a_trend_and_a_tie_breaks_it() {
    assert_eq!(
        marks(&[-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5]),
        ["trend_up"; 7]
    );
    assert_eq!(
        marks(&[1.5, 1.0, 0.5, 0.0, -0.5, -1.0, -1.5]),
        ["trend_down"; 7]
    );
    assert_eq!(
        marks(&[-1.5, -1.0, -0.5, -0.5, 0.5, 1.0, 1.5]),
        ["common_cause"; 7]
    );
    assert_eq!(
        marks(&[-1.5, -1.0, -0.5, 0.0, 0.5, 1.0]),
        ["common_cause"; 6]
    );
}

#[test]
fn seven_points_on_one_side_are_a_shift() {
    assert_eq!(
        marks(&[1.0, 0.5, 1.0, 0.5, 1.0, 0.5, 1.0]),
        ["shift_above"; 7]
    );
    assert_eq!(
        marks(&[-1.0, -0.5, -1.0, -0.5, -1.0, -0.5, -1.0]),
        ["shift_below"; 7]
    );
    assert_eq!(
        marks(&[1.0, 0.5, 1.0, 0.5, 1.0, 0.5, -1.0]),
        ["common_cause"; 7]
    );
}

#[test]
fn two_of_three_near_one_limit_are_marked_not_the_one_between() {
    let marked = marks(&[0.5, 2.5, 0.5, 2.5, -0.5, 0.5]);
    assert_eq!(
        marked,
        [
            "common_cause",
            "two_of_three_above",
            "common_cause",
            "two_of_three_above",
            "common_cause",
            "common_cause"
        ]
    );
    assert_eq!(marks(&[0.5, 2.5, -0.5, 2.5, -0.5]), ["common_cause"; 5]);
    assert_eq!(marks(&[0.5, 2.5, 0.5, -2.5, -0.5]), ["common_cause"; 5]);
}

#[test]
fn a_withheld_value_ends_every_run_and_is_never_marked() {
    let values = [
        Some(1.0),
        Some(0.5),
        Some(1.0),
        None,
        Some(0.5),
        Some(1.0),
        Some(0.5),
        Some(1.0),
        Some(-3.5),
    ];
    let marked = labels(&values, &USUAL);
    assert_eq!(marked[..8], ["common_cause"; 8]);
    assert_eq!(marked[8], "below_lpl");
}

#[test]
fn below_five_shown_values_there_are_no_limits_and_below_twelve_they_are_provisional() {
    let mut values = vec![Some(1.0), None, Some(2.0), Some(1.0), Some(2.0)];
    assert_eq!(limits(&values, 0.25), None);
    values.push(Some(1.0));
    assert!(limits(&values, 0.25).unwrap().provisional);
    values.extend([Some(2.0); 7]);
    assert!(!limits(&values, 0.25).unwrap().provisional);
}

#[test]
fn the_mean_range_is_at_least_a_grid_step() {
    let limits = limits(&[Some(3.0); 6], 0.25).unwrap();
    assert!((limits.upper - 3.665).abs() < 1e-9 && (limits.lower - 2.335).abs() < 1e-9);
}
