//! Month ends, leap days and nights of clock changes in three zones; expressions that are no schedule.

use jiff::tz::TimeZone;

use super::*;

/// The next reports after `now`, as `when: what`.
fn upcoming(kind: Kind, cron: Option<&str>, zone: &str, now: &str, count: usize) -> Vec<String> {
    let timetable = Timetable::new(kind, cron).expect("a timetable");
    let zone = TimeZone::get(zone).expect("a zone");
    let due = timetable.upcoming(now.parse().expect("a time"), None, &zone, count);
    let said = |due: &Due| {
        let at = due.at.to_zoned_datetime(zone.clone());
        format!("{}: {}", at.strftime("%Y-%m-%d %H:%M%:z"), due.period)
    };
    due.iter().map(said).collect()
}

/// When it fires, whatever that covers: days on which a new period is over come too seldom to see a clock change.
fn fires(cron: &str, zone: &str, from: &str, count: usize) -> Vec<String> {
    let cron: Cron = cron.parse().expect("an expression");
    let zone = TimeZone::get(zone).expect("a zone");
    let fires = cron.fires_from(from.parse().expect("a day")).take(count);
    let said = |at| {
        let at = instant(at, &zone).expect("it is a time");
        at.to_zoned_datetime(zone.clone())
            .strftime("%Y-%m-%d %H:%M%:z")
            .to_string()
    };
    fires.map(said).collect()
}

#[test]
fn a_month_is_reported_on_the_third_day_after_it() {
    let london = |now, count| upcoming(Kind::Month, None, "Europe/London", now, count);
    assert_eq!(
        london("2026-01-31T23:59:59Z", 3),
        [
            "2026-02-03 07:00+00:00: 2026-01",
            "2026-03-03 07:00+00:00: 2026-02",
            "2026-04-03 07:00+01:00: 2026-03",
        ]
    );
    assert_eq!(
        london("2026-02-03T06:59:59Z", 1),
        ["2026-02-03 07:00+00:00: 2026-01"]
    );
    assert_eq!(
        london("2026-02-03T07:00:00Z", 1),
        ["2026-03-03 07:00+00:00: 2026-02"]
    );
    // A February of 29 days ends a day later; its report comes on the same day.
    assert_eq!(
        london("2028-02-10T12:00:00Z", 1),
        ["2028-03-03 07:00+00:00: 2028-02"]
    );
}

#[test]
fn a_quarter_is_reported_on_the_third_day_after_it() {
    assert_eq!(
        upcoming(
            Kind::Quarter,
            None,
            "America/New_York",
            "2026-10-03T10:59:00Z",
            3
        ),
        [
            "2026-10-03 07:00-04:00: 2026-Q3",
            "2027-01-03 07:00-05:00: 2026-Q4",
            "2027-04-03 07:00-04:00: 2027-Q1",
        ]
    );
}

#[test]
fn an_expression_makes_each_period_once() {
    // Every Monday: the first one on which a new month is over makes its report.
    assert_eq!(
        upcoming(
            Kind::Month,
            Some("30 6 * * MON"),
            "Europe/London",
            "2026-03-24T19:30:00Z",
            3
        ),
        [
            "2026-03-30 06:30+01:00: 2026-02",
            "2026-04-06 06:30+01:00: 2026-03",
            "2026-05-04 06:30+01:00: 2026-04",
        ]
    );
    // On the first of a month the one before is not over yet: its last session may still be open.
    assert_eq!(
        upcoming(
            Kind::Month,
            Some("0 9 1 * *"),
            "Europe/London",
            "2026-03-24T19:30:00Z",
            2
        ),
        [
            "2026-04-01 09:00+01:00: 2026-02",
            "2026-05-01 09:00+01:00: 2026-03"
        ]
    );
    // Once a year: one report a year, of the latest quarter.
    assert_eq!(
        upcoming(
            Kind::Quarter,
            Some("0 9 15 1 *"),
            "Europe/London",
            "2026-03-24T19:30:00Z",
            2
        ),
        [
            "2027-01-15 09:00+00:00: 2026-Q4",
            "2028-01-15 09:00+00:00: 2027-Q4"
        ]
    );
}

#[test]
fn what_was_made_is_not_made_again() {
    let zone = TimeZone::get("Europe/London").expect("a zone");
    let monday = Timetable::new(Kind::Month, Some("30 6 * * MON")).expect("a timetable");
    let usual = Timetable::new(Kind::Month, None).expect("a timetable");
    let (march, now) = (
        "2026-03".parse().ok(),
        "2026-04-06T12:00:00Z".parse().expect("a time"),
    );
    for (timetable, day) in [(monday, "2026-05-04"), (usual, "2026-05-03")] {
        let due = timetable.next(now, march, &zone).expect("a next one");
        assert_eq!(due.period.to_string(), "2026-04");
        assert!(due.at.to_string().starts_with(day), "{}", due.at);
    }
}

#[test]
fn after_a_long_sleep_every_period_is_due_in_order() {
    for cron in [None, Some("0 7 * * *"), Some("0 7 3 * *")] {
        let timetable = Timetable::new(Kind::Month, cron).expect("a timetable");
        let zone = TimeZone::get("Australia/Lord_Howe").expect("a zone");
        let asleep = "2025-10-20T00:00:00Z".parse().expect("a time");
        let due = timetable.upcoming(asleep, "2025-09".parse().ok(), &zone, 6);
        let periods: Vec<String> = due.iter().map(|due| due.period.to_string()).collect();
        assert_eq!(
            periods,
            [
                "2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03"
            ],
            "{cron:?}"
        );
        assert!(due.is_sorted_by_key(|due| due.at));
    }
}

