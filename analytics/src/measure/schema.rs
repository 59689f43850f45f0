//! The shape of a measure's file, key by key. What can be done with a measure lives one level up.

use serde::Deserialize;

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
