//! Looks up the words that people read, in Fluent; the words themselves lie in `locales/`.

pub mod across;
pub mod across_charts;
pub mod charts;
pub mod columns;
pub mod dates;
pub mod faults;
pub mod meaning;
pub mod measures;
mod plain;
pub mod sentences;
pub mod tips;

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

pub use fluent_bundle::FluentValue as Value;
pub use plain::plain;

/// Every file of the catalogue, with its name for messages about it.
const ENGLISH: &[(&str, &str)] = &[
    (
        "participant.ftl",
        include_str!("../locales/en/participant.ftl"),
    ),
    ("therapist.ftl", include_str!("../locales/en/therapist.ftl")),
    ("group.ftl", include_str!("../locales/en/group.ftl")),
    (
        "supervisor.ftl",
        include_str!("../locales/en/supervisor.ftl"),
    ),
    ("schedule.ftl", include_str!("../locales/en/schedule.ftl")),
    ("set_up.ftl", include_str!("../locales/en/set_up.ftl")),
    ("staff.ftl", include_str!("../locales/en/staff.ftl")),
    ("account.ftl", include_str!("../locales/en/account.ftl")),
    ("audit.ftl", include_str!("../locales/en/audit.ftl")),
    ("report.ftl", include_str!("../locales/en/report.ftl")),
    ("scope.ftl", include_str!("../locales/en/scope.ftl")),
    ("mail.ftl", include_str!("../locales/en/mail.ftl")),
    ("measures.ftl", include_str!("../locales/en/measures.ftl")),
    ("errors.ftl", include_str!("../locales/en/errors.ftl")),
    ("command.ftl", include_str!("../locales/en/command.ftl")),
    (
        "operations.ftl",
        include_str!("../locales/en/operations.ftl"),
    ),
];

static CATALOGUE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let mut bundle = FluentBundle::new_concurrent(vec![unic_langid::langid!("en-GB")]);
    // Isolation marks are for mixed directions of writing; in English they only confuse searching and copying.
    bundle.set_use_isolating(false);
    for (name, text) in ENGLISH {
        let resource = FluentResource::try_new((*text).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("BUG: locales/en/{name}: {errors:?}"));
        bundle
            .add_resource(resource)
            .unwrap_or_else(|errors| panic!("BUG: locales/en/{name}: {errors:?}"));
    }
    bundle
});

/// The words of message `id`, which takes no arguments.
///
/// # Panics
///
/// In a debug build, when the catalogue has no such message; a release shows the identifier instead.
pub fn say(id: &str) -> String {
    say_with(id, &[])
}

/// The words of message `id` with its arguments: `say_with("session-number", &[("n", 5.into())])`.
///
/// # Panics
///
/// As [`say`]; also when an argument of the message is not given.
pub fn say_with(id: &str, arguments: &[(&str, Value<'_>)]) -> String {
    let Some(pattern) = CATALOGUE
        .get_message(id)
        .and_then(|message| message.value())
    else {
        debug_assert!(false, "BUG: no message `{id}` in locales/en");
        return id.to_owned();
    };
    let arguments: FluentArgs<'_> = arguments
        .iter()
        .map(|(name, value)| (*name, value.clone()))
        .collect();
    let mut errors = Vec::new();
    let words = CATALOGUE.format_pattern(pattern, Some(&arguments), &mut errors);
    debug_assert!(errors.is_empty(), "BUG: message `{id}`: {errors:?}");
    words.into_owned()
}

/// Whether the catalogue has a message `id`: for tests over the source.
pub fn exists(id: &str) -> bool {
    CATALOGUE.has_message(id)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_message_that_the_source_asks_for_exists() {
        let mut missing = Vec::new();
        read(
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
            &mut |path, source| {
                for call in ["say(", "say_with("] {
                    for (at, _) in source.match_indices(call) {
                        let argument = source[at + call.len()..].trim_start();
                        let id = argument
                            .strip_prefix('"')
                            .and_then(|rest| rest.split('"').next());
                        if let Some(id) = id.filter(|id| !exists(id)) {
                            missing.push(format!("{}: {id}", path.display()));
                        }
                    }
                }
            },
        );
        assert!(
            missing.is_empty(),
            "messages missing from locales/en: {missing:#?}"
        );
    }

    fn read(folder: &Path, each: &mut dyn FnMut(&Path, &str)) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, each);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("words.rs") {
                each(&path, &std::fs::read_to_string(&path).unwrap());
            }
        }
    }
}
