//! The fields of a table, read one by one. A fault is noted and reading goes on, so that all of them are found at once.

use std::cell::RefCell;

use super::fault::{Faults, Kind, Problem};
use super::file::LINE;
use super::node::{Entry, Node, Value};

/// How alike two words are before one is suggested for the other, from 0 to 1 (Jaro & Winkler).
const ALIKE: f64 = 0.75;
/// The same of the names of fields, which are many.
const ALIKE_KEYS: f64 = 0.84;

/// Other words for fields than ours.
const OTHER_WORDS: [(&str, &str); 20] = [
    ("from", "low"),
    ("to", "high"),
    ("min", "low"),
    ("max", "high"),
    ("min", "least"),
    ("max", "most"),
    ("label", "text"),
    ("label", "title"),
    ("name", "title"),
    ("question", "text"),
    ("score", "value"),
    ("cutoff", "caseness"),
    ("instructions", "stem"),
    ("copyright", "licence"),
    ("author", "source"),
    ("questions", "items"),
    ("answers", "options"),
    ("description", "note"),
    ("title", "text"),
    ("rci", "reliable_change"),
];

/// Fields that only the whole measure has. In TOML, what stands below a `[[…]]` belongs to that.
const OF_THE_WHOLE: [&str; 16] = [
    "version",
    "short",
    "stem",
    "recall",
    "licence",
    "attribution",
    "note",
    "scales",
    "higher_is_worse",
    "scoring",
    "factor",
    "range",
    "bands",
    "caseness",
    "reliable_change",
    "max_missing",
];

/// Numbers in a measure are nothing, or at least and at most so far from it.
const LEAST: f64 = 0.001;
const MOST: f64 = 1_000_000.0;

/// A table whose fields are being read.
pub struct Fields<'a> {
    /// The line of the table.
    pub line: usize,
    path: String,
    entries: &'a [Entry],
    is_table: bool,
    asked: RefCell<Vec<&'static str>>,
    faults: &'a RefCell<Faults>,
}

impl<'a> Fields<'a> {
    /// The fields of a document.
    pub fn of(node: &'a Node, faults: &'a RefCell<Faults>) -> Self {
        Self::under(node, String::new(), faults)
    }

    fn under(node: &'a Node, path: String, faults: &'a RefCell<Faults>) -> Self {
        let entries = match &node.value {
            Value::Table(entries) => entries.as_slice(),
            _ => {
                let problem = Problem::Kind(Kind::Table);
                faults.borrow_mut().add(Some(node.line), &path, problem);
                &[]
            }
        };
        Self {
            line: node.line,
            path,
            entries,
            is_table: matches!(node.value, Value::Table(_)),
            asked: RefCell::default(),
            faults,
        }
    }

    /// The full name of a field.
    pub fn name(&self, key: &str) -> String {
        match (self.path.as_str(), key) {
            ("", key) => key.to_owned(),
            (path, "") => path.to_owned(),
            (path, key) => format!("{path}.{key}"),
        }
    }

    /// Notes a fault of a field; of the table itself where `key` is empty.
    pub fn fault(&self, key: &str, problem: Problem) {
        let line = self.entry(key).map_or(self.line, |entry| entry.line);
        let line = (line > 1 || !self.path.is_empty() || self.entry(key).is_some()).then_some(line);
        self.faults.borrow_mut().add(line, self.name(key), problem);
    }

    /// The same, of the field here, or of the one at the top that stands for it.
    pub fn fault_here_or(&self, top: &Fields<'_>, key: &str, problem: Problem) {
        match self.has(key) || !top.has(key) {
            true => self.fault(key, problem),
            false => top.fault(key, problem),
        }
    }

    /// Whether this is a table; otherwise that was said.
    pub fn is_table(&self) -> bool {
        self.is_table
    }

    /// Whether the field is a list.
    pub fn is_list(&self, key: &str) -> bool {
        self.entry(key)
            .is_some_and(|entry| list(&entry.node).is_some())
    }

