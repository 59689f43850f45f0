//! The measures that are at hand: those that come with Chorus, the pack with its own licence, and a clinic's own.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

use super::schema::Measure;

/// Where a measure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// It comes with Chorus.
    Shipped,
    /// It comes with Chorus, for non-commercial use, under a licence that somebody has to accept.
    NonCommercial,
    /// A clinic has put it in.
    Own,
}

/// Whether groups may still be given a measure, in the version at hand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing {
    /// It is offered.
    Offered,
    /// This newer version of it is offered in its place.
    Older(&'static Measure),
    /// The clinic offers it no longer.
    Retired,
    /// It belongs to the non-commercial pack, whose licences are not accepted here, or no longer.
    NotAccepted,
}

const SHIPPED: [&str; 13] = [
    include_str!("../../measures/phq-8.toml"),
    include_str!("../../measures/gad-7.toml"),
    include_str!("../../measures/phq-4.toml"),
    include_str!("../../measures/phq-2.toml"),
    include_str!("../../measures/gad-2.toml"),
    include_str!("../../measures/k10.toml"),
    include_str!("../../measures/loneliness.toml"),
    include_str!("../../measures/ons4.toml"),
    include_str!("../../measures/goals.toml"),
    include_str!("../../measures/gas.toml"),
    include_str!("../../measures/phq-9.toml"),
    include_str!("../../measures/pcl-5.toml"),
    include_str!("../../measures/chorus-session.toml"),
];

const NON_COMMERCIAL: [&str; 3] = [
    include_str!("../../measures/non-commercial/who-5.toml"),
    include_str!("../../measures/non-commercial/core-10.toml"),
    include_str!("../../measures/non-commercial/gbo.toml"),
];

static BUILT_IN: LazyLock<Vec<(Origin, &'static Measure)>> = LazyLock::new(|| {
    let read = |text: &&str| {
        let measure = Measure::read(text.as_bytes())
            .expect("BUG: a measure that comes with Chorus is broken");
        &*Box::leak(Box::new(measure))
    };
    let shipped = SHIPPED.iter().map(|text| (Origin::Shipped, read(text)));
    let pack = NON_COMMERCIAL
        .iter()
        .map(|text| (Origin::NonCommercial, read(text)));
    shipped.chain(pack).collect()
});

/// The measures that come with Chorus and need nobody's consent, in a fixed order.
pub fn shipped() -> impl Iterator<Item = &'static Measure> {
    built_in(Origin::Shipped)
}

/// The measures of the non-commercial pack, whether their licences were accepted or not, in a fixed order.
pub fn non_commercial() -> impl Iterator<Item = &'static Measure> {
    built_in(Origin::NonCommercial)
}

fn built_in(origin: Origin) -> impl Iterator<Item = &'static Measure> {
    let all = BUILT_IN.iter().filter(move |(from, _)| *from == origin);
    all.map(|(_, measure)| *measure)
}

/// The measure of that identifier that comes with Chorus.
pub fn find(id: &str) -> Option<&'static Measure> {
    let mut all = BUILT_IN.iter().map(|(_, measure)| *measure);
    all.find(|measure| measure.id == id)
}

/// A measure that comes with Chorus and of which that holds.
pub(super) fn find_by(holds: impl Fn(&Measure) -> bool) -> Option<&'static Measure> {
    BUILT_IN
        .iter()
        .map(|(_, measure)| *measure)
        .find(|measure| holds(measure))
}

/// The form about the session itself, asked every time.
pub fn session_form() -> &'static Measure {
    find("chorus-session").expect("BUG: the session form is shipped")
}

impl Measure {
    /// Keeps a definition for as long as the program runs. The same definition is kept once, however often it is read.
    pub fn keep(self) -> &'static Measure {
        static KEPT: Mutex<BTreeMap<(String, u16), Vec<&'static Measure>>> =
            Mutex::new(BTreeMap::new());
        let mut kept = KEPT.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let same = kept.entry((self.id.clone(), self.version)).or_default();
        match same.iter().find(|other| ***other == self) {
            Some(other) => other,
            None => {
                let new: &'static Measure = Box::leak(Box::new(self));
                same.push(new);
                new
            }
        }
    }
}

/// The measures of one service.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Library {
    pack_accepted: bool,
    /// Every version of every own measure, by identifier, the latest last; and whether it was retired.
    own: Vec<(&'static Measure, bool)>,
}

impl Library {
    /// A library: whether the licences of the non-commercial pack were accepted, and the clinic's own measures, each with
    /// whether it was retired.
    pub fn new(pack_accepted: bool, mut own: Vec<(&'static Measure, bool)>) -> Self {
        own.sort_by_key(|(measure, _)| (&measure.id, measure.version));
        Self { pack_accepted, own }
    }

    /// Whether the licences of the non-commercial pack were accepted.
    pub fn pack_accepted(&self) -> bool {
        self.pack_accepted
    }

    /// What may be used now, the latest version of each: shipped ones, those of the pack, own ones.
    pub fn current(&self) -> Vec<(Origin, &'static Measure)> {
        let wanted = |origin: &Origin| self.pack_accepted || *origin == Origin::Shipped;
        let built_in = BUILT_IN
            .iter()
            .filter(|(origin, _)| wanted(origin))
            .copied();
        let own = self.own_latest().filter(|(_, retired)| !retired);
        built_in
            .chain(own.map(|(measure, _)| (Origin::Own, measure)))
            .collect()
    }

    /// The latest version of each own measure, and whether it was retired.
    pub fn own_latest(&self) -> impl Iterator<Item = (&'static Measure, bool)> {
        let last = |(at, (measure, _)): &(usize, &(&'static Measure, bool))| {
            self.own
                .get(at + 1)
                .is_none_or(|(next, _)| next.id != measure.id)
        };
        self.own
            .iter()
            .enumerate()
            .filter(last)
            .map(|(_, own)| *own)
    }

    /// The latest version of a measure that may be used now.
    pub fn latest(&self, id: &str) -> Option<&'static Measure> {
        let current = self.current().into_iter();
        current
            .map(|(_, measure)| measure)
            .find(|measure| measure.id == id)
    }

    /// A measure of which there are results, whether it may still be used or not.
    pub fn version(&self, id: &str, version: u16) -> Option<&'static Measure> {
        self.versions(id).find(|measure| measure.version == version)
    }

    /// How a version stands.
    pub fn standing(&self, measure: &Measure) -> Standing {
        match self.latest(&measure.id) {
            Some(latest) if latest.version > measure.version => Standing::Older(latest),
            Some(_) => Standing::Offered,
            None if find(&measure.id).is_some() => Standing::NotAccepted,
            None => Standing::Retired,
        }
    }

    /// The versions of a measure, the latest last; more than one only of a clinic's own.
    pub fn versions<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'static Measure> + 'a {
        self.all().filter(move |measure| measure.id == id)
    }

    /// Everything of which there may be results, in a fixed order.
    pub fn all(&self) -> impl Iterator<Item = &'static Measure> {
        let built_in = BUILT_IN.iter().map(|(_, measure)| *measure);
        built_in.chain(self.own.iter().map(|(measure, _)| *measure))
    }

    /// Whether an identifier is taken: by a measure that comes with Chorus, or by another part of the survey.
    pub fn is_built_in(id: &str) -> bool {
        find(id).is_some() || ["line", "note"].contains(&id)
    }
}
