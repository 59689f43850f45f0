//! Tickets to print, cut and draw from a bowl: eight to a page. They name neither group nor focus.

use jiff::Timestamp;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use typst::foundations::{Array, Bytes, Dict, IntoValue, Value};

use crate::plain::{self, Reach};
use crate::typeset::{self, Sheet};
use crate::{Document, Error, PaperSize};

/// One ticket. What it opens is a secret until it is used: such a document is not to be kept.
#[derive(Clone)]
pub struct Ticket {
    /// First line, for example "How was today?"; or whom the ticket is for.
    pub heading: String,
    /// What the QR code holds, for example `https://chorus.example/g/7k3f9m2q/t/x4h8n2p6rs`.
    pub link: String,
    /// The group's address, to type, for example `https://chorus.example/g/7k3f9m2q`.
    pub address: String,
    /// The ticket, to type, for example `x4h8n2p6rs`.
    pub code: String,
}

/// What stands on every ticket.
#[derive(Debug, Clone)]
pub struct Words {
    /// Language tag, for example `en`.
    pub language: String,
    /// Title of the document, for example "Tickets".
    pub title: String,
    /// What to do, in a sentence or two.
    pub steps: String,
    /// Label of the address.
    pub address: String,
    /// Label of the ticket.
    pub code: String,
    /// Last line, for example "Works once. Nobody knows who has which ticket.".
    pub foot: String,
    /// What the QR code is, for screen readers.
    pub alt: String,
}

/// Tickets as PDF, to be cut along the dashed lines. It blocks for tens of milliseconds.
pub fn tickets(
    tickets: &[Ticket],
    words: &Words,
    size: PaperSize,
    made: Timestamp,
) -> Result<Document, Error> {
    if tickets.is_empty() {
        return Err(Error::NoTickets);
    }
    let bytes = typeset::pdf(&Sheet {
        template: "tickets.typ",
        inputs: &|reach| inputs(tickets, words, reach),
        size,
        made,
    })?;
    Ok(Document {
        name: "tickets.pdf".to_owned(),
        media_type: "application/pdf",
        bytes,
    })
}

fn inputs(tickets: &[Ticket], words: &Words, reach: Reach) -> Result<Dict, Error> {
    let line = |text: &str| plain::line(text, reach).into_value();
    let cards: Result<Array, Error> = tickets.iter().map(|one| card(one, reach)).collect();
    let entries = [
        ("language", words.language.as_str().into_value()),
        ("title", line(&words.title)),
        ("steps", line(&words.steps)),
        ("address", line(&words.address)),
        ("code", line(&words.code)),
        ("foot", line(&words.foot)),
        ("alt", line(&words.alt)),
        ("cards", cards?.into_value()),
    ];
    Ok(entries
        .into_iter()
        .map(|(key, value)| (key.into(), value))
        .collect())
}

fn card(ticket: &Ticket, reach: Reach) -> Result<Value, Error> {
    let address = ticket.address.trim_start_matches("https://");
    let entries = [
        ("heading", plain::line(&ticket.heading, reach).into_value()),
        (
            "square",
            Bytes::from_string(square(&ticket.link)?).into_value(),
        ),
        ("address", address.into_value()),
        ("code", in_groups(&ticket.code).into_value()),
    ];
    let card: Dict = entries
        .into_iter()
        .map(|(key, value)| (key.into(), value))
        .collect();
    Ok(card.into_value())
}

// Level M: a crease or a coffee stain is forgiven, and the squares stay large enough for an old phone.
fn square(link: &str) -> Result<String, Error> {
    let code = QrCode::with_error_correction_level(link, EcLevel::M).map_err(|_| Error::Address)?;
    Ok(code
        .render::<svg::Color<'_>>()
        .min_dimensions(200, 200)
        .quiet_zone(false)
        .dark_color(svg::Color("#1c2b2d"))
        .light_color(svg::Color("#ffffff"))
        .build())
}

// Fives: short enough to carry from paper to phone at one glance.
fn in_groups(code: &str) -> String {
    let signs: Vec<char> = code.chars().filter(|sign| sign.is_alphanumeric()).collect();
    signs
        .chunks(5)
        .map(String::from_iter)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::in_groups;

    #[test]
    fn a_ticket_is_typed_in_groups() {
        assert_eq!(in_groups("x4h8n2p6rs"), "x4h8n 2p6rs");
        assert_eq!(in_groups("x4h8-n2p6-rs"), "x4h8n 2p6rs");
    }
}
