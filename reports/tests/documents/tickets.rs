//! Tickets, printed and scanned.

use reports::PaperSize::{self, A4};
use reports::tickets::{Ticket, Words, tickets};

use crate::sample::MADE;
use crate::tools;

#[test]
fn each_ticket_is_scanned_and_read_as_it_was_made() {
    scanned_and_read(A4, "tickets.pdf");
}

#[test]
fn on_letter_paper_eight_fit_a_page_too() {
    scanned_and_read(PaperSize::Letter, "tickets-letter.pdf");
}

fn scanned_and_read(size: PaperSize, name: &str) {
    let made: Vec<Ticket> = (0..11).map(ticket).collect();
    let document = tickets(&made, &words(), size, MADE).unwrap();
    assert_eq!(
        (document.name.as_str(), document.media_type),
        ("tickets.pdf", "application/pdf")
    );
    let path = tools::save(name, &document.bytes);
    tools::check_on(size, &path);
    let file = path.to_string_lossy();
    assert!(tools::run("pdfinfo", &[&file]).contains("Pages:           2"));

    let text = tools::text(&path);
    for ticket in &made {
        let code = format!("{} {}", &ticket.code[..5], &ticket.code[5..]);
        assert!(text.contains(&code), "{code} is not in {text}");
    }
    assert_eq!(
        text.matches("chorus.example.org/g/7k3f9m2q").count(),
        made.len()
    );

    let picture = path.with_extension("");
    tools::run(
        "pdftoppm",
        &["-r", "150", "-png", &file, &picture.to_string_lossy()],
    );
    let mut scanned = String::new();
    for page in ["1", "2"] {
        let page = format!("{}-{page}.png", picture.display());
        scanned += &tools::run("zbarimg", &["--quiet", "--raw", &page]);
    }
    let mut scanned: Vec<&str> = scanned.lines().collect();
    scanned.sort_unstable();
    let mut links: Vec<&str> = made.iter().map(|ticket| ticket.link.as_str()).collect();
    links.sort_unstable();
    assert_eq!(scanned, links);
}

#[test]
fn a_long_address_stays_on_its_ticket() {
    let mut long = ticket(1);
    long.address = format!(
        "https://{}.nhs.example.org/g/7k3f9m2q",
        "feedback-after-groups".repeat(2)
    );
    long.link = format!("{}/t/{}", long.address, long.code);
    let document = tickets(&[long.clone()], &words(), A4, MADE).unwrap();
    let path = tools::save("long-ticket.pdf", &document.bytes);
    assert!(tools::text(&path).contains(long.address.trim_start_matches("https://")));
}

#[test]
fn whom_a_ticket_is_for_stands_on_it() {
    let mut named = ticket(1);
    named.heading = format!("Notes for {}", "Wilhelmina-Josephine ".repeat(2));
    let document = tickets(&[named.clone(), ticket(2)], &words(), A4, MADE).unwrap();
    let path = tools::save("named-ticket.pdf", &document.bytes);
    tools::check(&path);
    let text = tools::text(&path);
    assert!(text.contains(named.heading.trim()), "on one line: {text}");
}

#[test]
fn nothing_to_print_and_an_endless_address_are_errors() {
    assert!(tickets(&[], &words(), A4, MADE).is_err());
    let mut endless = ticket(1);
    endless.link = "x".repeat(5000);
    assert!(tickets(&[endless], &words(), A4, MADE).is_err());
}

fn ticket(number: usize) -> Ticket {
    let code = format!("x4h8n2p6{number:02}");
    Ticket {
        heading: "How was today?".to_owned(),
        link: format!("https://chorus.example.org/g/7k3f9m2q/t/{code}"),
        address: "https://chorus.example.org/g/7k3f9m2q".to_owned(),
        code,
    }
}

fn words() -> Words {
    Words {
        language: "en".to_owned(),
        title: "Tickets".to_owned(),
        steps: "Scan the square with your phone, or type the address and then the ticket."
            .to_owned(),
        address: "Address".to_owned(),
        code: "Ticket".to_owned(),
        foot: "It lets one person in, once. Nobody notes who has which.".to_owned(),
        alt: "QR code of this ticket’s address".to_owned(),
    }
}
