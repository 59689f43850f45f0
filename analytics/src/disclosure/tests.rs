//! The release rules, one after the other.

use proptest::prelude::*;

use super::*;
use crate::change::LinkedPair;
use crate::measure::{Library, find};

/// As many people as keys: the ordinary case.
fn release(
    scale: &'static Scale,
    values: &[f64],
    quorum: u32,
    pooled: &mut PooledSums,
) -> Shown<Tally> {
    super::release(scale, values, values.len() as u32, quorum, pooled)
}

#[test]
fn new_tickets_for_the_same_people_make_no_quorum() {
    let mut pooled = PooledSums::default();
    let keys = [1.0; 8];
    assert!(
        super::release(trust(), &keys, 4, 5, &mut pooled)
            .value()
            .is_none()
    );
    let shown = super::release(trust(), &keys, 5, 5, &mut pooled);
    assert_eq!(shown.value().map(|tally| tally.n), Some(5));
}

fn session() -> &'static Scale {
    find("chorus-session").unwrap().main()
}

fn trust() -> &'static Scale {
    find("chorus-session").unwrap().scale("trust").unwrap()
}

fn phq() -> &'static Scale {
    find("phq-8").unwrap().main()
}

fn first(scale: &'static Scale, values: &[f64]) -> Shown<Tally> {
    release(scale, values, 5, &mut PooledSums::default())
}

fn mean(scale: &'static Scale, values: &[f64]) -> (f64, bool) {
    let shown = first(scale, values);
    let mean = shown.value().unwrap().mean;
    (mean.value, mean.or_worse)
}

#[test]
fn below_the_quorum_nothing_is_shown_and_nothing_pooled() {
    let mut pooled = PooledSums::default();
    assert_eq!(
        release(trust(), &[3.0; 4], 5, &mut pooled),
        Shown::withheld()
    );
    assert_eq!(
        release(trust(), &[3.0; 6], 7, &mut pooled),
        Shown::withheld()
    );
    assert_eq!(pooled, PooledSums::default());
    assert!(
        release(trust(), &[3.0; 7], 7, &mut pooled)
            .value()
            .is_some()
    );
    assert_eq!(answered(4, 5).value(), None);
    assert_eq!(answered(5, 5).value(), Some(&5));
}

#[test]
fn a_quorum_below_five_is_five() {
    assert_eq!(
        release(trust(), &[3.0; 4], 2, &mut PooledSums::default()),
        Shown::withheld()
    );
    assert_eq!(answered(4, 0).value(), None);
}

#[test]
fn means_are_rounded_half_up_to_the_grid() {
    // 15.5 / 5 = 3.1; 25 / 8 = 3.125, half a step above 3
    assert_eq!(mean(session(), &[3.0, 3.0, 3.0, 3.0, 3.5]), (3.0, false));
    assert_eq!(
        mean(session(), &[3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 4.0]),
        (3.25, false)
    );
    assert_eq!(
        mean(phq(), &[10.0, 10.0, 10.0, 11.0, 11.0, 11.0]),
        (11.0, false)
    );
}

// PHQ-8, n = 8: 24 - 25/8 = 20.875, which is 21 on the grid. Session scale, n = 5: 0 + 5/5 = 1.
#[test]
fn the_worse_end_is_open() {
    assert_eq!(mean(phq(), &[24.0; 8]), (21.0, true));
    assert_eq!(
        mean(phq(), &[24.0, 24.0, 24.0, 24.0, 24.0, 23.0, 12.0, 12.0]),
        (21.0, true)
    );
    assert_eq!(
        mean(phq(), &[24.0, 24.0, 24.0, 24.0, 24.0, 22.0, 12.0, 12.0]),
        (21.0, false)
    );
    assert_eq!(mean(session(), &[0.0; 5]), (1.0, true));
    assert_eq!(mean(session(), &[1.0; 5]), (1.0, true));
    assert_eq!(mean(session(), &[1.0, 1.0, 1.0, 1.0, 1.5]), (1.0, false));
}

#[test]
fn at_the_better_end_nothing_is_hidden() {
    assert_eq!(mean(phq(), &[0.0; 5]), (0.0, false));
    assert_eq!(mean(session(), &[4.0; 5]), (4.0, false));
}

#[test]
fn the_deviation_is_pooled_rounded_up_and_shown_from_the_second_window_on() {
    let mut pooled = PooledSums::default();
    let window = [2.0, 2.5, 3.0, 3.5, 4.0];
    assert_eq!(
        release(trust(), &window, 5, &mut pooled)
            .value()
            .unwrap()
            .sd,
        None
    );
    assert_eq!(
        pooled,
        PooledSums {
            degrees: 4,
            squares: 2.5
        }
    );
    // 5.0 / 8 = 0.625, whose root is 0.79: two steps of 0.5
    assert_eq!(
        release(trust(), &window, 5, &mut pooled)
            .value()
            .unwrap()
            .sd,
        Some(1.0)
    );
    assert_eq!(
        release(trust(), &[0.0; 5], 5, &mut pooled)
            .value()
            .unwrap()
            .sd,
        None
    );
    assert_eq!(
        pooled,
        PooledSums {
            degrees: 12,
            squares: 5.0
        }
    );
}

