//! Stretches of windows or sessions of many groups, and the rows in them. A database joins a list of stretches to a
//! table by its key: what lies before a period is not read, however many years that is.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, JoinType, Query, SelectStatement, all};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryTrait};

use super::OfOne;
use crate::entities::{band, group, release, session, tally};
use crate::error::Error;
use crate::frames::Period;

/// Stretches that one statement takes: a database lets a statement have some 32,000 values.
const AT_ONCE: usize = 5_000;
const WANTED: &str = "wanted";

/// Windows or sessions of a group, both ends included.
#[derive(Clone, Copy)]
pub struct Span {
    /// The group.
    pub group: i64,
    /// The first number.
    pub from: i32,
    /// The last.
    pub to: i32,
}

type ByGroup<M> = Result<BTreeMap<i64, Vec<M>>, Error>;

impl Span {
    /// All that a group has.
    pub fn all(group: i64) -> Self {
        Self {
            group,
            from: 0,
            to: i32::MAX,
        }
    }

    /// The sessions of a window.
    pub fn held(release: &release::Model) -> Self {
        Self {
            group: release.group_id,
            from: release.first_session,
            to: release.last_session,
        }
    }

    /// The same numbers in as few stretches as possible.
    pub fn joined(mut spans: Vec<Self>) -> Vec<Self> {
        spans.sort_by_key(|span| (span.group, span.from));
        let mut joined: Vec<Self> = Vec::new();
        for span in spans {
            match joined.last_mut() {
                Some(last) if last.group == span.group && span.from <= last.to + 1 => {
                    last.to = Ord::max(last.to, span.to);
                }
                _ => joined.push(span),
            }
        }
        joined
    }
}

/// First and last number of the sessions that each group held in a period.
pub async fn met(
    groups: &[i64],
    period: Period,
    db: &impl ConnectionTrait,
) -> Result<BTreeMap<i64, Span>, Error> {
    let of_group = (session::Entity, session::Column::GroupId);
    let number = || Expr::col((session::Entity, session::Column::Number));
    let query = Query::select()
        .column(of_group)
        .expr_as(number().min(), "first")
        .expr_as(number().max(), "last")
        .from(session::Entity)
        .and_where(
            Expr::col((session::Entity, session::Column::Date))
                .between(period.from.to_string(), period.to.to_string()),
        )
        .and_where(Expr::col(of_group).is_in(groups.iter().copied()))
        .group_by_col(of_group)
        .take();
    let mut met = BTreeMap::new();
    for row in db.query_all(&query).await? {
        let span = Span {
            group: row.try_get("", "group_id")?,
            from: row.try_get("", "first")?,
            to: row.try_get("", "last")?,
        };
        met.insert(span.group, span);
    }
    Ok(met)
}

/// The first window of each group that shows an outcome, for each one that it had been asked when it last met; one query a
/// measure.
pub async fn first_waves(
    groups: &[group::Model],
    met: &BTreeMap<i64, Span>,
    db: &impl ConnectionTrait,
) -> Result<Vec<Span>, Error> {
    let mut asked: BTreeMap<(&str, u16), Vec<i64>> = BTreeMap::new();
    for group in groups {
        let Some(met) = met.get(&group.id) else {
            continue;
        };
        let window = group.window_of(met.to).index;
        for named in group.outcomes.up_to(window) {
            let of = asked.entry((&named.id, named.version)).or_default();
            of.push(group.id);
        }
    }
    let mut waves = Vec::new();
    for (measure, groups) in asked {
        waves.extend(first_waves_of(measure, groups, db).await?);
    }
    Ok(waves)
}

async fn first_waves_of(
    (measure, version): (&str, u16),
    groups: Vec<i64>,
    db: &impl ConnectionTrait,
) -> Result<Vec<Span>, Error> {
    let window = (tally::Entity, tally::Column::Window);
    let first = Query::select()
        .column(window)
        .from(tally::Entity)
        .and_where(
            Expr::col((tally::Entity, tally::Column::GroupId))
                .equals((group::Entity, group::Column::Id)),
        )
        .and_where(Expr::col((tally::Entity, tally::Column::Measure)).eq(measure))
        .and_where(Expr::col((tally::Entity, tally::Column::Version)).eq(i32::from(version)))
        .order_by(window, sea_orm::Order::Asc)
        .limit(1)
        .take();
    let query = Query::select()
        .column((group::Entity, group::Column::Id))
        .expr_as(Expr::from(first), "first")
        .from(group::Entity)
        .and_where(Expr::col((group::Entity, group::Column::Id)).is_in(groups))
        .take();
    let mut waves = Vec::new();
    for row in db.query_all(&query).await? {
        let group = row.try_get("", "id")?;
        if let Some(window) = row.try_get("", "first")? {
            waves.push(Span {
                group,
                from: window,
                to: window,
            });
        }
    }
    Ok(waves)
}

/// Releases of windows.
pub async fn releases(windows: &[Span], db: &impl ConnectionTrait) -> ByGroup<release::Model> {
    let key = (release::Column::GroupId, release::Column::Window);
    read::<release::Entity>(windows, key, db).await
}

/// Tallies of windows.
pub async fn tallies(windows: &[Span], db: &impl ConnectionTrait) -> ByGroup<tally::Model> {
    let key = (tally::Column::GroupId, tally::Column::Window);
    read::<tally::Entity>(windows, key, db).await
}

/// Bands of windows.
pub async fn bands(windows: &[Span], db: &impl ConnectionTrait) -> ByGroup<band::Model> {
    let key = (band::Column::GroupId, band::Column::Window);
    read::<band::Entity>(windows, key, db).await
}

/// Sessions by their numbers.
pub async fn sessions(numbers: &[Span], db: &impl ConnectionTrait) -> ByGroup<session::Model> {
    let key = (session::Column::GroupId, session::Column::Number);
    read::<session::Entity>(numbers, key, db).await
}

async fn read<E>(
    spans: &[Span],
    (group, number): (E::Column, E::Column),
    db: &impl ConnectionTrait,
) -> ByGroup<E::Model>
where
    E: EntityTrait,
    E::Model: OfOne,
{
    let mut rows: BTreeMap<i64, Vec<E::Model>> = BTreeMap::new();
    for spans in spans.chunks(AT_ONCE) {
        let of_group = Expr::col(group.as_column_ref());
        let number = || Expr::col(number.as_column_ref());
        let mut select = E::find();
        QueryTrait::query(&mut select).join_subquery(
            JoinType::InnerJoin,
            list(spans),
            WANTED,
            all![
                of_group.equals((WANTED, "column1")),
                number().gte(Expr::col((WANTED, "column2"))),
                number().lte(Expr::col((WANTED, "column3"))),
            ],
        );
        for row in select.all(db).await? {
            rows.entry(row.group()).or_default().push(row);
        }
    }
    Ok(rows)
}

// Both databases call the columns of such a list column1, column2 and so on.
fn list(spans: &[Span]) -> SelectStatement {
    let values = spans.iter().map(|span| (span.group, span.from, span.to));
    Query::select()
        .column(Asterisk)
        .from_values(values, "spans")
        .take()
}
