//! Attack 8: two releases of the same people, one of them absent once; what did the absentee answer?

use analytics::PooledSums;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::groups;
use crate::seen::{Figure, SLACK, Seen, distances, figures};
use crate::sums::Sums;

const MOST: usize = 12;

/// At most one absentee in fifty is found out, whichever release comes first.
#[test]
fn an_absentee_is_hardly_ever_found_out() {
    for figure in figures() {
        let tables = Sums::up_to(MOST - 1, figure.steps);
        let mut rng = StdRng::seed_from_u64(8);
        let all = groups(4_000);
        let (mut found, mut found_exact) = ([0; 2], 0);
        for _ in 0..all {
            let n = rng.random_range(6..=MOST);
            let full = figure.group(n, &mut rng);
            let (absentee, others) = (full[0], &full[1..]);
            for (order, found) in found.iter_mut().enumerate() {
                let (mut pooled, degrees) = (PooledSums::default(), 2 * n - 3);
                let (a, b) = if order == 0 {
                    let a = figure.release(&full, &mut pooled);
                    (
                        figure.read(&a, 0),
                        figure.read(&figure.release(others, &mut pooled), degrees),
                    )
                } else {
                    let b = figure.release(others, &mut pooled);
                    (
                        figure.read(&figure.release(&full, &mut pooled), degrees),
                        figure.read(&b, 0),
                    )
                };
                let answers = feasible(&figure, &tables[n - 1], &a, &b);
                assert!(
                    answers.contains(&absentee),
                    "the attacker misreads {full:?}: {a:?} {b:?}"
                );
                *found += usize::from(answers.len() == 1);
            }
            let exact = (figure.read_exact(&full), figure.read_exact(others));
            let answers = feasible(&figure, &tables[n - 1], &exact.0, &exact.1);
            found_exact += usize::from(answers == [absentee]);
        }
        let id = &figure.scale.measure;
        assert_eq!(
            found_exact, all,
            "{id}: exact means give every absentee away"
        );
        assert!(
            found.iter().all(|found| found * 50 <= all),
            "{id}: {found:?} of {all}"
        );
    }
}

/// Every answer of the absentee that both releases allow. `with` is the release of all, `without` the other.
fn feasible(figure: &Figure, others: &Sums, with: &Seen, without: &Seen) -> Vec<usize> {
    let possible = |answer: &usize| {
        without.sums.clone().any(|sum| {
            with.sums.contains(&(sum + answer)) && fits(figure, others, with, without, sum, *answer)
        })
    };
    (0..=figure.steps).filter(possible).collect()
}

fn fits(
    figure: &Figure,
    others: &Sums,
    with: &Seen,
    without: &Seen,
    sum: usize,
    answer: usize,
) -> bool {
    let Some((least, most)) = with.spread.or(without.spread) else {
        return true;
    };
    others.squares(sum).any(|squares| {
        let both = distances(without.n, sum, squares)
            + distances(with.n, sum + answer, squares + answer * answer);
        let both = both * figure.unit * figure.unit;
        least + SLACK < both && both <= most + SLACK
    })
}
