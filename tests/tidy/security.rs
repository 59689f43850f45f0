//! The page about security: each requirement of the standard stands on it once, and each test that it names is there.

use std::collections::BTreeMap;

use super::source::Source;

const PAGE: &str = "docs/security.md";
/// Requirements of levels 1 and 2 in OWASP ASVS 5.0.0.
const REQUIREMENTS: usize = 253;
/// What may stand where no test can.
const WORDS: [&str; 3] = ["written", "compiler", "not met"];

#[test]
fn every_requirement_is_held_by_what_is_there() {
    let page = Source::all("md").into_iter().find(|doc| doc.path == PAGE);
    let page = page.expect("the page about security").text;
    let found = breaches(&page, &Source::all("rs"));
    assert!(found.is_empty(), "{found:#?}");
    let (rows, absent) = (rows(&page), absent(&page));
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for number in rows.iter().map(|(number, _)| *number).chain(absent) {
        *times.entry(number).or_default() += 1;
    }
    let twice: Vec<_> = times.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "more than once: {twice:?}");
    assert_eq!(times.len(), REQUIREMENTS);
    for (name, numbers) in short(&page) {
        let line = format!("- **{name}:** {}.", numbers.join(", "));
        assert!(page.lines().any(|known| known == line), "write {line}");
    }
}

/// What stands in short at the top: what the rows themselves say is missing.
fn short(page: &str) -> [(&'static str, Vec<&str>); 2] {
    let numbers = |is: &dyn Fn(&str) -> bool| {
        let lines = page.lines().filter(|line| is(line));
        lines.flat_map(|line| rows(line)).map(|(n, _)| n).collect()
    };
    [
        ("Not met", numbers(&|line| line.ends_with("| not met |"))),
        ("In part", numbers(&|line| line.contains("| In part: "))),
    ]
}

#[test]
fn no_program_is_started() {
    let sources = Source::all("rs");
    let starts = |source: &&Source| {
        let inside = [
            "app/src/",
            "analytics/src/",
            "reports/src/",
            "migrations/src/",
        ];
        let ours = inside.iter().any(|room| source.path.starts_with(room));
        ours && started(source)
    };
    let found: Vec<_> = sources.iter().filter(starts).map(|s| &s.path).collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// Rows that name nothing, or a test that is not there.
fn breaches(page: &str, sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for (number, held) in rows(page) {
        let tests: Vec<&str> = held.split('`').skip(1).step_by(2).collect();
        if tests.is_empty() && !WORDS.contains(&held) {
            found.push(format!("{number}: “{held}” holds nothing"));
        }
        for test in tests {
            let (room, name) = test.split_once("::").unwrap_or_default();
            let function = format!("fn {name}(");
            let inside = |source: &&Source| source.path.starts_with(&format!("{room}/"));
            let mut inside = sources.iter().filter(inside);
            if !inside.any(|source| source.text.contains(&function)) {
                found.push(format!("{number}: there is no {test}"));
            }
        }
    }
    found
}

/// Number and last cell of each row about a requirement.
fn rows(page: &str) -> Vec<(&str, &str)> {
    let cells = page.lines().filter_map(|line| line.strip_prefix("| "));
    let cells = cells.filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    cells
        .filter_map(|line| {
            let cells: Vec<&str> = line.trim_end_matches(" |").split(" | ").collect();
            Some((*cells.first()?, cells.last()?.trim()))
        })
        .collect()
}

/// The numbers of what does not apply.
fn absent(page: &str) -> Vec<&str> {
    let (_, table) = page
        .split_once("## What does not apply\n")
        .unwrap_or_default();
    let numbers = table.lines().filter_map(|line| line.split(" | ").nth(1));
    let numbers = numbers.flat_map(|cell| cell.split(", "));
    numbers
        .filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))
        .collect()
}

fn started(source: &Source) -> bool {
    let process = |path: &Vec<String>| {
        path.windows(2)
            .any(|pair| pair[0] == "process" && pair[1] == "Command")
    };
    source.paths().iter().any(process)
}

#[test]
fn each_rule_can_fail() {
    let source = Source::new("app/src/door.rs", "async fn it_is_there() {}");
    let broken = |row: &str| !breaches(row, std::slice::from_ref(&source)).is_empty();
    assert!(!broken("| 1.1.1 | a | b | `app::it_is_there` |"));
    assert!(!broken("| 1.1.1 | a | b | written |"));
    for row in [
        "| 1.1.1 | a | b | `app::it_is` |",
        "| 1.1.1 | a | b | `tests::it_is_there` |",
        "| 1.1.1 | a | b | soon |",
    ] {
        assert!(broken(row), "{row}");
    }
    assert_eq!(
        absent("## What does not apply\n| V1 | 1.2.6, 1.2.7 | Why |"),
        ["1.2.6", "1.2.7"]
    );
    let starts = Source::new("app/src/door.rs", "use tokio::process::Command;");
    assert!(started(&starts) && !started(&source));
}
