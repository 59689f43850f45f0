//! A FHIR R4 Questionnaire as the document of a measure's file. What it does not say is taken from a measure that comes
//! with Chorus and has the same LOINC panel, or asked for: a score is never guessed to be good or bad.

use super::super::check;
use super::super::fault::{Faults, Problem};
use super::super::file::NAME;
use super::super::library;
use super::super::node::{Entry, Node, Value};
use super::super::risk;
use super::super::schema::Measure;
use super::answers::{self, Answers};
use super::extension::{self, entry};
use super::{LOINC, OURS, RISK};

/// What somebody says besides the file, for what a Questionnaire may not say.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// The identifier.
    pub id: Option<String>,
    /// The licence.
    pub licence: Option<String>,
    /// Whether a higher score is a worse one.
    pub higher_is_worse: Option<bool>,
}

/// An item of the Questionnaire that can be answered.
struct Question {
    item: Node,
    code: Option<String>,
    answers: Answers,
}

/// The Questionnaire as the document of a measure's file, and what nobody says of it.
///
/// # Errors
///
/// What is no Questionnaire, and items that cannot be scored.
pub fn to_file(document: &Node, said: &Said) -> Result<(Node, Faults), Faults> {
    let kind = document.get("resourceType").and_then(Node::text);
    if kind != Some("Questionnaire") {
        let kind = kind.unwrap_or_default().to_owned();
        return Err(Faults::of_file(Problem::NotAQuestionnaire(kind)));
    }
    let mut faults = Faults::default();
    let ours = extension::find(document, &[OURS]);
    let mut reading = Reading {
        document,
        ours: ours.is_some(),
        about: ours.is_none() && speaks(document),
        texts: Vec::new(),
        between: None,
        questions: Vec::new(),
    };
    reading.items(document, false, &mut faults);
    let scored = |question: &Question| question.answers.scored;
    if ours.is_none() && faults.all().is_empty() && !reading.questions.iter().any(scored) {
        let problem = match reading.questions.is_empty() {
            true => Problem::Missing,
            false => Problem::NoOrdinal,
        };
        faults.add(None, "item", problem);
    }
    let mut fields = head(document, said, &mut faults);
    let way = direction(document, said);
    if ours.is_none() && way.is_none() {
        faults.add(None, "", Problem::WayUnsaid);
    }
    // What is left of the questions would have faults that the file does not have.
    let broken = ours.is_some() || !reading.questions.iter().any(scored);
    if broken && !faults.all().is_empty() {
        return Err(faults);
    }
    let ours = ours.map(extension::fields);
    let items = reading
        .questions
        .iter()
        .map(|question| question.item.clone())
        .collect();
    match ours {
        Some(ours) => {
            if ours
                .iter()
                .all(|field| field.key != "scoring" || field.node.text() != Some("total"))
            {
                fields.push(entry("items", 1, Value::List(items)));
            }
            fields.extend(ours);
        }
        None => {
            fields.push(entry("items", 1, Value::List(items)));
            fields.extend(scoring(&reading.questions, document));
            // What stands in for it is never seen: the fault keeps the file out.
            let worse = Value::Flag(way.unwrap_or_default());
            fields.push(entry("higher_is_worse", 1, worse));
        }
    }
    let stem = reading.texts.join("\n");
    if !stem.is_empty() {
        fields.push(entry("stem", 1, Value::Text(stem)));
    }
    let document = Node {
        line: 1,
        value: Value::Table(fields),
    };
    Ok((document, faults))
}

/// What stands in the head of a Questionnaire.
fn head(document: &Node, said: &Said, faults: &mut Faults) -> Vec<Entry> {
    let text = |key| document.get(key).and_then(Node::text);
    let line = |key| document.get(key).map_or(1, |node| node.line);
    let title = text("title").or(text("name")).unwrap_or_default();
    let id = text("id")
        .filter(|id| check::is_identifier(id))
        .map(str::to_owned);
    let id = said.id.clone().or(id).unwrap_or_else(|| identifier(title));
    // Of "2.1.0" the 2.
    let version = text("version")
        .and_then(|version| version.split('.').next()?.parse().ok())
        .unwrap_or(1u16);
    let mut fields = vec![
        entry("id", line("id"), Value::Text(id)),
        entry("title", line("title"), Value::Text(title.to_owned())),
        entry(
            "version",
            line("version"),
            Value::Number(version.max(1).into()),
        ),
    ];
    let known = known(document);
    let (licence, attribution) = match (&said.licence, text("copyright"), known) {
        (Some(licence), copyright, _) => (Some(licence.as_str()), copyright),
        (None, Some(copyright), _) => match copyright.split_once("\n\n") {
            Some((licence, attribution)) => (Some(licence), Some(attribution)),
            None => (Some(copyright), None),
        },
        (None, None, Some(known)) => (
            Some(known.licence.as_str()),
            Some(known.attribution.as_str()),
        ),
        (None, None, None) => (None, None),
    };
    let licence = licence.filter(|licence| !licence.trim().is_empty());
    if licence.is_none() {
        faults.add(None, "copyright", Problem::LicenceUnsaid);
    }
    // What stands in for it is never seen: the fault keeps the file out.
    let licence = licence.or(Some("?"));
    let mut add = |key, text: Option<&str>, at| {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            fields.push(entry(key, at, Value::Text(text.to_owned())));
        }
    };
    add("licence", licence, line("copyright"));
    add("attribution", attribution, line("copyright"));
    add("note", text("description"), line("description"));
    if let Some(panel) = loinc(document) {
        let panel = vec![entry("panel", line("code"), Value::Text(panel.to_owned()))];
        fields.push(entry("loinc", line("code"), Value::Table(panel)));
    }
    fields
}

