//! What the demonstration prints: a progress line while the past is built, then how to get in, for people or as JSON.

use std::io::{IsTerminal, Write};

use app::entities::group;
use app::words::{say, say_with};
use app::{App, urls};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use serde::Serialize;

use super::exchange::Seat;

/// The whole of `--json`.
#[derive(Serialize)]
pub struct Demo {
    address: String,
    database: String,
    groups: Vec<Group>,
    staff: Vec<Login>,
}

/// A group and how to get in.
#[derive(Serialize)]
pub struct Group {
    name: String,
    address: String,
    /// Unclaimed tickets.
    pub tickets: Vec<String>,
    /// Keys of past members, where the group was not re-keyed.
    pub keys: Vec<String>,
    /// Inboxes for notes, where the group writes some.
    inboxes: Vec<Inbox>,
    /// The session that is open now.
    pub open_session: Option<OpenSession>,
}

/// A named inbox and its key.
#[derive(Serialize)]
struct Inbox {
    name: String,
    key: String,
}

/// An open session.
#[derive(Serialize)]
pub struct OpenSession {
    /// Its number.
    pub number: i32,
    /// RFC 3339, UTC.
    pub closes_at: String,
}

/// How one member of staff signs in.
#[derive(Serialize)]
pub struct Login {
    /// What they may do.
    pub role: &'static str,
    /// With which address.
    pub email: &'static str,
    /// With which password.
    pub password: String,
}

impl Group {
    /// A group without tickets yet; `address` is completed by [`Demo::new`].
    pub fn new(group: &group::Model, seats: &[Seat]) -> Group {
        let inbox = |seat: &Seat| {
            Some(Inbox {
                name: seat.name.clone(),
                key: seat.key.as_ref()?.to_code().to_string(),
            })
        };
        Group {
            name: group.name.clone(),
            address: urls::group_page(&group.code),
            tickets: Vec::new(),
            keys: Vec::new(),
            inboxes: seats.iter().filter_map(inbox).collect(),
            open_session: None,
        }
    }
}

impl Demo {
    /// Puts together what is printed.
    pub fn new(app: &App, mut groups: Vec<Group>, staff: Vec<Login>) -> Demo {
        let address = app.organisation().public_address().to_owned();
        for group in &mut groups {
            group.address = format!("{address}{}", group.address);
        }
        Demo {
            address,
            database: app.config.database.clone(),
            groups,
            staff,
        }
    }

    /// One JSON object and nothing else on standard output.
    pub fn print_json(&self) {
        println!("{}", serde_json::to_string(self).expect("BUG: plain data"));
        let _ = std::io::stdout().flush();
    }

    /// For people: what to open and how to sign in; with a QR code where a phone can reach it.
    pub fn print(&self, phone: bool) {
        println!(
            "\n{}\n",
            say_with(
                "command-demo-open",
                &[("address", self.address.as_str().into())]
            )
        );
        for login in &self.staff {
            println!(
                "  {:<14} {:<27} {}",
                login.role, login.email, login.password
            );
        }
        for group in &self.groups {
            println!("\n{}", group.name);
            let Some(first) = group.tickets.first() else {
                continue;
            };
            let ticket = format!("{}/t/{first}", group.address);
            match &group.open_session {
                Some(open) => {
                    let arguments = [
                        ("number", open.number.into()),
                        ("closes", open.closes_at.as_str().into()),
                    ];
                    println!("  {}", say_with("command-demo-session", &arguments));
                    println!(
                        "  {}",
                        say_with(
                            "command-demo-ticket",
                            &[("address", ticket.as_str().into())]
                        )
                    );
                }
                None => println!("  {}", say("command-demo-no-session")),
            }
            println!(
                "  {}",
                say_with(
                    "command-demo-tickets",
                    &[("tickets", group.tickets.join(" ").into())]
                )
            );
            if let Some(key) = group.keys.first() {
                let arguments = [
                    ("address", group.address.as_str().into()),
                    ("key", key.as_str().into()),
                ];
                println!("  {}", say_with("command-demo-key", &arguments));
            }
            if let Some(inbox) = group.inboxes.first() {
                let arguments = [
                    ("name", inbox.name.as_str().into()),
                    ("address", group.address.replace("/g/", "/i/").into()),
                    ("key", inbox.key.as_str().into()),
                ];
                println!("  {}", say_with("command-demo-inbox", &arguments));
            }
            if phone
                && group.open_session.is_some()
                && let Ok(code) = QrCode::new(&ticket)
            {
                println!(
                    "{}",
                    code.render::<Dense1x2>()
                        .dark_color(Dense1x2::Light)
                        .light_color(Dense1x2::Dark)
                        .build()
                );
            }
        }
        println!("\n{}", say("command-demo-stop"));
    }
}

/// The progress line on standard error.
pub struct Progress {
    line: bool,
}

impl Progress {
    /// Where standard error is a terminal the line is rewritten in place.
    pub fn new() -> Progress {
        Progress {
            line: std::io::stderr().is_terminal(),
        }
    }

    /// So many of so many past sessions are held.
    pub fn tell(&self, held: i32, of: i32) {
        let text = say_with(
            "command-demo-progress",
            &[("held", held.into()), ("of", of.into())],
        );
        if self.line {
            eprint!("\r{text}");
        } else if held % 12 == 0 {
            eprintln!("{text}");
        }
    }

    /// Ends the line.
    pub fn done(&self) {
        if self.line {
            eprintln!();
        }
    }
}
