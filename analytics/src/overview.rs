//! Figures across the groups of one scope for a calendar month or quarter. Everything is worked out from
//! what each group was shown; that scopes have no group in common, and stay as they were once a period has
//! been looked at, is the app's business.

mod bands;
mod course;
mod funnel;
mod raise;
#[cfg(test)]
mod tests;

pub use bands::{Bands, Followed, changed, followed, plans};
pub use course::{Average, Benefit, Course, Moved, Movement, benefit};
pub use funnel::{Funnel, LIMITS, Point, funnel};
pub use raise::Raise;

use crate::disclosure::{Across, Band, Shown, across, derived};
use crate::measure::Scale;
use crate::period::Period;
use crate::record::{Record, Reply, Window};

/// One group of the scope.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its number in the app, to find it again; no figure depends on it.
    pub id: i64,
    /// What staff call it.
    pub name: String,
    /// What it meets about, as an identifier: groups of different focus are kept apart.
    pub focus: String,
    /// Its windows of the period, and the first wave of each measure: whatever else it holds up to the end of the period
    /// changes nothing.
    pub record: Record,
}

/// What is shown of a scope for a period.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The period.
    pub period: Period,
    /// A row a group, by name, never ranked.
    pub groups: Vec<Row>,
    /// How much was held, answered and replied to.
    pub coverage: Coverage,
    /// The benefits, in the order of the session form.
    pub benefits: Vec<(&'static Scale, Shown<Across<Average>>)>,
    /// How outcomes moved: one entry a focus and measure, in the order of [`Overview::groups`].
    pub moved: Vec<Moved>,
    /// One thing worth raising, if there is one.
    pub raise: Option<Raise>,
}

/// One group in the period. Everything here its own dashboard shows too.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its focus.
    pub focus: String,
    /// Its own part of the coverage.
    pub coverage: Coverage,
    /// How its outcomes moved: one entry a measure, at least one.
    pub moved: Vec<Movement>,
    /// How much members did of what they had planned, as the latest window of the period shows it.
    pub follow_through: Shown<Band>,
    /// The largest number of people of one released session.
    pub people: Shown<u32>,
}

/// How much there is behind the figures. None of it is about what anybody answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Sessions that were held.
    pub held: u32,
    /// Release windows that closed with at least one session held.
    pub windows: u32,
    /// Those of them that were shown.
    pub shown: u32,
    /// People who answered, over the windows for which both this and the next are known.
    pub answered: u32,
    /// People who were present at them.
    pub present: u32,
    /// Windows in which the outcome was asked.
    pub waves: u32,
    /// Those of them whose outcome was shown.
    pub waves_shown: u32,
    /// Replies that were given, on a day of the period.
    pub replies: u32,
}

/// Makes the overview of a scope.
pub fn overview(period: Period, members: &[Member]) -> Overview {
    let mut members: Vec<&Member> = members.iter().collect();
    members.sort_by(|one, next| one.name.cmp(&next.name));
    let groups: Vec<Row> = members.iter().map(|member| row(period, member)).collect();
    let people: Vec<Shown<u32>> = groups.iter().map(|row| row.people).collect();
    let mut coverage = Coverage::default();
    for row in &groups {
        coverage.add(&row.coverage);
    }
    let climate = members.first().map(|member| member.record.climate);
    let benefits = climate.into_iter().flat_map(|measure| &measure.scales);
    let benefits: Vec<(&Scale, Shown<Across<Average>>)> = benefits
        .map(|scale| {
            let of = |member: &&Member| course::benefit(period, &member.record, scale);
            let means: Vec<Shown<Benefit>> = members.iter().map(of).collect();
            (scale, across(&people, &means, course::average))
        })
        .collect();
    Overview {
        period,
        raise: raise::raise(&groups, &coverage, &benefits),
        coverage,
        benefits,
        moved: course::moved(&groups),
        groups,
    }
}

fn row(period: Period, member: &Member) -> Row {
    let windows = || windows(period, &member.record);
    let answered: Vec<Shown<u32>> = windows().map(|window| window.answered).collect();
    let bands: Vec<Shown<Band>> = windows().map(|window| window.follow_through).collect();
    Row {
        name: member.name.clone(),
        focus: member.focus.clone(),
        coverage: Coverage::of(period, &member.record),
        moved: course::movements(period, member),
        follow_through: derived(&bands, |all| all.last().copied().copied()),
        people: derived(&answered, |all| all.iter().copied().copied().max()),
    }
}

/// The windows of a period in which a session was held.
pub(crate) fn windows(period: Period, record: &Record) -> impl Iterator<Item = &Window> {
    let windows = record.windows.iter();
    windows.filter(move |window| period.holds(window.date) && !window.cancelled)
}

impl Coverage {
    fn of(period: Period, record: &Record) -> Self {
        let given = |reply: &&Reply| period.holds(reply.given_on);
        let mut coverage = Self {
            replies: record.replies.iter().filter(given).count() as u32,
            ..Self::default()
        };
        for window in windows(period, record) {
            let shown = window.answered.value().is_some();
            coverage.held += window.last_session - window.first_session + 1;
            coverage.windows += 1;
            coverage.shown += u32::from(shown);
            if let (Some(answered), Some(present)) = (window.answered.value(), window.present) {
                coverage.answered += answered;
                coverage.present += present.max(*answered);
            }
            if let Some(asked) = window.asked {
                let shown = window.tally(asked.main()).value().is_some();
                coverage.waves += 1;
                coverage.waves_shown += u32::from(shown);
            }
        }
        coverage
    }

    fn add(&mut self, other: &Self) {
        self.held += other.held;
        self.windows += other.windows;
        self.shown += other.shown;
        self.answered += other.answered;
        self.present += other.present;
        self.waves += other.waves;
        self.waves_shown += other.waves_shown;
        self.replies += other.replies;
    }
}
