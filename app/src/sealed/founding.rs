//! Making a group: its row, its therapists and its first, empty roster, in one transaction of the caller's.

use analytics::Measure;
use sea_orm::entity::prelude::*;

use super::roster::Roster;
use super::{SealedError, codes};
use crate::App;
use crate::entities::group::{self, Focus, Outcomes};
use crate::entities::group_therapist;

/// Characters of the group's code in members' addresses.
const ADDRESS_LENGTH: usize = 8;

/// A group as its therapist wants it; every value is within its range (see [`group::Model`]).
pub struct Plan {
    /// What staff call it.
    pub name: String,
    /// What it meets about.
    pub focus: Focus,
    /// What its waves ask: one measure, or two that alternate.
    pub outcomes: Vec<&'static Measure>,
    /// ISO weekday, 1 to 7.
    pub weekday: i32,
    /// End of the meeting, minutes after midnight.
    pub ends_at: i32,
    /// Members expected.
    pub size: i32,
    /// Sessions planned.
    pub planned_sessions: i32,
    /// 1, 2 or 4.
    pub release_window: i32,
    /// Whether the survey asks for words.
    pub words_asked: bool,
}

/// Makes the group, led by `therapists`, under an identifier that nobody has.
pub async fn found(
    app: &App,
    plan: Plan,
    therapists: &[i64],
    tx: &impl ConnectionTrait,
) -> Result<group::Model, SealedError> {
    found_as(app, app.random.row_id(), plan, therapists, tx).await
}

/// Makes the group as `id`. A second one of that identifier is refused by the database.
pub async fn found_as(
    app: &App,
    id: i64,
    plan: Plan,
    therapists: &[i64],
    tx: &impl ConnectionTrait,
) -> Result<group::Model, SealedError> {
    let group = group::Model {
        id,
        code: codes::draw(ADDRESS_LENGTH, &app.random).to_lowercase(),
        name: plan.name,
        focus: plan.focus.id().into(),
        weekday: plan.weekday,
        ends_at: plan.ends_at,
        size: plan.size,
        planned_sessions: plan.planned_sessions,
        release_window: plan.release_window,
        capacity: group::Model::capacity_for(plan.size),
        quorum: None,
        outcomes: Outcomes::new(&plan.outcomes),
        words_asked: plan.words_asked,
        notes_on: false,
        team_id: None,
        epoch: 1,
        created_at: app.clock.now().as_millisecond(),
        follow_up_on: None,
        archived_at: None,
    };
    group::Entity::insert(group::ActiveModel::from(group.clone()).reset_all())
        .exec_without_returning(tx)
        .await?;
    for therapist in therapists {
        let row = group_therapist::Model {
            group_id: group.id,
            staff_id: *therapist,
        };
        group_therapist::Entity::insert(group_therapist::ActiveModel::from(row).reset_all())
            .exec_without_returning(tx)
            .await?;
    }
    let (keys, random) = (&app.keys, &app.random);
    Roster::create(
        group.id,
        group.epoch,
        group.capacity,
        Vec::new(),
        keys,
        random,
        tx,
    )
    .await?;
    Ok(group)
}
