//! A TOML or JSON document as one tree in which every key and value knows its line. Depth is bounded by the parsers.

use std::collections::BTreeSet;
use std::ops::Range;

use jsonc_parser::ast;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use toml::de::{DeTable, DeValue};

use super::fault::{Faults, Kind, Problem};

/// With more faults of its syntax than these, a file is no TOML that somebody mistyped.
const MOST_FAULTS: usize = 20;

/// A value and the line it stands on.
#[derive(Debug, Clone)]
pub struct Node {
    /// From 1.
    pub line: usize,
    /// What stands there.
    pub value: Value,
}

/// What can stand in a document.
#[derive(Debug, Clone)]
pub enum Value {
    /// Text.
    Text(String),
    /// Any number; neither infinite nor a NaN.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the document; a key may come twice.
    Table(Vec<Entry>),
    /// What no field of ours has: a date, or JSON's null.
    Other,
}

/// A key with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The line of the key.
    pub line: usize,
    /// The value.
    pub node: Node,
}

impl Node {
    /// Reads a TOML document; every fault of its syntax, or the tree.
    pub fn of_toml(text: &str) -> Result<Node, Faults> {
        let lines = Lines::of(text);
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut faults = Faults::default();
        let mut told = None;
        for error in &errors {
            let line = error.span().map(|span| lines.at(span.start));
            // What comes after the first on a line comes of it.
            if line.is_none() || line != told {
                let (field, problem) = syntax(error.message(), text, error.span());
                faults.add(line, field, problem);
            }
            if faults.all().len() > MOST_FAULTS {
                return Err(Faults::of_file(Problem::OtherFormat));
            }
            told = line;
        }
        match errors.is_empty() {
            true => Ok(Node {
                line: 1,
                value: of_table(table.into_inner(), &lines),
            }),
            false => Err(faults),
        }
    }

    /// Reads a JSON document, and nothing that is not JSON.
    pub fn of_json(text: &str) -> Result<Node, Faults> {
        let strict = ParseOptions {
            allow_comments: false,
            allow_loose_object_property_names: false,
            allow_trailing_commas: false,
            allow_missing_commas: false,
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        };
        let parsed = parse_to_ast(text, &CollectOptions::default(), &strict).map_err(|error| {
            let problem = match error.kind() {
                jsonc_parser::errors::ParseErrorKind::NestingDepthExceeded => Problem::TooDeep,
                kind => Problem::Syntax(kind.to_string()),
            };
            let mut faults = Faults::default();
            faults.add(Some(error.line_display()), "", problem);
            faults
        })?;
        let value = parsed
            .value
            .ok_or_else(|| Faults::of_file(Problem::Syntax("It is empty".into())))?;
        let mut faults = Faults::default();
        let node = of_ast(value, &Lines::of(text), &mut faults);
        match faults.all().is_empty() {
            true => Ok(node),
            false => Err(faults),
        }
    }

    /// The value of a key; nothing if this is no table or has no such key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let Value::Table(entries) = &self.value else {
            return None;
        };
        entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.node)
    }

    /// The entries of a list; none if this is no list.
    pub fn list(&self) -> &[Node] {
        match &self.value {
            Value::List(list) => list,
            _ => &[],
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether this says true.
    pub fn is_true(&self) -> bool {
        matches!(self.value, Value::Flag(true))
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// What the parser says, in our words where somebody who writes a file by hand would not know his.
fn syntax(message: &str, text: &str, span: Option<Range<usize>>) -> (String, Problem) {
    let at = || span.and_then(|span| text.get(span)).unwrap_or_default();
    match message {
        "duplicate key" => (at().to_owned(), Problem::Twice),
        _ if message.starts_with("string values must be quoted") => {
            (String::new(), Problem::Unquoted)
        }
        _ if message.starts_with("invalid basic string") => (String::new(), Problem::Unclosed),
        _ if message.starts_with("invalid boolean") => (String::new(), Problem::Kind(Kind::Flag)),
        _ if message.starts_with("unexpected key or value")
            || message.starts_with("extra comma") =>
        {
            (String::new(), Problem::MoreBehind)
        }
        _ if message.starts_with("key with no value") => (String::new(), Problem::NoValue),
        _ => (String::new(), Problem::Syntax(message.to_owned())),
    }
}

fn of_table(table: DeTable<'_>, lines: &Lines) -> Value {
    let entries = table.into_iter().map(|(key, value)| Entry {
        line: lines.at(key.span().start),
        node: Node {
            line: lines.at(value.span().start),
            value: of_value(value.into_inner(), lines),
        },
        key: key.into_inner().into_owned(),
    });
    Value::Table(entries.collect())
}

fn of_value(value: DeValue<'_>, lines: &Lines) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Other, |number| Value::Number(number as f64)),
        DeValue::Float(number) => of_number(number.as_str()),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(_) => Value::Other,
        DeValue::Array(list) => {
            let nodes = list.into_iter().map(|value| Node {
                line: lines.at(value.span().start),
                value: of_value(value.into_inner(), lines),
            });
            Value::List(nodes.collect())
        }
        DeValue::Table(table) => of_table(table, lines),
    }
}

/// The tree of a JSON value. A key that stands twice is a fault: nobody knows which is meant.
fn of_ast(value: ast::Value<'_>, lines: &Lines, faults: &mut Faults) -> Node {
    use jsonc_parser::common::Ranged;
    let line = lines.at(value.range().start);
    let value = match value {
        ast::Value::StringLit(text) => Value::Text(text.value.into_owned()),
        ast::Value::NumberLit(number) => of_number(number.value),
        ast::Value::BooleanLit(flag) => Value::Flag(flag.value),
        ast::Value::NullKeyword(_) => Value::Other,
        ast::Value::Array(list) => {
            let elements = list.elements.into_iter();
            Value::List(elements.map(|value| of_ast(value, lines, faults)).collect())
        }
        ast::Value::Object(object) => {
            let mut keys = BTreeSet::new();
            let mut entries = Vec::new();
            for property in object.properties {
                let line = lines.at(property.range.start);
                let key = property.name.into_string();
                if !keys.insert(key.clone()) {
                    faults.add(Some(line), &key, Problem::Twice);
                }
                let node = of_ast(property.value, lines, faults);
                entries.push(Entry { key, line, node });
            }
            Value::Table(entries)
        }
    };
    Node { line, value }
}

fn of_number(text: &str) -> Value {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Value::Number(number),
        _ => Value::Other,
    }
}

/// Where each line begins.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(breaks).collect())
    }

    fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte)
    }
}
