//! The groups of a period, scope by scope, as they were settled when it was over, and a quarter's counts of change.

use std::collections::BTreeMap;

use analytics::change::{ChangeParts, Part};
use analytics::disclosure::{self, Across};
use analytics::overview::{Member, Moved};
use analytics::{Period as Calendar, Shown};
use jiff::ToSpan;
use jiff::civil::Date;
use sea_orm::{QueryOrder, entity::prelude::*};

use super::rows::{Rows, Settled};
use super::{Period, made};
use crate::App;
use crate::entities::{group, scope_change, scope_group, scope_team, staff, team_supervisor};
use crate::error::Error;
use crate::words::say;

/// Days after which a period is settled.
const REST: i32 = 2;

/// Groups that are looked at together.
pub struct Scope {
    /// The team; nothing for groups without one.
    pub id: Option<i64>,
    /// The name that the team had when the period was settled; nothing for groups without a team.
    pub team: Option<String>,
    /// Whether the organisation had teams at all then.
    pub divided: bool,
    /// Its groups, each with the windows of the period and the first wave of each measure.
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
    /// Its version.
    pub version: u16,
    /// How many people changed how.
    pub counts: Shown<Across<ChangeParts>>,
}

impl Counted {
    /// Whether it is of the groups whose outcomes moved so.
    pub fn is_of(&self, moved: &Moved) -> bool {
        let scale = moved.measure.main();
        (&self.focus, &self.measure, self.version) == (&moved.focus, &scale.measure, scale.version)
    }
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

/// One scope of a period, by its team; nothing where it had no group then. Groups that are `chosen` come with everything
/// that was released of them up to the end of the period, to be drawn window by window.
pub async fn scope(
    app: &App,
    team: Option<i64>,
    period: Calendar,
    chosen: &[i64],
) -> Result<Option<Scope>, Error> {
    let mut scopes = found(app, period, |known| known == team).await?;
    let Some(scope) = scopes.first_mut() else {
        return Ok(None);
    };
    let whole = Settled {
        period: until(period),
        since: i64::MIN,
        ..settled(app, period)
    };
    let drawn = groups(app, chosen).await?;
    let mut rows = Rows::settled(&drawn, whole, &app.database.reader).await?;
    for group in drawn {
        let drawn = |member: &&mut Member| member.id == group.id;
        if let Some(member) = scope.members.iter_mut().find(drawn) {
            member.record = made(app, &group, rows.take(group.id)?, Some(until(period)))?;
        }
    }
    Ok(scopes.pop())
}

/// Each team by itself, and the groups without a team as one more. No total of several is made, so that nothing can be
/// subtracted.
async fn found(
    app: &App,
    period: Calendar,
    wanted: impl Fn(Option<i64>) -> bool,
) -> Result<Vec<Scope>, Error> {
    let reader = &app.database.reader;
    let all = scope_group::Entity::find()
        .filter(scope_group::Column::Period.eq(period.to_string()))
        .all(reader)
        .await?;
    let divided = all.iter().any(|row| row.team_id.is_some());
    let places = all.iter().map(|row| (row.group_id, row.team_id));
    let places: BTreeMap<i64, Option<i64>> = places.filter(|(_, team)| wanted(*team)).collect();
    let ids: Vec<i64> = places.keys().copied().collect();
    let changes = scope_change::Entity::find()
        .filter(scope_change::Column::Period.eq(period.to_string()))
        .order_by_asc(scope_change::Column::Focus)
        .all(reader)
        .await?;
    let teams = scope_team::Entity::find()
        .filter(scope_team::Column::Period.eq(period.to_string()))
        .all(reader)
        .await?;
    let groups = groups(app, &ids).await?;
    let mut rows = Rows::settled(&groups, settled(app, period), reader).await?;
    let mut members: BTreeMap<Option<i64>, Vec<Member>> = BTreeMap::new();
    for group in groups {
        let record = made(app, &group, rows.take(group.id)?, Some(until(period)))?;
        let member = Member {
            id: group.id,
            name: group.name,
            focus: group.focus,
            record,
        };
        members.entry(places[&group.id]).or_default().push(member);
    }
    let mut scopes = Vec::new();
    for (id, members) in members {
        let of_team = |row: &&scope_change::Model| row.team_id == id.unwrap_or_default();
        let counts = changes.iter().filter(of_team).map(counted);
        let named = teams.iter().find(|team| Some(team.team_id) == id);
        scopes.push(Scope {
            id,
            team: id.map(|_| named.map_or_else(|| say("overview-gone"), |team| team.name.clone())),
            divided,
            members,
            counts: counts.collect::<Result<_, Error>>()?,
        });
    }
    // By name, and what has none at the end.
    scopes.sort_by(|one, next| {
        let key = |scope: &Scope| (scope.team.is_none(), scope.team.clone());
        key(one).cmp(&key(next))
    });
    Ok(scopes)
}

async fn groups(app: &App, ids: &[i64]) -> Result<Vec<group::Model>, Error> {
    let groups = group::Entity::find()
        .filter(group::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(group::Column::Name)
        .order_by_asc(group::Column::Id);
    Ok(groups.all(&app.database.reader).await?)
}

fn until(period: Calendar) -> Period {
    Period {
        from: Date::ZERO,
        to: period.last(),
    }
}

fn settled(app: &App, period: Calendar) -> Settled {
    let morning = |day: Date| {
        let start = day.to_zoned_datetime(app.zone());
        start.map_or(i64::MAX, |start| start.timestamp().as_millisecond())
    };
    Settled {
        period: Period {
            from: period.first(),
            to: period.last(),
        },
        since: morning(period.first()),
        until: morning(period.last().saturating_add(1.day())),
    }
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
        version: row.version as u16,
        counts: shown.map_err(Error::internal)?,
    })
}
