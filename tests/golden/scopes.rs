//! Charts of a scope: groups by name, and the funnel.

use analytics::disclosure::{Shown, answered, stored};
use analytics::figures::{self, Chart, Frame, FunnelWords, GroupsWords};
use analytics::measure;
use analytics::overview::{Member, Overview, funnel, overview};
use analytics::{Coded, Record, Tally, Window};
use jiff::civil::date;

use super::svg::{marks, overlapping, texts};

/// A group with a wave in January and one in March; below five people nothing of it is shown.
fn member(name: &str, n: u32, first: f64, latest: f64) -> Member {
    let outcome = measure::find("phq-8").expect("it is shipped");
    let tally = |mean: f64| Tally {
        scale: outcome.main(),
        n,
        mean: Coded {
            value: mean,
            or_worse: mean >= 20.0,
        },
        sd: (mean < 20.0).then_some(6.0),
    };
    let window = |index: u32, month: i8, mean: f64| Window {
        index,
        first_session: 4 * index - 3,
        last_session: 4 * index,
        date: date(2026, month, 20),
        asked: Some(outcome),
        cancelled: false,
        present: None,
        topics: Vec::new(),
        answered: answered(n, 5),
        tallies: stored(tally(mean), 5).into_iter().collect(),
        follow_through: Shown::withheld(),
    };
    Member {
        id: 0,
        name: name.into(),
        focus: "depression".into(),
        record: Record {
            planned_sessions: 16,
            quorum: 5,
            outcomes: vec![outcome],
            climate: measure::session_form(),
            windows: vec![window(1, 1, first), window(2, 3, latest)],
            ended: None,
            replies: Vec::new(),
        },
    }
}

fn few() -> Overview {
    let members = [
        member("Daylight", 8, 16.0, 10.0),
        member(
            "A quiet table for people who have lost somebody",
            7,
            12.0,
            13.0,
        ),
        member("Empty chair", 4, 15.0, 11.0),
        member("Second wind", 9, 21.0, 12.0),
    ];
    overview("2026-03".parse().expect("a month"), &members)
}

fn by_name(frame: Frame) -> Chart {
    let seen = few();
    let groups = &seen.moved[0].groups;
    let all = seen.moved[0].change.value().map(|change| change.value);
    let words = GroupsWords {
        title: "Change since the first session",
        label: "Daylight: 6 points better. Empty chair is not shown.",
        axis: "Points better",
        not_shown: "not shown",
        all: "All: at least 4.7",
    };
    figures::groups("g", groups, all.as_ref(), frame, &words)
}

fn many(frame: Frame) -> Chart {
    let mut members: Vec<Member> = (0..14)
        .map(|i| {
            member(
                &format!("Group {i}"),
                5 + i % 9,
                16.0,
                10.0 + f64::from(i % 4),
            )
        })
        .collect();
    members.push(member("Harbour", 9, 18.0, 2.0));
    members.push(member("Lantern", 8, 5.0, 16.0));
    let seen = overview("2026-03".parse().expect("a month"), &members);
    let groups = &seen.moved[0].groups;
    let centre = seen.moved[0].change.value().expect("enough groups").value;
    let words = FunnelWords {
        title: "Change and size of groups",
        label: "14 of 16 groups vary no more than chance.",
        better: "Points better",
        people: "People",
        limits: ["95%", "99.8%"],
    };
    let drawn = funnel(groups, &centre).expect("enough groups");
    figures::funnel("f", &drawn, frame, &words)
}

#[test]
fn charts_of_a_scope_look_as_they_did_when_somebody_looked() {
    let charts = [
        by_name(Frame::Page),
        by_name(Frame::Phone),
        many(Frame::Page),
        many(Frame::Phone),
    ];
    let drawn = charts.map(|chart| chart.inline()).join("\n\n");
    insta::assert_snapshot!("scopes", drawn.replace("><", ">\n<"));
}

#[test]
fn groups_stand_by_name_with_their_range() {
    let chart = by_name(Frame::Page).inline();
    assert_eq!(
        (marks(&chart, "d"), marks(&chart, "o")),
        (2, 1),
        "one is open-ended, one not shown"
    );
    let words: Vec<String> = texts(&chart).into_iter().map(|label| label.text).collect();
    for word in ["Daylight", "Second wind", "not shown", "Points better"] {
        assert!(
            words.iter().any(|one| one == word),
            "{word} is not in {words:?}"
        );
    }
}

#[test]
fn only_groups_outside_are_named() {
    let chart = many(Frame::Page).inline();
    assert_eq!((marks(&chart, "p"), marks(&chart, "q")), (1, 1));
    let words: Vec<String> = texts(&chart).into_iter().map(|label| label.text).collect();
    assert!(words.contains(&"Harbour".to_owned()) && words.contains(&"Lantern".to_owned()));
    assert!(
        !words.iter().any(|word| word.starts_with("Group")),
        "{words:?}"
    );
}

#[test]
fn labels_of_a_scope_never_cover_each_other() {
    for frame in [Frame::Page, Frame::Phone] {
        for chart in [by_name(frame), many(frame)] {
            let found = overlapping(&chart.inline(), chart.size());
            assert!(found.is_empty(), "{frame:?}: {found:?}");
        }
    }
}
