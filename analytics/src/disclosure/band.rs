//! The release rule for single items: one of three bands of the mean, and nothing finer.

use super::{QUORUM, SLACK, Shown};
use crate::Error;

/// Fewest people behind a band of an item with two answers, such as "this helped me" ticked or not.
///
/// With fewer, "few" leaves room for one tick only, and whoever made it would know that nobody else did.
pub const TWO_ANSWERS: u32 = 7;

/// How much of a group an answer speaks for: a third of the range each.
///
/// Privacy rule "single items become one of three bands".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// The mean lies below one third.
    Few,
    /// From one third to below two thirds.
    Some,
    /// From two thirds on.
    Most,
}

impl Band {
    /// Every band, the smallest first.
    pub const ALL: [Band; 3] = [Band::Few, Band::Some, Band::Most];

    /// What is stored and what words are found by: `few`, `some` or `most`.
    pub fn id(self) -> &'static str {
        match self {
            Band::Few => "few",
            Band::Some => "some",
            Band::Most => "most",
        }
    }
}

/// The band of a single item's mean.
///
/// `values` has one value a key, each from 0 (not at all) to 1 (fully); `n` says how many people these are
/// at least. Withheld below the quorum. An item with two answers needs [`TWO_ANSWERS`] people: the caller
/// passes that as the quorum if it is higher.
pub fn band(values: &[f64], n: u32, quorum: u32) -> Shown<Band> {
    if n < quorum.max(QUORUM) || values.len() < n as usize {
        return Shown::withheld();
    }
    // Sorted, so that the order of arrival cannot show where a mean lies on a border.
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let thirds = 3.0 * values.iter().sum::<f64>() + SLACK;
    let keys = values.len() as f64;
    Shown::released(if thirds < keys {
        Band::Few
    } else if thirds < 2.0 * keys {
        Band::Some
    } else {
        Band::Most
    })
}

