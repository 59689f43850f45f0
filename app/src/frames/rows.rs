//! The rows that records are made of: one query a table, whether for one group or for hundreds.

mod windows;

use std::collections::BTreeMap;

use sea_orm::sea_query::SelectStatement;
use sea_orm::{QueryOrder, Select, entity::prelude::*};

use super::{Bands, Period};
use crate::entities::{band, programme_change, release, reply, session, tally};
use crate::error::Error;

/// Rows of one group.
pub struct OfGroup {
    /// Its sessions, by number.
    pub sessions: Vec<session::Model>,
    /// Its releases, by window.
    pub releases: Vec<release::Model>,
    /// Its tallies, by window, measure and scale.
    pub tallies: Vec<tally::Model>,
    /// Its bands.
    pub bands: Bands,
    /// Its replies, oldest first.
    pub replies: Vec<reply::Model>,
    /// The share that improved, once the programme has ended.
    pub change: Option<programme_change::Model>,
}

/// Rows of several groups.
pub struct Rows {
    sessions: BTreeMap<i64, Vec<session::Model>>,
    releases: BTreeMap<i64, Vec<release::Model>>,
    tallies: BTreeMap<i64, Vec<tally::Model>>,
    bands: BTreeMap<i64, Vec<band::Model>>,
    replies: BTreeMap<i64, Vec<reply::Model>>,
    changes: BTreeMap<i64, Vec<programme_change::Model>>,
}

/// What is wanted of a period that is over.
#[derive(Clone, Copy)]
pub struct Settled {
    /// Its windows; of each group the first wave as well, from which its change is counted.
    pub period: Period,
    /// Replies that were given from then on, unix milliseconds,
    pub since: i64,
    /// and before then.
    pub until: i64,
}

impl Rows {
    /// Everything that there is of one group.
    pub async fn of(group: i64, db: &impl ConnectionTrait) -> Result<OfGroup, Error> {
        Self::read(&[group], None, db).await?.take(group)
    }

    /// What is wanted of a period, for several groups.
    pub async fn settled(
        groups: &[i64],
        settled: Settled,
        db: &impl ConnectionTrait,
    ) -> Result<Self, Error> {
        Self::read(groups, Some(settled), db).await
    }

    /// Takes out what there is of one group.
    pub fn take(&mut self, group: i64) -> Result<OfGroup, Error> {
        let changes = self.changes.remove(&group).unwrap_or_default();
        Ok(OfGroup {
            sessions: self.sessions.remove(&group).unwrap_or_default(),
            releases: self.releases.remove(&group).unwrap_or_default(),
            tallies: self.tallies.remove(&group).unwrap_or_default(),
            bands: Bands::from_rows(self.bands.remove(&group).unwrap_or_default())?,
            replies: self.replies.remove(&group).unwrap_or_default(),
            change: changes.into_iter().next(),
        })
    }

    async fn read(
        groups: &[i64],
        settled: Option<Settled>,
        db: &impl ConnectionTrait,
    ) -> Result<Self, Error> {
        let windows = settled.map(|settled| windows::of(groups, settled.period));
        let windows = windows.as_ref();
        let mut sessions = of::<session::Entity>(groups, session::Column::GroupId);
        let mut replies = of::<reply::Entity>(groups, reply::Column::GroupId);
        if let (Some(settled), Some(windows)) = (settled, windows) {
            sessions = sessions.filter(session::Column::Id.in_subquery(windows::held(windows)));
            replies = replies
                .filter(reply::Column::GivenAt.gte(settled.since))
                .filter(reply::Column::GivenAt.lt(settled.until));
        }
        let sessions = sessions.order_by_asc(session::Column::Number);
        let replies = replies.order_by_asc(reply::Column::GivenAt);
        let releases = [release::Column::GroupId, release::Column::Window];
        let releases = among::<release::Entity>(groups, releases, windows)
            .order_by_asc(release::Column::Window);
        let tallies = [tally::Column::GroupId, tally::Column::Window];
        let tallies = among::<tally::Entity>(groups, tallies, windows)
            .order_by_asc(tally::Column::Window)
            .order_by_asc(tally::Column::Measure)
            .order_by_asc(tally::Column::Scale);
        let bands = [band::Column::GroupId, band::Column::Window];
        let bands = among::<band::Entity>(groups, bands, windows);
        let changes = of::<programme_change::Entity>(groups, programme_change::Column::GroupId);
        Ok(Self {
            sessions: apart(sessions.all(db).await?, |row| row.group_id),
            releases: apart(releases.all(db).await?, |row| row.group_id),
            tallies: apart(tallies.all(db).await?, |row| row.group_id),
            bands: apart(bands.all(db).await?, |row| row.group_id),
            replies: apart(replies.all(db).await?, |row| row.group_id),
            changes: apart(changes.all(db).await?, |row| row.group_id),
        })
    }
}

fn of<E: EntityTrait>(groups: &[i64], group: E::Column) -> Select<E> {
    E::find().filter(group.is_in(groups.iter().copied()))
}

fn among<E: EntityTrait>(
    groups: &[i64],
    key: [E::Column; 2],
    windows: Option<&SelectStatement>,
) -> Select<E> {
    let rows = of::<E>(groups, key[0]);
    match windows {
        Some(windows) => rows.filter(windows::among(key, windows)),
        None => rows,
    }
}

fn apart<M>(rows: Vec<M>, group: fn(&M) -> i64) -> BTreeMap<i64, Vec<M>> {
    let mut apart: BTreeMap<i64, Vec<M>> = BTreeMap::new();
    for row in rows {
        apart.entry(group(&row)).or_default().push(row);
    }
    apart
}
