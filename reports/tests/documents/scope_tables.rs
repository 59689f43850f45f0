//! What stands in the tables of a scope's report, against the records that they were made of.

use analytics::change::Bound;
use analytics::disclosure;
use analytics::measure;
use analytics::overview::{self, Member, Overview};
use analytics::table::{Cell, tenth};
use analytics::{Coded, Period, Tally, Window};
use reports::scope::{Outline, Sheet};

use crate::scope_sample::outline;
use crate::service::service;

struct Case {
    members: Vec<Member>,
    seen: Overview,
    outline: Outline,
    period: Period,
}

fn case(period: &str) -> Case {
    let members = service(14);
    let period: Period = period.parse().unwrap();
    Case {
        seen: overview::overview(period, &members),
        outline: outline(&members, &period.to_string(), 2),
        members,
        period,
    }
}

impl Case {
    fn sheet(&self, id: &str) -> &Sheet {
        self.outline
            .sheets
            .iter()
            .find(|sheet| sheet.id == id)
            .unwrap()
    }

    fn cell(&self, id: &str, row: usize, column: &str) -> Cell {
        let sheet = self.sheet(id);
        let found = sheet.cell(&sheet.rows[row], column);
        found
            .unwrap_or_else(|| panic!("no {column} in {id}"))
            .clone()
    }

    /// By name, as the tables have them.
    fn by_name(&self) -> Vec<&Member> {
        let mut members: Vec<&Member> = self.members.iter().collect();
        members.sort_by(|one, next| one.name.cmp(&next.name));
        members
    }

    fn windows<'a>(&self, member: &'a Member) -> Vec<&'a Window> {
        let windows = member.record.windows.iter();
        windows
            .filter(|window| self.period.holds(window.date))
            .collect()
    }
}

#[test]
fn a_row_a_group_says_what_its_dashboard_says() {
    let case = case("2026-Q1");
    assert_eq!(case.sheet("groups").rows.len(), 14);
    for (row, (member, seen)) in case.by_name().iter().zip(&case.seen.groups).enumerate() {
        let cell = |column: &str| case.cell("groups", row, column);
        assert_eq!(cell("group"), Cell::Text(member.name.clone()));
        let coverage = seen.coverage;
        for (column, count) in [
            ("held", coverage.held),
            ("closed", coverage.windows),
            ("shown", coverage.shown),
            ("waves", coverage.waves),
            ("waves.shown", coverage.waves_shown),
            ("replies", coverage.replies),
        ] {
            assert_eq!(cell(column), Cell::Count(count), "{} {column}", member.name);
        }
        let latest = case.windows(member).into_iter().rev().find_map(|window| {
            let tally = window.tally(member.record.outcome().main());
            tally.value().cloned()
        });
        let first = member.record.windows.iter().find_map(|window| {
            let tally = window.tally(member.record.outcome().main());
            tally.value().cloned()
        });
        let (latest, first) = (latest.unwrap(), first.unwrap());
        assert_eq!(
            cell("latest"),
            Cell::Mean(latest.mean.value, latest.mean.or_worse)
        );
        assert_eq!(
            cell("first"),
            Cell::Mean(first.mean.value, first.mean.or_worse)
        );
        assert_eq!(cell("latest.people"), Cell::Count(latest.n));
        assert_eq!(cell("first.people"), Cell::Count(first.n));
        let change = seen.moved[0].change().unwrap();
        assert_eq!(change.better, first.mean.value - latest.mean.value);
        assert_eq!(
            cell("change"),
            Cell::Change(tenth(change.better), change.bound)
        );
    }
}

#[test]
fn a_second_measure_of_a_group_has_a_row_that_nobody_adds_up_twice() {
    let mut members = service(14);
    let gad = measure::find("gad-7").unwrap();
    let record = &mut members[0].record;
    record.outcomes.push(gad);
    for (index, mean) in [(4, 12.0), (12, 9.0)] {
        let window = record
            .windows
            .iter_mut()
            .find(|window| window.index == index);
        let window = window.unwrap();
        window.asked = Some(gad);
        let tally = Tally {
            scale: gad.main(),
            n: 8,
            mean: Coded {
                value: mean,
                or_worse: false,
            },
            sd: Some(5.25),
        };
        window.tallies = vec![disclosure::stored(tally, 5).unwrap()];
    }
    let outline = outline(&members, "2026-Q1", 0);
    let mut sheets = outline.sheets.iter();
    let sheet = sheets.find(|sheet| sheet.id == "groups").unwrap();
    assert_eq!(sheet.rows.len(), 15);
    let rows = sheet.rows.iter();
    let of_group = rows.filter(|row| row[0] == Cell::Text("Daylight".into()));
    let [first, second] = &of_group.collect::<Vec<_>>()[..] else {
        panic!("two rows of a group");
    };
    let both = |column: &str| [first, second].map(|row| sheet.cell(row, column).unwrap().clone());
    assert_eq!(both("mark")[0], both("mark")[1]);
    assert_eq!(
        both("measure"),
        ["PHQ-8", "GAD-7"].map(|short| Cell::Text(short.into()))
    );
    assert_eq!(both("change")[1], Cell::Change(3.0, Bound::Exact));
    for column in ["held", "answered", "waves", "people", "plans.most"] {
        let [first, second] = both(column);
        assert!(
            first != Cell::Nothing && second == Cell::Nothing,
            "{column}"
        );
    }
    let blank = second.iter().filter(|cell| **cell == Cell::Nothing);
    assert_eq!(blank.count(), 9 + 4 + 6, "counts, benefits, bands");
}