#[test]
fn month_ends_and_leap_days() {
    assert_eq!(
        fires("0 7 31 * *", "Europe/London", "2026-01-01", 3),
        [
            "2026-01-31 07:00+00:00",
            "2026-03-31 07:00+01:00",
            "2026-05-31 07:00+01:00"
        ]
    );
    assert_eq!(
        fires("0 7 L * *", "Europe/London", "2028-01-01", 3),
        [
            "2028-01-31 07:00+00:00",
            "2028-02-29 07:00+00:00",
            "2028-03-31 07:00+01:00"
        ]
    );
    assert_eq!(
        fires("0 7 29 2 *", "Europe/London", "2095-01-01", 2),
        ["2096-02-29 07:00+00:00"],
        "2100 has no leap day"
    );
    assert_eq!(
        fires("0 7 29 2 *", "Europe/London", "2096-03-01", 1),
        ["2104-02-29 07:00+00:00"]
    );
    assert_eq!(
        fires("0 7 * * 5L", "Europe/London", "2026-04-01", 2),
        ["2026-04-24 07:00+01:00", "2026-05-29 07:00+01:00"]
    );
}

#[test]
fn an_hour_that_clocks_leave_out_comes_once_and_just_after() {
    for (zone, from, cron, expected) in [
        (
            "Europe/London",
            "2026-03-28",
            "30 1 * * *",
            [
                "2026-03-28 01:30+00:00",
                "2026-03-29 02:30+01:00",
                "2026-03-30 01:30+01:00",
            ],
        ),
        (
            "America/New_York",
            "2026-03-07",
            "30 2 * * *",
            [
                "2026-03-07 02:30-05:00",
                "2026-03-08 03:30-04:00",
                "2026-03-09 02:30-04:00",
            ],
        ),
        // Half an hour there.
        (
            "Australia/Lord_Howe",
            "2026-10-03",
            "15 2 * * *",
            [
                "2026-10-03 02:15+10:30",
                "2026-10-04 02:45+11:00",
                "2026-10-05 02:15+11:00",
            ],
        ),
    ] {
        assert_eq!(fires(cron, zone, from, 3), expected, "{zone}");
    }
}

#[test]
fn an_hour_that_clocks_show_twice_comes_once() {
    for (zone, from, cron, expected) in [
        (
            "Europe/London",
            "2026-10-24",
            "30 1 * * *",
            [
                "2026-10-24 01:30+01:00",
                "2026-10-25 01:30+01:00",
                "2026-10-26 01:30+00:00",
            ],
        ),
        (
            "America/New_York",
            "2026-10-31",
            "30 1 * * *",
            [
                "2026-10-31 01:30-04:00",
                "2026-11-01 01:30-04:00",
                "2026-11-02 01:30-05:00",
            ],
        ),
        (
            "Australia/Lord_Howe",
            "2026-04-04",
            "45 1 * * *",
            [
                "2026-04-04 01:45+11:00",
                "2026-04-05 01:45+11:00",
                "2026-04-06 01:45+10:30",
            ],
        ),
    ] {
        assert_eq!(fires(cron, zone, from, 3), expected, "{zone}");
    }
}

#[test]
fn what_is_no_schedule_is_refused() {
    let refusal = |text: &str| text.parse::<Cron>().err();
    for text in [
        "",
        "seven",
        "0 7 * *",
        "61 7 * * *",
        "0 24 * * *",
        "0 7 0 * *",
        "0 7 32 * *",
        "0 7 * 13 *",
        "@daily",
        "0 7 * * * # daily",
        "0 7 * * FUN",
        "½ 7 * * *",
        "0 7 5-1 * *",
    ] {
        let refused = refusal(text);
        assert!(
            matches!(refused, Some(Refusal::Unreadable | Refusal::Seconds)),
            "{text}: {refused:?}"
        );
    }
    assert_eq!(refusal("* * * * * *"), Some(Refusal::Seconds));
    assert_eq!(refusal("0 0 7 1 * * 2027"), Some(Refusal::Seconds));
    assert_eq!(refusal(&"0 ".repeat(900)), Some(Refusal::Unreadable));
    for text in [
        "* * * * *",
        "0 * * * *",
        "*/30 7 * * *",
        "0 7,19 1 * *",
        "0,1 7 1 1 *",
    ] {
        assert_eq!(refusal(text), Some(Refusal::TooOften), "{text}");
    }
    for text in [
        "0 7 1 * *",
        " 0\t7 * * mon-fri ",
        "5 0 1 JAN *",
        "0 7 ? * 1#1",
        "0 0 1 */3 *",
    ] {
        assert_eq!(refusal(text), None, "{text}");
    }
}

#[test]
fn what_never_fires_has_no_next_report() {
    for cron in ["0 7 30 2 *", "0 7 31 4,6,9,11 *", "0 7 30-31 2 *"] {
        let none = upcoming(
            Kind::Month,
            Some(cron),
            "Europe/London",
            "2026-03-24T19:30:00Z",
            1,
        );
        assert!(none.is_empty(), "{cron}: {none:?}");
    }
}
