//! A page as a member of staff or of a group gets it: its words, its links and its forms. Nothing is fetched here.

use crate::markup::{Element, elements, words};

/// What came back for a request, after redirects.
#[derive(Clone, Debug)]
pub struct Page {
    /// The status, such as 200.
    pub status: u16,
    /// Where it was found in the end, without host.
    pub address: String,
    /// The headers, names in small letters, in the order of the reply.
    pub headers: Vec<(String, String)>,
    /// The bytes, uncompressed.
    pub bytes: Vec<u8>,
}

impl Page {
    /// The markup, or what else the reply holds as text.
    pub fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// What a person reads: words without markup, one space between them.
    pub fn text(&self) -> String {
        words(&self.body())
    }

    /// Whether a person reads `what` on it.
    pub fn says(&self, what: &str) -> bool {
        self.text().contains(what)
    }

    /// The value of header `name` (small letters).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Where its links lead, in order.
    pub fn links(&self) -> Vec<String> {
        let all = elements(&self.body());
        all.iter()
            .filter(|e| e.name == "a")
            .filter_map(|e| e.value("href"))
            .collect()
    }

    /// The address of the first link whose words contain `words`.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn link(&self, words: &str) -> String {
        let all = elements(&self.body());
        let mut links = all
            .iter()
            .filter(|e| e.name == "a" && e.text.contains(words));
        let found = links.find_map(|e| e.value("href"));
        found.unwrap_or_else(|| panic!("no link “{words}” on {}:\n{}", self.address, self.text()))
    }

    /// Its forms, in order.
    pub fn forms(&self) -> Vec<Form> {
        let mut forms: Vec<Form> = Vec::new();
        for element in elements(&self.body()) {
            if element.name == "form" {
                forms.push(Form::new(&element, &self.address));
            } else if let (Some(form), true) = (forms.last_mut(), element.inside_form) {
                form.take(&element);
            }
        }
        forms
    }

    /// The first form whose address contains `action`.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn form(&self, action: &str) -> Form {
        let found = self
            .forms()
            .into_iter()
            .find(|form| form.action.contains(action));
        found.unwrap_or_else(|| {
            panic!(
                "no form to “{action}” on {}:\n{}",
                self.address,
                self.body()
            )
        })
    }

    /// The first form that has a button of these words.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn form_with_button(&self, words: &str) -> Form {
        let named = |form: &Form| form.buttons.iter().any(|button| button.contains(words));
        let found = self.forms().into_iter().find(named);
        found.unwrap_or_else(|| panic!("no button “{words}” on {}:\n{}", self.address, self.body()))
    }
}

/// A form, with what is filled in so far. It refuses what a browser would not let a person enter.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// `get` or `post`.
    pub method: String,
    /// The words on its buttons.
    pub buttons: Vec<String>,
    /// What would be sent now, in order.
    pub values: Vec<(String, String)>,
    fields: Vec<Field>,
}

#[derive(Clone, Debug)]
struct Field {
    name: String,
    /// `radio`, `checkbox`, `option`, `submit`, or `text` for whatever takes any words.
    kind: &'static str,
    value: String,
}

impl Form {
    /// Fills in words, or chooses the radio, box or option with this value.
    ///
    /// # Panics
    ///
    /// When the form has no such field, or the field no such choice.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let fields: Vec<&Field> = self
            .fields
            .iter()
            .filter(|field| field.name == name)
            .collect();
        assert!(!fields.is_empty(), "no field “{name}” in {self:#?}");
        let legal = fields
            .iter()
            .any(|field| field.kind == "text" || field.value == value);
        assert!(legal, "“{name}” cannot be “{value}” in {self:#?}");
        if fields.iter().any(|field| field.kind != "checkbox") {
            self.values.retain(|(known, _)| known != name);
        }
        self.values.push((name.into(), value.into()));
        self
    }

    /// Takes back what is entered or chosen for `name`.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.values.retain(|(known, _)| known != name);
        self
    }

    /// Puts a value in that no browser would send.
    #[must_use]
    pub fn forged(mut self, name: &str, value: &str) -> Self {
        self.values.retain(|(known, _)| known != name);
        self.values.push((name.into(), value.into()));
        self
    }

    /// What would be sent for `name` now.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The names of its fields, each once, in order.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for field in &self.fields {
            if !names.contains(&field.name) {
                names.push(field.name.clone());
            }
        }
        names
    }

    /// The values among which a radio group, a box or a list lets a person choose.
    pub fn choices(&self, name: &str) -> Vec<String> {
        let offered = |field: &&Field| field.name == name && field.kind != "text";
        self.fields
            .iter()
            .filter(offered)
            .map(|field| field.value.clone())
            .collect()
    }

    fn new(element: &Element, page: &str) -> Self {
        let action = element.value("action").filter(|action| !action.is_empty());
        Self {
            action: action.unwrap_or_else(|| page.into()),
            method: element
                .value("method")
                .unwrap_or_else(|| "get".into())
                .to_lowercase(),
            buttons: Vec::new(),
            values: Vec::new(),
            fields: Vec::new(),
        }
    }

    fn take(&mut self, element: &Element) {
        let typed = element.value("type").unwrap_or_else(|| "text".into());
        if element.name == "button" || typed == "submit" {
            self.buttons.push(
                element
                    .value("value")
                    .filter(|_| element.name == "input")
                    .unwrap_or_else(|| element.text.clone()),
            );
        }
        let name = element
            .value("name")
            .or_else(|| element.list.clone())
            .unwrap_or_default();
        if name.is_empty() || element.has("disabled") {
            return;
        }
        let value = element.value("value");
        let (kind, value, sent) = match (element.name.as_str(), typed.as_str()) {
            ("input", "radio") => (
                "radio",
                value.unwrap_or_else(|| "on".into()),
                element.has("checked"),
            ),
            ("input", "checkbox") => (
                "checkbox",
                value.unwrap_or_else(|| "on".into()),
                element.has("checked"),
            ),
            ("input" | "button", "submit") | ("button", _) => {
                ("submit", value.unwrap_or_default(), false)
            }
            ("option", _) => (
                "option",
                value.unwrap_or_else(|| element.text.clone()),
                element.has("selected"),
            ),
            ("input", _) => ("text", value.unwrap_or_default(), true),
            ("textarea", _) => ("text", element.text.clone(), true),
            _ => return,
        };
        let first_option = kind == "option" && !self.fields.iter().any(|field| field.name == name);
        if sent && kind == "option" {
            self.values.retain(|(known, _)| *known != name);
        }
        if sent || first_option {
            self.values.push((name.clone(), value.clone()));
        }
        self.fields.push(Field { name, kind, value });
    }
}
