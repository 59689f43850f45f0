//! That wrong passwords were tried for somebody's account is written down: not by whom, and not for nobody's.

use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::staff;

/// Writes down that passwords were tried for somebody's account; an address that nobody has is not kept.
pub async fn note(app: App, email: String) {
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
