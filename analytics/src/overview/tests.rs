//! Scopes of a few groups and of many: what comes out of them, and what does not.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::change::Bound;
use crate::disclosure::{Shown, answered, stored, stored_band};
use crate::measure;
use crate::overview::funnel::widening;
use crate::tally::{Coded, Tally};

fn tally(scale: &'static Scale, n: u32, mean: f64, or_worse: bool) -> Shown<Tally> {
    let tally = Tally {
        scale,
        n,
        mean: Coded {
            value: mean,
            or_worse,
        },
        sd: (!or_worse).then_some(scale.span() / 4.0),
    };
    stored(tally, 5).unwrap()
}

/// A group with a wave in January and one in March, of so many people.
fn member(name: &str, focus: &str, n: u32, first: f64, latest: f64) -> Member {
    let outcome = measure::find("phq-8").unwrap();
    let climate = measure::session_form();
    let window = |index: u32, month: i8, mean: f64| Window {
        index,
        first_session: 4 * index - 3,
        last_session: 4 * index,
        date: date(2026, month, 20),
        asked: Some(outcome),
        cancelled: false,
        present: Some(n + 1),
        topics: Vec::new(),
        answered: answered(n, 5),
        tallies: if n < 5 {
            Vec::new()
        } else {
            let benefits = climate.scales.iter();
            let benefits = benefits.map(|scale| tally(scale, n, 3.0, false));
            let or_worse = mean >= 20.0;
            benefits
                .chain([tally(outcome.main(), n, mean, or_worse)])
                .collect()
        },
        follow_through: Shown::withheld(),
    };
    Member {
        id: 0,
        name: name.into(),
        focus: focus.into(),
        record: Record {
            planned_sessions: 16,
            quorum: 5,
            outcomes: vec![outcome],
            climate,
            windows: vec![window(1, 1, first), window(2, 3, latest)],
            ended: None,
            replies: Vec::new(),
        },
    }
}

fn march() -> Period {
    "2026-03".parse().unwrap()
}

#[test]
fn a_scope_of_three_groups_is_read() {
    let members = [
        member("Birch", "depression", 8, 16.0, 10.0),
        member("Ash", "depression", 6, 14.0, 12.0),
        member("Cedar", "depression", 7, 15.0, 11.0),
        member("Dogwood", "anxiety", 7, 15.0, 11.0),
    ];
    let seen = overview(march(), &members);
    let names: Vec<&str> = seen.groups.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(
        names,
        ["Ash", "Birch", "Cedar", "Dogwood"],
        "by name, not by result"
    );
    let coverage = seen.coverage;
    assert_eq!(
        (coverage.held, coverage.windows, coverage.shown),
        (16, 4, 4)
    );
    assert_eq!((coverage.answered, coverage.present), (28, 32));
    assert_eq!(
        (coverage.waves, coverage.waves_shown, coverage.replies),
        (4, 4, 0)
    );

    let depression = &seen.moved[0];
    let change = depression.change.value().unwrap();
    assert_eq!((change.groups, change.people), (3, 21));
    // Changes 2, 6, 4: mean 4, deviation 2, t(2) = 4.302653 (Student's table): 4 ± 4.968275
    assert!((change.value.mean - 4.0).abs() < 1e-9);
    let range = change.value.range.unwrap();
    assert!((range.low + 0.968_275).abs() < 1e-5, "{range:?}");
    // PHQ-8 runs from 0 to 24: a deviation of 6 was released for each
    assert!((change.value.effect.unwrap() - 4.0 / 6.0).abs() < 1e-9);
    assert!(
        seen.moved[1].change.value().is_none(),
        "one group of another focus"
    );

    let (_, belonging) = &seen.benefits[0];
    let belonging = belonging.value().unwrap();
    assert_eq!((belonging.groups, belonging.value.mean), (4, 3.0));
}

