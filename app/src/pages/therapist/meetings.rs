//! When a group met and meets next: its sessions, the dates it leaves out, the meeting that opens by itself.

use jiff::ToSpan;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::App;
use crate::entities::{group, session, skipped_date};
use crate::error::Error;

/// A group's meetings, as of today.
pub struct Meetings {
    /// Every session, the first one first.
    pub sessions: Vec<session::Model>,
    /// Today and later dates that are left out.
    pub skipped: Vec<Date>,
    /// The next meeting whose session opens by itself; none in the archive.
    pub next: Option<Date>,
    /// Whether the programme has ended: what comes is a follow-up.
    pub ended: bool,
}

impl Meetings {
    /// Of `group`.
    pub async fn of(app: &App, group: &group::Model) -> Result<Self, Error> {
        let database = &app.database.reader;
        let sessions = session::Model::all_of(group.id, database).await?;
        let today = app.today();
        let skipped: Vec<Date> = skipped_date::Entity::find()
            .filter(skipped_date::Column::GroupId.eq(group.id))
            .filter(skipped_date::Column::Date.gte(today.to_string()))
            .order_by_asc(skipped_date::Column::Date)
            .all(database)
            .await?
            .iter()
            .filter_map(|row| row.date.parse().ok())
            .collect();
        let ended = group.has_ended(sessions.len() as i32);
        let free = |date: &Date| {
            let held = sessions
                .iter()
                .any(|session| session.date == date.to_string());
            !held && !skipped.contains(date)
        };
        let next = match ended {
            false => meetings(group, today).find(free),
            true => group.follow_up().filter(|day| *day >= today && free(day)),
        };
        let next = next.filter(|_| !group.is_archived());
        Ok(Self {
            sessions,
            skipped,
            next,
            ended,
        })
    }

    /// The session that takes ballots, or waits for its close.
    pub fn open(&self) -> Option<&session::Model> {
        self.sessions
            .iter()
            .find(|session| session.state == session::OPEN)
    }
}

/// The days on which the group meets, from `today` on, for two years.
fn meetings(group: &group::Model, today: Date) -> impl Iterator<Item = Date> {
    let until_first = group.weekday - i32::from(today.weekday().to_monday_one_offset());
    let first = today.checked_add(until_first.rem_euclid(7).days());
    first.into_iter().flat_map(|first| {
        (0..104).filter_map(move |week: i32| first.checked_add((week * 7).days()).ok())
    })
}
