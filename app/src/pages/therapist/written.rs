//! What a member wrote, as the therapist meets it: marked where it could tell who somebody is, let through as it is or
//! destroyed with a reason. Never edited.

use maud::{Markup, html};

use super::marks::marks;
use crate::entities::group;
use crate::pages::parts::{self, Choice};
use crate::urls;
use crate::words::say;

const REASONS: [&str; 4] = ["names", "harms", "group", "other"];

/// What kind of text it is, and so what letting it through means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line for the coping board.
    Coping,
    /// Words that were released.
    Words,
    /// A line of a note to somebody.
    Note,
}

/// One text.
pub struct Written<'a> {
    /// Its kind.
    pub kind: Kind,
    /// Its identifier.
    pub id: i64,
    /// The words.
    pub body: &'a str,
    /// Whom it is for, if anybody.
    pub to: Option<&'a str>,
    /// What else is known about it.
    pub about: Option<&'a str>,
    /// The button that lets it through, if it waits for that.
    pub button: Option<&'a str>,
}

impl<'a> Written<'a> {
    /// A text of which nothing more is known than its words.
    pub fn of(kind: Kind, id: i64, body: &'a str) -> Written<'a> {
        Written {
            kind,
            id,
            body,
            to: None,
            about: None,
            button: None,
        }
    }
}

/// What is decided about texts of one kind.
pub struct Decided {
    /// Their kind.
    pub kind: Kind,
    /// Their identifiers.
    pub ids: Vec<i64>,
    /// Whether they are destroyed; otherwise they are let through.
    pub destroy: bool,
    /// Why they are destroyed: one of a fixed list. Nothing that a member wrote is kept.
    pub reason: Option<&'static str>,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Coping, Kind::Words, Kind::Note];

    /// The word in forms and in the audit log.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Coping => "coping",
            Kind::Words => "words",
            Kind::Note => "note",
        }
    }
}

impl Written<'_> {
    /// The text with what stands out in it and what can be done. Destroying takes a second step and a reason: `unsaid` is
    /// the text that was to be destroyed without one.
    pub fn show(&self, group: &group::Model, names: &[String], unsaid: Option<i64>) -> Markup {
        let address = urls::lines(group.id);
        let labels = REASONS.map(|reason| say(&format!("lines-reason-{reason}")));
        let reasons = REASONS.iter().zip(&labels);
        let reasons: Vec<Choice> = reasons
            .map(|(value, label)| Choice { value, label })
            .collect();
        let reason = reason_field(self.id);
        let error = (unsaid == Some(self.id)).then(|| say("lines-reason-none"));
        html! {
            blockquote {
                @if let Some(to) = self.to { p.minor { (say("lines-for")) " " strong dir="auto" { (to) } } }
                div dir="auto" { (self.body) }
                @if let Some(about) = self.about { p.minor { (about) } }
            }
            @for mark in marks(self.body, names) {
                p.minor { strong { (say(&format!("lines-mark-{}", mark.id()))) } }
            }
            @if let Some(button) = self.button {
                form.inline method="post" action=(address) {
                    (self.hidden("show"))
                    (parts::second_button(button))
                }
            }
            details open[error.is_some()] {
                summary { u { (say("lines-destroy")) } }
                form method="post" action=(address) {
                    (self.hidden("destroy"))
                    (parts::choices(&reason, &say("lines-reason"), None, &reasons, None, error.as_deref()))
                    (parts::second_button(&say("lines-destroy-now")))
                }
            }
        }
    }

    fn hidden(&self, deed: &str) -> Markup {
        html! {
            (parts::hidden("id", &self.id.to_string()))
            (decision(self.kind, deed))
        }
    }
}

/// The name of the reason for destroying a text.
pub fn reason_field(id: i64) -> String {
    format!("reason-{id}")
}

/// What a form decides about texts of one kind; their identifiers come beside it.
pub fn decision(kind: Kind, deed: &str) -> Markup {
    html! {
        (parts::hidden("kind", kind.id()))
        (parts::hidden("deed", deed))
    }
}

impl Decided {
    /// Reads the form; nothing where it is none of ours.
    pub fn of(pairs: &[(String, String)]) -> Option<Decided> {
        let get = |name: &str| {
            let mut named = pairs.iter().filter(|(known, _)| known == name);
            named.next().map(|(_, value)| value.as_str())
        };
        let ids = pairs.iter().filter(|(name, _)| name == "id");
        let ids: Result<Vec<i64>, _> = ids.map(|(_, id)| id.parse()).collect();
        let (kind, ids) = (get("kind")?, ids.ok()?);
        let reason = get(&reason_field(*ids.first()?));
        Some(Decided {
            kind: Kind::ALL.into_iter().find(|known| known.id() == kind)?,
            ids,
            destroy: match get("deed")? {
                "show" => false,
                "destroy" => true,
                _ => return None,
            },
            reason: REASONS.into_iter().find(|known| reason == Some(*known)),
        })
    }
}
