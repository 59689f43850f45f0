//! What can be answered to an item of a Questionnaire, and what each answer counts.

use super::super::node::{Entry, Node, Value};
use super::extension::{self, entry};
use super::{LEAST, LOINC, MOST, ORDINAL};

/// The answers to an item, in the fields of a measure's file.
pub struct Answers {
    /// `options` or `number`.
    pub field: Entry,
    /// Smallest and largest answer.
    pub bounds: [f64; 2],
    /// Whether the file says what the answers count. Otherwise they are numbered in their order, and not scored.
    pub scored: bool,
}

impl Answers {
    /// The words of the answers.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let options = self.field.node.list().iter();
        options.filter_map(|option| option.get("text")?.text())
    }
}

/// The answers to a `choice`; nothing where there are none, or some count something and others do not.
pub fn choices(item: &Node, document: &Node) -> Option<Answers> {
    let own = item.get("answerOption").map(Node::list).unwrap_or_default();
    let options = match own {
        [] => value_set(item, document)?,
        own => own.iter().map(|option| (option, coding(option))).collect(),
    };
    let values: Vec<Option<f64>> = options
        .iter()
        .map(|(option, coding)| counts(option, coding))
        .collect();
    let scored = values.iter().all(Option::is_some);
    if options.is_empty() || !scored && values.iter().any(Option::is_some) {
        return None;
    }
    let value = |at: usize| values[at].unwrap_or(at as f64);
    let all = (0..values.len()).map(value);
    let bounds = all.fold(
        [f64::INFINITY, f64::NEG_INFINITY],
        |[least, most], value| [least.min(value), most.max(value)],
    );
    let tables = options.iter().enumerate().map(|(at, (option, coding))| {
        let number = || Some(option.get("valueInteger")?.number()?.to_string());
        let words = text(coding).map(str::to_owned).or_else(number);
        let mut fields = vec![
            entry("value", option.line, Value::Number(value(at))),
            entry("text", option.line, Value::Text(words.unwrap_or_default())),
        ];
        fields.extend(code(coding).map(|code| entry("loinc", coding.line, Value::Text(code))));
        Node {
            line: option.line,
            value: Value::Table(fields),
        }
    });
    Some(Answers {
        field: entry("options", item.line, Value::List(tables.collect())),
        bounds,
        scored,
    })
}

/// The answers to an `integer` or `decimal`, which has to say its smallest and its largest; nothing where it does not.
pub fn number(item: &Node, whole: bool) -> Option<Answers> {
    let bound = |url| extension::value(extension::find(item, &[url])?)?.number();
    let [least, most] = [bound(LEAST)?, bound(MOST)?];
    let fields = vec![
        entry("least", item.line, Value::Number(least)),
        entry("most", item.line, Value::Number(most)),
        entry("whole", item.line, Value::Flag(whole)),
    ];
    Some(Answers {
        field: entry("number", item.line, Value::Table(fields)),
        bounds: [least, most],
        scored: true,
    })
}

/// The options of a value set that the document brings along.
fn value_set<'a>(item: &Node, document: &'a Node) -> Option<Vec<(&'a Node, &'a Node)>> {
    let wanted = item.get("answerValueSet")?.text()?;
    let is_it = |set: &&Node| {
        let id = set.get("id").and_then(Node::text);
        let url = set.get("url").and_then(Node::text);
        url == Some(wanted) || id.is_some() && id == wanted.strip_prefix('#')
    };
    let set = document.get("contained")?.list().iter().find(is_it)?;
    let expanded = set
        .get("expansion")
        .and_then(|expansion| expansion.get("contains"));
    let composed = || {
        let first = set.get("compose")?.get("include")?.list().first()?;
        first.get("concept")
    };
    let options = expanded.or_else(composed)?.list();
    Some(options.iter().map(|option| (option, option)).collect())
}

/// Where an answer's code and words are.
fn coding(option: &Node) -> &Node {
    option.get("valueCoding").unwrap_or(option)
}

fn counts(option: &Node, coding: &Node) -> Option<f64> {
    let of = |element: &Node| extension::value(extension::find(element, &ORDINAL)?)?.number();
    let integer = || option.get("valueInteger")?.number();
    let code = || {
        coding
            .get("code")?
            .text()?
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite())
    };
    of(option)
        .or_else(|| of(coding))
        .or_else(integer)
        .or_else(code)
}

fn text(coding: &Node) -> Option<&str> {
    let display = coding.get("display").and_then(Node::text);
    display.or_else(|| coding.get("valueString")?.text())
}

fn code(coding: &Node) -> Option<String> {
    let loinc = coding.get("system").and_then(Node::text) == Some(LOINC);
    coding
        .get("code")
        .and_then(Node::text)
        .filter(|_| loinc)
        .map(str::to_owned)
}
