//! The release rule for figures across groups: enough groups, enough people, nobody's group more than half.

use super::Shown;
use crate::Error;
use crate::change::ChangeCounts;

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

/// Reliable change of the people of several groups, counted once a quarter: `groups` has the counts of each.
/// Its people are those with a first and a latest score. Withheld as [`across`] says.
pub fn counts_across(groups: &[ChangeCounts]) -> Shown<Across<ChangeCounts>> {
    let people: Vec<u32> = groups.iter().map(ChangeCounts::pairs).collect();
    let people: Vec<u32> = people.into_iter().filter(|pairs| *pairs > 0).collect();
    let mut all = ChangeCounts::default();
    for group in groups {
        all.improved += group.improved;
        all.recovered += group.recovered;
        all.unchanged += group.unchanged;
        all.deteriorated += group.deteriorated;
    }
    Shown {
        value: enough(&people).then(|| Across {
            value: all,
            groups: people.len() as u32,
            people: people.iter().sum(),
        }),
    }
}

/// Counts read back from the database: shown only if [`counts_across`] can have made them.
pub fn stored_counts(
    value: ChangeCounts,
    groups: u32,
) -> Result<Shown<Across<ChangeCounts>>, Error> {
    let people = value.pairs();
    if groups < GROUPS || people < PEOPLE || people < groups || value.recovered > value.improved {
        return Err(Error::Stored("counts of too few groups or people"));
    }
    Ok(Shown {
        value: Some(Across {
            value,
            groups,
            people,
        }),
    })
}

fn enough(people: &[u32]) -> bool {
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

    #[test]
    fn reliable_change_is_counted_across_enough_groups_only() {
        let group = |improved, unchanged| ChangeCounts {
            improved,
            recovered: improved / 2,
            unchanged,
            deteriorated: 0,
        };
        let shown = counts_across(&[group(2, 2), group(3, 1), group(0, 0), group(1, 3)]);
        let across = shown.value().unwrap();
        assert_eq!((across.groups, across.people), (3, 12));
        assert_eq!(
            (
                across.value.improved,
                across.value.recovered,
                across.value.unchanged
            ),
            (6, 2, 6)
        );
        assert_eq!(stored_counts(across.value, across.groups).unwrap(), shown);
        for too_few in [
            &[group(2, 2), group(3, 1)][..],
            &[group(1, 1), group(1, 1), group(1, 1)],
            &[group(9, 0), group(1, 1), group(1, 1)],
        ] {
            assert!(counts_across(too_few).value().is_none());
        }
        assert!(stored_counts(group(2, 2), 3).is_err());
        assert!(stored_counts(group(9, 9), 2).is_err());
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
