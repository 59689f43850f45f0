//! Days and times as people read them, in the organisation's zone.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::words::{say, say_with};

/// "24 March 2026".
pub fn day(date: Date) -> String {
    let month = say(&format!("month-{}", date.month()));
    let year = date.year().to_string();
    say_with(
        "date-day",
        &[
            ("day", date.day().into()),
            ("month", month.into()),
            ("year", year.into()),
        ],
    )
}

/// "Tuesday"; `number` is ISO's, 1 for Monday to 7.
pub fn weekday(number: i32) -> String {
    say(&format!("weekday-{number}"))
}

/// "24 March 2026 at 19:30".
pub fn time(at: Timestamp, zone: &TimeZone) -> String {
    let at = at.to_zoned_datetime(zone.clone());
    let clock = format!("{:02}:{:02}", at.hour(), at.minute());
    say_with(
        "date-time",
        &[("day", day(at.date()).into()), ("time", clock.into())],
    )
}
