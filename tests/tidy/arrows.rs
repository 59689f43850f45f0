//! Which room may know which, and which crate each may name: over `cargo metadata` and every path in the code.

use super::source::{Source, top};

/// A room, and the rooms that it may know.
const ROOMS: [(&str, &[&str]); 5] = [
    ("analytics", &[]),
    ("migrations", &[]),
    ("reports", &["analytics"]),
    ("app", &["analytics", "reports", "migrations"]),
    ("tests", &["analytics", "reports", "migrations", "app"]),
];

/// What crates are called at their start, and the only rooms that may name them.
const OWNERS: [(&str, &[&str]); 17] = [
    ("axum", &["app", "tests"]),
    ("hyper", &["app"]),
    ("tower", &["app"]),
    ("maud", &["app"]),
    ("fluent", &["app"]),
    ("tokio_cron_scheduler", &["app"]),
    ("lettre", &["app"]),
    ("rustls", &["app"]),
    ("sea_orm", &["app", "migrations", "tests"]),
    ("sqlx", &["app", "migrations", "tests"]),
    ("polars", &["analytics"]),
    ("plotters", &["analytics"]),
    ("typst", &["reports"]),
    ("rust_xlsxwriter", &["reports"]),
    ("csv", &["reports"]),
    ("zip", &["reports"]),
    // In `app` for the terminal and for the QR code of a member's key, which no document may hold.
    ("qrcode", &["reports", "app"]),
];

/// What an evening is measured beside: the only file of `tests` that may name axum.
const BARE: &str = "tests/load/evening/bare.rs";

/// In `app`: files under a folder, and what they never name.
const INSIDE: [(&str, &[&str]); 10] = [
    (
        "app/src/entities/",
        &["axum", "maud", "pages", "guards", "sealed", "jobs"],
    ),
    (
        "app/src/sealed/",
        &["axum", "maud", "pages", "guards", "jobs"],
    ),
    ("app/src/guards/", &["pages", "jobs"]),
    ("app/src/jobs/", &["axum", "maud", "pages", "guards"]),
    (
        "app/src/frames.rs",
        &["axum", "maud", "pages", "guards", "sealed"],
    ),
    (
        "app/src/documents/",
        &["axum", "maud", "pages", "guards", "sealed", "jobs"],
    ),
    (
        "app/src/mail/",
        &["axum", "maud", "pages", "guards", "sealed", "jobs"],
    ),
    (
        "app/src/words/",
        &[
            "axum", "maud", "pages", "guards", "sealed", "jobs", "entities",
        ],
    ),
    (
        "app/src/backup/",
        &["axum", "maud", "pages", "guards", "jobs"],
    ),
    ("app/src/pages/", &["jobs"]),
];

/// The only files that may name `sealed`, where one person's answers exist in clear.
const SEALED: [&str; 18] = [
    // Holds the master key for all of them.
    "app/src/state.rs",
    "app/src/sealed/",
    "app/src/pages/participant/",
    // A member is whoever holds a key; it reads the key, and opens nothing.
    "app/src/guards/member",
    "app/src/guards/inbox",
    "app/src/pages/therapist/session",
    "app/src/pages/therapist/rekey",
    // Making and printing tickets: their keyed hashes, and the roster in which the first epoch begins.
    "app/src/pages/therapist/tickets",
    "app/src/pages/therapist/new_group",
    // Unused tickets of a group that is put away are void.
    "app/src/pages/therapist/archive",
    // Seats' names and the lines that wait: read and let out, without who wrote them.
    "app/src/pages/therapist/notes",
    "app/src/pages/therapist/seats",
    // Marks the names of seats in what members wrote.
    "app/src/pages/therapist/lines",
    "app/src/jobs/",
    "app/src/commands/demo",
    // A restored backup is checked against the master key, and what was open in it is withheld.
    "app/src/backup/",
    // Whether the master key opens the rows.
    "app/src/commands/check/store",
    "app/src/commands/key",
];

