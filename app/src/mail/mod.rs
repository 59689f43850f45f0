//! Sends e-mails to staff: writes each, claims it, hands it over, notes what became of it. What is due, jobs say.

mod carrier;
mod faults;
mod folder;
mod letter;
mod server;

use lettre::Message;
use sea_orm::{DbErr, EntityTrait};
use tokio_util::sync::CancellationToken;

use crate::App;
use crate::entities::mail::{Entity, Fault, Model, State};
use crate::entities::staff;
use carrier::{Carried, Carrier};
use letter::Draft;

/// Sends what is due, over one connection. It ends early, between two e-mails, when `stopping` is cancelled.
///
/// # Errors
///
/// When the database does not answer.
pub async fn send_due(app: &App, stopping: &CancellationToken) -> Result<(), DbErr> {
    let now = app.clock.now();
    Model::lapse(now, &app.database.writer).await?;
    let due = Model::due(now, &app.database.reader).await?;
    send(app, due, stopping).await
}

/// Sends one e-mail at once and returns what became of it.
///
/// # Errors
///
/// When the database does not answer.
pub async fn send_now(app: &App, mail: Model) -> Result<Model, DbErr> {
    let key = (mail.kind, mail.about, mail.staff_id);
    send(app, vec![mail.clone()], &CancellationToken::new()).await?;
    let became = Entity::find_by_id(key).one(&app.database.reader).await?;
    Ok(became.unwrap_or(mail))
}

/// Hands the link to choose a password, at `path`, over to the mail server at once. It is kept nowhere and not tried again.
///
/// # Errors
///
/// Why it was not taken.
pub async fn send_link(app: &App, who: &staff::Model, path: &str) -> Result<(), Fault> {
    let letter = letter::with_link(app, who, path).ok_or(Fault::Address)?;
    let organisation = app.organisation();
    let mut carrier = Carrier::open(&app.config.mail.way, organisation.public_host()).await?;
    let carried = carrier.carry("link", &letter).await;
    carrier.close().await;
    match carried {
        Carried::Taken => Ok(()),
        Carried::NotNow(fault) | Carried::Never(fault) => Err(fault),
        Carried::Unsure => Err(Fault::NoAnswer),
    }
}

/// Removes what came to its end long ago, and the files that it became.
///
/// # Errors
///
/// When the database does not answer.
pub async fn sweep(app: &App) -> Result<(), DbErr> {
    let swept = Model::sweep(app.clock.now(), &app.database.writer).await?;
    folder::forget(&app.config.mail, &swept).await;
    Ok(())
}

async fn send(app: &App, mails: Vec<Model>, stopping: &CancellationToken) -> Result<(), DbErr> {
    let mut ready = Vec::new();
    for mail in mails {
        let (now, writer) = (app.clock.now(), &app.database.writer);
        match letter::draft(app, &mail).await? {
            Draft::Ready(letter) => ready.push((mail, letter)),
            Draft::Needless => mail.end(State::Dropped, None, now, writer).await?,
            Draft::Impossible(fault) => {
                mail.end(State::GivenUp, Some(fault), now, writer).await?;
            }
        }
    }
    if ready.is_empty() {
        return Ok(());
    }
    // Nothing is claimed before somebody listens: the time that this takes costs no e-mail its one chance.
    let organisation = app.organisation();
    let opening = Carrier::open(&app.config.mail.way, organisation.public_host());
    match stopping.run_until_cancelled(opening).await {
        None => Ok(()),
        Some(Ok(carrier)) => hand_over(app, ready, carrier, stopping).await,
        Some(Err(fault)) => {
            tracing::warn!(fault = fault.id(), "e-mails cannot be sent; they wait");
            for (mail, _) in &ready {
                let now = app.clock.now();
                mail.postpone(fault, now, &app.database.writer).await?;
            }
            Ok(())
        }
    }
}

async fn hand_over(
    app: &App,
    ready: Vec<(Model, Message)>,
    mut carrier: Carrier,
    stopping: &CancellationToken,
) -> Result<(), DbErr> {
    let writer = &app.database.writer;
    let mut is_open = false;
    for (mail, letter) in ready {
        if stopping.is_cancelled() || carrier.is_broken() {
            break;
        }
        if !mail.claim(app.clock.now(), writer).await? {
            continue;
        }
        let carried = carrier.carry(&mail.name(), &letter).await;
        let now = app.clock.now();
        note(&mail, &carried);
        match carried {
            Carried::Taken => {
                is_open = true;
                mail.end(State::Sent, None, now, writer).await?;
            }
            Carried::NotNow(fault) => mail.postpone(fault, now, writer).await?,
            Carried::Never(fault) => mail.end(State::GivenUp, Some(fault), now, writer).await?,
            Carried::Unsure => {
                let fault = Some(Fault::NoAnswer);
                mail.end(State::Unsure, fault, now, writer).await?;
            }
        }
    }
    carrier.close().await;
    if is_open {
        Model::wake(app.clock.now(), writer).await?;
    }
    Ok(())
}

/// The log says what kind of e-mail it was and what became of it: neither to whom nor with which words.
fn note(mail: &Model, carried: &Carried) {
    let kind = mail.kind.id();
    match carried {
        Carried::Taken => tracing::debug!(kind, "an e-mail was taken"),
        Carried::NotNow(fault) => tracing::warn!(kind, fault = fault.id(), "an e-mail waits"),
        Carried::Never(fault) => tracing::warn!(kind, fault = fault.id(), "an e-mail was refused"),
        Carried::Unsure => tracing::warn!(kind, "an e-mail may have gone, and is not sent again"),
    }
}
