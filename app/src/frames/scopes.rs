//! The groups of a period, scope by scope: settled for every scope at once when somebody first looks at it.

use analytics::Period as Calendar;
use analytics::overview::Member;
use jiff::ToSpan;
use jiff::civil::Date;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, TryInsertResult, entity::prelude::*};

use super::{Period, record};
use crate::App;
use crate::entities::staff;
use crate::entities::{group, scope_group, scope_period, team, team_supervisor};
use crate::error::Error;

/// Days after which the last session of a period has closed for certain.
const REST: i32 = 2;

/// Groups that are looked at together.
pub struct Scope {
    /// The team's name; nothing for groups without a team.
    pub team: Option<String>,
    /// Whether the organisation has teams at all.
    pub divided: bool,
    /// Its groups, with everything that was released up to the end of the period.
    pub members: Vec<Member>,
}

/// Whether a period can be looked at: figures of one that still goes on would be figures of another one tomorrow.
pub fn is_over(period: Calendar, today: Date) -> bool {
    period.last().saturating_add(REST.days()) <= today
}

/// The scopes that a supervisor sees of a period: each team by itself, and the groups without a team for
/// whoever sees the whole organisation. No total of several is made, so that nothing can be subtracted.
pub async fn scopes(app: &App, who: &staff::Model, period: Calendar) -> Result<Vec<Scope>, Error> {
    settle(app, period).await?;
    let reader = &app.database.reader;
    let rows = scope_group::Entity::find()
        .filter(scope_group::Column::Period.eq(period.to_string()))
        .all(reader)
        .await?;
    let groups = group::Entity::find()
        .order_by_asc(group::Column::Name)
        .all(reader)
        .await?;
    let supervised = team_supervisor::teams_of(who.id, reader).await?;
    let teams = team::all(reader).await?;
    let mut kinds: Vec<Option<&team::Model>> = teams.iter().map(Some).collect();
    kinds.push(None);
    let mut scopes = Vec::new();
    for kind in kinds {
        let id = kind.map(|team| team.id);
        if !(who.sees_all || id.is_some_and(|id| supervised.contains(&id))) {
            continue;
        }
        // A team that was dissolved since has no name any more: its groups stand with those that had none.
        let gone = |team: i64| teams.iter().all(|known| known.id != team);
        let belongs = |row: &&scope_group::Model| {
            row.team_id == id || (id.is_none() && row.team_id.is_some_and(gone))
        };
        let mut members = Vec::new();
        for row in rows.iter().filter(belongs) {
            if let Some(group) = groups.iter().find(|group| group.id == row.group_id) {
                members.push(member(app, group, period).await?);
            }
        }
        if !members.is_empty() {
            scopes.push(Scope {
                team: kind.map(|team| team.name.clone()),
                divided: !teams.is_empty(),
                members,
            });
        }
    }
    Ok(scopes)
}

async fn member(app: &App, group: &group::Model, period: Calendar) -> Result<Member, Error> {
    let until = Period {
        from: Date::MIN,
        to: period.last(),
    };
    Ok(Member {
        name: group.name.clone(),
        focus: group.focus.clone(),
        record: record(app, group, Some(until)).await?,
    })
}

/// Writes down, once and for every scope, which group belongs to which team in a period that is over.
async fn settle(app: &App, period: Calendar) -> Result<(), Error> {
    let name = period.to_string();
    let known = scope_period::Entity::find_by_id(name.clone());
    if known.one(&app.database.reader).await?.is_some() {
        return Ok(());
    }
    let tx = app.database.begin().await?;
    let row = scope_period::Model {
        period: name.clone(),
        settled_at: app.clock.now().as_millisecond(),
    };
    let nothing = OnConflict::column(scope_period::Column::Period)
        .do_nothing()
        .to_owned();
    let claimed = scope_period::Entity::insert(scope_period::ActiveModel::from(row).reset_all())
        .on_conflict(nothing)
        .try_insert()
        .exec_without_returning(&tx)
        .await?;
    if !matches!(claimed, TryInsertResult::Inserted(1)) {
        return Ok(());
    }
    let groups = group::Entity::find().all(&tx).await?;
    let rows = groups.into_iter().map(|group| scope_group::Model {
        period: name.clone(),
        group_id: group.id,
        team_id: group.team_id,
    });
    for row in rows {
        scope_group::Entity::insert(scope_group::ActiveModel::from(row).reset_all())
            .exec_without_returning(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}
