//! Destroys results that are older than the organisation keeps them. What is left of such a window says "not shown",
//! as if too few had answered: nobody can tell later which it was.

use jiff::ToSpan;
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{DatabaseTransaction, DbErr, QuerySelect, entity::prelude::*};

use crate::App;
use crate::entities::{
    band, coping_line, programme_change, release, released_words, reply, scope_change, session,
    tally,
};

/// Destroys what is too old; a fault is logged and met again in an hour.
pub async fn run(app: &App) {
    let Some(months) = app.organisation().row.retention_months else {
        return;
    };
    let oldest = app.today().saturating_sub(months.months());
    match destroy(app, oldest).await {
        Ok(false) => {}
        Ok(true) => app.truncate().await,
        Err(error) => {
            super::failed(app, "hourly", &error);
            tracing::error!(%error, "old results could not be destroyed");
        }
    }
}

/// Whether there was anything.
async fn destroy(app: &App, oldest: Date) -> Result<bool, DbErr> {
    let tx = app.database.begin().await?;
    let old: Vec<(i64, Option<i32>)> = session::Entity::find()
        .select_only()
        .column(session::Column::GroupId)
        .column_as(session::Column::Number.max(), "last")
        .filter(session::Column::Date.lt(oldest.to_string()))
        .group_by(session::Column::GroupId)
        .into_tuple()
        .all(&tx)
        .await?;
    let mut found = false;
    for (group, last) in old {
        found |= destroy_windows(group, last.unwrap_or_default(), &tx).await?;
    }
    for change in scope_change::Entity::find().all(&tx).await? {
        let period: Option<analytics::Period> = change.period.parse().ok();
        if period.is_some_and(|period| period.last() < oldest) {
            change.delete(&tx).await?;
            found = true;
        }
    }
    tx.commit().await?;
    Ok(found)
}

/// The windows of a group that ended with session `last` or before.
async fn destroy_windows(group: i64, last: i32, tx: &DatabaseTransaction) -> Result<bool, DbErr> {
    let windows: Vec<i32> = release::Entity::find()
        .select_only()
        .column(release::Column::Window)
        .filter(release::Column::GroupId.eq(group))
        .filter(release::Column::LastSession.lte(last))
        .filter(release::Column::Shown.eq(true))
        .into_tuple()
        .all(tx)
        .await?;
    let Some(newest) = windows.iter().max() else {
        return Ok(false);
    };
    macro_rules! delete_from {
        ($($table:ident),+) => {$(
            $table::Entity::delete_many()
                .filter($table::Column::GroupId.eq(group))
                .filter($table::Column::Window.lte(*newest))
                .exec(tx)
                .await?;
        )+};
    }
    delete_from!(
        tally,
        band,
        released_words,
        coping_line,
        reply,
        programme_change
    );
    release::Entity::update_many()
        .col_expr(release::Column::Shown, Expr::value(false))
        .col_expr(release::Column::Answered, Expr::value(Option::<i32>::None))
        .filter(release::Column::GroupId.eq(group))
        .filter(release::Column::Window.lte(*newest))
        .exec(tx)
        .await?;
    Ok(true)
}
