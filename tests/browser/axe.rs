//! Runs axe-core on the page that a browser shows; every rule of it counts, none is left out.

use serde_json::Value;

use crate::phone::Browser;
#[cfg(test)]
use crate::phone::{Device, Scripts};

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { preload: false, resultTypes: ['violations'] }).then(
        found => done(found.violations.flatMap(rule => rule.nodes.map(node =>
            rule.id + ': ' + rule.help + ' — ' + node.html.slice(0, 200) + ' — ' + node.failureSummary))),
        fault => done(['axe-core failed: ' + fault]));";

/// What axe-core objects to, in light and in dark.
pub async fn violations(browser: &Browser) -> Vec<String> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/node_modules/axe-core/axe.min.js"
    );
    let axe =
        std::fs::read_to_string(path).expect("axe-core is there: run the tests with tests/run");
    let script = format!("{axe};{RUN}");
    let mut all = Vec::new();
    for dark in [false, true] {
        browser.dark(dark).await;
        let reply = browser.run_long(&script).await;
        let found = reply
            .as_array()
            .cloned()
            .unwrap_or_else(|| vec![Value::from("axe-core gave no list")]);
        let scheme = if dark { "dark" } else { "light" };
        all.extend(
            found
                .iter()
                .map(|what| format!("{scheme}: {}", what.as_str().unwrap_or("?"))),
        );
    }
    browser.dark(false).await;
    all
}

/// Fails where axe-core objects to anything.
pub async fn assert_clean(browser: &Browser, name: &str) {
    let found = violations(browser).await;
    assert!(found.is_empty(), "{name}: {found:#?}");
}

#[tokio::test]
async fn axe_finds_what_is_wrong() {
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    browser
        .go("data:text/html,<html lang=en><title>A</title><main><h1>A</h1><img src='x'></main>")
        .await;
    let found = violations(&browser).await;
    assert!(
        found
            .iter()
            .any(|what| what.starts_with("light: image-alt")),
        "{found:#?}"
    );
    browser.go("data:text/html,<html lang=en><title>A</title><main><h1>A</h1><img src='x' alt='B'></main>").await;
    assert_clean(&browser, "a page without fault").await;
    browser.end().await;
}
