//! A measure as data: its words, how it is scored, what its scores mean and under which licence. Scoring itself lives
//! in [`crate::scoring`].

mod check;
mod fault;
mod fhir;
mod fields;
mod file;
mod fitness;
mod library;
mod node;
mod risk;
mod schema;
mod scored;
#[cfg(test)]
mod tests;

pub use fault::{Fault, Faults, Kind, Problem};
pub use fhir::Said;
pub use fitness::{Hidden, Unfit};
pub use library::{Library, Origin, Standing, find, non_commercial, session_form, shipped};
pub use schema::{
    Answers, Band, Caseness, ChangeRule, Choice, Item, MaxMissing, Measure, Number, ReliableChange,
    Scale, Scoring,
};

/// Most bytes of a file with a measure; the largest that is shipped has a fiftieth of it.
pub const LARGEST: usize = 512 * 1024;

/// How pictures, PDF and packed files such as those of word processors begin.
const OTHER_FORMATS: [&[u8]; 4] = [b"\x89PNG", b"\xff\xd8\xff", b"%PDF", b"PK\x03\x04"];

impl Measure {
    /// Reads a measure: TOML, or a FHIR R4 Questionnaire where the text begins like JSON.
    ///
    /// # Errors
    ///
    /// Every fault of it, in the order of the file.
    pub fn read(bytes: &[u8]) -> Result<Self, Faults> {
        Self::read_with(bytes, &Said::default())
    }

    /// Reads a measure, with what somebody says besides for what a Questionnaire may not say.
    ///
    /// # Errors
    ///
    /// Every fault of it, in the order of the file.
    pub fn read_with(bytes: &[u8], said: &Said) -> Result<Self, Faults> {
        if bytes.len() > LARGEST {
            return Err(Faults::of_file(Problem::TooLarge));
        }
        if OTHER_FORMATS.iter().any(|start| bytes.starts_with(start)) {
            return Err(Faults::of_file(Problem::OtherFormat));
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|error| Faults::of_file(Problem::NotText(error.valid_up_to() + 1)))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(Faults::of_file(Problem::Empty));
        }
        // XML, or a page of the web.
        if text.trim_start().starts_with('<') {
            return Err(Faults::of_file(Problem::OtherFormat));
        }
        if text.trim_start().starts_with(['{', '[']) && !looks_like_toml(text) {
            let (document, found) = fhir::to_file(&node::Node::of_json(text)?, said)?;
            return file::read(&document, found);
        }
        file::read(&node::Node::of_toml(text)?, Faults::default())
    }

    /// The measure as a FHIR R4 Questionnaire. Read again, it is the same measure.
    pub fn to_fhir(&self) -> serde_json::Value {
        fhir::of_measure(self)
    }

    /// The scale of that identifier.
    pub fn scale(&self, id: &str) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.id == id)
    }

    /// The scale that charts, lists and a member's own course are about.
    pub fn main(&self) -> &Scale {
        &self.scales[0]
    }

    /// The place of a scale among its scales.
    pub fn place_of(&self, scale: &Scale) -> Option<usize> {
        self.scales.iter().position(|other| other.id == scale.id)
    }

    /// The scales on which a member's own scores are kept: the main one under the measure's name, and under a name of
    /// their own the others that stand beside it.
    pub fn kept(&self) -> impl Iterator<Item = (String, &Scale)> {
        let beside = self.released().filter(|scale| !scale.is(self.main()));
        let beside = beside.map(|scale| (format!("{}/{}", self.id, scale.id), scale));
        std::iter::once((self.id.clone(), self.main())).chain(beside)
    }

    /// How many answers it takes: one an item, or the total alone.
    pub fn asks(&self) -> usize {
        self.items.len().max(1)
    }
}

/// A TOML table header begins like a JSON list; what follows tells them apart.
fn looks_like_toml(text: &str) -> bool {
    let mut rest = text
        .trim_start()
        .strip_prefix('[')
        .unwrap_or_default()
        .chars();
    rest.next()
        .is_some_and(|next| next == '[' || next.is_ascii_alphabetic())
}

impl Scale {
    /// Whether this is the same scale of the same version of the same measure.
    pub fn is(&self, other: &Scale) -> bool {
        (&self.measure, self.version, &self.id) == (&other.measure, other.version, &other.id)
    }

    /// Width of the range: the `R` of the release rules.
    pub fn span(&self) -> f64 {
        self.range[1] - self.range[0]
    }

    /// The worst possible score.
    pub fn worst(&self) -> f64 {
        self.range[usize::from(self.higher_is_worse)]
    }

    /// The best possible score.
    pub fn best(&self) -> f64 {
        self.range[usize::from(!self.higher_is_worse)]
    }

    /// How much better `to` is than `from`, in points; negative if it is worse.
    pub fn improvement(&self, from: f64, to: f64) -> f64 {
        if self.higher_is_worse {
            from - to
        } else {
            to - from
        }
    }

    /// The band of a score, which is rounded half up for this.
    pub fn band(&self, score: f64) -> Option<&Band> {
        let whole = (score + 0.5).floor();
        self.bands
            .iter()
            .find(|band| band.low <= whole && whole <= band.high)
    }

    /// Whether a score counts as a case, if the scale has a cutoff. Rounded half up like a band.
    pub fn is_case(&self, score: f64) -> Option<bool> {
        let whole = (score + 0.5).floor();
        self.caseness.as_ref().map(|cut| {
            if self.higher_is_worse {
                whole >= cut.value
            } else {
                whole <= cut.value
            }
        })
    }
}