/// A band read back from the database by its [`Band::id`].
pub fn stored_band(id: &str) -> Result<Shown<Band>, Error> {
    let known = Band::ALL.into_iter().find(|band| band.id() == id);
    known
        .map(Shown::released)
        .ok_or(Error::Stored("a band that is none of the three"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All, some, not yet; yes, somewhat, no.
    const THREE_ANSWERS: [f64; 3] = [0.0, 0.5, 1.0];

    fn shown(values: &[f64]) -> Band {
        *band(values, values.len() as u32, 5).value().unwrap()
    }

    #[test]
    fn bands_part_at_the_thirds() {
        assert_eq!(shown(&[0.0; 5]), Band::Few);
        assert_eq!(shown(&[1.0, 0.5, 0.0, 0.0, 0.0]), Band::Few);
        // a third and two thirds exactly belong to the upper band
        assert_eq!(shown(&[1.0, 1.0, 0.0, 0.0, 0.0, 0.0]), Band::Some);
        assert_eq!(shown(&[1.0, 1.0, 1.0, 0.5, 0.0, 0.0]), Band::Some);
        assert_eq!(shown(&[1.0, 1.0, 1.0, 1.0, 0.0, 0.0]), Band::Most);
        assert_eq!(shown(&[1.0; 5]), Band::Most);
        // means of three sessions are no exact binary numbers
        assert_eq!(shown(&[1.0 / 3.0; 7]), Band::Some);
        assert_eq!(shown(&[2.0 / 3.0; 7]), Band::Most);
    }

    #[test]
    fn below_the_quorum_no_band_is_shown() {
        assert_eq!(band(&[1.0; 4], 4, 5), Shown::withheld());
        assert_eq!(band(&[1.0; 4], 4, 0), Shown::withheld());
        assert_eq!(band(&[1.0; 6], 6, 7), Shown::withheld());
        assert_eq!(band(&[1.0; 8], 4, 5), Shown::withheld(), "keys, not people");
        assert_eq!(band(&[1.0; 4], 5, 5), Shown::withheld(), "people, not keys");
        assert_eq!(band(&[], 0, 5), Shown::withheld());
    }

    #[test]
    fn a_stored_band_is_one_of_three() {
        for band in Band::ALL {
            assert_eq!(stored_band(band.id()).unwrap().value(), Some(&band));
        }
        for other in ["", "Few", "none", "0.4"] {
            assert!(stored_band(other).is_err(), "{other}");
        }
    }

    /// What one other person can have answered, as far as an insider sees who knows their own answer, the
    /// head count and the band.
    fn possible(answers: &[f64], n: usize, own: f64, shown_band: Band) -> Vec<f64> {
        // Sums of the others, in halves, that some answers can make.
        let others = n - 2;
        let steps: Vec<usize> = answers
            .iter()
            .map(|answer| (answer * 2.0) as usize)
            .collect();
        let mut reachable = vec![false; 2 * others + 1];
        reachable[0] = true;
        for _ in 0..others {
            let mut next = vec![false; reachable.len()];
            for (sum, _) in reachable.iter().enumerate().filter(|(_, can)| **can) {
                for step in &steps {
                    if let Some(place) = next.get_mut(sum + step) {
                        *place = true;
                    }
                }
            }
            reachable = next;
        }
        let fits = |target: f64| {
            reachable.iter().enumerate().any(|(halves, can)| {
                let rest =
                    (0..others).map(|other| ((halves as f64 / 2.0) - other as f64).clamp(0.0, 1.0));
                let all: Vec<f64> = rest.chain([own, target]).collect();
                *can && shown(&all) == shown_band
            })
        };
        answers
            .iter()
            .copied()
            .filter(|answer| fits(*answer))
            .collect()
    }

    #[test]
    fn an_insider_cannot_tell_what_another_answered_unless_it_was_the_best() {
        let items: [(&[f64], usize); 2] =
            [(&THREE_ANSWERS, 5), (&[0.0, 1.0], TWO_ANSWERS as usize)];
        for (answers, fewest) in items {
            for n in fewest..=20 {
                for own in answers {
                    for shown_band in Band::ALL {
                        let left = possible(answers, n, *own, shown_band);
                        assert!(
                            left.len() != 1 || left == [1.0],
                            "{n} people, own answer {own}, {shown_band:?}: {left:?}"
                        );
                    }
                }
            }
        }
        // Why two answers need more people.
        assert_eq!(possible(&[0.0, 1.0], 6, 1.0, Band::Few), [0.0]);
    }

    proptest! {
        #[test]
        fn whether_a_band_is_shown_depends_on_counts_alone(
            one in prop::collection::vec(0.0..=1.0, 0..20),
            n in 0u32..20,
            quorum in 0u32..12,
            seed in any::<prop::sample::Index>(),
        ) {
            let constant = vec![one.get(seed.index(one.len().max(1))).copied().unwrap_or(0.0); one.len()];
            prop_assert_eq!(
                band(&one, n, quorum).value().is_some(),
                band(&constant, n, quorum).value().is_some()
            );
        }

        #[test]
        fn neither_order_nor_who_answered_what_moves_a_band(
            values in prop::collection::vec(prop::sample::select(vec![0.0, 1.0 / 3.0, 0.5, 2.0 / 3.0, 1.0]), 5..20)
                .prop_flat_map(|values| (Just(values.clone()), Just(values).prop_shuffle())),
        ) {
            prop_assert_eq!(shown(&values.0), shown(&values.1));
        }

        // Between two windows: whatever one person changed, a step of two bands never happens, and each
        // step can be made by anybody.
        #[test]
        fn one_change_moves_at_most_one_band_and_never_says_whose_it_was(
            mut values in prop::collection::vec(prop::sample::select(THREE_ANSWERS.to_vec()), 5..20),
            who in any::<prop::sample::Index>(),
            now in prop::sample::select(THREE_ANSWERS.to_vec()),
        ) {
            let before = shown(&values);
            let who = who.index(values.len());
            let was = values[who];
            values[who] = now;
            let after = shown(&values);
            prop_assert!((before as i32 - after as i32).abs() <= 1);
            for other in (0..values.len()).filter(|other| *other != who && values[*other] == was) {
                let mut theirs = values.clone();
                theirs[who] = was;
                theirs[other] = now;
                prop_assert_eq!(shown(&theirs), after);
            }
        }
    }
}
