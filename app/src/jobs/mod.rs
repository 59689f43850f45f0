//! What runs by the clock. The scheduler is only the tick: every job claims its work in the database.

mod close_sessions;
mod mail;
mod open_sessions;
mod reminders;
mod settle;
mod tidy_up;

pub use crate::entities::session::default_closing;
pub use mail::run as mails;
pub use open_sessions::due;

use std::time::Duration;

use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::App;

const EVERY_SECOND: &str = "* * * * * *";
const EVERY_FEW_SECONDS: &str = "*/5 * * * * *";
const EVERY_HOUR: &str = "0 0 * * * *";

/// The running scheduler and what it has started.
pub struct Jobs {
    scheduler: JobScheduler,
    tasks: TaskTracker,
    stopping: CancellationToken,
}

impl Jobs {
    /// Does what became overdue while the program was down, then starts the tick.
    pub async fn start(app: &App) -> Result<Jobs, JobSchedulerError> {
        tidy_up::run(app).await;
        // The program may have ended between a close and its truncation.
        app.truncate().await;
        sessions(app).await;
        settle::run(app).await;
        let scheduler = JobScheduler::new().await?;
        let tasks = TaskTracker::new();
        let (ticking, tracker) = (app.clone(), tasks.clone());
        let underway = std::sync::Arc::new(tokio::sync::Mutex::new(()));
        scheduler
            .add(Job::new_async(EVERY_SECOND, move |_, _| {
                let (app, tracker, underway) = (ticking.clone(), tracker.clone(), underway.clone());
                Box::pin(async move {
                    // A slow close is not overtaken by the next tick.
                    let Ok(turn) = underway.try_lock_owned() else {
                        return;
                    };
                    tracker.spawn(async move {
                        sessions(&app).await;
                        drop(turn);
                    });
                })
            })?)
            .await?;
        let (ticking, tracker) = (app.clone(), tasks.clone());
        scheduler
            .add(Job::new_async(EVERY_HOUR, move |_, _| {
                let (app, tracker) = (ticking.clone(), tracker.clone());
                Box::pin(async move {
                    tracker.spawn(async move { hourly(&app).await });
                })
            })?)
            .await?;
        let stopping = CancellationToken::new();
        let (sending, tracker, stop) = (app.clone(), tasks.clone(), stopping.clone());
        // A turn of its own: a mail server that says nothing holds no session up.
        let underway = std::sync::Arc::new(tokio::sync::Mutex::new(()));
        scheduler
            .add(Job::new_async(EVERY_FEW_SECONDS, move |_, _| {
                let (app, tracker, stop) = (sending.clone(), tracker.clone(), stop.clone());
                let underway = underway.clone();
                Box::pin(async move {
                    let Ok(turn) = underway.try_lock_owned() else {
                        return;
                    };
                    tracker.spawn(async move {
                        mails(&app, &stop).await;
                        drop(turn);
                    });
                })
            })?)
            .await?;
        scheduler.start().await?;
        Ok(Jobs {
            scheduler,
            tasks,
            stopping,
        })
    }

    /// Stops the tick and waits for what is under way.
    pub async fn stop(mut self) {
        self.stopping.cancel();
        if let Err(error) = self.scheduler.shutdown().await {
            tracing::warn!(%error, "the scheduler did not stop by itself");
        }
        self.tasks.close();
        if tokio::time::timeout(Duration::from_secs(30), self.tasks.wait())
            .await
            .is_err()
        {
            tracing::warn!("a job was still running after thirty seconds");
        }
    }
}

/// One tick: closes what is overdue, opens what is due, finishes a truncation that was held up.
pub async fn sessions(app: &App) {
    close_sessions::run(app).await;
    open_sessions::run(app).await;
    app.finish_truncation().await;
}

/// Once an hour: removes what nobody needs, and settles months and quarters that are over.
pub async fn hourly(app: &App) {
    tidy_up::run(app).await;
    mail::tidy_up(app).await;
    settle::run(app).await;
}
