//! Days and times as people read them, in the organisation's zone.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::words::{say, say_with};

/// "24 March 2026".
pub fn day(date: Date) -> String {
    in_words(date, &format!("month-{}", date.month()))
}

/// "24 Mar 2026", where there is little room.
pub fn short_day(date: Date) -> String {
    in_words(date, &format!("month-short-{}", date.month()))
}

fn in_words(date: Date, month: &str) -> String {
    let month = say(month);
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

/// "24 March 2026 at 19:30".
pub fn moment(at: Timestamp, zone: &TimeZone) -> String {
    let at = at.to_zoned_datetime(zone.clone());
    let words = [
        ("day", day(at.date()).into()),
        ("time", at.strftime("%H:%M").to_string().into()),
    ];
    say_with("date-moment", &words)
}

/// "Tuesday"; `number` is ISO's, 1 for Monday to 7.
pub fn weekday(number: i32) -> String {
    say(&format!("weekday-{number}"))
}

/// "Wednesday 25 March at 07:00 GMT": when a session closes, which is never a year away. Where a zone has no letters
/// of its own, its town stands for it.
pub fn closing(at: Timestamp, zone: &TimeZone) -> String {
    let at = at.to_zoned_datetime(zone.clone());
    let letters = at.strftime("%Z").to_string();
    let zone = if letters.chars().all(|letter| letter.is_ascii_alphabetic()) {
        letters
    } else {
        let name = zone.iana_name().unwrap_or("UTC");
        name.rsplit('/').next().unwrap_or(name).replace('_', " ")
    };
    say_with(
        "date-closing",
        &[
            (
                "weekday",
                weekday(at.weekday().to_monday_one_offset().into()).into(),
            ),
            ("day", at.day().into()),
            ("month", say(&format!("month-{}", at.month())).into()),
            ("time", at.strftime("%H:%M").to_string().into()),
            ("zone", zone.into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closing_time_names_the_zone_that_holds_at_that_hour() {
        let closing = |at: &str, zone: &str| {
            let zone = TimeZone::get(zone).expect("a zone");
            super::closing(at.parse().expect("a time"), &zone)
        };
        assert_eq!(
            closing("2026-03-25T07:00Z", "Europe/London"),
            "Wednesday 25 March at 07:00 GMT"
        );
        // The clocks went forward in the night.
        assert_eq!(
            closing("2026-03-29T06:00Z", "Europe/London"),
            "Sunday 29 March at 07:00 BST"
        );
        assert_eq!(
            closing("2026-03-25T10:00Z", "America/Sao_Paulo"),
            "Wednesday 25 March at 07:00 Sao Paulo"
        );
    }
}
