//! The groups of a period, scope by scope, as they were settled when it was over, and a quarter's counts of change.

use analytics::change::{ChangeParts, Part};
use analytics::disclosure::{self, Across};
use analytics::overview::Member;
use analytics::{Period as Calendar, Shown};
use jiff::ToSpan;
use jiff::civil::Date;
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Period, record};
use crate::App;
use crate::entities::staff;
use crate::entities::{group, scope_change, scope_group, team, team_supervisor};
use crate::error::Error;

/// Days after which a period is settled.
const REST: i32 = 2;

/// Groups that are looked at together.
pub struct Scope {
    /// The team; nothing for groups without one.
    pub id: Option<i64>,
    /// The team's name; nothing for groups without a team.
    pub team: Option<String>,
    /// Whether the organisation has teams at all.
    pub divided: bool,
    /// Its groups, with everything that was released up to the end of the period.
    pub members: Vec<Member>,
    /// Reliable change in a quarter, by focus and measure.
    pub counts: Vec<Counted>,
}

/// Reliable change of the groups of one focus.
pub struct Counted {
    /// The focus.
    pub focus: String,
    /// Identifier of the measure.
    pub measure: String,
    /// How many people changed how.
    pub counts: Shown<Across<ChangeParts>>,
}

/// Whether a period can be looked at: figures of one that still goes on would be figures of another one tomorrow.
pub fn is_over(period: Calendar, today: Date) -> bool {
    period.last().saturating_add(REST.days()) <= today
}

/// The scopes that a supervisor sees of a period.
pub async fn scopes(app: &App, who: &staff::Model, period: Calendar) -> Result<Vec<Scope>, Error> {
    let supervised = team_supervisor::teams_of(who.id, &app.database.reader).await?;
    let sees =
        |team: Option<i64>| who.sees_all || team.is_some_and(|team| supervised.contains(&team));
    found(app, period, sees).await
}

/// One scope of a period, by its team; nothing where it had no group then.
pub async fn scope(app: &App, team: Option<i64>, period: Calendar) -> Result<Option<Scope>, Error> {
    let scopes = found(app, period, |known| known == team).await?;
    Ok(scopes.into_iter().next())
}

/// Each team by itself, and the groups without a team as one more. No total of several is made, so that nothing can be
/// subtracted.
async fn found(
    app: &App,
    period: Calendar,
    wanted: impl Fn(Option<i64>) -> bool,
) -> Result<Vec<Scope>, Error> {
    let reader = &app.database.reader;
    let rows = scope_group::Entity::find()
        .filter(scope_group::Column::Period.eq(period.to_string()))
        .all(reader)
        .await?;
    let changes = scope_change::Entity::find()
        .filter(scope_change::Column::Period.eq(period.to_string()))
        .order_by_asc(scope_change::Column::Focus)
        .all(reader)
        .await?;
    let groups = group::Entity::find()
        .order_by_asc(group::Column::Name)
        .all(reader)
        .await?;
    let teams = team::all(reader).await?;
    let mut kinds: Vec<Option<&team::Model>> = teams.iter().map(Some).collect();
    kinds.push(None);
    let mut scopes = Vec::new();
    for kind in kinds {
        let id = kind.map(|team| team.id);
        if !wanted(id) {
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
            let of_team = |row: &&scope_change::Model| {
                row.team_id == id.unwrap_or_default() || (id.is_none() && gone(row.team_id))
            };
            let counts = changes.iter().filter(of_team).map(counted);
            scopes.push(Scope {
                id,
                counts: counts.collect::<Result<_, Error>>()?,
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
        id: group.id,
        name: group.name.clone(),
        focus: group.focus.clone(),
        record: record(app, group, Some(until)).await?,
    })
}

fn counted(row: &scope_change::Model) -> Result<Counted, Error> {
    let part = |least: i32, most: i32| Part {
        least: least as u32,
        most: most as u32,
    };
    let counts = ChangeParts {
        improved: part(row.improved_least, row.improved_most),
        recovered: part(row.recovered_least, row.recovered_most),
        deteriorated: part(row.deteriorated_least, row.deteriorated_most),
    };
    let shown = disclosure::stored_counts(counts, row.groups as u32, row.people as u32);
    Ok(Counted {
        focus: row.focus.clone(),
        measure: row.measure.clone(),
        counts: shown.map_err(Error::internal)?,
    })
}
