//! Reads the markup that Chorus itself writes: enough for forms, links and words, and no more of HTML.

/// An element, in the order in which it opens.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// The tag, in small letters.
    pub name: String,
    /// Its attributes, values decoded.
    pub attributes: Vec<(String, String)>,
    /// The words inside it.
    pub text: String,
    /// Whether a form is open around it.
    pub inside_form: bool,
    /// For an `option`: the name of the list it stands in.
    pub list: Option<String>,
}

impl Element {
    /// The value of attribute `name`; empty when it has none.
    pub fn value(&self, name: &str) -> Option<String> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    }

    /// Whether attribute `name` is there.
    pub fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(known, _)| known == name)
    }
}

/// Every element of `markup`.
pub fn elements(markup: &str) -> Vec<Element> {
    let mut found = Vec::new();
    let (mut form, mut list) = (false, None);
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let Some(end) = tag_end(rest) else { break };
        let tag = &rest[1..end];
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |n| &rest[n + 3..]);
            continue;
        }
        rest = &rest[end + 1..];
        match tag.strip_prefix('/') {
            Some("form") => form = false,
            Some("select") => list = None,
            Some(_) => {}
            None if tag.starts_with('!') => {}
            None => {
                let mut element = opened(tag);
                element.inside_form = form;
                element.list = list.clone().filter(|_| element.name == "option");
                element.text = inside(rest, &element.name);
                match element.name.as_str() {
                    "form" => form = true,
                    "select" => list = element.value("name"),
                    "style" | "script" => rest = rest.find("</").map_or("", |n| &rest[n..]),
                    // What scripts show: nothing to a browser without them.
                    "template" => rest = rest.find("</template").map_or("", |n| &rest[n..]),
                    _ => {}
                }
                found.push(element);
            }
        }
    }
    found
}

/// What a person reads in `markup`.
pub fn words(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = tag_end(rest) else { break };
        let opens = !rest.starts_with("</");
        let name: String = rest[1..end]
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .collect();
        rest = &rest[end + 1..];
        if opens && ["style", "script", "template"].contains(&name.as_str()) {
            let end = format!("</{name}");
            rest = rest.find(&end).map_or("", |n| &rest[n..]);
        }
        // Words in neighbouring cells and paragraphs do not grow together; a word partly in bold stays one.
        if !["b", "em", "strong", "span", "tspan", "i"].contains(&name.as_str()) {
            text.push(' ');
        }
    }
    text.push_str(rest);
    decoded(&text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Where the tag that `rest` begins with ends, quoted `>` left aside.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

fn opened(tag: &str) -> Element {
    let tag = tag.trim_end_matches('/').trim();
    let name_end = tag.find(char::is_whitespace).unwrap_or(tag.len());
    let mut element = Element {
        name: tag[..name_end].to_lowercase(),
        ..Element::default()
    };
    let mut rest = tag[name_end..].trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let name = rest[..end].to_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'');
            let (start, close) = match quote {
                Some(quote) => (1, after[1..].find(quote).map_or(after.len(), |n| n + 1)),
                None => (0, after.find(char::is_whitespace).unwrap_or(after.len())),
            };
            value = &after[start..close];
            rest = after[close..].trim_start_matches(['"', '\'']).trim_start();
        }
        element.attributes.push((name, decoded(value)));
    }
    element
}

/// The words up to the end of the element that has just opened.
fn inside(rest: &str, name: &str) -> String {
    let empty = [
        "input", "br", "meta", "link", "img", "hr", "path", "html", "body", "main", "form",
    ];
    if empty.contains(&name) {
        return String::new();
    }
    let end = rest.find(&format!("</{name}>")).unwrap_or(0);
    if name == "textarea" {
        decoded(rest[..end].strip_prefix('\n').unwrap_or(&rest[..end]))
    } else {
        words(&rest[..end])
    }
}

fn decoded(text: &str) -> String {
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ];
    named
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use crate::page::Page;

    fn page(body: &str) -> Page {
        Page {
            status: 200,
            address: "/here".into(),
            headers: Vec::new(),
            bytes: body.into(),
        }
    }

    #[test]
    fn a_form_is_read_as_a_browser_would() {
        let page = page(
            r#"<!doctype html><style>a > b { color: red }</style><p>Tom &amp; <b>Jer</b>ry</p><a href="/x?a=1&amp;b=2">Go <i>on</i></a>
            <form action="/send" method="post"><input type="hidden" name="key" value="a&quot;b"><label><input type="radio" name="q1" value="3" checked>3</label>
            <input type=radio name=q1 value=4><input type="checkbox" name="more"><textarea name="words">
Hello
you</textarea><template><p>Unseen</p><input name="none"></template><select name="day"><option value="1">Mon</option><option value="2" selected>Tue</option></select><button>Send</button></form>"#,
        );
        assert!(page.says("Tom & Jerry Go on"), "{}", page.text());
        assert!(!page.says("Unseen"));
        assert_eq!(page.link("Go on"), "/x?a=1&b=2");
        let form = page.form_with_button("Send");
        assert_eq!(
            (form.action.as_str(), form.method.as_str()),
            ("/send", "post")
        );
        assert_eq!(form.names(), ["key", "q1", "more", "words", "day"]);
        let sent: Vec<&str> = form
            .values
            .iter()
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(sent, ["a\"b", "3", "Hello\nyou", "2"]);
        let form = form
            .with("q1", "4")
            .with("more", "on")
            .with("day", "1")
            .with("words", "x");
        assert_eq!(form.value("q1"), Some("4"));
        assert_eq!(form.choices("q1"), ["3", "4"]);
    }

    #[test]
    #[should_panic(expected = "cannot be “9”")]
    fn a_choice_that_is_not_offered_is_refused() {
        let _ = page(r#"<form><input type="radio" name="q" value="1"></form>"#)
            .form("")
            .with("q", "9");
    }
}