#[test]
fn a_group_that_is_asked_two_measures_by_turns_counts_with_each() {
    let gad = measure::find("gad-7").unwrap();
    let both = |name: &str, phq: f64, anxiety: f64| {
        let mut member = member(name, "mixed", 8, 16.0, phq);
        member.record.outcomes.push(gad);
        for (index, month, mean) in [(3, 2, 12.0), (4, 3, anxiety)] {
            let mut window = member.record.windows[0].clone();
            (window.index, window.date) = (index, date(2026, month, 25));
            window.asked = Some(gad);
            window.tallies = vec![tally(gad.main(), 8, mean, false)];
            member.record.windows.push(window);
        }
        member.record.windows.sort_by_key(|window| window.date);
        member
    };
    let members = [
        both("Ash", 10.0, 9.0),
        both("Birch", 12.0, 8.0),
        both("Cedar", 11.0, 7.0),
        member("Dogwood", "mixed", 8, 16.0, 11.0),
    ];
    let seen = overview(march(), &members);
    let measures = |row: &Row| -> Vec<&str> {
        row.moved
            .iter()
            .map(|moved| moved.measure.id.as_str())
            .collect()
    };
    assert_eq!(measures(&seen.groups[0]), ["phq-8", "gad-7"]);
    assert_eq!(measures(&seen.groups[3]), ["phq-8"]);
    let [depression, anxiety] = &seen.moved[..] else {
        panic!("{:?}", seen.moved);
    };
    let all = depression.change.value().unwrap();
    assert_eq!((all.groups, all.value.mean), (4, 5.0));
    let all = anxiety.change.value().unwrap();
    assert_eq!(
        (anxiety.measure.id.as_str(), all.groups, all.value.mean),
        ("gad-7", 3, 4.0)
    );
    // Of two groups that were asked it nothing is said.
    let seen = overview(march(), &members[1..]);
    assert!(seen.moved[1].change.value().is_none());
    // In a period without its wave a measure is not there, and without any the first one is, withheld.
    let february = overview("2026-02".parse().unwrap(), &members);
    assert_eq!(measures(&february.groups[0]), ["gad-7"]);
    assert_eq!(measures(&february.groups[3]), ["phq-8"]);
}

#[test]
fn bounds_are_said_and_never_mixed() {
    let group = |name, first, latest| member(name, "depression", 8, first, latest);
    let change = |members: &[Member]| {
        let moved = overview(march(), members).moved.remove(0);
        moved.change.value().map(|change| change.value)
    };
    let exact = [group("A", 16.0, 12.0), group("B", 16.0, 12.0)];
    let better = group("C", 21.0, 12.0);
    let worse = group("D", 12.0, 21.0);
    let seen = change(&[exact[0].clone(), exact[1].clone(), better.clone()]).unwrap();
    assert_eq!((seen.bound, seen.range), (Bound::AtLeastBetter, None));
    let seen = change(&[exact[0].clone(), exact[1].clone(), worse.clone()]).unwrap();
    assert_eq!(seen.bound, Bound::AtLeastWorse);
    let [one, two] = exact;
    assert!(change(&[one, two, better, worse]).is_none());
}

#[test]
fn a_period_without_a_wave_has_no_change() {
    let members = ["A", "B", "C"].map(|name| member(name, "loss", 8, 16.0, 10.0));
    let february = overview("2026-02".parse().unwrap(), &members);
    assert_eq!(february.coverage, Coverage::default());
    assert!(february.moved[0].change.value().is_none());
    let january = overview("2026-01".parse().unwrap(), &members);
    assert_eq!(january.coverage.windows, 3);
    assert!(
        january.moved[0].change.value().is_none(),
        "there was no wave before"
    );
    let quarter = overview("2026-Q1".parse().unwrap(), &members);
    assert_eq!(quarter.moved[0].change.value().unwrap().value.mean, 6.0);
}

#[test]
fn a_funnel_names_what_chance_does_not_explain() {
    let mut members: Vec<Member> = (0..11)
        .map(|i| {
            member(
                &format!("G{i:02}"),
                "depression",
                8,
                16.0,
                12.0 + f64::from(i % 3),
            )
        })
        .collect();
    members.push(member("Outlier", "depression", 8, 16.0, 1.0));
    let seen = overview(march(), &members);
    let groups = &seen.moved[0].groups;
    let centre = seen.moved[0].change.value().unwrap().value;
    let drawn = funnel(groups, &centre).unwrap();
    let outside: Vec<&str> = drawn
        .points
        .iter()
        .filter(|point| point.outside != 0)
        .map(|point| point.name.as_str())
        .collect();
    assert_eq!(outside, ["Outlier"]);
    assert!(funnel(&groups[..9], &centre).is_none(), "below ten groups");
    assert!((drawn.half(8.0, 1.0) - drawn.sd / 2.0).abs() < 1e-9);
}

// Spiegelhalter 2005: winsorised at 10%, φ = Σz²/k; only beyond 1 + 2√(2/k) are limits widened.
#[test]
fn limits_widen_only_where_groups_vary_more_than_chance() {
    let calm: Vec<f64> = (0..20).map(|i| f64::from(i - 10) / 8.0).collect();
    assert_eq!(widening(&calm), 1.0);
    let wild: Vec<f64> = (0..20).map(|i| f64::from(i - 10)).collect();
    // z from −10 to 9, two cut back at either end: −8, −8, −8 … 7, 7, 7; Σz² = 3·64 + Σ(−7..6) + 3·49
    let inner: i32 = (-7..7).map(|z| z * z).sum();
    let expected = (f64::from(3 * 64 + inner + 3 * 49) / 20.0).sqrt();
    assert!((widening(&wild) - expected).abs() < 1e-9);
    assert!(widening(&[0.0; 10]) == 1.0);
}

