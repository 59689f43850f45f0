//! Replies to a group and the bands of single questions, from their rows.

use std::collections::BTreeMap;

use analytics::disclosure::{self, Band, Shown};
use analytics::record::Reply;
use jiff::Timestamp;
use sea_orm::entity::prelude::*;

use super::rows::OfGroup;
use crate::App;
use crate::entities::{band, group, session};
use crate::error::Error;

/// A group's bands, by window and question.
pub struct Bands(BTreeMap<(i32, String), Shown<Band>>);

impl Bands {
    /// Reads a group's bands; a row of another form than a release writes is an error.
    pub async fn of(group: i64, database: &impl ConnectionTrait) -> Result<Bands, Error> {
        let rows = band::Entity::find()
            .filter(band::Column::GroupId.eq(group))
            .all(database)
            .await?;
        Self::from_rows(rows)
    }

    /// The bands of one group from its rows.
    pub fn from_rows(rows: Vec<band::Model>) -> Result<Bands, Error> {
        let bands = rows.into_iter().map(|row| {
            let shown = disclosure::stored_band(&row.band).map_err(Error::internal)?;
            Ok(((row.window, row.item), shown))
        });
        bands.collect::<Result<_, Error>>().map(Bands)
    }

    /// The band of a question in a window; withheld if there is none.
    pub fn get(&self, window: i32, item: &str) -> Shown<Band> {
        let found = self.0.get(&(window, item.to_owned()));
        found.copied().unwrap_or_else(Shown::withheld)
    }

    /// The latest band of a question.
    pub fn latest(&self, item: &str) -> Option<Shown<Band>> {
        let mut of_item = self.0.iter().filter(|((_, known), _)| known == item);
        of_item.next_back().map(|(_, shown)| *shown)
    }
}

/// A group's replies, oldest first, and what the group said to "Has that changed?".
pub fn replies(app: &App, group: &group::Model, rows: &OfGroup) -> Vec<Reply> {
    let OfGroup {
        sessions,
        releases,
        bands,
        replies,
        ..
    } = rows;
    let next = replies.iter().skip(1).map(|row| row.given_at);
    let until: Vec<i64> = next.chain([i64::MAX]).collect();
    let made = replies.iter().zip(until).map(|(row, until)| Reply {
        window: row.window as u32,
        said: row.said.clone(),
        will_try: row.will_try.clone(),
        by: row.by_when.as_ref().and_then(|date| date.parse().ok()),
        given_on: day(app, row.given_at),
        changed: sessions
            .iter()
            .filter(|session| session.state != session::OPEN)
            .filter(|session| (row.given_at + 1..=until).contains(&session.opened_at))
            .map(|session| group.window_of(session.number).index)
            .rfind(|window| releases.iter().any(|release| release.window == *window))
            .map(|window| bands.get(window, &format!("changed-{}", row.window))),
    });
    made.collect()
}

fn day(app: &App, at: i64) -> jiff::civil::Date {
    let at = Timestamp::from_millisecond(at).unwrap_or_default();
    at.to_zoned_datetime(app.zone()).date()
}
