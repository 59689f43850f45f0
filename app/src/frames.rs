//! The only bridge from rows to analytics: one group's released windows as a record.

mod board;
mod replies;
mod rows;
pub mod scopes;

pub use board::{BoardLine, board};
pub use replies::Bands;

use std::collections::BTreeMap;

use analytics::disclosure::{self, Shown};
use analytics::measure::{self, Library};
use analytics::{Coded, Measure, Record, Reply, Tally, Window};
use jiff::civil::Date;
use rows::{OfGroup, Rows};
use sea_orm::{QueryOrder, entity::prelude::*};

use crate::App;
use crate::entities::{group, released_words, session, tally};
use crate::error::Error;

/// Days whose sessions are wanted, both included.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// What has been released of a group, whole or of a period. A window belongs to
/// the period in which its last session falls.
pub async fn record(
    app: &App,
    group: &group::Model,
    period: Option<Period>,
) -> Result<Record, Error> {
    let rows = Rows::of(group.id, &app.database.reader).await?;
    let mut record = made(app, group, rows, period)?;
    let windows = &record.windows;
    let answers = |reply: &Reply| windows.iter().any(|window| window.index == reply.window);
    record.replies.retain(answers);
    Ok(record)
}

/// The record of a group, made of its rows.
fn made(
    app: &App,
    group: &group::Model,
    rows: OfGroup,
    period: Option<Period>,
) -> Result<Record, Error> {
    let quorum = group
        .quorum
        .map_or(app.organisation().quorum(), |quorum| quorum as u32);
    let measures = app.measures();
    let known = |named: &group::Named| measures.version(&named.id, named.version);
    let last = rows.releases.last().map_or(1, |release| release.window);
    let outcomes = group.outcomes.up_to(last).into_iter().map(known);
    let outcomes: Vec<&Measure> = outcomes.collect::<Option<_>>().ok_or_else(unknown)?;
    let replies = replies::replies(app, group, &rows);
    let mut tallies: BTreeMap<i32, Vec<Shown<Tally>>> = BTreeMap::new();
    for row in rows.tallies {
        tallies
            .entry(row.window)
            .or_default()
            .push(shown(&measures, row, quorum)?);
    }
    let windows: Vec<Window> = rows
        .releases
        .iter()
        .filter_map(|release| {
            let from = rows
                .sessions
                .partition_point(|session| session.number < release.first_session);
            let held: Vec<&session::Model> = rows.sessions[from..]
                .iter()
                .take_while(|session| session.number <= release.last_session)
                .collect();
            let date: Date = held.last()?.date.parse().ok()?;
            let wanted = period.is_none_or(|period| period.from <= date && date <= period.to);
            wanted.then(|| Window {
                index: release.window as u32,
                first_session: release.first_session as u32,
                last_session: release.last_session as u32,
                date,
                asked: group
                    .asked_in(group.window_of(release.last_session))
                    .and_then(known),
                cancelled: held
                    .iter()
                    .all(|session| session.state == session::CANCELLED),
                present: held
                    .iter()
                    .filter_map(|session| session.present)
                    .max()
                    .map(|present| present as u32),
                topics: held
                    .iter()
                    .filter_map(|session| session.topic.clone())
                    .collect(),
                answered: match release.answered {
                    Some(answered) => disclosure::answered(answered as u32, quorum),
                    None => Shown::withheld(),
                },
                tallies: tallies.remove(&release.window).unwrap_or_default(),
                follow_through: rows.bands.get(release.window, "follow-through"),
            })
        })
        .collect();
    Ok(Record {
        planned_sessions: group.planned_sessions as u32,
        quorum,
        outcomes,
        climate: measure::session_form(),
        windows,
        ended: match rows.change {
            Some(row) => {
                let measure = measures.version(&row.measure, row.version as u16);
                let measure = measure.ok_or_else(unknown)?;
                let share = disclosure::stored_share(row.improved_quarters as u8);
                Some((measure, share.map_err(Error::internal)?))
            }
            None => None,
        },
        replies,
    })
}

fn unknown() -> Error {
    Error::internal("a group or a result names an unknown measure")
}

fn shown(measures: &Library, row: tally::Model, quorum: u32) -> Result<Shown<Tally>, Error> {
    let measure = measures.version(&row.measure, row.version as u16);
    let scale = measure.and_then(|measure| measure.scale(&row.scale));
    let tally = Tally {
        scale: scale.ok_or_else(unknown)?,
        n: row.n as u32,
        mean: Coded {
            value: row.mean,
            or_worse: row.or_worse,
        },
        sd: row.sd,
    };
    disclosure::stored(tally, quorum).map_err(Error::internal)
}

/// Released words of one window with the sessions they come from.
pub struct Words {
    /// Number of the window's first session.
    pub first_session: u32,
    /// Number of its last session.
    pub last_session: u32,
    /// What was written, in the order of the release.
    pub bodies: Vec<String>,
}

/// Released words of the windows in a group's record, the latest window first.
pub async fn words(app: &App, group: &group::Model, record: &Record) -> Result<Vec<Words>, Error> {
    let mut bodies: BTreeMap<i32, Vec<String>> = BTreeMap::new();
    for row in released_words::Entity::find()
        .filter(released_words::Column::GroupId.eq(group.id))
        .order_by_asc(released_words::Column::Id)
        .all(&app.database.reader)
        .await?
    {
        bodies.entry(row.window).or_default().push(row.body);
    }
    let windows = record.windows.iter().rev();
    Ok(windows
        .filter_map(|window| {
            Some(Words {
                first_session: window.first_session,
                last_session: window.last_session,
                bodies: bodies.remove(&(window.index as i32))?,
            })
        })
        .collect())
}
