//! What one can tick in a note, in words: the service's own list, or the shipped one. How it is edited is elsewhere.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DbErr};

use crate::entities::note_choice::{self, SHIPPED};
use crate::words::say;

/// One choice as members read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteChoice {
    /// What a note keeps.
    pub id: i32,
    /// What stands beside the box.
    pub words: String,
}

/// The choices that are offered now, in order.
///
/// # Errors
///
/// When the database does not answer.
pub async fn offered(db: &impl ConnectionTrait) -> Result<Vec<NoteChoice>, DbErr> {
    let own = note_choice::offered(db).await?;
    if own.is_empty() {
        return Ok(shipped());
    }
    Ok(own.into_iter().map(choice).collect())
}

/// The choices that notes name, also those that are no longer offered. Of one that was never there nothing is said.
///
/// # Errors
///
/// When the database does not answer.
pub async fn named(
    ids: &BTreeSet<i32>,
    db: &impl ConnectionTrait,
) -> Result<Vec<NoteChoice>, DbErr> {
    let own: Vec<NoteChoice> = note_choice::all(db)
        .await?
        .into_iter()
        .map(choice)
        .collect();
    let known = |id: i32| own.iter().any(|choice| choice.id == id);
    let shipped = shipped().into_iter().filter(|choice| !known(choice.id));
    let all = own.iter().cloned().chain(shipped);
    Ok(all.filter(|choice| ids.contains(&choice.id)).collect())
}

/// The list that Chorus brings along.
pub fn shipped() -> Vec<NoteChoice> {
    let choice = |id| NoteChoice {
        id,
        words: say(&format!("note-choice-{id}")),
    };
    (1..=SHIPPED).map(choice).collect()
}

fn choice(row: note_choice::Model) -> NoteChoice {
    NoteChoice {
        id: row.id,
        words: row.body,
    }
}
