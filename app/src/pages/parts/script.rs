//! The one script that pages carry, inlined like the styles: a phone fetches one document and keeps none.

use std::sync::LazyLock;

/// `static/survey.js` as it goes to a phone, without comments and indentation. The policy in `layers.rs` names its
/// hash, so browsers run no other.
pub static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let lines = include_str!("../../../static/survey.js").lines();
    let said = lines
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"));
    said.collect::<Vec<_>>().join("\n")
});

#[cfg(test)]
mod tests {
    use super::*;

    /// What would keep something on a phone, put it into an address, fetch more, or ask for a newer browser than 2017's.
    const NEVER: [&str; 18] = [
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "caches",
        "cookie",
        "serviceWorker",
        "sendBeacon",
        "innerHTML",
        "document.write",
        "eval(",
        "import(",
        "console",
        "http",
        "</",
        "?.",
        "??",
        "catch {",
        "{ ...",
    ];

    #[test]
    fn the_script_keeps_nothing_and_asks_for_nothing_new() {
        let found = |text: &str| NEVER.into_iter().find(|never| text.contains(never));
        assert_eq!(found(&SCRIPT), None);
        assert_eq!(found("a?.b"), Some("?."));
        assert!(SCRIPT.starts_with("(() => {\n'use strict';"), "{}", *SCRIPT);
        // A line that only continues a text would be cut like code.
        assert!(!SCRIPT.contains('`'));
    }
}
