//! The sealed box: the only rooms where one person's answers exist in clear, for one request or one close.

pub mod asking;
pub mod ballot;
pub mod ballot_box;
pub mod casting;
pub mod close;
pub mod codes;
pub mod deals;
mod filling;
pub mod founding;
pub mod idle;
pub mod keys;
pub mod locker;
pub mod member_key;
pub mod notes;
pub mod opening;
pub mod own;
pub mod pool;
pub mod pouch;
pub mod quarter;
pub mod rekey;
pub mod release;
pub mod restored;
pub mod roster;
pub mod rotation;
mod said;
pub mod seats;
pub mod slots;
pub mod tickets;
pub mod turns;

#[cfg(test)]
mod tests;

/// Why a sealed row cannot be used. Never names a person.
#[derive(Debug, thiserror::Error)]
pub enum SealedError {
    /// The database refused.
    #[error("database: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// A key is missing, wrong or unreadable.
    #[error("key: {0}")]
    Key(#[from] keys::KeyError),
    /// A row does not open or does not fit.
    #[error("{0}")]
    Slot(#[from] slots::SlotError),
    /// A row that must be there is not.
    #[error("the {0} of a group is missing")]
    Missing(&'static str),
    /// A slot does not hold what it must.
    #[error("the {0} of a group holds something unreadable")]
    Unreadable(&'static str),
    /// Somebody else wrote the row in between.
    #[error("a sealed row was written by somebody else in between")]
    Overtaken,
}
