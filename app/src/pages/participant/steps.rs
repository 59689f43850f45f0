//! What the script shows around the survey's own form, one question at a time: its words and markup, in a template that
//! a browser without JavaScript passes over.

use maud::{Markup, PreEscaped, html};

use crate::pages::parts;
use crate::words::{Value, say, say_with};

/// The template and the script. `again` is where to begin anew.
pub fn steps(again: &str) -> Markup {
    html! {
        template { (bar()) (end()) (unsent()) (erased(again)) }
        script { (PreEscaped(parts::SCRIPT.as_str())) }
    }
}

/// Above a question: how far it is, the way back, and the words on the form's button from step to step.
fn bar() -> Markup {
    let question = say_with("steps-question", &blanks(["number", "total"]));
    html! {
        div.steps data-start=(say("steps-start")) data-next=(say("steps-continue")) data-question=(question)
            data-extra=(say("steps-extra")) data-anyway=(say("steps-send-anyway"))
            data-sending=(say("steps-sending")) data-still=(say("unsent-still")) {
            div.bar { div {} }
            p {
                button.back type="button" { (say("steps-back")) }
                span.progress role="status" {}
            }
        }
    }
}

/// The last step: what was left blank, said once.
fn end() -> Markup {
    let one = say_with("steps-blank", &[("count", 1.into())]);
    let more = say_with("steps-blank", &blanks(["count"]));
    html! {
        div.end data-one=(one) data-more=(more) data-none=(say("steps-none-blank")) {
            h1 { (say("steps-end")) }
            p {}
            ul {}
        }
    }
}

/// Instead of the form, while it could not be sent.
fn unsent() -> Markup {
    html! {
        div.unsent hidden {
            div.good {
                h1 { (say("unsent")) }
                p.signal { (say("unsent-signal")) }
                p.fault { (say("unsent-fault")) }
            }
            p.trying role="status" {}
            button.button.now type="button" { (say("unsent-now")) }
            button.button.second.erase type="button" { (say("unsent-erase")) }
        }
    }
}

fn erased(again: &str) -> Markup {
    html! {
        div.erased hidden {
            h1 { (say("erased")) }
            p { (say("erased-what")) }
            p { a.button.second href=(again) { (say("erased-again")) } }
        }
    }
}

/// Arguments that the script fills in: `{count}` stands for the count.
fn blanks<const N: usize>(names: [&'static str; N]) -> [(&'static str, Value<'static>); N] {
    names.map(|name| (name, format!("{{{name}}}").into()))
}
