//! One meeting of a group: number, times, topic. Its answers are in the ballot box.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use sea_orm::entity::prelude::*;
use sea_orm::{PaginatorTrait, QueryOrder};

/// One session.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Random identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The group that met.
    pub group_id: i64,
    /// From 1, without gaps.
    pub number: i32,
    /// Day of the meeting in the organisation's zone, `YYYY-MM-DD`.
    #[sea_orm(column_type = "Text")]
    pub date: String,
    /// Unix milliseconds.
    pub opened_at: i64,
    /// Unix milliseconds; neither brought forward nor put off.
    pub closes_at: i64,
    /// The zone in which the closing time was shown, an IANA name.
    #[sea_orm(column_type = "Text")]
    pub zone: String,
    /// What the therapist says the session was about.
    #[sea_orm(column_type = "Text", nullable)]
    pub topic: Option<String>,
    /// Members present as the therapist counted them; correctable until the close.
    pub present: Option<i32>,
    /// [`OPEN`], [`CLOSED`] or [`CANCELLED`].
    #[sea_orm(column_type = "Text")]
    pub state: String,
}

/// The box takes ballots.
pub const OPEN: &str = "open";
/// The box has been counted and pulped.
pub const CLOSED: &str = "closed";
/// Closed before its time, withheld; an empty session of its window.
pub const CANCELLED: &str = "cancelled";

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether ballots are taken at `now`, also when the clock's job is late.
    pub fn takes_ballots(&self, now: jiff::Timestamp) -> bool {
        self.state == OPEN && now.as_millisecond() < self.closes_at
    }

    /// Whether its therapists have not yet said what it was about, or how many were there.
    pub fn lacks_details(&self) -> bool {
        self.topic.is_none() || self.present.is_none()
    }

    /// The group's open session, if it has one.
    pub async fn open_of(
        group_id: i64,
        database: &impl ConnectionTrait,
    ) -> Result<Option<Model>, DbErr> {
        Entity::find()
            .filter(Column::GroupId.eq(group_id))
            .filter(Column::State.eq(OPEN))
            .one(database)
            .await
    }

    /// Every session of a group, the first one first.
    pub async fn all_of(
        group_id: i64,
        database: &impl ConnectionTrait,
    ) -> Result<Vec<Model>, DbErr> {
        Entity::find()
            .filter(Column::GroupId.eq(group_id))
            .order_by_asc(Column::Number)
            .all(database)
            .await
    }
}

/// How many sessions are open although their closing time was before `now`.
///
/// # Errors
///
/// When the database does not answer.
pub async fn overdue(now: Timestamp, database: &impl ConnectionTrait) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::State.eq(OPEN))
        .filter(Column::ClosesAt.lte(now.as_millisecond()))
        .count(database)
        .await
}

const CLOSING_TIME: Time = Time::constant(7, 0, 0, 0);

/// When a session closes that was not told otherwise: at seven in the morning after the meeting on `date`.
pub fn default_closing(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    let morning = date.checked_add(1.day()).ok()?.to_datetime(CLOSING_TIME);
    Some(morning.to_zoned_datetime(zone.clone()).ok()?.timestamp())
}
