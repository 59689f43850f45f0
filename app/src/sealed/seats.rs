//! Seats and their inboxes: what a therapist enters, and what the owner of an inbox does with its ticket and key.

use super::SealedError;
use super::codes;
use super::keys::Keys;
use super::member_key::MemberKey;
use super::notes::Delivered;
use super::pouch::{Pouch, Seat};
use super::tickets::Ticket;
use crate::App;
use crate::random::Random;

/// What came of opening an inbox with a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The inbox is open with this key.
    Opened,
    /// Another key has used the ticket.
    Used,
    /// There is no such ticket.
    Unknown,
}

/// What the owner of an inbox sees.
pub struct Inbox {
    /// The name that they go by.
    pub name: String,
    /// Whether they take no notes for now.
    pub paused: bool,
    /// What lies in it.
    pub delivered: Delivered,
}

impl Pouch {
    /// Enters a seat after `since` sessions. Names are told apart by their owners, not here.
    pub fn enter(&mut self, name: &str, since: i32, random: &Random) {
        self.seats.push(Seat {
            id: random.row_id(),
            name: name.into(),
            round: 0,
            since,
            paused: false,
            inbox: None,
            ticket: None,
        });
    }

    /// Takes a seat out, with every note for it.
    pub fn leave(&mut self, seat: i64) {
        self.seats.retain(|known| known.id != seat);
        self.notes.retain(|note| note.seat != seat);
    }

    /// Makes the ticket of a seat's inbox; an earlier one no longer works. `None` without the seat.
    pub fn ticket_for(&mut self, seat: i64, keys: &Keys, random: &Random) -> Option<Ticket> {
        let group = self.group();
        let seat = self.seats.iter_mut().find(|known| known.id == seat)?;
        let ticket = Ticket::parse(&codes::draw(codes::TICKET_LENGTH, random))?;
        seat.ticket = Some(keys.inbox_ticket_mac(group, ticket.code()));
        seat.inbox = None;
        Some(ticket)
    }
}

/// Opens an inbox: the ticket enrols the key. The same pair is accepted again.
pub async fn claim(
    app: &App,
    group: i64,
    ticket: &Ticket,
    key: &MemberKey,
) -> Result<Claim, SealedError> {
    let tx = app.database.begin().await?;
    let Some(mut pouch) = Pouch::open_locked(group, &app.keys, &tx).await? else {
        return Ok(Claim::Unknown);
    };
    let (macs, tag) = (
        app.keys.inbox_ticket_macs(group, ticket.code()),
        key.inbox_tag(group),
    );
    let mut seats = pouch.seats.iter_mut();
    match seats.find(|seat| seat.ticket.is_some_and(|mac| macs.contains(&mac))) {
        None => return Ok(Claim::Unknown),
        Some(seat) if seat.inbox == Some(tag) => return Ok(Claim::Opened),
        Some(seat) if seat.inbox.is_some() => return Ok(Claim::Used),
        Some(seat) => (seat.inbox, seat.paused) = (Some(tag), false),
    }
    pouch.store(&app.keys, &app.random, &tx).await?;
    tx.commit().await?;
    Ok(Claim::Opened)
}

/// Whether a ticket may still open an inbox; looking claims nothing.
pub async fn look(app: &App, group: i64, ticket: &Ticket) -> Result<Claim, SealedError> {
    let macs = app.keys.inbox_ticket_macs(group, ticket.code());
    let pouch = Pouch::open(group, &app.keys, &app.database.reader).await?;
    let seats = pouch.map(|pouch| pouch.seats).unwrap_or_default();
    let of_ticket = |seat: &&Seat| seat.ticket.is_some_and(|mac| macs.contains(&mac));
    Ok(match seats.iter().find(of_ticket) {
        None => Claim::Unknown,
        Some(seat) if seat.inbox.is_some() => Claim::Used,
        Some(_) => Claim::Opened,
    })
}

/// What lies in the inbox of a key; `None` if it has none.
pub async fn read(app: &App, group: i64, key: &MemberKey) -> Result<Option<Inbox>, SealedError> {
    let Some(mut pouch) = Pouch::open(group, &app.keys, &app.database.reader).await? else {
        return Ok(None);
    };
    let Some(seat) = pouch.of_inbox(&key.inbox_tag(group)).cloned() else {
        return Ok(None);
    };
    Ok(Some(Inbox {
        delivered: pouch.delivered(seat.id),
        name: seat.name,
        paused: seat.paused,
    }))
}

/// Takes no notes for now, or takes them again: what comes meanwhile waits. Says whether the key has an inbox.
pub async fn pause(
    app: &App,
    group: i64,
    key: &MemberKey,
    paused: bool,
) -> Result<bool, SealedError> {
    let tx = app.database.begin().await?;
    let Some(mut pouch) = Pouch::open_locked(group, &app.keys, &tx).await? else {
        return Ok(false);
    };
    let Some(seat) = pouch.of_inbox(&key.inbox_tag(group)).map(|seat| seat.id) else {
        return Ok(false);
    };
    pouch.pause(seat, paused, &app.random);
    pouch.store(&app.keys, &app.random, &tx).await?;
    tx.commit().await?;
    Ok(true)
}