/// The measure with the same panel that comes with Chorus.
fn known(document: &Node) -> Option<&'static Measure> {
    let panel = loinc(document)?;
    library::find_by(|measure| measure.loinc.as_deref() == Some(panel))
}

/// Which way the score runs, as somebody said, or as for the measure with the same panel.
fn direction(document: &Node, said: &Said) -> Option<bool> {
    let known = || Some(known(document)?.main().higher_is_worse);
    said.higher_is_worse.or_else(known)
}

/// A sum over the items that count alike: what a Questionnaire's score is unless it says something else.
fn scoring(questions: &[Question], document: &Node) -> Vec<Entry> {
    let known = known(document);
    let first = questions.iter().find(|question| question.answers.scored);
    let Some(bounds) = first.map(|question| question.answers.bounds) else {
        return vec![entry("scoring", 1, Value::Text("sum".into()))];
    };
    // With the panel of a measure of ours, its items count and no others, where the file tells which these are.
    let of_panel = |question: &Question| {
        let mut items = known.iter().flat_map(|known| &known.items);
        question.code.is_some() && items.any(|item| item.loinc == question.code)
    };
    let told = questions.iter().any(of_panel);
    let counts = |question: &Question| {
        question.answers.scored
            && question.answers.bounds == bounds
            && (!told || of_panel(question))
    };
    let number = |number: f64| Node {
        line: 1,
        value: Value::Number(number),
    };
    let within: Vec<Node> = questions
        .iter()
        .enumerate()
        .filter(|(_, question)| counts(question))
        .map(|(at, _)| number((at + 1) as f64))
        .collect();
    let n = within.len() as f64;
    let range = bounds.map(|bound| number(bound * n)).to_vec();
    let title = document.get("title").and_then(Node::text);
    let title = known.map_or(title.unwrap_or("Total"), |known| &known.main().title);
    let only = vec![
        entry("id", 1, Value::Text("total".into())),
        entry("title", 1, Value::Text(check::shortened(title, NAME))),
        entry("items", 1, Value::List(within)),
    ];
    let only = Node {
        line: 1,
        value: Value::Table(only),
    };
    vec![
        entry("scoring", 1, Value::Text("sum".into())),
        entry("range", 1, Value::List(range)),
        entry("scales", 1, Value::List(vec![only])),
    ]
}

struct Reading<'a> {
    document: &'a Node,
    /// Whether we wrote it.
    ours: bool,
    /// Whether its title, or what stands above its questions, speaks of self-harm.
    about: bool,
    /// What stands before the first question.
    texts: Vec<String>,
    /// A text that stands after it; if another question follows, it is about the others.
    between: Option<(usize, String)>,
    questions: Vec<Question>,
}

