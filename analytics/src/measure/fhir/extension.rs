//! Fields of a measure's file inside FHIR extensions, and back. A list is an extension that comes several times.

use serde_json::{Value as Json, json};

use super::super::node::{Entry, Node, Value};

/// Fields that are lists, even where they have one entry.
const LISTS: [&str; 5] = ["range", "items", "reverse", "bands", "scales"];

/// The extension of an element with one of these addresses.
pub fn find<'a>(element: &'a Node, urls: &[&str]) -> Option<&'a Node> {
    let extensions = element.get("extension").map(Node::list).unwrap_or_default();
    let has = |extension: &&Node| {
        let url = extension.get("url").and_then(Node::text);
        url.is_some_and(|url| urls.contains(&url))
    };
    extensions.iter().find(has)
}

/// The value of an extension, of whatever type.
pub fn value(extension: &Node) -> Option<&Node> {
    let Value::Table(entries) = &extension.value else {
        return None;
    };
    let value = entries.iter().find(|entry| entry.key.starts_with("value"));
    value.map(|entry| &entry.node)
}

/// The fields that an extension holds.
pub fn fields(extension: &Node) -> Vec<Entry> {
    let mut fields: Vec<Entry> = Vec::new();
    for part in extension
        .get("extension")
        .map(Node::list)
        .unwrap_or_default()
    {
        let Some(key) = part.get("url").and_then(Node::text) else {
            continue;
        };
        let node = value(part).cloned().unwrap_or_else(|| Node {
            line: part.line,
            value: Value::Table(self::fields(part)),
        });
        if !LISTS.contains(&key) {
            fields.push(entry(key, part.line, node.value));
            continue;
        }
        let known = fields.iter_mut().find(|field| field.key == key);
        match known.map(|field| &mut field.node.value) {
            Some(Value::List(list)) => list.push(node),
            _ => fields.push(entry(key, part.line, Value::List(vec![node]))),
        }
    }
    fields
}

/// A field on a line.
pub fn entry(key: &str, line: usize, value: Value) -> Entry {
    Entry {
        key: key.to_owned(),
        line,
        node: Node { line, value },
    }
}

/// The extensions that hold these fields, which are an object of plain values.
pub fn of_fields(fields: &Json) -> Vec<Json> {
    let all = fields.as_object().into_iter().flatten();
    all.flat_map(|(key, value)| match value {
        Json::Array(list) => list.iter().map(|value| of_field(key, value)).collect(),
        value => vec![of_field(key, value)],
    })
    .collect()
}

fn of_field(key: &str, value: &Json) -> Json {
    match value {
        Json::String(text) => json!({ "url": key, "valueString": text }),
        Json::Number(number) => json!({ "url": key, "valueDecimal": number }),
        Json::Bool(flag) => json!({ "url": key, "valueBoolean": flag }),
        fields => json!({ "url": key, "extension": of_fields(fields) }),
    }
}
