//! Settles months and quarters that are over: which group is in which scope, and a quarter's counts of reliable change.

use std::collections::{BTreeMap, BTreeSet};

use analytics::change::{ChangeCounts, ChangeParts};
use analytics::{Period, disclosure};
use jiff::ToSpan;
use jiff::civil::Date;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, TryInsertResult, entity::prelude::*};

use crate::App;
use crate::entities::{
    group, quarter, scope_change, scope_group, scope_period, scope_team, session, team,
};
use crate::sealed::{SealedError, quarter as sealed};

/// Days after which the last session of a period has closed.
const REST: i32 = 2;

/// Rows that are written by one statement.
const AT_ONCE: usize = 500;

/// Settles what is due; a fault is logged and met again in an hour.
pub async fn run(app: &App) {
    let settled = async {
        for period in due(app).await? {
            settle(app, period).await?;
        }
        Ok::<_, SealedError>(())
    };
    if let Err(error) = settled.await {
        super::failed(app, "hourly", &error);
        tracing::error!(%error, "a month or quarter could not be settled");
    }
}

/// Periods with sessions that are over and not settled, the oldest first.
async fn due(app: &App) -> Result<Vec<Period>, SealedError> {
    let reader = &app.database.reader;
    let first = session::Entity::find()
        .order_by_asc(session::Column::Date)
        .one(reader)
        .await?;
    let first: Option<Date> = first.and_then(|first| first.date.parse().ok());
    let Some(first) = first else {
        return Ok(Vec::new());
    };
    let settled = scope_period::Entity::find().all(reader).await?;
    let is_known = |period: &Period| settled.iter().any(|row| row.period == period.to_string());
    let over = app.today().saturating_sub(REST.days());
    let back = |from: Period| {
        std::iter::successors(Some(from), |period| Some(period.before()))
            .take_while(move |period| period.last() >= first)
            .filter(move |period| period.last() <= over)
    };
    let months = back(Period::month_of(over));
    let periods = months.chain(back(Period::quarter_of(over)));
    let mut due: Vec<Period> = periods.filter(|period| !is_known(period)).collect();
    due.sort_by_key(|period| period.last());
    Ok(due)
}

/// Settles one period for every scope at once. Whoever comes second finds it settled.
async fn settle(app: &App, period: Period) -> Result<(), SealedError> {
    let tx = app.database.begin().await?;
    let row = scope_period::Model {
        period: period.to_string(),
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
    let held: Vec<(i64, String)> = session::Entity::find()
        .select_only()
        .columns([session::Column::GroupId, session::Column::State])
        .distinct()
        .filter(session::Column::Date.gte(period.first().to_string()))
        .filter(session::Column::Date.lte(period.last().to_string()))
        .into_tuple()
        .all(&tx)
        .await?;
    let open = held.iter().any(|(_, state)| state == session::OPEN);
    if open || !matches!(claimed, TryInsertResult::Inserted(1)) {
        return Ok(());
    }
    let groups = group::Entity::find().all(&tx).await?;
    let met: BTreeSet<i64> = held.into_iter().map(|(group, _)| group).collect();
    let met = |group: &&group::Model| met.contains(&group.id);
    place(period, groups.iter().filter(met), &tx).await?;
    let spent = match period {
        Period::Quarter { .. } => count(app, period, &groups, &tx).await?,
        Period::Month { .. } => Vec::new(),
    };
    tx.commit().await?;
    if !spent.is_empty() {
        let destroyed = app.keys.destroy(&spent);
        app.truncate().await;
        destroyed?;
    }
    Ok(())
}

/// Writes down which groups stand together, under the name that their team has now.
async fn place(
    period: Period,
    groups: impl Iterator<Item = &group::Model>,
    tx: &DatabaseTransaction,
) -> Result<(), DbErr> {
    let row = |group: &group::Model| {
        scope_group::ActiveModel::from(scope_group::Model {
            period: period.to_string(),
            group_id: group.id,
            team_id: group.team_id,
        })
    };
    let groups: Vec<&group::Model> = groups.collect();
    let rows: Vec<scope_group::ActiveModel> = groups.iter().copied().map(row).collect();
    for rows in rows.chunks(AT_ONCE) {
        let rows = rows.iter().cloned().map(ActiveModelTrait::reset_all);
        scope_group::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    let teams: BTreeSet<i64> = groups.iter().filter_map(|group| group.team_id).collect();
    for team in team::all(tx).await? {
        if teams.contains(&team.id) {
            let row = scope_team::Model {
                period: period.to_string(),
                team_id: team.id,
                name: team.name,
            };
            scope_team::Entity::insert(scope_team::ActiveModel::from(row).reset_all())
                .exec_without_returning(tx)
                .await?;
        }
    }
    Ok(())
}

/// Sums a quarter's sealed pairs over each scope, writes what may be shown, and removes the rows. Returns the names of
/// keys that nothing needs any more.
async fn count(
    app: &App,
    period: Period,
    groups: &[group::Model],
    tx: &DatabaseTransaction,
) -> Result<Vec<String>, SealedError> {
    let name = sealed::name_of(sealed::number_of(&period.first().to_string()));
    let rows = quarter::Entity::find()
        .filter(quarter::Column::Quarter.eq(name.as_str()))
        .all(tx)
        .await?;
    let measures = app.measures();
    let mut scopes: BTreeMap<(i64, &str, &str, i32), Vec<ChangeCounts>> = BTreeMap::new();
    for row in &rows {
        let Some(group) = groups.iter().find(|group| group.id == row.group_id) else {
            continue;
        };
        let known = measures.version(&row.measure, row.measure_version as u16);
        let pairs = sealed::pairs(row, &app.keys)?;
        let team = group.team_id.unwrap_or_default();
        let scope = (
            team,
            group.focus.as_str(),
            row.measure.as_str(),
            row.measure_version,
        );
        let counts = known.and_then(|measure| ChangeCounts::of(measure.main(), &pairs));
        scopes.entry(scope).or_default().extend(counts);
    }
    for ((team_id, focus, measure, version), counts) in scopes {
        let shown = disclosure::counts_across(&counts);
        let Some(across) = shown.value() else {
            continue;
        };
        let ChangeParts {
            improved,
            recovered,
            deteriorated,
        } = across.value;
        let row = scope_change::Model {
            period: period.to_string(),
            team_id,
            focus: focus.into(),
            measure: measure.into(),
            version,
            groups: across.groups as i32,
            people: across.people as i32,
            improved_least: improved.least as i32,
            improved_most: improved.most as i32,
            recovered_least: recovered.least as i32,
            recovered_most: recovered.most as i32,
            deteriorated_least: deteriorated.least as i32,
            deteriorated_most: deteriorated.most as i32,
        };
        scope_change::Entity::insert(scope_change::ActiveModel::from(row).reset_all())
            .exec_without_returning(tx)
            .await?;
    }
    quarter::Entity::delete_many()
        .filter(quarter::Column::Quarter.eq(name.as_str()))
        .exec(tx)
        .await?;
    Ok(rows.iter().map(sealed::key_name).collect())
}
