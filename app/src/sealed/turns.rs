//! Ballots of one group are put into its box one after the other: each seals the whole box anew, and two side by side would
//! only overtake each other. Between replicas the box's version decides.

use std::sync::Arc;

use tokio::sync::{Mutex, MutexGuard};

/// More than there are groups that answer in one minute; two that share a place wait for each other.
const PLACES: usize = 64;

/// Whose turn it is. Clones share it.
#[derive(Clone)]
pub struct Turns(Arc<[Mutex<()>; PLACES]>);

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(std::array::from_fn(|_| Mutex::new(()))))
    }
}

impl Turns {
    /// Waits until no other ballot of the group is on its way into the box.
    pub async fn of(&self, group: i64) -> MutexGuard<'_, ()> {
        self.0[group.rem_euclid(PLACES as i64) as usize]
            .lock()
            .await
    }
}
