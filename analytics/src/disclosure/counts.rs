//! The release rule for counts of reliable change across groups: each as a range of people, wide enough that no group
//! can subtract its own and be left with another's.

use super::across::{GROUPS, PEOPLE, enough};
use super::{Across, Shown};
use crate::Error;
use crate::change::{ChangeCounts, ChangeParts, Part};

/// People in one range; the range at the better end has fewer.
const STEP: u32 = 5;
/// The first number of people away from the better end that is not in the range at it.
const SECOND: u32 = 3;
/// People that the other groups can differ by, whatever a group knows of itself.
const LEFT: u32 = 2;

/// Reliable change of the people of several groups, counted once a quarter: `groups` has the counts of each.
/// Its people are those with a first and a latest score. Withheld as [`across`](super::across()) says.
///
/// How far a count lies from its better end (everybody improved or recovered, nobody deteriorated) is put into a
/// range of five people: 0 to 2, 3 to 7, 8 to 12 and so on. At the worse end one range holds everything that
/// the largest group could have brought about by itself and two people more: otherwise that group would know of all
/// others that nobody improved. Both depend on numbers of people only.
pub fn counts_across(groups: &[ChangeCounts]) -> Shown<Across<ChangeParts>> {
    let sizes = groups.iter().map(ChangeCounts::pairs);
    let sizes: Vec<u32> = sizes.filter(|pairs| *pairs > 0).collect();
    let (people, largest) = (
        sizes.iter().sum(),
        sizes.iter().copied().max().unwrap_or_default(),
    );
    let sum = |of: fn(&ChangeCounts) -> u32| groups.iter().map(of).sum::<u32>();
    let worse = |away: u32| range(away, people, largest);
    let better = |count: u32| {
        let away = worse(people - count);
        Part {
            least: people - away.most,
            most: people - away.least,
        }
    };
    let value = enough(&sizes).then(|| Across {
        value: ChangeParts {
            improved: better(sum(|group| group.improved)),
            recovered: better(sum(|group| group.recovered)),
            deteriorated: worse(sum(|group| group.deteriorated)),
        },
        groups: sizes.len() as u32,
        people,
    });
    Shown { value }
}

/// Counts read back from the database: shown only if [`counts_across`] can have made them.
pub fn stored_counts(
    value: ChangeParts,
    groups: u32,
    people: u32,
) -> Result<Shown<Across<ChangeParts>>, Error> {
    if groups < GROUPS || people < PEOPLE || people < groups {
        return Err(Error::Stored("counts of too few groups or people"));
    }
    let worse = |part: Part| {
        let last = part.most == people || part.most + 1 == next(part.least);
        part.most <= people && part.least == start(part.least) && last
    };
    let better = |part: Part| {
        let inside = part.least <= part.most && part.most <= people;
        inside
            && worse(Part {
                least: people - part.most,
                most: people - part.least,
            })
    };
    let ChangeParts {
        improved,
        recovered,
        deteriorated,
    } = value;
    let ordered = recovered.least <= improved.least && recovered.most <= improved.most;
    if !(ordered && better(improved) && better(recovered) && worse(deteriorated)) {
        return Err(Error::Stored("counts finer than may be shown"));
    }
    Ok(Shown {
        value: Some(Across {
            value,
            groups,
            people,
        }),
    })
}

/// The range that holds a number of people away from the better end.
fn range(away: u32, people: u32, largest: u32) -> Part {
    let last = start(people.saturating_sub(largest + LEFT));
    let least = start(away).min(last);
    let most = if least == last {
        people
    } else {
        next(least) - 1
    };
    Part { least, most }
}

/// Where the range of a number begins.
fn start(away: u32) -> u32 {
    match away.checked_sub(SECOND) {
        None => 0,
        Some(beyond) => SECOND + beyond / STEP * STEP,
    }
}

