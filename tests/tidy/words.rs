//! The message catalogue: what code says exists, what exists is said, and nobody is spoken to badly.

use super::source::{Source, Token};

/// What ux.md's voice and product.md's words leave out, in small letters.
const NEVER_SAID: [&str; 17] = [
    "client",
    "clients",
    "user",
    "users",
    "patient",
    "patients",
    "leader",
    "leaders",
    "please",
    "sorry",
    "invalid",
    "oops",
    "you forgot",
    "100% anonymous",
    "nobody can ever know",
    "n/a",
    "null",
];

#[test]
fn every_message_that_is_said_exists() {
    let known = identifiers(&catalogue());
    let found: Vec<String> = Source::all("rs")
        .iter()
        .flat_map(|source| missing(source, &known))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_message_is_said_somewhere() {
    let found = unsaid(&catalogue(), &Source::all("rs"));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_message_uses_a_word_that_we_do_not_say() {
    let found: Vec<String> = catalogue().iter().flat_map(unkind).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_message_stands_twice() {
    let mut all = identifiers(&catalogue());
    all.sort();
    let twice: Vec<_> = all
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| &pair[0])
        .collect();
    assert!(twice.is_empty(), "{twice:#?}");
}

fn catalogue() -> Vec<Source> {
    let found = Source::all("ftl");
    assert!(!found.is_empty(), "the catalogue lies in app/locales");
    found
}

/// The identifiers of messages: lines that begin `some-name =`.
fn identifiers(catalogue: &[Source]) -> Vec<String> {
    let lines = catalogue.iter().flat_map(|source| source.text.lines());
    lines.filter_map(identifier).map(String::from).collect()
}

fn identifier(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim_end();
    let legal = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(legal)).then_some(name)
}

/// `say("…")` and `say_with("…", …)` of something that is not there.
fn missing(source: &Source, known: &[String]) -> Vec<String> {
    let calls = source.tokens.windows(3).filter_map(|window| match window {
        [Token::Name(call), Token::Mark('('), Token::Text(id)]
            if call == "say" || call == "say_with" =>
        {
            Some(id)
        }
        _ => None,
    });
    calls
        .filter(|id| !known.contains(id))
        .map(|id| format!("{}: says {id}", source.path))
        .collect()
}

/// A message is said when code holds its identifier, the beginning of it up to a `{` that code fills in, or the end
/// of it after another message's identifier.
fn unsaid(catalogue: &[Source], code: &[Source]) -> Vec<String> {
    let texts = |source: &Source| source.tokens.iter().filter_map(text).collect::<Vec<_>>();
    let held: Vec<String> = code.iter().flat_map(texts).collect();
    let known = identifiers(catalogue);
    let said = |id: &str| {
        let begun = |text: &String| {
            let whole = |tail: &str| known.iter().any(|other| format!("{other}{tail}") == id);
            match text.split_once('{') {
                Some(("", rest)) => rest
                    .split_once('}')
                    .is_some_and(|(_, tail)| tail.starts_with('-') && whole(tail)),
                Some((start, _)) => start.ends_with('-') && id.starts_with(start),
                None => false,
            }
        };
        let referred = catalogue
            .iter()
            .any(|source| source.text.contains(&format!("{{ {id} }}")));
        referred || held.iter().any(|text| text == id || begun(text))
    };
    identifiers(catalogue)
        .into_iter()
        .filter(|id| !said(id))
        .collect()
}

fn text(token: &Token) -> Option<String> {
    match token {
        Token::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn unkind(source: &Source) -> Vec<String> {
    let spoken = source.text.lines().filter(|line| !line.starts_with('#'));
    let mut found = Vec::new();
    for line in spoken {
        // Only in a form's messages is it unkind: there it stands for "you must".
        let line = &line.replace("please reach a person", "reach a person");
        let said =
            identifier(line).map_or(line.as_str(), |_| line.split_once('=').expect("has one").1);
        let plain: String = said
            .to_lowercase()
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || "%/'".contains(c) {
                    c
                } else {
                    ' '
                }
            })
            .collect();
        let plain = format!(
            " {} ",
            plain.split_whitespace().collect::<Vec<_>>().join(" ")
        );
        let word = NEVER_SAID
            .iter()
            .find(|word| plain.contains(&format!(" {word} ")));
        found.extend(word.map(|word| format!("{}: “{word}” in: {line}", source.path)));
        if said.contains('!') {
            found.push(format!("{}: an exclamation mark in: {line}", source.path));
        }
    }
    found
}

#[test]
fn each_rule_can_fail() {
    let catalogue = [Source::new(
        "app/locales/en/x.ftl",
        "# Oops\nhello = Hello\nrole-staff = Staff\nlost = Lost { hello }\n",
    )];
    let known = identifiers(&catalogue);
    assert_eq!(known, ["hello", "role-staff", "lost"]);
    let code = Source::new(
        "app/src/x.rs",
        "fn f() { say(\"hallo\"); say(\"hello\"); format!(\"role-{role}\"); }",
    );
    assert_eq!(missing(&code, &known), ["app/src/x.rs: says hallo"]);
    assert_eq!(unsaid(&catalogue, &[code]), ["lost"]);
    assert!(unkind(&catalogue[0]).is_empty());
    for line in ["a = Please wait", "a = Try again!", "a =\n    Dear users,"] {
        assert_eq!(unkind(&Source::new("x.ftl", line)).len(), 1, "{line}");
    }
}
