//! E-mails by the clock: reminders are written, what is due is sent, what is old is removed.

use tokio_util::sync::CancellationToken;

use super::reminders;
use crate::{App, mail};

/// Writes reminders and sends what is due; a fault is logged and met again at the next tick. Cancelling `stopping` ends
/// it between two e-mails.
pub async fn run(app: &App, stopping: &CancellationToken) {
    if let Err(error) = reminders::write(app).await {
        super::failed(app, "mail", &error);
        tracing::error!(%error, "reminders could not be written");
    }
    if let Err(error) = mail::send_due(app, stopping).await {
        super::failed(app, "mail", &error);
        tracing::error!(%error, "e-mails could not be sent");
    }
}

/// Removes rows and files of e-mails that came to their end long ago.
pub async fn tidy_up(app: &App) {
    if let Err(error) = mail::sweep(app).await {
        super::failed(app, "hourly", &error);
        tracing::error!(%error, "old e-mails could not be removed");
    }
}