#[test]
fn a_row_a_result_says_what_is_shown_and_why_not() {
    let case = case("2026-Q1");
    let sheet = case.sheet("sessions");
    let windows: Vec<(&Member, &Window)> = case
        .by_name()
        .into_iter()
        .flat_map(|member| {
            case.windows(member)
                .into_iter()
                .map(move |window| (member, window))
        })
        .collect();
    assert_eq!(sheet.rows.len(), windows.len());
    let (mut shown, mut hidden, mut cancelled, mut not_asked) = (0, 0, 0, 0);
    for (row, (member, window)) in windows.into_iter().enumerate() {
        let cell = |column: &str| case.cell("sessions", row, column);
        assert_eq!(cell("date"), Cell::Date(window.date));
        let present = window.present.map_or(Cell::Unknown, Cell::Count);
        assert_eq!(cell("present"), present);
        for measure in ["phq-8", "gad-7"] {
            let expected = match window.tally(member.record.outcome().main()).value() {
                _ if member.record.outcome().id != measure => Cell::NotAsked,
                Some(tally) => Cell::Mean(tally.mean.value, tally.mean.or_worse),
                None if window.asked.is_none() => Cell::NotAsked,
                None if window.cancelled => Cell::Cancelled,
                None => Cell::Withheld,
            };
            match &expected {
                Cell::Mean(..) => shown += 1,
                Cell::Withheld => hidden += 1,
                Cell::Cancelled => cancelled += 1,
                _ => not_asked += 1,
            }
            assert_eq!(cell(&format!("{measure}.total.mean")), expected);
        }
        let trust = window.tally(member.record.climate.scale("trust").unwrap());
        let trust = trust
            .value()
            .map(|tally| Cell::Mean(tally.mean.value, false));
        let none = if window.cancelled {
            Cell::Cancelled
        } else {
            Cell::Withheld
        };
        assert_eq!(cell("chorus-session.trust.mean"), trust.unwrap_or(none));
    }
    assert!(shown > 20 && hidden > 2 && cancelled == 0 && not_asked > 100);
}

#[test]
fn a_session_that_was_cancelled_says_so() {
    let case = case("2026-02");
    let sheet = case.sheet("sessions");
    let said = |row: &&Vec<Cell>| sheet.cell(row, "answered") == Some(&Cell::Cancelled);
    assert_eq!(
        sheet.rows.iter().filter(said).count(),
        3,
        "of Harbour, Slow river and Open door"
    );
}

#[test]
fn figures_across_groups_are_those_of_the_overview() {
    let case = case("2026-Q1");
    let moved = case
        .seen
        .moved
        .iter()
        .position(|moved| moved.focus == "depression")
        .unwrap();
    let change = case.seen.moved[moved].change.value().unwrap();
    let cell = |column: &str| case.cell("change", moved, column);
    assert_eq!(
        cell("change"),
        Cell::Change(tenth(change.value.mean), change.value.bound)
    );
    assert_eq!(cell("groups"), Cell::Count(12));
    assert_eq!(cell("people"), Cell::Count(change.people));
    let range = change.value.range.unwrap();
    assert_eq!(
        (cell("low"), cell("high")),
        (
            Cell::Bound(tenth(range.low)),
            Cell::Bound(tenth(range.high))
        )
    );
    // Eight pairs a group: 5 improved, 3 of them recovered, 1 worse; each number is shown as a range that holds it.
    for (part, count) in [
        ("improved", 15),
        ("recovered", 9),
        ("deteriorated", 3),
        ("unchanged", 6),
    ] {
        let end = |end: &str| match cell(&format!("{part}.{end}")) {
            Cell::Count(n) => n,
            other => panic!("{part}: {other:?}"),
        };
        assert!((end("least")..=end("most")).contains(&count), "{part}");
    }
    assert_eq!(cell("counted.people"), Cell::Count(24));
    let anxiety = 1 - moved;
    assert_eq!(
        case.cell("change", anxiety, "change"),
        Cell::Withheld,
        "two groups are too few"
    );
    for (row, (scale, shown)) in case.seen.benefits.iter().enumerate() {
        let mean = shown.value().unwrap().value.mean;
        assert_eq!(
            case.cell("climate", row, "benefit"),
            Cell::Text(scale.title.clone())
        );
        assert_eq!(
            case.cell("climate", row, "average"),
            Cell::Mean(mean, false)
        );
    }
    let month = case_without_counts();
    assert!(
        month
            .columns
            .iter()
            .all(|column| column.id != "counted.people")
    );
}

/// People are counted once a quarter, so a month has no such columns.
fn case_without_counts() -> Sheet {
    case("2026-02").sheet("change").clone()
}
