//! A published scale as data: its words, how it is scored, what its scores mean and under which licence.
//! Scoring itself lives in [`crate::scoring`].

use std::sync::LazyLock;

use serde::Deserialize;

use crate::Error;

/// A measure, as read from `analytics/measures/*.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Stable identifier, for example `phq-8`.
    pub id: String,
    /// Full title.
    pub title: String,
    /// Name for charts and tables, for example `PHQ-8`.
    pub short: String,
    /// Version of this definition; scores of different versions are never put together.
    pub version: u16,
    /// Introduction that stands before the items.
    #[serde(default)]
    pub stem: String,
    /// Period the items ask about, for example `2 weeks`.
    #[serde(default)]
    pub recall: String,
    /// How answers become scores.
    pub scoring: Scoring,
    /// Lowest and highest possible score of each scale.
    pub range: [f64; 2],
    /// Most items of a scale that may be left blank; without it a mean needs one answer, a sum all.
    pub max_missing: Option<MaxMissing>,
    /// Whether a higher score is a worse one.
    pub higher_is_worse: bool,
    /// Step to which a group's mean is rounded before it is stored or shown.
    pub release_grid: f64,
    /// Licence of the words.
    pub licence: String,
    /// Line to show wherever the items are shown.
    #[serde(default)]
    pub attribution: String,
    /// LOINC codes of the whole measure, where verified.
    pub loinc: Option<Loinc>,
    /// What can be answered, the same for every item.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// What is asked, in order.
    #[serde(default)]
    pub items: Vec<Item>,
    /// What is scored.
    pub scales: Vec<Scale>,
    /// Named ranges of the score, without gaps.
    #[serde(default)]
    pub bands: Vec<Band>,
    /// Score from which a person counts as a case.
    pub caseness: Option<Caseness>,
    /// Change of one person that is more than error of measurement.
    pub reliable_change: Option<ReliableChange>,
}

/// How the answers to a scale's items become its score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scoring {
    /// Sum; missing items are replaced by the mean of the answered ones.
    Sum,
    /// Mean of the answered items.
    Mean,
    /// Only the total is known; it is given as the one answer.
    Total,
}

/// Most items of a scale that may be left blank.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaxMissing {
    /// Number of items.
    pub value: usize,
    /// Who says so.
    pub source: String,
    /// Whether somebody checked it against that source.
    pub verified: bool,
}

/// LOINC codes of a measure.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loinc {
    /// The panel of items.
    pub panel: String,
    /// The total score.
    pub total: String,
}

/// One possible answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What it counts.
    pub value: u8,
    /// Its words.
    pub text: String,
    /// Its LOINC answer code, where verified.
    pub loinc: Option<String>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its words.
    pub text: String,
    /// Its LOINC code, where verified.
    pub loinc: Option<String>,
    /// Identifier of its scale.
    pub scale: String,
    /// Whether it counts the other way round.
    #[serde(default)]
    pub reverse: bool,
    /// Whether it asks about self-harm or the like; such a measure is never asked in a group.
    #[serde(default)]
    pub risk: bool,
}

/// What is scored: a whole measure or a part of it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Stable identifier within the measure.
    pub id: String,
    /// Its name, for headings.
    pub title: String,
}

/// A named range of whole-number scores.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Lowest score in it.
    pub low: f64,
    /// Highest score in it.
    pub high: f64,
    /// Its name.
    pub title: String,
    /// Who says so.
    pub source: String,
    /// Whether somebody checked it against that source.
    pub verified: bool,
}

/// The clinical cutoff: a score at it or on its worse side counts as a case.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caseness {
    /// The score.
    pub value: f64,
    /// Who says so.
    pub source: String,
    /// Whether somebody checked it against that source.
    pub verified: bool,
}

/// Change of one person's score that is more than error of measurement (Jacobson & Truax 1991).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReliableChange {
    /// Points of the score.
    pub value: f64,
    /// Whether a change of exactly that many points counts.
    pub rule: ChangeRule,
    /// Who says so.
    pub source: String,
    /// Whether somebody checked it against that source.
    pub verified: bool,
}

/// Whether the threshold itself counts: published sources differ, so it is kept with each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeRule {
    /// `change ≥ value`, as NHS Talking Therapies counts.
    AtLeast,
    /// `change > value`, as Jacobson & Truax 1991 count.
    MoreThan,
}

/// The measures that come with Chorus, in a fixed order.
pub fn shipped() -> &'static [Measure] {
    static SHIPPED: LazyLock<Vec<Measure>> = LazyLock::new(|| {
        [
            include_str!("../measures/phq-8.toml"),
            include_str!("../measures/gad-7.toml"),
            include_str!("../measures/chorus-session.toml"),
        ]
        .iter()
        .map(|text| Measure::parse(text).expect("BUG: a shipped measure is broken"))
        .collect()
    });
    &SHIPPED
}

/// The shipped measure of that identifier.
pub fn find(id: &str) -> Option<&'static Measure> {
    shipped().iter().find(|measure| measure.id == id)
}

impl Measure {
    /// Reads a measure. Errors name the line; a key that is not known is one.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let measure: Self = toml::from_str(text).map_err(|e| Error::Measure(e.to_string()))?;
        Ok(measure)
    }

    /// Width of the range: the `R` of the release rules.
    pub fn span(&self) -> f64 {
        self.range[1] - self.range[0]
    }

    /// The worst possible score.
    pub fn worst(&self) -> f64 {
        if self.higher_is_worse {
            self.range[1]
        } else {
            self.range[0]
        }
    }

    /// The best possible score.
    pub fn best(&self) -> f64 {
        if self.higher_is_worse {
            self.range[0]
        } else {
            self.range[1]
        }
    }

    /// How much better `to` is than `from`, in points; negative if it is worse.
    pub fn improvement(&self, from: f64, to: f64) -> f64 {
        if self.higher_is_worse {
            from - to
        } else {
            to - from
        }
    }

    /// The scale of that identifier.
    pub fn scale(&self, id: &str) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.id == id)
    }

    /// The band of a score, which is rounded half up for this.
    pub fn band(&self, score: f64) -> Option<&Band> {
        let whole = (score + 0.5).floor();
        self.bands
            .iter()
            .find(|band| band.low <= whole && whole <= band.high)
    }

    /// Whether a score counts as a case, if the measure has a cutoff. Rounded half up like a band.
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

    /// Whether a group may be asked it: nobody can follow up an anonymous answer about self-harm.
    pub fn fit_for_groups(&self) -> bool {
        !self.items.iter().any(|item| item.risk)
    }
}
