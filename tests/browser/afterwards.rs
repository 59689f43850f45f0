//! Attack 14: the phone afterwards. Whoever gets hold of it looks for an answer or a key in its history, its storage, its
//! caches, in what it told other pages, and in every file that the browser has left on it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tests::circle::Circle;
use tests::databases::Kind;
use tests::house::House;
use thirtyfour::By;

use crate::phone::{Browser, Device, Scripts};
use crate::steps::fill;
use crate::wire::{Signal, Wire};

/// Words that nobody else writes.
const WORDS: &str = "quokka umbrella marmalade";

/// What a page's own origin has kept, and where it says to come from.
const KEPT: &str = "
    const done = arguments[arguments.length - 1];
    const all = { localStorage: { ...localStorage }, sessionStorage: { ...sessionStorage }, cookie: document.cookie,
        state: history.state, address: location.href, referrer: document.referrer };
    const databases = indexedDB.databases().then(found => Promise.all(found.map(one => new Promise(ready => {
        const opening = indexedDB.open(one.name);
        opening.onsuccess = () => {
            const names = Array.from(opening.result.objectStoreNames);
            if (!names.length) return ready([one.name]);
            const asking = opening.result.transaction(names[0]).objectStore(names[0]).getAll();
            asking.onsuccess = () => ready([one.name, asking.result]);
        };
    }))));
    const stores = caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(cache =>
        cache.keys().then(keys => [name, keys.map(key => key.url)])))));
    Promise.all([databases, stores, navigator.serviceWorker.getRegistrations()]).then(([d, s, w]) =>
        done({ ...all, indexedDB: d, caches: s, workers: w.length }));";

/// An evening: a ticket, messages about words that are too long, no signal for a while, the thanks. The key that was
/// proposed with the ticket.
async fn evening(browser: &Browser, house: &str, ticket: &str, wire: &Wire) -> String {
    browser.go(&format!("{house}{ticket}")).await;
    fill(browser, &[]).await;
    let key = browser
        .run("return document.querySelector('[name=key]').value")
        .await;
    browser
        .run(&format!(
            "document.querySelector('[name=words]').value = '{WORDS} '.repeat(30)"
        ))
        .await;
    browser.tap("Send").await;
    browser.reads("There is a problem").await;
    let words = browser
        .driver
        .find(By::Name("words"))
        .await
        .expect("a field");
    words.clear().await.expect("emptied");
    words.send_keys(WORDS).await.expect("typed");
    browser.tap("Continue").await;
    browser.reads("Nothing was left blank").await;
    wire.set(Signal::None);
    browser.tap("Send").await;
    browser.reads("There is no signal").await;
    wire.set(Signal::Good);
    browser.tap("Try now").await;
    browser.reads("Your answers have been sent").await;
    key.as_str().expect("a key").to_owned()
}

/// Where an answer or the key turns up: in what the pages have kept, in what the phone said to the house outside of the
/// form itself, and in the files of its profile once it is closed.
async fn found(browser: Browser, wire: &Wire, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    let kept = browser.run_long(KEPT).await;
    for (place, value) in kept.as_object().expect("every place") {
        if tells(value.to_string().as_bytes(), key) {
            found.push(place.clone());
        }
    }
    let cookies = browser
        .driver
        .cdp()
        .send_raw("Network.getAllCookies", json!({}))
        .await;
    let cookies = cookies.expect("its cookies")["cookies"].clone();
    if cookies != Value::Array(Vec::new()) {
        found.push(format!("cookies {cookies}"));
    }
    for request in wire.requests() {
        let head = request.split("\r\n\r\n").next().unwrap_or_default();
        if tells(head.as_bytes(), key) {
            found.push(format!(
                "request {}",
                head.lines().next().unwrap_or_default()
            ));
        }
    }
    let profile = browser.close().await;
    search(profile.path(), key, &mut found);
    found
}

fn tells(bytes: &[u8], key: &str) -> bool {
    let encoded = WORDS.replace(' ', "%20");
    let plus = WORDS.replace(' ', "+");
    [WORDS, &encoded, &plus, key]
        .iter()
        .any(|secret| holds(bytes, secret))
}

/// Whether `secret` stands in `bytes`, in UTF-8 or in UTF-16 as browsers write many of their files.
fn holds(bytes: &[u8], secret: &str) -> bool {
    let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let within = |needle: &[u8]| bytes.windows(needle.len()).any(|place| place == needle);
    within(secret.as_bytes()) || within(&wide)
}

fn search(folder: &Path, key: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            search(&path, key, found);
        } else if fs::read(&path).is_ok_and(|bytes| tells(&bytes, key)) {
            found.push(format!("file {}", path.display()));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_keeps_nothing_of_an_evening() {
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let wire = Wire::to(&house.address).await;
    let browser = Browser::start(Device::Phone, Scripts::On).await;
    let ticket = circle.ticket(0);
    let key = evening(&browser, &wire.address, &ticket, &wire).await;
    // On to another page of the house, which is told where the phone comes from.
    browser
        .go(&format!("{}{}", wire.address, circle.address()))
        .await;
    browser.reads("I have a new ticket").await;
    let profile = browser.run("return history.length").await;
    assert!(
        profile.as_i64().is_some_and(|entries| entries <= 5),
        "no step stays in the history: {profile}"
    );
    let found = found(browser, &wire, &key).await;
    assert!(found.is_empty(), "{found:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_careless_page_would_be_found_out() {
    // Each keeps what is typed somewhere else, as pages do that want to be helpful.
    let careless = [
        ("localStorage", "localStorage.setItem('draft', text)"),
        ("sessionStorage", "sessionStorage.setItem('draft', text)"),
        ("state", "history.replaceState({ text }, '')"),
        (
            "address",
            "history.replaceState(history.state, '', '?draft=' + encodeURIComponent(text))",
        ),
        (
            "cookie",
            "document.cookie = 'draft=' + encodeURIComponent(text)",
        ),
        (
            "indexedDB",
            "const opening = indexedDB.open('drafts'); opening.onupgradeneeded = () =>
                opening.result.createObjectStore('drafts', { autoIncrement: true }).add(text)",
        ),
        (
            "caches",
            "caches.open('drafts').then(cache => cache.put('/?' + encodeURIComponent(text), new Response(text)))",
        ),
    ];
    let house = House::start(Kind::Sqlite).await;
    let circle = Circle::of(&house, 8, 1, &[]).await;
    circle.open(&house).await;
    let wire = Wire::to(&house.address).await;
    for (place, deed) in careless {
        let browser = Browser::start(Device::Phone, Scripts::On).await;
        browser
            .go(&format!("{}{}", wire.address, circle.ticket(0)))
            .await;
        browser
            .run(&format!("const text = '{WORDS}'; {deed}"))
            .await;
        // Until it has been written.
        loop {
            let kept = browser.run_long(KEPT).await;
            if tells(kept[place].to_string().as_bytes(), "no key") {
                break;
            }
        }
        let found = found(browser, &wire, "no key").await;
        assert!(
            found.iter().any(|where_to| where_to == place),
            "{place}: {found:#?}"
        );
        if ["localStorage", "address", "indexedDB", "caches"].contains(&place) {
            assert!(
                found.iter().any(|path| path.starts_with("file ")),
                "{place}: {found:#?}"
            );
        }
    }
}
