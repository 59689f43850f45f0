//! Removes what nobody needs any more: keys that no row names, and rosters kept after a re-keying.

use std::collections::HashSet;

use jiff::SignedDuration;
use sea_orm::entity::prelude::*;

use crate::App;
use crate::entities::{ballot_box, pool, quarter};
use crate::sealed::{SealedError, ballot_box as boxes, pool as pools, quarter as quarters, rekey};

/// A key is written before its row: so long it may stand alone.
const RESPITE: SignedDuration = SignedDuration::from_mins(10);

/// Tidies up; a fault is logged and met again in an hour.
pub async fn run(app: &App) {
    let removed = async {
        destroy_unnamed_keys(app).await?;
        rekey::remove_old_rosters(app).await
    };
    if let Err(error) = removed.await {
        tracing::error!(%error, "old keys and rosters could not be removed");
    }
}

async fn destroy_unnamed_keys(app: &App) -> Result<(), SealedError> {
    let names = app.keys.names_before(app.clock.now() - RESPITE)?;
    let tx = app.database.begin().await?;
    let mut named: HashSet<String> = HashSet::new();
    named.extend(
        ballot_box::Entity::find()
            .all(&tx)
            .await?
            .iter()
            .map(|row| boxes::key_name(row.session_id)),
    );
    named.extend(
        pool::Entity::find()
            .all(&tx)
            .await?
            .iter()
            .map(|row| pools::key_name(row.group_id, row.window)),
    );
    named.extend(
        quarter::Entity::find()
            .all(&tx)
            .await?
            .iter()
            .map(quarters::key_name),
    );
    let unnamed: Vec<String> = names
        .into_iter()
        .filter(|name| !named.contains(name))
        .collect();
    app.keys.destroy(&unnamed)?;
    Ok(())
}
