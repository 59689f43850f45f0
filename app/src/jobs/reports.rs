//! Makes the reports that wait, one after the other, and removes the files of old ones. However many replicas run, each is made once.

use analytics::Period;
use jiff::{SignedDuration, ToSpan};
use sea_orm::sea_query::Query;
use sea_orm::{ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, QueryFilter, Set};
use tokio_util::sync::CancellationToken;

use crate::App;
use crate::database::Trouble;
use crate::documents;
use crate::entities::audit::{Action, Deed};
use crate::entities::{mail, report, report_file, scope_group, scope_period, session};
use crate::frames::scopes::{self, is_over};

/// So long a maker that says nothing is believed to be at work. It says so after each format; the longest takes seconds.
const LEASE: SignedDuration = SignedDuration::from_mins(1);

/// How long is waited after the first, second … try that failed; then a day.
const PAUSES: [SignedDuration; 4] = [
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(2),
];
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Two weeks of tries.
const MOST: i32 = 18;

/// How soon it is looked whether a period has been settled.
const SETTLING: SignedDuration = SignedDuration::from_mins(10);

/// What became of a report that was taken up.
enum Outcome {
    Made(Vec<reports::Document>),
    /// Its scope had no group in the period.
    Empty,
    /// A session of the period is still open, or the hour of settling has not come.
    Unsettled,
    /// Somebody else makes it: our lease had run out.
    Lost,
    /// A word of ours for what went wrong.
    Failed(&'static str),
}

/// Makes what waits until nothing does, or until the program stops.
pub async fn run(app: &App, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        match take_up_next(app).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                super::failed(app, "reports", &error);
                return tracing::error!(%error, "reports cannot be taken up; it is tried again");
            }
        }
    }
}

/// Returns whether there was one.
async fn take_up_next(app: &App) -> Result<bool, DbErr> {
    let now = app.clock.now();
    let Some(report) = report::next(now, &app.database.reader).await? else {
        return Ok(false);
    };
    let claim = app.random.row_id();
    let writer = &app.database.writer;
    if !report.take(claim, now + LEASE, writer).await? {
        return Ok(true);
    }
    // Its maker was gone every time: so would the next one be.
    let outcome = if report.attempts >= MOST {
        Outcome::Failed("stopped")
    } else {
        match make(app, &report, claim).await {
            Ok(outcome) => outcome,
            Err(error) => {
                super::failed(app, "reports", &*error);
                tracing::error!(%error, report = report.id, "a report could not be made; it is tried again");
                Outcome::Failed("internal")
            }
        }
    };
    match settle(app, &report, claim, outcome).await {
        Ok(()) => {}
        Err(error) => {
            super::failed(app, "reports", &error);
            tracing::error!(%error, report = report.id, "a report could not be stored; it is tried again");
            let fault = Trouble::of(&error).map_or("internal", Trouble::id);
            settle(app, &report, claim, Outcome::Failed(fault)).await?;
        }
    }
    Ok(true)
}

/// Makes every format of a report, one after the other, so that one document at a time is held.
async fn make(
    app: &App,
    report: &report::Model,
    claim: i64,
) -> Result<Outcome, Box<dyn std::error::Error + Send + Sync>> {
    let period: Period = report.period.parse()?;
    if !is_settled(app, period).await? {
        return Ok(
            if is_over(period, app.today()) && !has_sessions(app, period).await? {
                Outcome::Empty
            } else {
                Outcome::Unsettled
            },
        );
    }
    let reader = &app.database.reader;
    let groups = scope_group::in_scope(&report.period, report.team_id, reader).await?;
    let mut chosen = report.chosen();
    chosen.retain(|group| groups.contains(group));
    let scope = scopes::scope(app, report.team_id, period, &chosen).await?;
    let Some(scope) = scope.filter(|_| !groups.is_empty()) else {
        return Ok(Outcome::Empty);
    };
    let (made, size) = (app.clock.now(), app.organisation().paper_size());
    let of = app.clone();
    let outline = tokio::task::spawn_blocking(move || {
        documents::scope::outline(&of, &scope, period, &chosen)
    });
    let outline = std::sync::Arc::new(outline.await??);
    let mut documents = Vec::new();
    for format in report.formats() {
        let outline = outline.clone();
        let made = tokio::task::spawn_blocking(move || {
            reports::scope::document(&outline, format, size, made)
        });
        let document = match made.await? {
            Ok(document) => document,
            Err(error) => {
                super::failed(app, "reports", &error);
                tracing::error!(%error, report = report.id, "a document was refused");
                return Ok(Outcome::Failed("document"));
            }
        };
        documents.push(document);
        let alive = report::ActiveModel {
            next_try: Set((app.clock.now() + LEASE).as_millisecond()),
            ..Default::default()
        };
        if !report.change(claim, alive, &app.database.writer).await? {
            return Ok(Outcome::Lost);
        }
    }
    Ok(Outcome::Made(documents))
}

