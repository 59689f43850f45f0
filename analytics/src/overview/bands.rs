//! How the loop closes: how often each of three bands was shown of what members had planned, and of what was tried.

use super::{Member, Overview, windows};
use crate::disclosure::{Across, Band, Shown, across, derived};
use crate::period::Period;
use crate::record::Record;

/// How often each band was shown of a question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bands {
    /// Results in which few did, or said so.
    pub few: u32,
    /// Results in which some did.
    pub some: u32,
    /// Results in which most did.
    pub most: u32,
}

/// Both questions over the groups of a scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Followed {
    /// How much of what they had planned members did.
    pub plans: Shown<Across<Bands>>,
    /// Whether what was tried has changed things, of the replies to the period's results.
    pub changed: Shown<Across<Bands>>,
}

/// Adds up what each group was shown. `members` are those that `seen` was made of.
pub fn followed(seen: &Overview, members: &[Member]) -> Followed {
    let mut members: Vec<&Member> = members.iter().collect();
    members.sort_by(|one, next| one.name.cmp(&next.name));
    let people: Vec<Shown<u32>> = seen.groups.iter().map(|row| row.people).collect();
    let of = |question: fn(Period, &Record) -> Shown<Bands>| {
        let groups = members.iter();
        let groups = groups.map(|member| question(seen.period, &member.record));
        across(&people, &groups.collect::<Vec<_>>(), sum)
    };
    Followed {
        plans: of(plans),
        changed: of(changed),
    }
}

/// How often members of a group did how much of what they had planned.
pub fn plans(period: Period, record: &Record) -> Shown<Bands> {
    let shown: Vec<Shown<Band>> = windows(period, record)
        .map(|window| window.follow_through)
        .collect();
    derived(&shown, count)
}

/// How often what a group was answered was said to have changed things.
pub fn changed(period: Period, record: &Record) -> Shown<Bands> {
    let replies = windows(period, record).filter_map(|window| record.reply_to(window));
    let shown: Vec<Shown<Band>> = replies.filter_map(|reply| reply.changed).collect();
    derived(&shown, count)
}

fn count(shown: &[&Band]) -> Option<Bands> {
    let of = |wanted: Band| shown.iter().filter(|band| ***band == wanted).count() as u32;
    (!shown.is_empty()).then(|| Bands {
        few: of(Band::Few),
        some: of(Band::Some),
        most: of(Band::Most),
    })
}

fn sum(groups: &[&Bands]) -> Option<Bands> {
    let mut all = Bands::default();
    for group in groups {
        all.few += group.few;
        all.some += group.some;
        all.most += group.most;
    }
    Some(all)
}

impl Bands {
    /// Of how many results there is a band.
    pub fn all(&self) -> u32 {
        self.few + self.some + self.most
    }

    /// Each band with its count, the largest first.
    pub fn each(&self) -> [(Band, u32); 3] {
        [
            (Band::Most, self.most),
            (Band::Some, self.some),
            (Band::Few, self.few),
        ]
    }
}
