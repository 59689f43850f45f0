//! Which windows are wanted of a period that is over, as queries inside queries: numbers of hundreds of groups' windows
//! do not travel to the database and back.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType, all};

use crate::entities::{group, release, session, tally};
use crate::frames::Period;

/// Group and number of the windows whose last session falls in a period, and of each group's first shown wave.
pub fn of(groups: &[i64], period: Period) -> SelectStatement {
    let mut windows = first_waves(groups);
    windows.union(UnionType::Distinct, closed(groups, period));
    windows
}

/// Whether a row's group and window are among them.
pub fn among<C: ColumnTrait>(key: [C; 2], windows: &SelectStatement) -> Expr {
    let key = key.map(|column| Expr::col(column.as_column_ref()));
    Expr::tuple(key).in_subquery(windows.clone())
}

/// Their sessions.
pub fn held(windows: &SelectStatement) -> SelectStatement {
    let number = || Expr::col((session::Entity, session::Column::Number));
    let key = [release::Column::GroupId, release::Column::Window];
    Query::select()
        .column((session::Entity, session::Column::Id))
        .from(session::Entity)
        .inner_join(
            release::Entity,
            all![
                Expr::col((release::Entity, release::Column::GroupId))
                    .equals((session::Entity, session::Column::GroupId)),
                number().gte(Expr::col((release::Entity, release::Column::FirstSession))),
                number().lte(Expr::col((release::Entity, release::Column::LastSession))),
            ],
        )
        .and_where(among(key, windows))
        .take()
}

fn first_waves(groups: &[i64]) -> SelectStatement {
    let of_group = (tally::Entity, tally::Column::GroupId);
    Query::select()
        .column(of_group)
        .expr(Expr::col((tally::Entity, tally::Column::Window)).min())
        .from(tally::Entity)
        .inner_join(
            group::Entity,
            all![
                Expr::col((group::Entity, group::Column::Id)).equals(of_group),
                Expr::col((group::Entity, group::Column::OutcomeMeasure))
                    .equals((tally::Entity, tally::Column::Measure)),
            ],
        )
        .and_where(Expr::col(of_group).is_in(groups.iter().copied()))
        .group_by_col(of_group)
        .take()
}

// A release is written when its last session closes, so that session is there.
fn closed(groups: &[i64], period: Period) -> SelectStatement {
    let of_group = (release::Entity, release::Column::GroupId);
    Query::select()
        .columns([of_group, (release::Entity, release::Column::Window)])
        .from(release::Entity)
        .inner_join(
            session::Entity,
            all![
                Expr::col((session::Entity, session::Column::GroupId)).equals(of_group),
                Expr::col((session::Entity, session::Column::Number))
                    .equals((release::Entity, release::Column::LastSession)),
            ],
        )
        .and_where(Expr::col(of_group).is_in(groups.iter().copied()))
        .and_where(
            Expr::col((session::Entity, session::Column::Date))
                .between(period.from.to_string(), period.to.to_string()),
        )
        .take()
}
