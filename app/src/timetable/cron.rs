//! Cron expressions of five fields that can be a schedule of reports: they fire at most once a day.

use std::str::FromStr;

use croner::parser::{CronParser, Seconds, Year};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

/// How far ahead is looked. Two leap days around a year like 2100 are eight years apart.
const YEARS: i32 = 9;

/// Longer than any that a person types.
const LONGEST: usize = 100;

/// Days on which it fires, and the one time of day.
#[derive(Clone, Debug)]
pub struct Cron {
    days: croner::Cron,
    time: Time,
}

/// Why an expression is no schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not five fields, or one of them means nothing.
    #[error("the expression cannot be read")]
    Unreadable,
    /// It has a field for seconds or years.
    #[error("the expression has more than five fields")]
    Seconds,
    /// It fires several times a day.
    #[error("the expression fires more than once a day")]
    TooOften,
}

impl FromStr for Cron {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let fields = text.split_whitespace().count();
        if (6..=7).contains(&fields) && text.len() <= LONGEST {
            return Err(Refusal::Seconds);
        }
        // A nickname like @daily is one word; a schedule is read by colleagues, too.
        if fields != 5 || text.len() > LONGEST {
            return Err(Refusal::Unreadable);
        }
        let parser = CronParser::builder()
            .seconds(Seconds::Disallowed)
            .year(Year::Disallowed)
            .build();
        let days = parser.parse(text).map_err(|_| Refusal::Unreadable)?;
        let is_time = |(hour, minute): &(u32, u32)| {
            let pattern = &days.pattern;
            pattern.hour_match(*hour).unwrap_or(false)
                && pattern.minute_match(*minute).unwrap_or(false)
        };
        let every = (0..24).flat_map(|hour| (0..60).map(move |minute| (hour, minute)));
        let times: Vec<(u32, u32)> = every.filter(is_time).take(2).collect();
        match times[..] {
            [] => Err(Refusal::Unreadable),
            [(hour, minute)] => Ok(Self {
                time: Time::constant(hour as i8, minute as i8, 0, 0),
                days,
            }),
            _ => Err(Refusal::TooOften),
        }
    }
}

impl Cron {
    /// When it fires by the wall clock, from the beginning of a day on: a few years of it.
    pub fn fires_from(&self, day: Date) -> impl Iterator<Item = DateTime> {
        let end = day.saturating_add(YEARS.years());
        let days = std::iter::successors(Some(day), |day| day.checked_add(1.day()).ok());
        days.take_while(move |day| *day < end)
            .filter(|day| self.fires_on(*day))
            .map(|day| day.to_datetime(self.time))
    }

    fn fires_on(&self, day: Date) -> bool {
        let (month, of_month) = (day.month() as u32, day.day() as u32);
        let pattern = &self.days.pattern;
        pattern.month_match(month).unwrap_or(false)
            && pattern
                .day_match(i32::from(day.year()), month, of_month)
                .unwrap_or(false)
    }
}
