//! What a measure is: its words, its items, its scales and what their scores mean. How it is written in a file is the
//! matter of [`super::file`]; what has to hold of it, of [`super::check`].

use super::risk;

/// A measure: a published scale, or one of a clinic's own.
#[derive(Debug, Clone, PartialEq)]
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
    pub stem: String,
    /// Period the items ask about, for example `2 weeks`.
    pub recall: String,
    /// Who published it: author, year.
    pub source: String,
    /// Licence of the words.
    pub licence: String,
    /// Line to show wherever the items are shown.
    pub attribution: String,
    /// What staff have to know before they use it.
    pub note: String,
    /// LOINC code of the panel of items, where verified.
    pub loinc: Option<String>,
    /// What is asked, in order; nothing where only a total is known.
    pub items: Vec<Item>,
    /// What is scored; at least one. The first is what charts, lists and a member's own course are about.
    pub scales: Vec<Scale>,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its words.
    pub text: String,
    /// Its LOINC code, where verified.
    pub loinc: Option<String>,
    /// What can be answered.
    pub answers: Answers,
    /// Whether it asks about self-harm or the like; such a measure is never asked in a group.
    pub risk: bool,
}

/// What can be answered to an item.
#[derive(Debug, Clone, PartialEq)]
pub enum Answers {
    /// One of these, in the order in which they are shown.
    Choices(Vec<Choice>),
    /// A number.
    Number(Number),
}

/// A number that may be answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Smallest answer.
    pub least: f64,
    /// Largest answer.
    pub most: f64,
    /// Whether only whole numbers are.
    pub whole: bool,
}

/// One possible answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What it counts.
    pub value: f64,
    /// Its words.
    pub text: String,
    /// Its LOINC answer code, where verified.
    pub loinc: Option<String>,
}

/// What is scored: a whole measure or a part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Stable identifier within the measure.
    pub id: String,
    /// Identifier of the measure it is a scale of.
    pub measure: String,
    /// Version of that measure.
    pub version: u16,
    /// Its name, for headings.
    pub title: String,
    /// LOINC code of its score, where verified.
    pub loinc: Option<String>,
    /// Places of its items in the measure, from 0; none where only the total is known.
    pub items: Vec<usize>,
    /// Those of them that count the other way round.
    pub reverse: Vec<usize>,
    /// How answers become its score.
    pub scoring: Scoring,
    /// What the sum or the mean is multiplied by; 1 for most.
    pub factor: f64,
    /// Lowest and highest possible score.
    pub range: [f64; 2],
    /// Most items that may be left blank; without it a mean needs one answer, a sum all.
    pub max_missing: Option<MaxMissing>,
    /// Whether a higher score is a worse one.
    pub higher_is_worse: bool,
    /// Step to which a group's mean is rounded before it is stored or shown.
    pub release_grid: f64,
    /// Named ranges of the score, without gaps; none for many measures.
    pub bands: Vec<Band>,
    /// Score from which a person counts as a case.
    pub caseness: Option<Caseness>,
    /// Change of one person that is more than error of measurement.
    pub reliable_change: Option<ReliableChange>,
}

/// How the answers to a scale's items become its score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scoring {
    /// Sum; missing items are replaced by the mean of the answered ones.
    Sum,
    /// Mean of the answered items.
    Mean,
    /// Only the total is known; it is given as the one answer.
    Total,
}

/// Most items of a scale that may be left blank.
#[derive(Debug, Clone, PartialEq)]
pub struct MaxMissing {
    /// Number of items.
    pub value: usize,
    /// Who says so.
    pub source: String,
    /// Whether somebody checked it against that source.
    pub verified: bool,
}

/// A named range of whole-number scores.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct Caseness {
    /// The score.
    pub value: f64,
    /// Who says so.
    pub source: String,
    /// Whether somebody checked it against that source.
    pub verified: bool,
}

/// Change of one person's score that is more than error of measurement (Jacobson & Truax 1991).
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeRule {
    /// `change ≥ value`, as NHS Talking Therapies counts.
    AtLeast,
    /// `change > value`, as Jacobson & Truax 1991 count.
    MoreThan,
}

impl Item {
    /// Whether its words, those of its answers, or its code are those of an item about self-harm, whatever the file says.
    pub fn seems_risky(&self) -> bool {
        risk::seems(&self.text, self.answers.words(), self.loinc.as_deref())
    }
}

impl Answers {
    /// Smallest and largest answer.
    pub fn bounds(&self) -> [f64; 2] {
        match self {
            Answers::Choices(choices) => choices.iter().fold(
                [f64::INFINITY, f64::NEG_INFINITY],
                |[least, most], choice| [least.min(choice.value), most.max(choice.value)],
            ),
            Answers::Number(number) => [number.least, number.most],
        }
    }

    /// The words of the answers; a number has none.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let choices = match self {
            Answers::Choices(choices) => choices.as_slice(),
            Answers::Number(_) => &[],
        };
        choices.iter().map(|choice| choice.text.as_str())
    }

    /// Whether this can be answered.
    pub fn allow(&self, answer: f64) -> bool {
        match self {
            Answers::Choices(choices) => choices.iter().any(|choice| choice.value == answer),
            Answers::Number(number) => {
                (number.least..=number.most).contains(&answer)
                    && (!number.whole || answer.fract() == 0.0)
            }
        }
    }
}
