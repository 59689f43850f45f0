//! What is wrong with a measure's file: every fault at once, each with its line and its field.

/// What is wrong at one place of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Line, from 1; nothing where the file as a whole is meant.
    pub line: Option<usize>,
    /// The field, for example `items[3].text`; empty where the file as a whole is meant.
    pub field: String,
    /// What is wrong with it.
    pub problem: Problem,
}

impl Fault {
    /// Whether nothing is wrong in the file, and something can be said beside it that it leaves out.
    pub fn is_unsaid(&self) -> bool {
        matches!(self.problem, Problem::LicenceUnsaid | Problem::WayUnsaid)
    }
}

/// What can be wrong. The words for each are the matter of whoever shows it.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// The file is not UTF-8 text; the first byte that is not.
    NotText(usize),
    /// The file has more bytes than [`super::LARGEST`].
    TooLarge,
    /// The file cannot be read as TOML or JSON; what the parser says.
    Syntax(String),
    /// Text without quotation marks, or with curly ones.
    Unquoted,
    /// A quotation mark that is missing at the end of a text.
    Unclosed,
    /// Something behind a value.
    MoreBehind,
    /// A line without a value.
    NoValue,
    /// Tables or lists lie too deep in each other.
    TooDeep,
    /// A JSON file of another kind than a FHIR Questionnaire; what it says it is.
    NotAQuestionnaire(String),
    /// A key that is not known, and the one that may be meant.
    Unknown(Option<&'static str>),
    /// A key that was there before.
    Twice,
    /// A field that has to be there.
    Missing,
    /// A value of another kind; the one it has to be.
    Kind(Kind),
    /// Words that have to say something.
    Empty,
    /// More entries than these.
    TooMany(usize),
    /// More characters than these.
    TooLong(usize),
    /// A character that nobody sees, or that turns the others round.
    Unseen(char),
    /// A field of the whole measure within a part of it.
    BelongsOnTop,
    /// A fact that was checked, without what it was checked against.
    Unsourced,
    /// A number outside these bounds.
    Outside(f64, f64),
    /// A word other than these, and the one that may be meant.
    NotOneOf(&'static [&'static str], Option<&'static str>),
    /// An identifier with other characters than lower-case letters, digits and hyphens.
    Identifier,
    /// Fewer than two answers, or more than eleven.
    Options,
    /// The same as another entry; its number, from 1.
    SameAs(usize),
    /// An item without answers: neither options nor a number.
    Unanswerable,
    /// A number of an item that is not there.
    NoSuchItem(f64),
    /// An item that counts the other way round in a scale it is not in.
    NotInScale(usize),
    /// An item whose answers have another range than those of its scale, which takes their mean.
    MixedAnswers(usize),
    /// A list of other than two numbers.
    TwoNumbers,
    /// A range that is empty, or the wrong way round.
    Upside,
    /// A range other than the one that the answers give.
    Range([f64; 2], [f64; 2]),
    /// Items beside a score of which only the total is known.
    ItemsBesideTotal,
    /// A scale without an item.
    NoItems,
    /// A step that is not above nothing, or wider than the range.
    Grid,
    /// Bands that leave out the scores between these two.
    Gap(f64, f64),
    /// Bands that share scores; from this one on.
    Overlap(f64),
    /// Bands that do not begin, or end, where the range does.
    Ends(f64),
    /// A number outside the range.
    OutOfRange([f64; 2]),
    /// As many missing items as there are, or more.
    AllMissing,
    /// An item that seems to ask about self-harm and does not say whether it does.
    RiskUnsaid,
    /// A title or stem that speaks of self-harm, where no item says whether it asks about it.
    RiskAbout,
    /// Questions without any answers.
    NoAnswers,
    /// An item with options and a number.
    TwoKinds,
    /// An item that stands twice in a scale; its number, from 1.
    ItemTwice(usize),
    /// Bands or a threshold at the top that no scale takes over.
    UsedByNone,
    /// A cutoff at which everybody counts as a case.
    Everybody,
    /// A file in another language than TOML or JSON.
    OtherFormat,
    /// A text of a FHIR Questionnaire that stands before some of the questions only.
    TextBetween,
    /// An item of a FHIR Questionnaire of a kind that cannot be scored.
    ItemType(String),
    /// An answer of a FHIR Questionnaire that does not say what it counts.
    NoOrdinal,
    /// An item of a FHIR Questionnaire that is asked only on a condition.
    Conditional,
    /// An item of a FHIR Questionnaire that may be answered several times.
    Repeats,
    /// A FHIR Questionnaire that does not say its licence, nor does anybody beside it.
    LicenceUnsaid,
    /// A FHIR Questionnaire of which nobody says whether a higher score is a worse one.
    WayUnsaid,
}

/// Kinds of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A number without a fraction.
    Whole,
    /// True or false.
    Flag,
    /// A list.
    List,
    /// A table: keys and values.
    Table,
}

/// The faults of a file, by line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Faults(Vec<Fault>);

/// Most faults that are kept: nobody reads more, and each is compared with those before it.
const MOST: usize = 500;

impl Faults {
    /// One more, up to five hundred.
    pub fn add(&mut self, line: Option<usize>, field: impl Into<String>, problem: Problem) {
        if self.0.len() >= MOST {
            return;
        }
        let fault = Fault {
            line,
            field: field.into(),
            problem,
        };
        if !self.0.contains(&fault) {
            self.0.push(fault);
        }
    }

    /// That a field is missing was no fault of its own.
    pub(super) fn forget_missing(&mut self, field: &str) {
        let missing = |fault: &Fault| fault.field == field && fault.problem == Problem::Missing;
        self.0.retain(|fault| !missing(fault));
    }

    /// The faults in the order of the file.
    pub fn all(&self) -> &[Fault] {
        &self.0
    }

    /// `value`, unless there are faults.
    pub(super) fn or(
        mut self,
        value: impl FnOnce() -> super::Measure,
    ) -> Result<super::Measure, Self> {
        if self.0.is_empty() {
            return Ok(value());
        }
        self.0.sort_by_key(|fault| fault.line.unwrap_or(0));
        Err(self)
    }

    /// One fault of a whole file.
    pub(super) fn of_file(problem: Problem) -> Self {
        let mut faults = Self::default();
        faults.add(None, "", problem);
        faults
    }
}
