//! Opens a session at the end of each group's meeting, or makes a missed opening up.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use sea_orm::entity::prelude::*;

use crate::App;
use crate::entities::session::default_closing;
use crate::entities::{group, session, skipped_date};
use crate::sealed::opening;

const SHORTEST: SignedDuration = SignedDuration::from_mins(30);

/// Opens what is due in every group.
pub async fn run(app: &App) {
    let groups = match group::Entity::find().all(&app.database.reader).await {
        Ok(groups) => groups,
        Err(error) => {
            super::failed(app, "sessions", &error);
            return tracing::error!(%error, "groups cannot be listed");
        }
    };
    for group in groups {
        if let Err(error) = open_if_due(app, &group).await {
            super::failed(app, "sessions", &error);
            tracing::error!(%error, group = group.id, "a session could not be opened; it is tried again");
        }
    }
}

async fn open_if_due(app: &App, group: &group::Model) -> Result<(), crate::sealed::SealedError> {
    let (zone, now) = (app.zone(), app.clock.now());
    // Before or after the programme's end: most groups need no further look.
    let ever = |held| due(group, held, &zone, now).is_some();
    if !ever(0) && !ever(group.planned_sessions) || app.organisation().support.is_empty() {
        return Ok(());
    }
    let database = &app.database.reader;
    let sessions = session::Entity::find()
        .filter(session::Column::GroupId.eq(group.id))
        .all(database)
        .await?;
    let Some((date, closes_at)) = due(group, sessions.len() as i32, &zone, now) else {
        return Ok(());
    };
    let skipped = skipped_date::Entity::find_by_id((group.id, date.to_string()))
        .one(database)
        .await?
        .is_some();
    let held = sessions
        .iter()
        .any(|session| session.date == date.to_string() || session.state == session::OPEN);
    if !skipped && !held {
        // An obstacle that came up in between is met again at the next tick.
        let _ = opening::open(app, group.id, date, closes_at).await?;
    }
    Ok(())
}

/// The meeting that ended last, if its session may open now that `held` were held: its day and closing time.
pub fn due(
    group: &group::Model,
    held: i32,
    zone: &TimeZone,
    now: Timestamp,
) -> Option<(Date, Timestamp)> {
    let today = now.to_zoned_datetime(zone.clone()).date();
    [today, today.yesterday().ok()?]
        .into_iter()
        .filter(|date| group.meets_on(*date, held))
        .find_map(|date| {
            let end =
                Time::new((group.ends_at / 60) as i8, (group.ends_at % 60) as i8, 0, 0).ok()?;
            let opens_at = date
                .to_datetime(end)
                .to_zoned_datetime(zone.clone())
                .ok()?
                .timestamp();
            let closes_at = default_closing(date, zone)?;
            let open = opens_at <= now && now <= closes_at - SHORTEST;
            (open && opens_at.as_millisecond() >= group.created_at).then_some((date, closes_at))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(weekday: i32, ends_at: i32) -> group::Model {
        group::Model {
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
            outcome_measure: "phq-8".into(),
            outcome_version: 1,
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
        due(&group(weekday, ends_at), 3, &zone, now.parse().unwrap())
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
        let group = group::Model {
            follow_up_on: Some("2026-06-26".into()),
            ..group(2, 1170)
        };
        let due = |held, now: &str| due(&group, held, &zone, now.parse().unwrap());
        let (tuesday, friday) = ("2026-06-23T19:00:00Z", "2026-06-26T19:00:00Z");
        assert!(due(15, tuesday).is_some() && due(15, friday).is_none());
        assert!(due(16, tuesday).is_none() && due(16, friday).is_some());
        let group = group::Model {
            archived_at: Some(1),
            ..group.clone()
        };
        assert_eq!(super::due(&group, 16, &zone, friday.parse().unwrap()), None);
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
