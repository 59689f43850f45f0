//! Calendar months and quarters: the only stretches of time for which figures across groups are made.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::Error;

/// A calendar month or quarter, written `2026-03` or `2026-Q1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A month.
    Month {
        /// Year of the calendar, 2000 to 2999.
        year: i16,
        /// From 1 to 12.
        month: i8,
    },
    /// Three months, from January, April, July or October on.
    Quarter {
        /// Year of the calendar, 2000 to 2999.
        year: i16,
        /// From 1 to 4.
        quarter: i8,
    },
}

impl Period {
    /// The month that holds a day.
    pub fn month_of(day: Date) -> Self {
        Self::Month {
            year: day.year(),
            month: day.month(),
        }
    }

    /// The quarter that holds a day.
    pub fn quarter_of(day: Date) -> Self {
        Self::Quarter {
            year: day.year(),
            quarter: (day.month() - 1) / 3 + 1,
        }
    }

    /// Its first day.
    pub fn first(self) -> Date {
        match self {
            Self::Month { year, month } => date(year, month, 1),
            Self::Quarter { year, quarter } => date(year, 3 * quarter - 2, 1),
        }
    }

    /// Its last day.
    pub fn last(self) -> Date {
        self.first() + (self.months() - 1).months() + 1.months() - 1.day()
    }

    /// The one before.
    pub fn before(self) -> Self {
        let day = self.first() - 1.day();
        match self {
            Self::Month { .. } => Self::month_of(day),
            Self::Quarter { .. } => Self::quarter_of(day),
        }
    }

    /// The one after.
    pub fn after(self) -> Self {
        let day = self.last() + 1.day();
        match self {
            Self::Month { .. } => Self::month_of(day),
            Self::Quarter { .. } => Self::quarter_of(day),
        }
    }

    /// Whether a day lies in it.
    pub fn holds(self, day: Date) -> bool {
        self.first() <= day && day <= self.last()
    }

    fn months(self) -> i32 {
        match self {
            Self::Month { .. } => 1,
            Self::Quarter { .. } => 3,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month { year, month } => write!(f, "{year}-{month:02}"),
            Self::Quarter { year, quarter } => write!(f, "{year}-Q{quarter}"),
        }
    }
}

impl FromStr for Period {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || Error::Period(text.chars().take(20).collect());
        let (year, part) = text.split_once('-').ok_or_else(wrong)?;
        let digits = |text: &str, count| {
            let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| text.parse::<i16>().ok()).flatten()
        };
        let year = digits(year, 4).filter(|year| (2000..3000).contains(year));
        let year = year.ok_or_else(wrong)?;
        let found = match part.strip_prefix('Q') {
            Some(quarter) => digits(quarter, 1)
                .filter(|quarter| (1..=4).contains(quarter))
                .map(|quarter| Self::Quarter {
                    year,
                    quarter: quarter as i8,
                }),
            None => digits(part, 2)
                .filter(|month| (1..=12).contains(month))
                .map(|month| Self::Month {
                    year,
                    month: month as i8,
                }),
        };
        found.ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_the_calendars() {
        for (text, first, last, before) in [
            ("2026-03", date(2026, 3, 1), date(2026, 3, 31), "2026-02"),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-01"),
            ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "2026-01"),
            ("2026-01", date(2026, 1, 1), date(2026, 1, 31), "2025-12"),
            ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "2025-Q4"),
            ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "2026-Q3"),
        ] {
            let period: Period = text.parse().unwrap();
            assert_eq!((period.first(), period.last()), (first, last), "{text}");
            assert_eq!(period.before().to_string(), before);
            assert_eq!(period.before().after(), period);
            assert_eq!(period.to_string(), text);
            assert!(period.holds(first) && period.holds(last));
            assert!(!period.holds(first - 1.day()) && !period.holds(last + 1.day()));
        }
    }

    #[test]
    fn what_is_no_period_is_an_error() {
        for text in [
            "",
            "2026",
            "2026-0",
            "2026-00",
            "2026-13",
            "2026-Q0",
            "2026-Q5",
            "2026-Q",
            "26-03",
            "2026-+1",
            "2026-q1",
            "1999-12",
            "2026-03-01",
            "١٢٣٤-03",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
