//! Form fields with the message beside the field, and the summary of messages at the top.

use maud::{Markup, html};

use crate::words::say;

/// One line of typing. The caller keeps what was typed in `value`, so that nothing is lost when the form comes back.
#[derive(Clone, Copy, Debug, Default)]
pub struct Field<'a> {
    /// Name of the value and, prefixed with nothing, identifier of the input.
    pub name: &'a str,
    /// The label's words.
    pub label: &'a str,
    /// One short sentence below the label.
    pub hint: Option<&'a str>,
    /// The input's type: `text`, `email`, `password`, `number`, `date`, `time`. Empty means `text`.
    pub kind: &'a str,
    /// What was typed.
    pub value: &'a str,
    /// What is wrong with it, and what to do.
    pub error: Option<&'a str>,
    /// The `autocomplete` token, such as `username`.
    pub autocomplete: Option<&'a str>,
}

/// One option of a choice.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// The value that is sent.
    pub value: &'a str,
    /// Its words.
    pub label: &'a str,
}

/// A labelled input.
pub fn field(field: &Field<'_>) -> Markup {
    let kind = if field.kind.is_empty() {
        "text"
    } else {
        field.kind
    };
    let described = described_by(field.name, field.hint.is_some(), field.error.is_some());
    html! {
        div.field.bad[field.error.is_some()] {
            label for=(field.name) { (field.label) }
            (hint_and_message(field.name, field.hint, field.error))
            input type=(kind) id=(field.name) name=(field.name)
                value=[(kind != "password").then_some(field.value)]
                autocomplete=[field.autocomplete] aria-describedby=[described]
                aria-invalid=[field.error.map(|_| "true")];
        }
    }
}

/// A labelled field for a few sentences, in whichever direction they are written.
pub fn text_area(field: &Field<'_>, rows: u8) -> Markup {
    let described = described_by(field.name, field.hint.is_some(), field.error.is_some());
    html! {
        div.field.bad[field.error.is_some()] {
            label for=(field.name) { (field.label) }
            (hint_and_message(field.name, field.hint, field.error))
            textarea id=(field.name) name=(field.name) rows=(rows) dir="auto"
                aria-describedby=[described] aria-invalid=[field.error.map(|_| "true")] {

                "\n" (field.value)
            }
        }
    }
}

/// A question with wide options below each other, none chosen unless `chosen` names one. The first option carries the
/// name as its identifier, so that the summary of errors can lead to it.
pub fn choices(
    name: &str,
    legend: &str,
    hint: Option<&str>,
    options: &[Choice<'_>],
    chosen: Option<&str>,
    error: Option<&str>,
) -> Markup {
    let described = described_by(name, hint.is_some(), error.is_some());
    html! {
        fieldset.field.bad[error.is_some()] aria-describedby=[described] {
            legend { (legend) }
            (hint_and_message(name, hint, error))
            @for (index, option) in options.iter().enumerate() {
                label.choice {
                    input type="radio" name=(name) value=(option.value)
                        id=[(index == 0).then_some(name)] checked[chosen == Some(option.value)];
                    span { (option.label) }
                }
            }
        }
    }
}

/// A question with wide boxes below each other, of which several may be ticked. The first carries the name as its
/// identifier. More than a dozen are folded up until one is ticked.
pub fn boxes(
    name: &str,
    legend: &str,
    hint: Option<&str>,
    options: &[Choice<'_>],
    ticked: &[&str],
    error: Option<&str>,
    fold: Option<&str>,
) -> Markup {
    let described = described_by(name, hint.is_some(), error.is_some());
    let every = html! {
        @for (index, option) in options.iter().enumerate() {
            label.choice {
                input type="checkbox" name=(name) value=(option.value)
                    id=[(index == 0).then_some(name)] checked[ticked.contains(&option.value)];
                span { (option.label) }
            }
        }
    };
    let open = error.is_some() || options.iter().any(|option| ticked.contains(&option.value));
    html! {
        fieldset.field.bad[error.is_some()] aria-describedby=[described] {
            legend { (legend) }
            (hint_and_message(name, hint, error))
            @match fold {
                Some(words) if options.len() > 12 => details.figures open[open] { summary { (words) } (every) },
                _ => (every),
            }
        }
    }
}

/// A list to choose one from, for more options than fit below each other.
pub fn select(
    name: &str,
    label: &str,
    options: &[Choice<'_>],
    chosen: &str,
    error: Option<&str>,
) -> Markup {
    html! {
        div.field.bad[error.is_some()] {
            label for=(name) { (label) }
            (hint_and_message(name, None, error))
            select id=(name) name=(name) aria-describedby=[described_by(name, false, error.is_some())]
                aria-invalid=[error.map(|_| "true")] {
                @for option in options {
                    option value=(option.value) selected[option.value == chosen] { (option.label) }
                }
            }
        }
    }
}

/// A value that goes along unseen.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// The one thing that this form does.
pub fn button(label: &str) -> Markup {
    html! { button.button { (label) } }
}

/// Something else that can be done here.
pub fn second_button(label: &str) -> Markup {
    html! { button.button.second { (label) } }
}

/// What is wrong, at the top: pairs of a field's name and its message. Empty where nothing is.
pub fn error_summary(messages: &[(&str, &str)]) -> Markup {
    html! {
        @if !messages.is_empty() {
            div.problem role="alert" aria-labelledby="problem" tabindex="-1" autofocus {
                h2 #problem { (say("form-problem")) }
                ul {
                    @for (name, message) in messages { li { a href={ "#" (name) } { (message) } } }
                }
            }
        }
    }
}

fn hint_and_message(name: &str, hint: Option<&str>, error: Option<&str>) -> Markup {
    html! {
        @if let Some(hint) = hint { span.hint id={ (name) "-hint" } { (hint) } }
        @if let Some(error) = error { span.message id={ (name) "-error" } { (error) } }
    }
}

/// Identifiers of what stands beside the field `name`: its hint, its message.
pub fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("{name}-hint")),
        (false, true) => Some(format!("{name}-error")),
        (true, true) => Some(format!("{name}-hint {name}-error")),
    }
}

/// A QR code as SVG, for whoever has a phone in hand.
///
/// # Errors
///
/// When the text is too long for one.
pub fn qr_code(text: &str) -> Result<String, qrcode::types::QrError> {
    let drawn = qrcode::QrCode::new(text.as_bytes())?;
    let picture = drawn
        .render::<qrcode::render::svg::Color<'_>>()
        .min_dimensions(200, 200)
        .build();
    let svg = picture.split_once("?>").map(|(_, svg)| svg.to_owned());
    Ok(svg.unwrap_or(picture))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_and_the_message_stands_beside_it() {
        let page = field(&Field {
            name: "size",
            label: "Size",
            value: "<12",
            error: Some("Enter a number"),
            ..Field::default()
        })
        .into_string();
        assert!(page.contains("value=\"&lt;12\""));
        assert!(page.contains("aria-describedby=\"size-error\""));
        assert!(page.contains("Enter a number"));
    }

    #[test]
    fn a_password_is_never_sent_back() {
        let typed = Field {
            name: "password",
            kind: "password",
            value: "secret",
            ..Field::default()
        };
        assert!(!field(&typed).into_string().contains("secret"));
    }
}
