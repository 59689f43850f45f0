//! That wrong passwords were tried for somebody's account is written down: not by whom, and not for nobody's.

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::staff;
use crate::guards::places::Place;

/// Writes down that passwords were tried for an account until one had to wait, beside the reply: that takes as long for an
/// address that nobody has, which is not kept.
pub fn note(app: &App, email: &str, place: Place) {
    if app.throttle.begins_to_wait(email, place, app.clock.now()) {
        tokio::spawn(write(app.clone(), email.to_owned()));
    }
}

async fn write(app: App, email: String) {
    let noted = async {
        let Some(who) = staff::find(&email, &app.database.reader).await? else {
            return Ok(());
        };
        let deed = Deed {
            about_id: Some(who.id),
            ..Deed::of(Action::WrongPasswordsTried)
        };
        deed.record(app.clock.now(), &app.database).await
    };
    if let Err(error) = noted.await {
        tracing::error!(%error, "wrong passwords could not be written down");
    }
}