    /// Whether the field is there.
    pub fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    fn node(&self, key: &'static str) -> Option<&'a Node> {
        self.asked.borrow_mut().push(key);
        self.entry(key).map(|entry| &entry.node)
    }

    fn as_kind<T>(
        &self,
        key: &'static str,
        kind: Kind,
        read: impl Fn(&'a Node) -> Option<T>,
    ) -> Option<T> {
        let node = self.node(key)?;
        let value = read(node);
        if value.is_none() {
            self.fault(key, Problem::Kind(kind));
        }
        value
    }

    /// Words of at most so many characters, without space around them.
    pub fn text(&self, key: &'static str, most: usize) -> Option<String> {
        let text = self.as_kind(key, Kind::Text, Node::text)?.trim();
        // A line is a line.
        let text = match most <= LINE {
            true => text.split_whitespace().collect::<Vec<_>>().join(" "),
            false => text.to_owned(),
        };
        if text.is_empty() {
            self.fault(key, Problem::Empty);
        }
        if text.chars().count() > most {
            self.fault(key, Problem::TooLong(most));
        }
        if let Some(unseen) = text.chars().find(|letter| is_unseen(*letter)) {
            self.fault(key, Problem::Unseen(unseen));
        }
        Some(text)
    }

    /// A number.
    pub fn number(&self, key: &'static str) -> Option<f64> {
        let number = self.as_kind(key, Kind::Number, Node::number)?;
        let fits = number == 0.0 || (LEAST..=MOST).contains(&number.abs());
        if !fits {
            self.fault(key, Problem::Outside(-MOST, MOST));
        }
        fits.then_some(number)
    }

    /// A whole number within bounds.
    pub fn whole(&self, key: &'static str, least: u16, most: u16) -> Option<u16> {
        let whole = |node: &Node| node.number().filter(|number| number.fract() == 0.0);
        let number = self.as_kind(key, Kind::Whole, whole)?;
        if number < f64::from(least) || number > f64::from(most) {
            self.fault(key, Problem::Outside(least.into(), most.into()));
            return None;
        }
        Some(number as u16)
    }

    /// True or false.
    pub fn flag(&self, key: &'static str) -> Option<bool> {
        self.as_kind(key, Kind::Flag, |node| match node.value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        })
    }

    /// One of a few words: its place among them.
    pub fn word(&self, key: &'static str, words: &'static [&'static str]) -> Option<usize> {
        let text = self.as_kind(key, Kind::Text, Node::text)?;
        let place = words.iter().position(|word| *word == text);
        if place.is_none() {
            self.fault(key, Problem::NotOneOf(words, alike(text, words, ALIKE)));
        }
        place
    }

    /// A number without a fraction, of any sign.
    pub fn round(&self, key: &'static str) -> Option<f64> {
        let number = self.number(key)?;
        if number.fract() != 0.0 {
            self.fault(key, Problem::Kind(Kind::Whole));
        }
        Some(number)
    }

    /// A list of numbers.
    pub fn numbers(&self, key: &'static str) -> Option<Vec<f64>> {
        let list = self.as_kind(key, Kind::List, list)?;
        let fits = |number: &f64| *number == 0.0 || (LEAST..=MOST).contains(&number.abs());
        let numbers: Option<Vec<f64>> =
            list.iter().map(|node| node.number().filter(fits)).collect();
        if numbers.is_none() {
            self.fault(key, Problem::Kind(Kind::Number));
        }
        numbers
    }

    /// Two numbers, the lower first.
    pub fn range(&self, key: &'static str) -> Option<[f64; 2]> {
        let numbers = self.numbers(key)?;
        match numbers[..] {
            [low, high] if low < high => Some([low, high]),
            [_, _] => {
                self.fault(key, Problem::Upside);
                None
            }
            _ => {
                self.fault(key, Problem::TwoNumbers);
                None
            }
        }
    }

    /// A table.
    pub fn table(&self, key: &'static str) -> Option<Fields<'a>> {
        let node = self.node(key)?;
        Some(Self::under(node, self.name(key), self.faults))
    }

    /// A list of at most so many tables; nothing where the field is missing.
    pub fn tables(&self, key: &'static str, most: usize) -> Option<Vec<Fields<'a>>> {
        let list = self.as_kind(key, Kind::List, list)?;
        if list.len() > most {
            self.fault(key, Problem::TooMany(most));
        }
        let name = self.name(key);
        let tables = list.iter().take(most).enumerate();
        let tables =
            tables.map(|(at, node)| Self::under(node, format!("{name}[{}]", at + 1), self.faults));
        Some(tables.collect())
    }

    /// `found`, or a fault that says that the field is missing, and what stands in for it.
    pub fn need<T: Default>(&self, key: &'static str, found: Option<T>) -> T {
        // Of what is no table at all, that is fault enough.
        if found.is_none() && !self.has(key) && self.is_table {
            self.fault(key, Problem::Missing);
        }
        found.unwrap_or_default()
    }

    /// `found`, or a fault that says that the field is missing. What could not be read is no number (NaN), and nothing is
    /// said of what hangs on it.
    pub fn need_number(&self, key: &'static str, found: Option<f64>) -> f64 {
        self.need(key, found.map(Some)).unwrap_or(f64::NAN)
    }

    /// Notes every field that was never asked for, and every one that is there twice.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (at, entry) in self.entries.iter().enumerate() {
            let name = self.name(&entry.key);
            let known = asked.contains(&entry.key.as_str());
            let problem = if !known && OF_THE_WHOLE.contains(&entry.key.as_str()) {
                Problem::BelongsOnTop
            } else if !known {
                let meant = other_word(&entry.key, &asked)
                    .or_else(|| alike(&entry.key, &asked, ALIKE_KEYS));
                if let Some(meant) = meant.filter(|meant| !self.has(meant)) {
                    // One mistake is one fault.
                    self.faults.borrow_mut().forget_missing(&self.name(meant));
                }
                Problem::Unknown(meant)
            } else if self.entries[..at]
                .iter()
                .any(|other| other.key == entry.key)
            {
                Problem::Twice
            } else {
                continue;
            };
            self.faults
                .borrow_mut()
                .add(Some(entry.line), name, problem);
        }
    }
}

/// Controls, fillers, what turns the text after it round, and what stands for no letter at all. Line ends and tabulators
/// are seen; joiners, direction marks and spaces without width belong to the writing of many languages.
fn is_unseen(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')
        || matches!(
            letter,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{2800}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{ffa0}'
                | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{10ffff}'
        )
}

fn list(node: &Node) -> Option<&[Node]> {
    match &node.value {
        Value::List(list) => Some(list),
        _ => None,
    }
}

/// Our word for a field that others call otherwise.
fn other_word(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let mut others = OTHER_WORDS.iter().filter(|(other, _)| *other == text);
    others
        .find(|(_, word)| words.contains(word))
        .map(|(_, word)| *word)
}

/// The word that may be meant.
fn alike(text: &str, words: &[&'static str], least: f64) -> Option<&'static str> {
    let alike = words
        .iter()
        .map(|word| (strsim::jaro_winkler(text, word), *word));
    alike
        .filter(|(likeness, _)| *likeness >= least)
        .max_by(|one, next| one.0.total_cmp(&next.0))
        .map(|(_, word)| word)
}
