//! The shape of files: how each opens, how long it is, what it must not hold, and where addresses stand.

use super::source::{Source, Token};

/// Longer than this, a file is two.
const LINES: usize = 400;

#[test]
fn every_file_opens_with_a_sentence_and_stays_short() {
    assert_none(
        Source::all("rs")
            .iter()
            .flat_map(|source| [opening(source), length(source)]),
    );
    let others = ["ftl", "css", "toml", "typ", "js"]
        .into_iter()
        .flat_map(Source::all);
    assert_none(others.map(|source| length(&source)));
}

#[test]
fn every_migration_argues() {
    assert_none(Source::all("rs").iter().map(argument));
}

#[test]
fn nothing_is_left_over() {
    assert_none(Source::all("rs").iter().flat_map(left_over));
}

#[test]
fn every_address_stands_on_one_screen() {
    assert_none(Source::all("rs").iter().flat_map(addresses));
}

#[test]
fn no_merge_is_half_done() {
    let texts = ["rs", "ftl", "md", "toml", "typ"];
    assert_none(
        texts
            .into_iter()
            .flat_map(Source::all)
            .map(|source| merge(&source)),
    );
}

fn assert_none(found: impl IntoIterator<Item = Option<String>>) {
    let found: Vec<String> = found.into_iter().flatten().collect();
    assert!(found.is_empty(), "{found:#?}");
}

fn header(source: &Source) -> String {
    let lines = source
        .text
        .lines()
        .map_while(|line| line.strip_prefix("//!"));
    lines.collect::<Vec<_>>().join("\n")
}

fn opening(source: &Source) -> Option<String> {
    let header = header(source);
    let first = header.split("\n\n").next().unwrap_or_default().trim();
    let sentence = first.len() > 8
        && first.starts_with(|c: char| !c.is_lowercase())
        && first.ends_with(['.', ':', '?']);
    (!sentence).then(|| format!("{}: does not open with a //! sentence", source.path))
}

fn length(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    (lines > LINES).then(|| format!("{}: {lines} lines", source.path))
}

/// A migration says in its header why each thing is kept, and why nothing more is.
fn argument(source: &Source) -> Option<String> {
    let name = source.path.strip_prefix("migrations/src/m")?;
    let numbered = name.starts_with(|c: char| c.is_ascii_digit());
    (numbered && header(source).len() < 200)
        .then(|| format!("{}: does not argue for its columns", source.path))
}

fn merge(source: &Source) -> Option<String> {
    let side = |line: &str| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ");
    let found = source.text.lines().any(side);
    found.then(|| format!("{}: both sides of a merge", source.path))
}

fn left_over(source: &Source) -> Vec<Option<String>> {
    let mut found = Vec::new();
    let mut breach = |what: &str| found.push(Some(format!("{}: {what}", source.path)));
    // Put together here, so that this file does not hold them itself.
    for words in [["TO", "DO"], ["FIX", "ME"], ["XX", "X"]] {
        let word = words.concat();
        let words = source.text.split(|c: char| !c.is_alphanumeric());
        if words.into_iter().any(|w| w == word) {
            breach(&word);
        }
    }
    let name = |token: &Token| match token {
        Token::Name(name) => name.clone(),
        _ => String::new(),
    };
    // The program that measures is a command too, and the attack on totals says its rates to whoever runs it by hand.
    let speaks = [
        "app/src/main.rs",
        "app/src/commands/",
        "tests/load/",
        "tests/attacks/scopes.rs",
    ]
    .iter()
    .any(|start| source.path.starts_with(start));
    for window in source.tokens.windows(3) {
        let (first, mark, third) = (name(&window[0]), &window[1], name(&window[2]));
        let call = *mark == Token::Mark('!') && matches!(window[2], Token::Mark('(' | '{' | '['));
        match first.as_str() {
            "todo" | "unimplemented" | "dbg" if call => breach(&first),
            "print" | "println" | "eprint" | "eprintln" if call && !speaks => {
                breach("prints outside the command line")
            }
            "allow"
                if *mark == Token::Mark('(')
                    && (third == "dead_code" || third.starts_with("unused")) =>
            {
                breach("allows dead code")
            }
            _ => {}
        }
        if window[0] == Token::Mark('#') && *mark == Token::Mark('[') && third == "ignore" {
            breach("leaves out a test");
        }
    }
    found
}

/// In pages and guards no text begins like an address of ours: those come from `urls.rs`.
fn addresses(source: &Source) -> Vec<Option<String>> {
    let places = [
        "app/src/pages/",
        "app/src/guards/",
        "app/src/layers.rs",
        "app/src/error.rs",
    ];
    if !places.iter().any(|place| source.path.starts_with(place)) {
        return Vec::new();
    }
    // Unit tests ask for addresses as a browser would.
    let code = source
        .text
        .split("#[cfg(test)]\nmod ")
        .next()
        .unwrap_or_default();
    let source = Source::new(&source.path, code);
    let begins = |text: &str| {
        text.strip_prefix('/')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '{'))
    };
    let texts = source.tokens.iter().filter_map(|token| match token {
        Token::Text(text) if begins(text) => Some(Some(format!(
            "{}: the address {text} belongs in urls.rs",
            source.path
        ))),
        _ => None,
    });
    texts.collect()
}

#[test]
fn each_rule_can_fail() {
    for text in [
        "fn f() {}",
        "//! lower case, no more.\n",
        "//! Short.\n",
        "//! A title that is no sentence\n",
    ] {
        assert!(opening(&Source::new("x.rs", text)).is_some(), "{text}");
    }
    assert!(
        opening(&Source::new(
            "x.rs",
            "//! What lives here; what does not.\nfn f() {}"
        ))
        .is_none()
    );
    assert!(length(&Source::new("x.rs", &"\n".repeat(LINES + 1))).is_some());
    assert!(merge(&Source::new("docs/x.md", "- One.\n<<<<<<< HEAD\n- Two.\n")).is_some());
    assert!(merge(&Source::new("docs/x.md", "Title\n=======\n")).is_none());
    assert!(
        argument(&Source::new(
            "migrations/src/m0001_start.rs",
            "//! Makes the first tables.\n"
        ))
        .is_some()
    );
    let bad = [
        ["// TO", "DO: later"],
        ["fn f() { to", "do!() }"],
        ["fn f() { db", "g!(1); }"],
        ["#[ig", "nore] fn f() {}"],
        ["#[allow(de", "ad_code)] fn f() {}"],
        ["fn f() { print", "ln!(\"x\") }"],
    ];
    for parts in bad {
        assert_eq!(
            left_over(&Source::new("app/src/x.rs", &parts.concat())).len(),
            1,
            "{parts:?}"
        );
    }
    assert!(
        left_over(&Source::new(
            "app/src/commands/demo.rs",
            "fn f() { println!(\"x\") }"
        ))
        .is_empty()
    );
    assert_eq!(
        addresses(&Source::new(
            "app/src/pages/x.rs",
            "fn f() { \"/groups/new\" }"
        ))
        .len(),
        1
    );
}
