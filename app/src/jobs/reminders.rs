//! Reminds therapists, once a session, that an open session lacks its topic or the number present.

use jiff::SignedDuration;
use sea_orm::entity::prelude::*;

use crate::App;
use crate::entities::mail::{self, Kind};
use crate::entities::{group_therapist, session};

/// How long a session is open before anybody is reminded: first there is the way home.
const RESPITE: SignedDuration = SignedDuration::from_hours(1);

/// Writes the reminders that are due. Whether one still holds, and whether it is wanted, is asked when it goes.
pub async fn write(app: &App) -> Result<(), DbErr> {
    let (now, reader) = (app.clock.now(), &app.database.reader);
    let open = session::Entity::find()
        .filter(session::Column::State.eq(session::OPEN))
        .filter(session::Column::OpenedAt.lte((now - RESPITE).as_millisecond()))
        .filter(session::Column::ClosesAt.gt(now.as_millisecond()))
        .all(reader)
        .await?;
    let lacking: Vec<session::Model> = open
        .into_iter()
        .filter(session::Model::lacks_details)
        .collect();
    if lacking.is_empty() {
        return Ok(());
    }
    let groups = lacking.iter().map(|session| session.group_id);
    let therapists = group_therapist::Entity::find()
        .filter(group_therapist::Column::GroupId.is_in(groups))
        .all(reader)
        .await?;
    let sessions = lacking.iter().map(|session| session.id);
    let written = mail::Entity::find()
        .filter(mail::Column::Kind.eq(Kind::Reminder))
        .filter(mail::Column::About.is_in(sessions))
        .all(reader)
        .await?;
    for session in &lacking {
        let leads = |row: &&group_therapist::Model| row.group_id == session.group_id;
        for therapist in therapists.iter().filter(leads) {
            let known = |mail: &mail::Model| {
                mail.about == session.id && mail.staff_id == therapist.staff_id
            };
            if !written.iter().any(known) {
                let writer = &app.database.writer;
                mail::Model::remind(session.id, therapist.staff_id, now, writer).await?;
            }
        }
    }
    Ok(())
}
