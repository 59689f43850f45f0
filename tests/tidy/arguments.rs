//! Time, chance and the environment come in as arguments: each has one file that may ask for them.

use super::source::{Source, Token};

#[test]
fn now_chance_and_environment_have_one_door_each() {
    let found: Vec<String> = Source::all("rs").iter().flat_map(breaches).collect();
    assert!(found.is_empty(), "{found:#?}");
}

fn breaches(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let mut breach = |what: &str, door: &str| {
        found.push(format!("{}: {what} is asked only in {door}", source.path))
    };
    for path in source.paths() {
        let named = |name: &str| path.iter().any(|p| p == name);
        let last = path.last().map(String::as_str).unwrap_or_default();
        let now = path.len() > 1 && matches!(last, "now" | "now_utc" | "now_local" | "elapsed");
        // tower-sessions subtracts the machine's time from what a record says; no decision is taken on it.
        let cookie = source.path == "app/src/guards/login.rs" && last == "now_utc";
        // The programs that measure are run by hand, and decide nothing.
        let measures = source.path.starts_with("tests/load/");
        if now && !cookie && !measures && source.path != "app/src/clock.rs" {
            breach("the time", "clock.rs");
        }
        let generators = [
            "SysRng",
            "OsRng",
            "ThreadRng",
            "getrandom",
            "from_os_rng",
            "thread_rng",
            "fastrand",
        ];
        let free = path[0] == "rand"
            && matches!(
                last,
                "rng" | "random" | "random_range" | "random_bool" | "make_rng" | "fill"
            );
        if (free || generators.iter().any(|name| named(name))) && source.path != "app/src/random.rs"
        {
            breach("chance", "random.rs");
        }
        let environment = path
            .windows(2)
            .any(|p| p[0] == "env" && p[1].starts_with("var"))
            || path == ["std", "env"];
        // The tests are told by their command where its PostgreSQL and its Python are.
        let test = ["tests/", "reports/tests/"]
            .iter()
            .any(|folder| source.path.starts_with(folder));
        if environment && source.path != "app/src/config.rs" && !test {
            breach("the environment", "config.rs");
        }
    }
    if clap_reads_environment(source) && source.path != "app/src/config.rs" {
        breach("the environment", "config.rs");
    }
    found
}

/// `#[arg(…, env …)]` reads a variable without naming `std::env`.
fn clap_reads_environment(source: &Source) -> bool {
    let name = |token: &Token, is: &str| *token == Token::Name(is.into());
    let starts = source.tokens.windows(2).enumerate();
    let mut args = starts
        .filter(|(_, w)| (name(&w[0], "arg") || name(&w[0], "clap")) && w[1] == Token::Mark('('));
    args.any(|(at, _)| {
        let inside = source.tokens[at..]
            .iter()
            .take_while(|t| **t != Token::Mark(']'));
        inside.into_iter().any(|t| name(t, "env"))
    })
}

#[test]
fn each_door_can_be_missed() {
    let bad = [
        (
            "app/src/jobs/close.rs",
            "fn f() { std::time::SystemTime::now(); }",
        ),
        (
            "analytics/src/trend.rs",
            "use jiff::Zoned; fn f() { Zoned::now(); }",
        ),
        (
            "tests/src/lib.rs",
            "fn f() { tokio::time::Instant::now(); }",
        ),
        ("app/src/sealed/keys.rs", "fn f() { rand::rng(); }"),
        ("app/src/sealed/keys.rs", "use rand::{Rng, rngs::SysRng};"),
        ("app/src/main.rs", "fn f() { std::env::var(\"HOME\"); }"),
        ("app/src/main.rs", "use std::env;"),
        (
            "app/src/main.rs",
            "#[arg(long, env = \"CHORUS_PORT\")] port: u16,",
        ),
    ];
    for (path, text) in bad {
        assert_eq!(
            breaches(&Source::new(path, text)).len(),
            1,
            "{path}: {text}"
        );
    }
    let good = Source::new(
        "app/src/clock.rs",
        "fn f() { jiff::Timestamp::now(); } #[arg(long)] x: env::Args",
    );
    assert!(breaches(&good).is_empty());
}
