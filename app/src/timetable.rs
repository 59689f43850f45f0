//! When a schedule's reports fall due and what each covers: by the calendar or by a cron expression, in the organisation's zone. No row is known here.

mod cron;
#[cfg(test)]
mod tests;

pub use cron::{Cron, Refusal};

use analytics::Period;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::frames::scopes::is_over;

/// After a period's end: its last session has closed by then, and its scopes are settled.
const DAYS: i32 = 3;
const MORNING: Time = Time::constant(7, 0, 0, 0);

/// What one report covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
}

/// When reports fall due.
#[derive(Clone, Debug)]
pub struct Timetable {
    kind: Kind,
    /// Nothing for the third day after each period, at seven.
    cron: Option<Cron>,
}

/// One report that falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// When.
    pub at: Timestamp,
    /// What it covers.
    pub period: Period,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Month, Self::Quarter];

    /// As rows and forms name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
        }
    }

    /// The kind of this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// The period that holds a day.
    pub fn of(self, day: Date) -> Period {
        match self {
            Self::Month => Period::month_of(day),
            Self::Quarter => Period::quarter_of(day),
        }
    }

    /// The latest period that is over on a day.
    pub fn latest(self, day: Date) -> Period {
        let periods = std::iter::successors(Some(self.of(day)), |period| Some(period.before()));
        let mut over = periods.filter(|period| is_over(*period, day));
        over.next().expect("BUG: time has a past")
    }
}

impl Timetable {
    /// By the calendar, or by five fields of cron.
    ///
    /// # Errors
    ///
    /// When the expression cannot be a schedule.
    pub fn new(kind: Kind, cron: Option<&str>) -> Result<Self, Refusal> {
        let cron = cron.map(str::parse).transpose()?;
        Ok(Self { kind, cron })
    }

    /// What falls due next, later than `after`, if the report of `made` is the latest that there is. A firing makes the
    /// report of the latest period that is over; where there is that one already, it makes none.
    pub fn next(&self, after: Timestamp, made: Option<Period>, zone: &TimeZone) -> Option<Due> {
        let day = after.to_zoned_datetime(zone.clone()).date();
        match &self.cron {
            None => {
                // Two before what holds the day: the one before may fall due a few days into it.
                let early = self.kind.of(day).before().before();
                let first = made.map_or(early, |made| made.after().max(early));
                let periods = std::iter::successors(Some(first), |period| Some(period.after()));
                let mut due = periods.filter_map(|period| {
                    let morning = period.last().checked_add(DAYS.days()).ok()?;
                    let at = instant(morning.to_datetime(MORNING), zone)?;
                    Some(Due { at, period })
                });
                due.find(|due| due.at > after)
            }
            Some(cron) => {
                let over = |made: Period| made.after().last().saturating_add((DAYS - 1).days());
                let from = made.map_or(day, |made| over(made).max(day));
                cron.fires_from(from).find_map(|fires| {
                    let at = instant(fires, zone)?;
                    let period = self.kind.latest(fires.date());
                    let new = made.is_none_or(|made| period > made);
                    (at > after && new).then_some(Due { at, period })
                })
            }
        }
    }

    /// The next `count` reports.
    pub fn upcoming(
        &self,
        after: Timestamp,
        made: Option<Period>,
        zone: &TimeZone,
        count: usize,
    ) -> Vec<Due> {
        let first = self.next(after, made, zone);
        let following = |due: &Due| self.next(due.at, Some(due.period), zone);
        std::iter::successors(first, following)
            .take(count)
            .collect()
    }
}

/// When clocks in the zone show a time. One that they leave out comes as much later as they jump, one that they show
/// twice comes the first time.
fn instant(at: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    Some(at.to_zoned_datetime(zone.clone()).ok()?.timestamp())
}
