//! The people of a scope as one bar: recovered, improved, unchanged, deteriorated.

use analytics::Shown;
use analytics::change::{ChangeCounts, ChangeParts};
use analytics::disclosure::{Across, counts_across};
use analytics::figures::{self, Chart, Frame, SharesWords};

use super::svg::{marks, overlapping, texts};

/// Of each group: recovered, improved without recovering, unchanged, deteriorated.
fn counted(groups: &[[u32; 4]]) -> Shown<Across<ChangeParts>> {
    let counts = groups.iter().map(|group| ChangeCounts {
        recovered: group[0],
        improved: group[0] + group[1],
        unchanged: group[2],
        deteriorated: group[3],
    });
    let counts: Vec<ChangeCounts> = counts.collect();
    counts_across(&counts)
}

fn usual() -> Shown<Across<ChangeParts>> {
    counted(&[[4, 1, 2, 1]; 14])
}

fn drawn(id: &str, counts: &Shown<Across<ChangeParts>>, frame: Frame) -> Option<Chart> {
    let words = SharesWords {
        title: "Depression (PHQ-8): reliable change of people",
        label: "Of 112 people 68 to 72 improved reliably, 53 to 57 of them recovered; 13 to 17 got worse.",
        improved: "68 to 72 of 112 improved reliably",
        parts: [
            "53 to 57 recovered",
            "improved",
            "unchanged",
            "13 to 17 worse",
        ],
    };
    figures::shares(id, counts, frame, &words)
}

fn charts() -> Vec<Chart> {
    let all = [
        usual(),
        counted(&[[6, 0, 0, 0]; 3]),
        counted(&[[0, 0, 6, 0]; 3]),
        counted(&[[0, 0, 0, 6]; 3]),
        counted(&[[3, 1, 1, 1]; 3]),
    ];
    let frames = [Frame::Page, Frame::Phone];
    let each = all.iter().zip(0..).flat_map(|(counts, n)| {
        frames.map(|frame| drawn(&format!("s{n}"), counts, frame).expect("enough groups"))
    });
    each.collect()
}

#[test]
fn bars_look_as_they_did_when_somebody_looked() {
    let drawn: Vec<String> = charts().iter().map(Chart::inline).collect();
    insta::assert_snapshot!("shares", drawn.join("\n\n").replace("><", ">\n<"));
}

#[test]
fn parts_that_are_withheld_are_not_drawn() {
    assert!(drawn("s", &counted(&[[6, 0, 0, 0]; 2]), Frame::Page).is_none());
    assert!(drawn("s", &Shown::withheld(), Frame::Page).is_none());
}

#[test]
fn what_a_range_leaves_open_is_hatched() {
    let nobody = drawn("s", &counted(&[[0, 0, 6, 0]; 3]), Frame::Page).expect("enough groups");
    let svg = nobody.inline();
    assert!(svg.contains("url(#s-w)"), "at most ten improved: {svg}");
    assert_eq!(
        (marks(&svg, "ca"), marks(&svg, "cb"), marks(&svg, "cc")),
        (0, 0, 1)
    );
    let worse = drawn("s", &counted(&[[0, 0, 0, 6]; 3]), Frame::Page).expect("enough groups");
    assert_eq!(
        marks(&worse.inline(), "cc"),
        0,
        "of ten nobody knows whether they stayed as they were"
    );
}

#[test]
fn each_part_is_told_from_others_without_its_colour() {
    let svg = drawn("s", &usual(), Frame::Page)
        .expect("enough groups")
        .inline();
    for class in ["ca", "cb", "cc"] {
        assert_eq!(marks(&svg, class), 1, "{class}");
    }
    assert!(marks(&svg, "cs") > 5, "stripes");
    let words: Vec<String> = texts(&svg).into_iter().map(|label| label.text).collect();
    for word in [
        "53 to 57 recovered",
        "improved",
        "unchanged",
        "13 to 17",
        "worse",
    ] {
        assert!(
            words.iter().any(|one| one == word),
            "{word} is not in {words:?}"
        );
    }
}

#[test]
fn what_does_not_fit_on_a_part_stands_below_it() {
    for chart in charts() {
        let svg = chart.inline();
        let words: Vec<String> = texts(&svg).into_iter().map(|label| label.text).collect();
        let striped = marks(&svg, "cd") > 0;
        assert_eq!(
            striped,
            words.join(" ").contains("13 to 17 worse"),
            "{words:?}"
        );
        let found = overlapping(&svg, chart.size());
        assert!(found.is_empty(), "{found:?}");
    }
}
