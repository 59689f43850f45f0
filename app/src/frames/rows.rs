//! The rows that records are made of: one query a table, whether for one group or for hundreds.

mod spans;

use std::collections::BTreeMap;

use sea_orm::{Select, entity::prelude::*};
use spans::Span;

use super::{Bands, Period};
use crate::entities::{band, group, programme_change, release, reply, session, tally};
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
#[derive(Default)]
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
    /// Its windows; of each group the first wave of each measure as well, from which its change is counted.
    pub period: Period,
    /// Replies that were given from then on, unix milliseconds,
    pub since: i64,
    /// and before then.
    pub until: i64,
}

impl Rows {
    /// Everything that there is of one group. Somebody waits for it, so all tables are asked at once.
    pub async fn of(group: i64, db: &impl ConnectionTrait) -> Result<OfGroup, Error> {
        let (all, one) = ([Span::all(group)], [group]);
        let replies = of::<reply::Entity>(&one, reply::Column::GroupId);
        let (sessions, releases, tallies, bands, replies, changes) = tokio::try_join!(
            spans::sessions(&all, db),
            spans::releases(&all, db),
            spans::tallies(&all, db),
            spans::bands(&all, db),
            apart(replies, db),
            Self::ended(&one, db),
        )?;
        Self {
            sessions,
            releases,
            tallies,
            bands,
            replies,
            changes,
        }
        .take(group)
    }

    /// What is wanted of a period, for several groups.
    pub async fn settled(
        groups: &[group::Model],
        settled: Settled,
        db: &impl ConnectionTrait,
    ) -> Result<Self, Error> {
        let ids: Vec<i64> = groups.iter().map(|group| group.id).collect();
        let met = spans::met(&ids, settled.period, db).await?;
        let mut windows = spans::first_waves(groups, &met, db).await?;
        for group in groups {
            if let Some(met) = met.get(&group.id) {
                windows.push(Span {
                    group: group.id,
                    from: group.window_of(met.from).index,
                    to: group.window_of(met.to).index,
                });
            }
        }
        // A group's first wave may lie in the period: no window is read twice.
        let windows = Span::joined(windows);
        let mut releases = spans::releases(&windows, db).await?;
        // A window that closed after the period belongs to a later one.
        for (group, releases) in &mut releases {
            let last = met.get(group).map_or(0, |met| met.to);
            releases.retain(|release| release.last_session <= last);
        }
        let held = releases.values().flatten().map(Span::held).collect();
        let replies = of::<reply::Entity>(&ids, reply::Column::GroupId)
            .filter(reply::Column::GivenAt.gte(settled.since))
            .filter(reply::Column::GivenAt.lt(settled.until));
        Ok(Self {
            sessions: spans::sessions(&Span::joined(held), db).await?,
            replies: apart(replies, db).await?,
            changes: Self::ended(&ids, db).await?,
            releases,
            ..Self::within(&windows, db).await?
        })
    }

    /// Takes out what there is of one group.
    pub fn take(&mut self, group: i64) -> Result<OfGroup, Error> {
        let mut tallies = self.tallies.remove(&group).unwrap_or_default();
        tallies.sort_by(|one, next| {
            (one.window, &one.measure, &one.scale).cmp(&(next.window, &next.measure, &next.scale))
        });
        let mut sessions = self.sessions.remove(&group).unwrap_or_default();
        sessions.sort_by_key(|row| row.number);
        let mut releases = self.releases.remove(&group).unwrap_or_default();
        releases.sort_by_key(|row| row.window);
        let mut replies = self.replies.remove(&group).unwrap_or_default();
        replies.sort_by_key(|row| row.given_at);
        let changes = self.changes.remove(&group).unwrap_or_default();
        Ok(OfGroup {
            sessions,
            releases,
            tallies,
            bands: Bands::from_rows(self.bands.remove(&group).unwrap_or_default())?,
            replies,
            change: changes.into_iter().next(),
        })
    }

    /// Tallies and bands of windows.
    async fn within(windows: &[Span], db: &impl ConnectionTrait) -> Result<Self, Error> {
        Ok(Self {
            tallies: spans::tallies(windows, db).await?,
            bands: spans::bands(windows, db).await?,
            ..Self::default()
        })
    }

    async fn ended(
        groups: &[i64],
        db: &impl ConnectionTrait,
    ) -> Result<BTreeMap<i64, Vec<programme_change::Model>>, Error> {
        let column = programme_change::Column::GroupId;
        apart(of::<programme_change::Entity>(groups, column), db).await
    }
}

/// A row of one group.
trait OfOne {
    /// The group.
    fn group(&self) -> i64;
}

macro_rules! of_one {
    ($($table:ident),+) => {$(
        impl OfOne for $table::Model {
            fn group(&self) -> i64 {
                self.group_id
            }
        }
    )+};
}

of_one!(session, release, tally, band, reply, programme_change);

fn of<E: EntityTrait>(groups: &[i64], group: E::Column) -> Select<E> {
    E::find().filter(group.is_in(groups.iter().copied()))
}

async fn apart<E>(
    rows: Select<E>,
    db: &impl ConnectionTrait,
) -> Result<BTreeMap<i64, Vec<E::Model>>, Error>
where
    E: EntityTrait,
    E::Model: OfOne,
{
    let mut apart: BTreeMap<i64, Vec<E::Model>> = BTreeMap::new();
    for row in rows.all(db).await? {
        apart.entry(row.group()).or_default().push(row);
    }
    Ok(apart)
}
