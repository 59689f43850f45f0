//! What runs by the clock. The scheduler is only the tick: every job claims its work in the database.

mod close_sessions;
mod mail;
mod open_sessions;
mod reminders;
mod reports;
mod retention;
mod schedules;
mod settle;
mod tidy_up;

pub use crate::entities::session::default_closing;
pub use mail::run as mails;

use std::time::Duration;

use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::App;
use crate::database::Trouble;
use crate::sealed::deals;

const EVERY_SECOND: &str = "* * * * * *";
const EVERY_FEW_SECONDS: &str = "*/5 * * * * *";
const EVERY_TEN_SECONDS: &str = "*/10 * * * * *";
const EVERY_HOUR: &str = "0 0 * * * *";

/// The running scheduler and what it has started.
pub struct Jobs {
    scheduler: JobScheduler,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Jobs {
    /// Does what became overdue while the program was down, then starts the tick.
    pub async fn start(app: &App) -> Result<Jobs, JobSchedulerError> {
        tidy_up::run(app).await;
        // The program may have ended between a close and its truncation.
        app.truncate().await;
        sessions(app).await;
        settle::run(app).await;
        schedules::run(app).await;
        let jobs = Jobs {
            scheduler: JobScheduler::new().await?,
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
        };
        jobs.every("sessions", EVERY_SECOND, app, async |app, _| {
            sessions(&app).await
        })
        .await?;
        // Apart from the sessions, so that a long report holds up no close.
        jobs.every("reports", EVERY_SECOND, app, async |app, stop| {
            reports::run(&app, &stop).await
        })
        .await?;
        jobs.every("schedules", EVERY_TEN_SECONDS, app, async |app, _| {
            schedules::run(&app).await
        })
        .await?;
        jobs.every("hourly", EVERY_HOUR, app, async |app, _| hourly(&app).await)
            .await?;
        // A turn of its own: a mail server that says nothing holds nothing up.
        jobs.every("mail", EVERY_FEW_SECONDS, app, async |app, stop| {
            mails(&app, &stop).await
        })
        .await?;
        jobs.scheduler.start().await?;
        Ok(jobs)
    }

    /// Runs `job` at each tick of `when`, but not beside itself: a slow one is not overtaken by the next tick.
    async fn every<F>(
        &self,
        name: &'static str,
        when: &str,
        app: &App,
        job: impl Fn(App, CancellationToken) -> F + Send + Sync + 'static,
    ) -> Result<(), JobSchedulerError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (app, stop, tracker) = (app.clone(), self.stop.clone(), self.tasks.clone());
        let underway = std::sync::Arc::new(tokio::sync::Mutex::new(()));
        let ticked = Job::new_async(when, move |_, _| {
            let turn = underway.clone().try_lock_owned();
            let work = job(app.clone(), stop.clone());
            let (app, tracker) = (app.clone(), tracker.clone());
            Box::pin(async move {
                if let Ok(turn) = turn {
                    tracker.spawn(async move {
                        let since = app.clock.now();
                        work.await;
                        app.metrics.job(name, app.clock.now().duration_since(since));
                        drop(turn);
                    });
                }
            })
        })?;
        self.scheduler.add(ticked).await.map(|_| ())
    }

    /// Stops the tick and waits for what is under way: of the reports that wait, for the one that is being made.
    pub async fn stop(mut self) {
        self.stop.cancel();
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

/// Counts what a job could not do, and writes down what to do about it where that is known.
fn failed(app: &App, job: &'static str, error: &(dyn std::error::Error + 'static)) {
    app.metrics.failed(job, error);
    if let Some(trouble) = Trouble::under(error) {
        tracing::error!("{}", trouble.advice());
    }
}

/// One tick: closes what is overdue, opens what is due, finishes a truncation that was held up.
pub async fn sessions(app: &App) {
    // Another replica may have saved what the organisation decides.
    if let Err(error) = app.renew().await {
        failed(app, "sessions", &error);
        tracing::error!(%error, "what the organisation decided could not be read again");
    }
    close_sessions::run(app).await;
    open_sessions::run(app).await;
    if let Err(error) = deals::end_overdue(app).await {
        failed(app, "sessions", &error);
        tracing::error!(%error, "a deal of tickets could not be ended; it is tried again");
    }
    app.finish_truncation().await;
}

/// Puts reports in line that are due, and makes what waits: what two ticks do.
pub async fn reports(app: &App) {
    schedules::run(app).await;
    reports::run(app, &CancellationToken::new()).await;
}

/// Once an hour: removes what nobody needs, and settles months and quarters that are over.
pub async fn hourly(app: &App) {
    tidy_up::run(app).await;
    reports::remove_old(app).await;
    retention::run(app).await;
    mail::tidy_up(app).await;
    settle::run(app).await;
}
