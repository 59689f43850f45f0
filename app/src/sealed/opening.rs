//! Opening a session: the box's key is written durably, then the empty box is put up.

use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};

use super::ballot_box::{self, BallotBox};
use super::keys::Keys;
use super::{SealedError, deals};
use crate::App;
use crate::entities::{group, session};

/// Why a session does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Support contacts are missing from the configuration.
    NoSupportContacts,
    /// A box is open already.
    AlreadyOpen,
    /// The group is in the archive.
    Archived,
}

/// Opens the group's next session, of the meeting on `date`, until `closes_at`. Fixes the group's quorum at the first.
pub async fn open(
    app: &App,
    group: i64,
    date: Date,
    closes_at: Timestamp,
) -> Result<Result<session::Model, Obstacle>, SealedError> {
    if app.organisation().support.is_empty() {
        return Ok(Err(Obstacle::NoSupportContacts));
    }
    let id = app.random.row_id();
    let key = Keys::fresh(&app.random);
    let name = ballot_box::key_name(id);
    app.keys.keep(&name, &key, &app.random)?;

    let tx = app.database.begin().await?;
    let group = group::Entity::find_by_id(group)
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or(SealedError::Missing("row"))?;
    let obstacle = match session::Model::open_of(group.id, &tx).await? {
        Some(_) => Some(Obstacle::AlreadyOpen),
        None => group.is_archived().then_some(Obstacle::Archived),
    };
    if let Some(obstacle) = obstacle {
        tx.rollback().await?;
        app.keys.destroy(&[name])?;
        return Ok(Err(obstacle));
    }
    // Whoever has taken no ticket by now could answer before anybody counts.
    deals::end_of(group.id, &app.keys, &tx).await?;
    let last = session::Entity::find()
        .filter(session::Column::GroupId.eq(group.id))
        .order_by_desc(session::Column::Number)
        .one(&tx)
        .await?;
    let session = session::Model {
        id,
        group_id: group.id,
        number: last.map_or(0, |last| last.number) + 1,
        date: date.to_string(),
        opened_at: app.clock.now().as_millisecond(),
        closes_at: closes_at.as_millisecond(),
        zone: app.zone().iana_name().unwrap_or("UTC").into(),
        topic: None,
        present: None,
        state: session::OPEN.into(),
    };
    session::Entity::insert(session::ActiveModel::from(session.clone()).reset_all())
        .exec_without_returning(&tx)
        .await?;
    if group.quorum.is_none() {
        group::Entity::update_many()
            .set(group::ActiveModel {
                quorum: Set(Some(app.organisation().quorum() as i32)),
                ..Default::default()
            })
            .filter(group::Column::Id.eq(group.id))
            .exec(&tx)
            .await?;
    }
    BallotBox::create(&group, &session, &key, &app.random, &tx).await?;
    tx.commit().await?;
    Ok(Ok(session))
}
