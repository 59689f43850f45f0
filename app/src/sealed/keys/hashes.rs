//! Keyed hashes of tickets. One that was printed under an earlier master key is hashed again under each later one.

use chacha20poly1305::aead::KeyInit;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::{Keys, RowKey};

/// The keys under which one master key's tickets are hashed. They open nothing.
#[derive(Clone)]
pub struct TicketKeys {
    /// For tickets of members.
    pub tickets: RowKey,
    /// For tickets of inboxes.
    pub inbox_tickets: RowKey,
}

impl Keys {
    /// The keyed hash under which a new ticket is stored.
    pub fn ticket_mac(&self, group: i64, ticket: &str) -> [u8; 32] {
        mac(&self.present().tickets, group, ticket.as_bytes())
    }

    /// Every hash under which a ticket may be stored, whenever it was printed.
    pub fn ticket_macs(&self, group: i64, ticket: &str) -> Vec<[u8; 32]> {
        self.macs(|keys| &keys.tickets, group, ticket)
    }

    /// The keyed hash of a new ticket of an inbox: never that of a member's.
    pub fn inbox_ticket_mac(&self, group: i64, ticket: &str) -> [u8; 32] {
        mac(&self.present().inbox_tickets, group, ticket.as_bytes())
    }

    /// Every hash under which a ticket of an inbox may be stored.
    pub fn inbox_ticket_macs(&self, group: i64, ticket: &str) -> Vec<[u8; 32]> {
        self.macs(|keys| &keys.inbox_tickets, group, ticket)
    }

    /// What becomes of a hash that was stored under the master key before this one.
    pub fn ticket_mac_again(&self, group: i64, before: &[u8; 32]) -> [u8; 32] {
        mac(&self.present().tickets, group, before)
    }

    /// The same for an inbox's ticket.
    pub fn inbox_ticket_mac_again(&self, group: i64, before: &[u8; 32]) -> [u8; 32] {
        mac(&self.present().inbox_tickets, group, before)
    }

    /// What follows from a deal's number: its link and its tickets. Of this master key only; a rotation ends every deal.
    pub fn deal_mac(&self, group: i64, deal: i64, text: &[u8]) -> [u8; 32] {
        let text = [&deal.to_be_bytes(), text].concat();
        mac(&self.derived(b"chorus/v1/deal"), group, &text)
    }

    /// What is left of earlier master keys, the oldest first.
    pub fn former(&self) -> &[TicketKeys] {
        &self.former
    }

    /// These keys with what is left of earlier ones.
    pub fn following(self, former: Vec<TicketKeys>) -> Keys {
        Keys { former, ..self }
    }

    /// Under which this master key's tickets are hashed.
    pub(super) fn present(&self) -> TicketKeys {
        TicketKeys {
            tickets: self.derived(b"chorus/v1/ticket"),
            inbox_tickets: self.derived(b"chorus/v1/inbox-ticket"),
        }
    }

    fn macs(&self, of: fn(&TicketKeys) -> &RowKey, group: i64, ticket: &str) -> Vec<[u8; 32]> {
        let present = self.present();
        let keys: Vec<&TicketKeys> = self.former.iter().chain([&present]).collect();
        let printed_under = |at: usize| {
            let first = mac(of(keys[at]), group, ticket.as_bytes());
            let later = keys[at + 1..].iter();
            later.fold(first, |hash, key| mac(of(key), group, &hash))
        };
        (0..keys.len()).rev().map(printed_under).collect()
    }
}

fn mac(key: &RowKey, group: i64, text: &[u8]) -> [u8; 32] {
    let mut mac =
        <Hmac<Sha256> as KeyInit>::new_from_slice(&**key).expect("BUG: any length is a key");
    mac.update(&group.to_be_bytes());
    mac.update(text);
    mac.finalize().into_bytes().into()
}
