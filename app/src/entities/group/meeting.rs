//! On which days a group meets, and when the session of a meeting opens by itself.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::Model;
use crate::entities::session::default_closing;

/// A missed opening is made up while so long remains.
const SHORTEST: SignedDuration = SignedDuration::from_mins(30);

impl Model {
    /// The day of the follow-up, where one is planned or was held.
    pub fn follow_up(&self) -> Option<Date> {
        self.follow_up_on.as_ref()?.parse().ok()
    }

    /// Whether the group meets on `date` once `held` sessions were held: on its weekday, and after the programme on the
    /// day of the follow-up. A group in the archive never meets.
    pub fn meets_on(&self, date: Date, held: i32) -> bool {
        if self.is_archived() {
            false
        } else if self.has_ended(held) {
            self.follow_up() == Some(date)
        } else {
            i32::from(date.weekday().to_monday_one_offset()) == self.weekday
        }
    }

    /// The meeting that ended last, if its session may open now that `held` were held: its day and closing time.
    pub fn due(&self, held: i32, zone: &TimeZone, now: Timestamp) -> Option<(Date, Timestamp)> {
        let today = now.to_zoned_datetime(zone.clone()).date();
        [today, today.yesterday().ok()?]
            .into_iter()
            .filter(|date| self.meets_on(*date, held))
            .find_map(|date| {
                let end =
                    Time::new((self.ends_at / 60) as i8, (self.ends_at % 60) as i8, 0, 0).ok()?;
                let opens_at = date
                    .to_datetime(end)
                    .to_zoned_datetime(zone.clone())
                    .ok()?
                    .timestamp();
                let closes_at = default_closing(date, zone)?;
                let open = opens_at <= now && now <= closes_at - SHORTEST;
                (open && opens_at.as_millisecond() >= self.created_at).then_some((date, closes_at))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(weekday: i32, ends_at: i32) -> Model {
        Model {
            id: 1,
            code: "00000000".into(),
            name: "Tuesday".into(),
            focus: "depression".into(),
            weekday,
            ends_at,
            size: 8,
            planned_sessions: 16,
            release_window: 1,
            capacity: 16,
            quorum: None,
            outcomes: "1 phq-8:1".parse().unwrap(),
            words_asked: true,
            notes_on: false,
            team_id: None,
            epoch: 1,
            created_at: 0,
            follow_up_on: None,
            archived_at: None,
        }
    }

    fn due_at(weekday: i32, ends_at: i32, zone: &str, now: &str) -> Option<(String, String)> {
        let zone = TimeZone::get(zone).unwrap();
        group(weekday, ends_at)
            .due(3, &zone, now.parse().unwrap())
            .map(|(date, closes)| (date.to_string(), closes.to_string()))
    }

    fn some(date: &str, closes: &str) -> Option<(String, String)> {
        Some((date.into(), closes.into()))
    }

    #[test]
    fn a_session_opens_at_the_meetings_end_and_not_before() {
        assert_eq!(
            due_at(2, 1170, "Europe/London", "2026-03-24T19:29:59Z"),
            None
        );
        assert_eq!(
            due_at(2, 1170, "Europe/London", "2026-03-24T19:30:00Z"),
            some("2026-03-24", "2026-03-25T07:00:00Z")
        );
        assert_eq!(
            due_at(3, 1170, "Europe/London", "2026-03-24T19:30:00Z"),
            None
        );
    }

    #[test]
    fn after_the_programme_only_the_follow_up_opens_on_whatever_day() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let group = Model {
            follow_up_on: Some("2026-06-26".into()),
            ..group(2, 1170)
        };
        let due = |held, now: &str| group.due(held, &zone, now.parse().unwrap());
        let (tuesday, friday) = ("2026-06-23T19:00:00Z", "2026-06-26T19:00:00Z");
        assert!(due(15, tuesday).is_some() && due(15, friday).is_none());
        assert!(due(16, tuesday).is_none() && due(16, friday).is_some());
        let group = Model {
            archived_at: Some(1),
            ..group.clone()
        };
        assert_eq!(group.due(16, &zone, friday.parse().unwrap()), None);
    }

    #[test]
    fn a_missed_opening_is_made_up_while_thirty_minutes_remain() {
        assert!(due_at(2, 1170, "Europe/London", "2026-03-25T06:30:00Z").is_some());
        assert_eq!(
            due_at(2, 1170, "Europe/London", "2026-03-25T06:30:01Z"),
            None
        );
    }

    #[test]
    fn the_night_of_a_clock_change_closes_at_seven_by_the_wall() {
        // Saturday 28 March 2026; clocks in London go forward in the night.
        assert_eq!(
            due_at(6, 1200, "Europe/London", "2026-03-28T20:00:00Z"),
            some("2026-03-28", "2026-03-29T06:00:00Z")
        );
        // Saturday 31 October 2026; clocks in New York go back in the night.
        assert_eq!(
            due_at(6, 1200, "America/New_York", "2026-11-01T00:00:00Z"),
            some("2026-10-31", "2026-11-01T12:00:00Z")
        );
    }
}
