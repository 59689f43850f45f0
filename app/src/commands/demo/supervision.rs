//! What the demonstration's supervisor has: a monthly and a quarterly schedule, and the reports that these have made.

use analytics::Period;
use app::App;
use app::entities::{report, report_download, schedule};
use app::jobs;
use jiff::{SignedDuration, Timestamp};
use reports::Format;
use sea_orm::{ActiveModelTrait, EntityTrait};

use super::Sentence;

/// So long ago the supervisor began.
const DAYS: i64 = 75;

/// Makes the schedules, and lets each due morning come under the moved clock of `past`.
pub async fn build(past: &App, supervisor: i64, now: Timestamp) -> Result<(), Sentence> {
    let from = now - SignedDuration::from_hours(24 * DAYS);
    let monthly = row(past, supervisor, "month", None, from);
    let quarterly = row(
        past,
        supervisor,
        "quarter",
        Some("30 8 10 1,4,7,10 *"),
        from,
    );
    let zone = &past.zone();
    let mut mornings: Vec<Timestamp> = Vec::new();
    for schedule in [monthly, quarterly] {
        let due = schedule.timetable().upcoming(from, None::<Period>, zone, 4);
        mornings.extend(due.iter().map(|due| due.at).filter(|at| *at <= now));
        let row = schedule::ActiveModel::from(schedule).reset_all();
        row.insert(&past.database.writer).await?;
    }
    mornings.sort();
    for morning in mornings {
        past.clock.set(morning);
        jobs::hourly(past).await;
        jobs::reports(past).await;
    }
    past.clock.set(now);
    taken(past, supervisor, now).await
}

fn row(
    past: &App,
    supervisor: i64,
    kind: &str,
    cron: Option<&str>,
    from: Timestamp,
) -> schedule::Model {
    let formats = [Format::Pdf, Format::Xlsx, Format::Csv].map(Format::id);
    schedule::Model {
        id: past.random.row_id(),
        staff_id: supervisor,
        team_id: None,
        kind: kind.to_owned(),
        cron: cron.map(str::to_owned),
        formats: formats.join(" "),
        chosen: String::new(),
        paused: None,
        runs_from: from.as_millisecond(),
    }
}

/// The supervisor reads each report a few hours after it was made.
async fn taken(past: &App, supervisor: i64, now: Timestamp) -> Result<(), Sentence> {
    for report in report::Entity::find().all(&past.database.reader).await? {
        let Some(made_at) = report.made_at else {
            continue;
        };
        let at = (made_at + 3 * 3_600_000 + 17 * 60_000).min(now.as_millisecond());
        let row = report_download::Model {
            id: past.random.row_id(),
            report_id: report.id,
            format: Format::Pdf.id().to_owned(),
            staff_id: supervisor,
            at,
        };
        let row = report_download::ActiveModel::from(row).reset_all();
        row.insert(&past.database.writer).await?;
    }
    Ok(())
}