/// Where the range after one begins.
fn next(start: u32) -> u32 {
    if start == 0 { SECOND } else { start + STEP }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn group(improved: u32, unchanged: u32, deteriorated: u32) -> ChangeCounts {
        ChangeCounts {
            improved,
            recovered: improved / 2,
            unchanged,
            deteriorated,
        }
    }

    fn part(least: u32, most: u32) -> Part {
        Part { least, most }
    }

    #[test]
    fn reliable_change_is_counted_across_enough_groups_only() {
        let shown = counts_across(&[
            group(5, 1, 0),
            group(6, 0, 0),
            group(0, 0, 0),
            group(3, 2, 1),
        ]);
        let across = shown.value().expect("three groups, eighteen people");
        assert_eq!((across.groups, across.people), (3, 18));
        let expected = ChangeParts {
            improved: part(11, 15),
            recovered: part(0, 10),
            deteriorated: part(0, 2),
        };
        assert_eq!(across.value, expected, "14, 6 and 1 of 18");
        assert_eq!(across.value.unchanged(18), part(1, 7));
        assert_eq!(stored_counts(across.value, 3, 18).unwrap(), shown);
        for too_few in [
            &[group(2, 2, 0), group(3, 1, 0)][..],
            &[group(1, 1, 0), group(1, 1, 0), group(1, 1, 0)],
            &[group(9, 0, 0), group(1, 1, 0), group(1, 1, 0)],
        ] {
            assert!(counts_across(too_few).value().is_none());
        }
    }

    #[test]
    fn what_is_finer_than_the_rule_is_not_read_back() {
        let fine = ChangeParts {
            improved: part(11, 15),
            recovered: part(0, 10),
            deteriorated: part(0, 2),
        };
        assert!(stored_counts(fine, 3, 18).is_ok());
        for (wrong, groups, people) in [
            (fine, 2, 18),
            (fine, 3, 9),
            (fine, 3, 19),
            (
                ChangeParts {
                    improved: part(14, 14),
                    ..fine
                },
                3,
                18,
            ),
            (
                ChangeParts {
                    improved: part(16, 18),
                    recovered: part(0, 18),
                    ..fine
                },
                3,
                17,
            ),
            (
                ChangeParts {
                    recovered: part(16, 18),
                    ..fine
                },
                3,
                18,
            ),
            (
                ChangeParts {
                    deteriorated: part(1, 1),
                    ..fine
                },
                3,
                18,
            ),
            (
                ChangeParts {
                    deteriorated: part(3, 19),
                    ..fine
                },
                3,
                18,
            ),
        ] {
            assert!(
                stored_counts(wrong, groups, people).is_err(),
                "{wrong:?} of {people}"
            );
        }
    }

    proptest! {
        /// Whatever one group knows of itself, every other keeps three possible counts, or the best one.
        #[test]
        fn no_group_is_left_with_anothers_count(
            (sizes, away) in prop::collection::vec(2u32..14, 3..7).prop_flat_map(|sizes| {
                let each: Vec<_> = sizes.iter().map(|size| 0..=*size).collect();
                (Just(sizes), each)
            }),
            insider in any::<prop::sample::Index>(),
        ) {
            prop_assume!(enough(&sizes));
            let (people, largest) = (sizes.iter().sum(), *sizes.iter().max().unwrap());
            let total: u32 = away.iter().sum();
            let seen = range(total, people, largest);
            prop_assert!((seen.least..=seen.most).contains(&total));
            let insider = insider.index(sizes.len());
            let (least, most) = (seen.least.saturating_sub(away[insider]), seen.most - away[insider]);
            for other in (0..sizes.len()).filter(|other| *other != insider) {
                let rest = people - sizes[insider] - sizes[other];
                let (low, high) = (least.saturating_sub(rest), most.min(sizes[other]));
                prop_assert!(high - low >= 2 || low == 0, "{sizes:?} {away:?}: {low} to {high}");
            }
        }
    }
}