#[test]
fn no_deviation_at_all_is_shown_as_one_step() {
    let mut pooled = PooledSums::default();
    release(phq(), &[9.0; 6], 5, &mut pooled);
    assert_eq!(
        release(phq(), &[9.0; 6], 5, &mut pooled)
            .value()
            .unwrap()
            .sd,
        Some(3.0)
    );
}

#[test]
fn a_share_of_reliable_change_needs_eight_pairs_and_comes_in_quarters() {
    let share = |improved: usize, all: usize| {
        let better = vec![
            LinkedPair {
                first: 18.0,
                last: 6.0
            };
            improved
        ];
        let same = vec![
            LinkedPair {
                first: 12.0,
                last: 12.0
            };
            all - improved
        ];
        share_in_quarters(&ChangeCounts::of(phq(), &[better, same].concat()).unwrap())
    };
    assert_eq!(share(7, 7), Shown::withheld());
    let quarters: Vec<u8> = (0..=8)
        .map(|improved| share(improved, 8).value().unwrap().quarters())
        .collect();
    assert_eq!(quarters, [0, 0, 1, 1, 2, 2, 3, 3, 4]);
    assert_eq!(share(6, 12).value(), Some(&ChangeShare::Half));
}

#[test]
fn what_no_close_can_have_written_is_not_shown() {
    let good = first(session(), &[3.0; 6]).value().unwrap().clone();
    assert_eq!(stored(good.clone(), 5).unwrap().value(), Some(&good));
    let bad = |change: fn(&mut Tally)| {
        let mut tally = good.clone();
        change(&mut tally);
        stored(tally, 5)
    };
    assert!(bad(|tally| tally.n = 4).is_err());
    assert!(bad(|tally| tally.mean.value = 3.1).is_err());
    assert!(bad(|tally| tally.mean.value = 4.25).is_err());
    assert!(bad(|tally| tally.mean.value = 0.25).is_err());
    assert!(bad(|tally| tally.mean.or_worse = true).is_err());
    assert!(bad(|tally| tally.sd = Some(0.7)).is_err());
    assert!(bad(|tally| tally.sd = Some(0.0)).is_err());
    assert!(bad(|tally| tally.mean.value = f64::NAN).is_err());
    assert!(stored(good, 7).is_err());
    assert!(stored_share(4).is_ok() && stored_share(5).is_err());
}

#[test]
fn a_derived_figure_knows_only_what_is_shown() {
    let sum = |values: &[&u32]| (!values.is_empty()).then(|| values.iter().copied().sum::<u32>());
    assert_eq!(
        derived(&[answered(7, 5), answered(3, 5), answered(6, 5)], sum).value(),
        Some(&13)
    );
    assert_eq!(derived(&[answered(3, 5)], sum), Shown::withheld());
}

fn windows() -> impl Strategy<Value = (&'static Scale, Vec<Vec<f64>>)> {
    let scales: Vec<&'static Scale> = Library::default()
        .all()
        .flat_map(|measure| &measure.scales)
        .collect();
    (0..scales.len()).prop_flat_map(move |i| {
        let scale = scales[i];
        let halves = (0..=(scale.span() * 2.0) as u32).prop_map(|half| f64::from(half) / 2.0);
        let value = halves.prop_map(|above| scale.range[0] + above);
        let windows = proptest::collection::vec(proptest::collection::vec(value, 0..13), 1..5);
        windows.prop_map(move |windows| (scale, windows))
    })
}

proptest! {
    #[test]
    fn every_release_is_of_a_form_that_is_read_back((scale, windows) in windows()) {
        let mut pooled = PooledSums::default();
        for values in windows {
            let shown = release(scale, &values, 5, &mut pooled);
            prop_assert_eq!(shown.value().is_some(), values.len() >= 5);
            if let Some(tally) = shown.value() {
                prop_assert_eq!(stored(tally.clone(), 5).unwrap(), shown);
            }
        }
    }

    #[test]
    fn the_order_of_arrival_leaves_no_trace((scale, windows) in windows()) {
        let mut turned = PooledSums::default();
        let mut pooled = PooledSums::default();
        for mut values in windows {
            let before = release(scale, &values, 5, &mut pooled);
            values.reverse();
            prop_assert_eq!(before, release(scale, &values, 5, &mut turned));
        }
        prop_assert_eq!(pooled, turned);
    }
}