#[test]
fn benefits_lie_on_the_grid_of_one_group_and_say_nothing_of_the_spread() {
    let mut members = ["A", "B", "C"].map(|name| member(name, "loss", 8, 16.0, 10.0));
    let form = measure::session_form();
    for (member, mean) in members.iter_mut().zip([2.25, 2.5, 3.0]) {
        let trust = tally(form.scale("trust").unwrap(), 8, mean, false);
        member.record.windows[1]
            .tallies
            .retain(|shown| shown.value().is_some_and(|tally| tally.scale.id != "trust"));
        member.record.windows[1].tallies.push(trust);
    }
    let seen = overview(march(), &members);
    let trust = seen.benefits.iter().find(|(scale, _)| scale.id == "trust");
    let trust = trust.unwrap().1.value().unwrap().value;
    assert_eq!((trust.mean, trust.range), (2.5, None), "2.583 is not said");
    let lowest = Raise::Lowest {
        scale: form.scale("trust").unwrap(),
        mean: trust,
    };
    assert_eq!(seen.raise, Some(lowest));
}

#[test]
fn what_keeps_figures_from_coming_out_is_raised_first() {
    let shown = |name| member(name, "loss", 8, 16.0, 10.0);
    let hidden = member("D", "loss", 4, 16.0, 10.0);
    let seen = overview(march(), &[shown("A"), shown("B"), shown("C"), hidden]);
    assert_eq!(seen.raise, Some(Raise::NotShown { groups: 1, of: 4 }));
    let members = ["A", "B", "C", "D"].map(shown);
    let seen = overview(march(), &members);
    assert_eq!(seen.raise, Some(Raise::NoReply { shown: 4 }));
    assert_eq!(overview("2026-02".parse().unwrap(), &members).raise, None);
}

#[test]
fn follow_through_is_counted_by_groups_and_replies_by_the_day_they_were_given() {
    let mut members = ["A", "B", "C"].map(|name| member(name, "loss", 8, 16.0, 10.0));
    for (member, band) in members.iter_mut().zip(["most", "few", "most"]) {
        member.record.windows[1].follow_through = stored_band(band).unwrap();
    }
    members[0].record.replies.push(Reply {
        window: 1,
        said: "The round felt long.".into(),
        will_try: "One sentence each.".into(),
        by: None,
        given_on: date(2026, 3, 31),
        changed: None,
    });
    let seen = overview(march(), &members);
    let plans = followed(&seen, &members).plans;
    let plans = plans.value().unwrap();
    assert_eq!((plans.groups, plans.people), (3, 24));
    let expected = Bands {
        most: 2,
        some: 0,
        few: 1,
    };
    assert_eq!(plans.value, expected);
    assert_eq!(
        seen.coverage.replies, 1,
        "about a window of January, given in March"
    );
    let january = overview("2026-01".parse().unwrap(), &members);
    assert_eq!(january.coverage.replies, 0);
    assert!(followed(&january, &members).plans.value().is_none());
}

proptest! {
    #[test]
    fn windows_before_the_period_change_nothing_but_the_first_wave(
        means in proptest::collection::vec(0u8..20, 3..6), middle in 0u8..20
    ) {
        let whole: Vec<Member> = means
            .iter()
            .enumerate()
            .map(|(i, mean)| {
                let mut member = member(&format!("{i:02}"), "loss", 8, 16.0, f64::from(*mean));
                let mut between = member.record.windows[0].clone();
                between.index = 2;
                between.date = date(2026, 2, 20);
                let outcome = member.record.outcome();
                between.tallies.pop();
                between.tallies.push(tally(outcome.main(), 8, f64::from(middle), false));
                member.record.windows[1].index = 3;
                member.record.windows.insert(1, between);
                member
            })
            .collect();
        let mut few = whole.clone();
        for member in &mut few {
            member.record.windows.remove(1);
        }
        prop_assert_eq!(
            format!("{:?}", overview(march(), &whole)),
            format!("{:?}", overview(march(), &few))
        );
    }

    #[test]
    fn withheld_groups_and_order_change_nothing(
        sizes in proptest::collection::vec(3u32..14, 0..14), turn in 0usize..14
    ) {
        let members: Vec<Member> = sizes
            .iter()
            .enumerate()
            .map(|(i, n)| member(&format!("{i:02}"), "loss", *n, 16.0, 6.0 + (i % 5) as f64))
            .collect();
        let all = overview(march(), &members);
        let mut shown: Vec<Member> = members.iter().filter(|m| m.record.windows[0].answered.value().is_some()).cloned().collect();
        let len = shown.len().max(1);
        shown.rotate_left(turn % len);
        let fewer = overview(march(), &shown);
        let figures = |seen: &Overview| {
            let moved: Vec<_> = seen.moved.iter().filter_map(|moved| moved.change.value().copied()).collect();
            let benefits: Vec<_> = seen.benefits.iter().filter_map(|(_, shown)| shown.value().copied()).collect();
            (moved, benefits)
        };
        prop_assert_eq!(figures(&all), figures(&fewer));
    }
}