/// Writes down what became of it, in one transaction, if it is still ours.
async fn settle(
    app: &App,
    report: &report::Model,
    claim: i64,
    outcome: Outcome,
) -> Result<(), DbErr> {
    let now = app.clock.now();
    let mut change = report::ActiveModel {
        claim: Set(None),
        ..Default::default()
    };
    let is_made = matches!(outcome, Outcome::Made(_));
    // Whoever asked for a report on a page is looking at it.
    let tells = is_made && report.schedule_id.is_some();
    let mut documents = Vec::new();
    match outcome {
        Outcome::Lost => return Ok(()),
        Outcome::Made(made) => {
            documents = made;
            change.state = Set(report::MADE.to_owned());
            change.fault = Set(None);
            change.made_at = Set(Some(now.as_millisecond()));
        }
        Outcome::Empty => {
            change.state = Set(report::EMPTY.to_owned());
            change.fault = Set(None);
        }
        Outcome::Unsettled => {
            // Waiting for a session's end is no failure.
            change.attempts = Set(report.attempts);
            change.fault = Set(Some("unsettled".to_owned()));
            change.next_try = Set((now + SETTLING).as_millisecond());
        }
        Outcome::Failed(fault) => {
            change.fault = Set(Some(fault.to_owned()));
            let pause = usize::try_from(report.attempts).ok();
            let pause = pause.and_then(|tries| PAUSES.get(tries)).unwrap_or(&DAY);
            change.next_try = Set((now + *pause).as_millisecond());
            if report.attempts + 1 >= MOST {
                change.state = Set(report::FAILED.to_owned());
            }
        }
    }
    let tx = app.database.begin().await?;
    if !report.change(claim, change, &tx).await? {
        return Ok(());
    }
    for (format, document) in report.formats().into_iter().zip(documents) {
        let file = report_file::Model {
            report_id: report.id,
            format: format.id().to_owned(),
            name: document.name,
            bytes: document.bytes,
        };
        report_file::Entity::insert(report_file::ActiveModel::from(file).reset_all())
            .exec_without_returning(&tx)
            .await?;
    }
    if tells {
        mail::Model::report_ready(report.id, report.staff_id, now, &tx).await?;
    }
    if !is_made {
        return tx.commit().await;
    }
    let deed = Deed {
        detail: &format!(
            "{}, {}, report {}",
            report.period, report.formats, report.id
        ),
        ..Deed::of(Action::ReportAcrossGroupsMade)
    };
    deed.commit(now, tx).await
}

async fn is_settled(app: &App, period: Period) -> Result<bool, DbErr> {
    let row = scope_period::Entity::find_by_id(period.to_string());
    Ok(row.one(&app.database.reader).await?.is_some())
}

/// Whether any group has met up to the end of a period: one before the first session is never settled.
async fn has_sessions(app: &App, period: Period) -> Result<bool, DbErr> {
    let first = session::Entity::find()
        .filter(session::Column::Date.lte(period.last().to_string()))
        .one(&app.database.reader);
    Ok(first.await?.is_some())
}

/// Removes files that are older than the organisation keeps them. The rows stay, with who downloaded what.
pub async fn remove_old(app: &App) {
    let here = app.clock.now().to_zoned_datetime(app.zone());
    let oldest = here.saturating_sub(app.organisation().report_months().months());
    let old = Query::select()
        .column(report::Column::Id)
        .from(report::Entity)
        .and_where(report::Column::MadeAt.lt(oldest.timestamp().as_millisecond()))
        .to_owned();
    let removed = report_file::Entity::delete_many()
        .filter(report_file::Column::ReportId.in_subquery(old))
        .exec(&app.database.writer)
        .await;
    if let Err(error) = removed {
        super::failed(app, "hourly", &error);
        tracing::error!(%error, "files of old reports could not be removed");
    }
}
