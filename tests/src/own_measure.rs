//! A clinic's own measure, and how an administrator puts one in.

use reqwest::header::CONTENT_TYPE;

use crate::page::Page;
use crate::person::Person;

/// A measure of eleven steps and a number, as its file says.
pub const OURS: &str = r#"id = "calm"
title = "How calm we are"
version = 1
licence = "ours"
attribution = "Riverside Clinic 2026"
scoring = "sum"
range = [0, 20]
higher_is_worse = false
options = [
  { value = 0, text = "0" }, { value = 1, text = "1" }, { value = 2, text = "2" }, { value = 3, text = "3" },
  { value = 4, text = "4" }, { value = 5, text = "5" }, { value = 6, text = "6" }, { value = 7, text = "7" },
  { value = 8, text = "8" }, { value = 9, text = "9" }, { value = 10, text = "10" },
]
items = [
  { text = "How calm are you?" },
  { text = "How many nights of ten did you sleep well?", number = { least = 0, most = 10 } },
]
"#;

/// Sends a file as a browser does.
///
/// # Panics
///
/// When nobody answers.
pub async fn put_in(who: &Person, file: &[u8], more: &[(&str, &str)]) -> Page {
    let mut body: Vec<u8> = Vec::new();
    let mut part = |head: String, content: &[u8]| {
        body.extend(format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes());
        body.extend(content);
        body.extend(b"\r\n");
    };
    part("name=\"file\"; filename=\"measure.toml\"".into(), file);
    for (name, value) in more {
        part(format!("name=\"{name}\""), value.as_bytes());
    }
    body.extend(b"--b--\r\n");
    let address = who.whole("/service/measures");
    let origin = address.trim_end_matches("/service/measures").to_owned();
    let request = who.client().post(&address).body(body);
    let request = request
        .header(CONTENT_TYPE, "multipart/form-data; boundary=b")
        .header("origin", origin)
        .header("sec-fetch-site", "same-origin");
    who.page(request.send().await.expect("an answer")).await
}
