//! What is known about one group, as shown: the one thing that a summary is made from. Rows become a
//! record in the app, not here.

use jiff::civil::Date;

use crate::change::ChangeShare;
use crate::disclosure::{Band, Shown};
use crate::measure::{Measure, Scale};
use crate::tally::Tally;

/// A group's closed release windows.
#[derive(Debug, Clone)]
pub struct Record {
    /// Sessions the programme is planned to have.
    pub planned_sessions: u32,
    /// Fewest people behind a figure of this group.
    pub quorum: u32,
    /// What its waves ask, and what they asked before that was changed; at least one, what is asked now first.
    pub outcomes: Vec<&'static Measure>,
    /// What every session asks.
    pub climate: &'static Measure,
    /// Closed windows, oldest first.
    pub windows: Vec<Window>,
    /// The share that improved reliably, once the programme has ended, and the measure that it was counted on.
    pub ended: Option<(&'static Measure, Shown<ChangeShare>)>,
    /// What its therapist answered to releases, oldest first.
    pub replies: Vec<Reply>,
}

/// A therapist's answer to a release: "You said", "We will try", and whether it changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// Number of the window that it answers.
    pub window: u32,
    /// What the therapist heard.
    pub said: String,
    /// What they will try.
    pub will_try: String,
    /// By when, if a day was set.
    pub by: Option<Date>,
    /// Day on which it was given.
    pub given_on: Date,
    /// What the latest window that asked says of it; nothing before a window has asked.
    pub changed: Option<Shown<Band>>,
}

/// A closed release window: one, two or four sessions shown together.
#[derive(Debug, Clone)]
pub struct Window {
    /// Its number, from 1.
    pub index: u32,
    /// Number of its first session.
    pub first_session: u32,
    /// Number of its last session.
    pub last_session: u32,
    /// Day of its last session.
    pub date: Date,
    /// The outcome measure that was asked throughout it, in a wave.
    pub asked: Option<&'static Measure>,
    /// Whether every session of it was cancelled: its therapist did that, so the word gives nothing away.
    pub cancelled: bool,
    /// Largest number of people present at one of its sessions, if it was entered.
    pub present: Option<u32>,
    /// Topics of its sessions.
    pub topics: Vec<String>,
    /// People who answered at least one question.
    pub answered: Shown<u32>,
    /// Its tallies; a scale without one is withheld.
    pub tallies: Vec<Shown<Tally>>,
    /// How much of what members had planned they did; nobody is asked before the second session.
    pub follow_through: Shown<Band>,
}

impl Record {
    /// What its waves ask; the first of two that alternate.
    pub fn outcome(&self) -> &'static Measure {
        self.outcomes[0]
    }

    /// The reply to a window, if there is one.
    pub fn reply_to(&self, window: &Window) -> Option<&Reply> {
        self.replies
            .iter()
            .find(|reply| reply.window == window.index)
    }
}

impl Window {
    /// Whether this outcome measure was asked throughout it.
    pub fn asks(&self, measure: &Measure) -> bool {
        self.asked
            .is_some_and(|asked| asked.main().is(measure.main()))
    }

    /// Whether anybody could be asked about what they had planned at an earlier session.
    pub fn follows(&self) -> bool {
        self.last_session > 1
    }

    /// The tally of a scale; withheld if there is none.
    pub fn tally(&self, scale: &Scale) -> Shown<Tally> {
        let is_it = |tally: &Tally| tally.scale.is(scale);
        let found = self
            .tallies
            .iter()
            .find(|shown| shown.value().is_some_and(is_it));
        found.cloned().unwrap_or_else(Shown::withheld)
    }
}