#[test]
fn rooms_depend_only_downwards() {
    let metadata = cargo_metadata::MetadataCommand::new()
        .current_dir(top())
        .no_deps()
        .exec()
        .expect("cargo metadata");
    let mut edges = Vec::new();
    for package in &metadata.packages {
        for dependency in &package.dependencies {
            edges.push((package.name.to_string(), dependency.name.replace('-', "_")));
        }
    }
    assert!(edges.len() > 20, "cargo metadata names the dependencies");
    let found: Vec<String> = edges
        .iter()
        .filter_map(|(room, to)| edge(room, to))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn code_names_only_what_its_room_may() {
    let found: Vec<String> = Source::all("rs").iter().flat_map(breaches).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_polars_type_is_public() {
    let found: Vec<String> = Source::all("rs").iter().flat_map(public_polars).collect();
    assert!(found.is_empty(), "{found:#?}");
}

fn edge(room: &str, to: &str) -> Option<String> {
    let known = ROOMS
        .iter()
        .find(|(name, _)| *name == room)
        .map(|(_, known)| *known);
    let Some(known) = known else {
        return Some(format!("{room} is not one of the five rooms"));
    };
    let is_room = ROOMS.iter().any(|(name, _)| *name == to);
    if is_room && room != to && !known.contains(&to) {
        return Some(format!("{room} may not know {to}"));
    }
    owned(room, to)
}

fn owned(room: &str, to: &str) -> Option<String> {
    let family = |start: &str| {
        to == start
            || to
                .strip_prefix(start)
                .is_some_and(|rest| rest.starts_with('_'))
    };
    let (start, rooms) = OWNERS.iter().find(|(start, _)| family(start))?;
    (!rooms.contains(&room))
        .then(|| format!("{room} may not name {to}: only {rooms:?} name {start}"))
}

fn breaches(source: &Source) -> Vec<String> {
    let room = source.path.split('/').next().unwrap_or_default();
    let mut found = Vec::new();
    for path in source.paths() {
        found.extend(edge(room, &path[0]).map(|why| format!("{}: {why}", source.path)));
        if room == "tests" && path[0] == "axum" && source.path != BARE {
            found.push(format!("{}: of tests only {BARE} names axum", source.path));
        }
        let local = module(&path);
        for (folder, never) in INSIDE {
            let named = never
                .iter()
                .find(|name| **name == path[0] || Some(**name) == local);
            if let (true, Some(name)) = (source.path.starts_with(folder), named) {
                found.push(format!("{}: nothing in {folder} names {name}", source.path));
            }
        }
        let inside = source.path.starts_with("app/");
        if inside
            && local == Some("sealed")
            && !SEALED.iter().any(|start| source.path.starts_with(start))
        {
            found.push(format!("{}: may not name sealed", source.path));
        }
    }
    found
}

/// The first module of `app` that a path goes through, whether from inside or by the crate's name.
fn module(path: &[String]) -> Option<&str> {
    let own = ["crate", "super", "self", "app"];
    let rest = path.iter().skip_while(|name| own.contains(&name.as_str()));
    own.contains(&path[0].as_str())
        .then(|| rest.map(String::as_str).next())
        .flatten()
}

fn public_polars(source: &Source) -> Vec<String> {
    let types = [
        "polars",
        "DataFrame",
        "LazyFrame",
        "Series",
        "Expr",
        "PolarsError",
        "PolarsResult",
    ];
    let words = |line: &str| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_')
            .map(String::from)
            .collect::<Vec<_>>()
    };
    let public = source
        .text
        .lines()
        .filter(|line| line.trim_start().starts_with("pub ") && source.is_rust());
    let named = public.filter(|line| {
        source.path.starts_with("analytics/")
            && words(line).iter().any(|w| types.contains(&w.as_str()))
    });
    named
        .map(|line| format!("{}: {}", source.path, line.trim()))
        .collect()
}

#[test]
fn each_arrow_can_fail() {
    assert!(edge("analytics", "app").is_some());
    assert!(edge("migrations", "analytics").is_some());
    assert!(edge("reports", "migrations").is_some());
    assert!(edge("app", "tests").is_some());
    assert!(edge("utils", "serde").is_some());
    for (room, to) in [
        ("tests", "maud"),
        ("reports", "sea_orm"),
        ("app", "polars_io"),
        ("app", "typst_pdf"),
        ("tests", "lettre"),
        ("analytics", "csv"),
    ] {
        assert!(edge(room, to).is_some(), "{room} → {to}");
    }
    assert!(edge("app", "axum_login").is_none() && edge("analytics", "plotters_backend").is_none());
    let bad = [
        ("app/src/entities/group.rs", "use axum::Router;"),
        (
            "app/src/entities/group.rs",
            "fn f() { crate::guards::check() }",
        ),
        (
            "app/src/guards/group.rs",
            "use crate::{error::Error, pages::parts};",
        ),
        (
            "app/src/pages/therapist/group.rs",
            "use super::super::sealed::roster;",
        ),
        ("app/src/main.rs", "use app::sealed::close;"),
        (
            "app/src/frames.rs",
            "fn f() -> crate::sealed::Roster { todo() }",
        ),
        ("app/src/sealed/close.rs", "use crate::pages;"),
        ("app/src/mail/letter.rs", "use crate::sealed::roster;"),
        ("tests/journeys/group.rs", "use axum::Router;"),
    ];
    for (path, text) in bad {
        let found = breaches(&Source::new(path, text));
        assert!(!found.is_empty(), "{path}: {text}");
    }
    let good = Source::new(
        "app/src/pages/participant/survey.rs",
        "use crate::sealed::ballot_box; use axum::Router;",
    );
    assert!(breaches(&good).is_empty());
    let polars = Source::new(
        "analytics/src/table.rs",
        "//! X.\npub fn frame() -> DataFrame { x }\n",
    );
    assert_eq!(public_polars(&polars).len(), 1);
}