impl Reading<'_> {
    /// Reads the items of an element, and of the groups among them. What is `within` a question explains it.
    fn items(&mut self, of: &Node, within: bool, faults: &mut Faults) {
        for item in of.get("item").map(Node::list).unwrap_or_default() {
            let kind = item.get("type").and_then(Node::text).unwrap_or_default();
            let reckoned = is_reckoned(item, self.ours);
            let conditions = item.get("enableWhen").map(Node::list).unwrap_or_default();
            let repeats = item.get("repeats").is_some_and(Node::is_true);
            let odd = [
                (!conditions.is_empty(), Problem::Conditional),
                (repeats, Problem::Repeats),
            ];
            for (_, problem) in odd.into_iter().filter(|(is_so, _)| *is_so && !reckoned) {
                faults.add(Some(item.line), name(item), problem);
            }
            match kind {
                "group" | "display" => {
                    if !within {
                        self.text(item);
                    }
                    self.items(item, within, faults);
                }
                _ if reckoned => {}
                "choice" | "open-choice" | "integer" | "decimal" => {
                    if let Some((line, name)) = self.between.take() {
                        faults.add(Some(line), name, Problem::TextBetween);
                    }
                    let found = match kind {
                        "integer" => answers::number(item, true),
                        "decimal" => answers::number(item, false),
                        _ => answers::choices(item, self.document),
                    };
                    // What we write says of every answer what it counts.
                    match found.filter(|answers| answers.scored || !self.ours) {
                        Some(answers) => {
                            self.questions.push(question(item, answers, self.about));
                            self.items(item, true, faults);
                        }
                        None => faults.add(Some(item.line), name(item), Problem::NoOrdinal),
                    }
                }
                other => {
                    let problem = Problem::ItemType(other.to_owned());
                    faults.add(Some(item.line), name(item), problem);
                }
            }
        }
    }

    /// Keeps a text that stands above the questions; the title once more is none.
    fn text(&mut self, item: &Node) {
        let text = item.get("text").and_then(Node::text).map(str::trim);
        // What we wrote is read back as it was.
        let title = self.document.get("title").and_then(Node::text);
        let title = title.filter(|_| !self.ours);
        let Some(text) = text.filter(|text| !text.is_empty() && Some(*text) != title) else {
            return;
        };
        if self.texts.iter().any(|known| known == text) {
            return;
        }
        match self.questions.is_empty() {
            true => self.texts.push(text.to_owned()),
            false => self.between = Some((item.line, name(item))),
        }
    }
}

/// Whether the title of a Questionnaire, or a text above its questions, speaks of self-harm.
fn speaks(of: &Node) -> bool {
    let says = |key| of.get(key).and_then(Node::text).is_some_and(risk::speaks);
    let heads = |item: &&Node| {
        let kind = item.get("type").and_then(Node::text);
        matches!(kind, Some("group" | "display"))
    };
    let items = of.get("item").map(Node::list).unwrap_or_default();
    says("title") || says("text") || items.iter().filter(heads).any(speaks)
}

/// Whether an item is a score that is worked out, not a question.
fn is_reckoned(item: &Node, ours: bool) -> bool {
    let read_only = item.get("readOnly").is_some_and(Node::is_true);
    let link = item.get("linkId").and_then(Node::text).unwrap_or_default();
    let reckoned = [
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
        "http://hl7.org/fhir/StructureDefinition/questionnaire-calculatedExpression",
    ];
    read_only || ours && link.starts_with("score-") || extension::find(item, &reckoned).is_some()
}

/// A question; `about` where what stands above it speaks of self-harm.
fn question(item: &Node, answers: Answers, about: bool) -> Question {
    let text = item.get("text").and_then(Node::text).unwrap_or_default();
    let code = loinc(item);
    let mut fields = vec![entry("text", item.line, Value::Text(text.to_owned()))];
    fields.extend(code.map(|code| entry("loinc", item.line, Value::Text(code.to_owned()))));
    let said = extension::find(item, &[RISK]).and_then(extension::value);
    let risk = match said.map(|node| &node.value) {
        Some(Value::Flag(risk)) => *risk,
        // Who made the file did not know that we ask.
        _ => {
            let prefix = item.get("prefix").and_then(Node::text);
            let beside = prefix.is_some_and(risk::speaks) || speaks(item);
            about || beside || risk::seems(text, answers.words(), code)
        }
    };
    fields.push(entry("risk", item.line, Value::Flag(risk)));
    fields.push(answers.field.clone());
    Question {
        code: code.map(str::to_owned),
        item: Node {
            line: item.line,
            value: Value::Table(fields),
        },
        answers,
    }
}

/// The first LOINC code of an element.
fn loinc(element: &Node) -> Option<&str> {
    let codes = element.get("code").map(Node::list).unwrap_or_default();
    let of_loinc = |code: &&Node| code.get("system").and_then(Node::text) == Some(LOINC);
    codes.iter().find(of_loinc)?.get("code")?.text()
}

/// What a fault calls an item.
fn name(item: &Node) -> String {
    let link = item.get("linkId").and_then(Node::text).unwrap_or("?");
    format!("item {link}")
}

/// An identifier made of a title.
fn identifier(title: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            ' '
        }
    };
    let words: String = title.chars().map(plain).collect();
    let mut id = String::new();
    for word in words.split_whitespace() {
        if id.len() + word.len() >= 40 {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(word);
    }
    // A title in other letters than Latin ones.
    if id.is_empty() {
        id.push_str("questionnaire");
    }
    id
}
