//! The release rule for figures across groups: enough groups, enough people, nobody's group more than half.

use super::Shown;

/// Fewest groups behind a figure across groups.
pub const GROUPS: u32 = 3;
/// Fewest people behind it.
pub const PEOPLE: u32 = 10;

/// A figure across groups, and how much it rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Across<T> {
    /// The figure.
    pub value: T,
    /// Groups that it rests on.
    pub groups: u32,
    /// People that it rests on at least: of each group the largest number of one released session.
    pub people: u32,
}

/// A figure worked out from what groups were shown. `people` and `shown` have an entry a group; a group
/// without either does not enter. `work` is a plain function: it cannot bring in anything else.
///
/// Withheld below [`GROUPS`] groups or [`PEOPLE`] people, and where one group is more than half of them.
pub fn across<T, U>(
    people: &[Shown<u32>],
    shown: &[Shown<T>],
    work: fn(&[&T]) -> Option<U>,
) -> Shown<Across<U>> {
    let entering = people
        .iter()
        .zip(shown)
        .filter_map(|(people, shown)| Some((*people.value()?, shown.value()?)));
    let (people, values): (Vec<u32>, Vec<&T>) = entering.unzip();
    let value = enough(&people).then(|| work(&values)).flatten();
    Shown {
        value: value.map(|value| Across {
            value,
            groups: people.len() as u32,
            people: people.iter().sum(),
        }),
    }
}

pub(super) fn enough(people: &[u32]) -> bool {
    let all: u32 = people.iter().sum();
    let largest = people.iter().copied().max().unwrap_or_default();
    people.len() as u32 >= GROUPS && all >= PEOPLE && 2 * largest <= all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::disclosure::answered;

    fn shown(people: &[u32]) -> Shown<Across<f64>> {
        let people: Vec<Shown<u32>> = people.iter().map(|n| answered(*n, 5)).collect();
        let values = people.clone();
        let mean = |all: &[&u32]| {
            let sum: u32 = all.iter().copied().sum();
            Some(f64::from(sum) / all.len() as f64)
        };
        across(&people, &values, mean)
    }

    #[test]
    fn three_groups_ten_people_and_nobody_more_than_half() {
        for (people, expected) in [
            (&[5, 5, 5][..], Some((3, 15))),
            (&[5, 5], None),
            // below the quorum: not shown, so it does not enter
            (&[5, 5, 4], None),
            (&[5, 5, 10], Some((3, 20))),
            (&[5, 5, 11], None),
            (&[5, 5, 11, 4], None),
            (&[], None),
        ] {
            let figure = shown(people);
            let rests = figure.value().map(|figure| (figure.groups, figure.people));
            assert_eq!(rests, expected, "{people:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_withheld_changes_nothing_and_order_neither(
            mut people in proptest::collection::vec(0u32..15, 0..12), seed in any::<u64>()
        ) {
            let before = shown(&people);
            people.retain(|n| *n >= 5);
            prop_assert_eq!(shown(&people), before);
            let turn = seed as usize % people.len().max(1);
            people.rotate_left(turn);
            prop_assert_eq!(shown(&people), before);
        }
    }
}
