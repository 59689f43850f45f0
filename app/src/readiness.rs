//! Whether requests should still be sent here: until the program is asked to stop, and whether anybody asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Shared by whoever stops the program and whoever is asked. Clones are one.
#[derive(Clone, Default)]
pub struct Readiness(Arc<State>);

#[derive(Default)]
struct State {
    stopping: AtomicBool,
    watched: AtomicBool,
}

impl Readiness {
    /// From now on the answer is no.
    pub fn stop(&self) {
        self.0.stopping.store(true, Ordering::SeqCst);
    }

    /// The answer, which somebody asked for.
    pub fn ask(&self) -> bool {
        self.0.watched.store(true, Ordering::SeqCst);
        !self.is_stopping()
    }

    /// Whether the program was asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.0.stopping.load(Ordering::SeqCst)
    }

    /// Whether anybody ever asked: a proxy that must be given time to notice.
    pub fn is_watched(&self) -> bool {
        self.0.watched.load(Ordering::SeqCst)
    }
}
