//! Members who send one ballot after the other to two replicas: where one does not answer, they turn to the other.

use std::time::Duration;

use jiff::Timestamp;
use tests::circle::Circle;

use crate::figures::{now, timed};
use crate::phones::{Phone, filled};

/// Worst and best that they tick: what is not at an end of the scale is shown as it is.
const VALUES: [u8; 3] = [2, 3, 4];

/// One of them.
pub struct Guest {
    code: String,
    ticket: String,
    phone: Option<Phone>,
    /// Which replica they talk to.
    at: usize,
    /// What they ticked in the last ballot that was thanked for.
    thanked: u8,
    times: Vec<Duration>,
    again: usize,
}

impl Guest {
    /// Everybody of every group, half of each at either replica.
    pub fn each(circles: &[Circle]) -> Vec<Self> {
        let of_circle = |circle: &Circle| {
            let code = circle.group.code.clone();
            let guest = move |(at, ticket): (usize, &String)| Self {
                code: code.clone(),
                ticket: ticket.clone(),
                phone: None,
                at: at % 2,
                thanked: 0,
                times: Vec::new(),
                again: 0,
            };
            circle
                .tickets
                .iter()
                .enumerate()
                .map(guest)
                .collect::<Vec<_>>()
        };
        circles.iter().flat_map(of_circle).collect()
    }

    /// Comes, and sends ballots until `last` or until the session is closed.
    pub async fn stays(mut self, houses: [String; 2], last: Timestamp) -> Self {
        let mut phone = self.comes(&houses).await;
        'evening: for turn in 0.. {
            if now() >= last {
                break;
            }
            let value = VALUES[(turn + self.ticket.len() + self.times.len()) % VALUES.len()];
            phone.form = filled(phone.form, value);
            loop {
                phone.person = phone.person.moved_to(&houses[self.at]);
                match timed(phone.sends()).await {
                    (took, Ok((200, page))) if page.contains(&phone.thanks) => {
                        self.times.push(took);
                        self.thanked = value;
                        break;
                    }
                    (_, Ok((410, _))) => break 'evening,
                    (_, Ok((status, page))) => panic!("{status} for a ballot:\n{page}"),
                    // It is dead; a proxy would have found out, too.
                    (_, Err(_)) => {
                        self.again += 1;
                        self.at = 1 - self.at;
                    }
                }
            }
        }
        self.phone = Some(phone);
        self
    }

    /// With a ticket the first time, later as whom the phone remembers.
    async fn comes(&mut self, houses: &[String; 2]) -> Phone {
        let (house, value) = (&houses[self.at], VALUES[0]);
        match self.phone.take() {
            Some(mut phone) => {
                phone.person = phone.person.moved_to(house);
                phone.opens(&self.code, value).await;
                phone
            }
            None => {
                self.thanked = value;
                let (code, ticket) = (self.code.clone(), self.ticket.clone());
                Phone::arrives(house.clone(), code, ticket, value).await
            }
        }
    }

    /// Their group's code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What they ticked in the last ballot that was thanked for.
    pub fn thanked(&self) -> u8 {
        self.thanked
    }

    /// What their ballots took since this was asked last.
    pub fn take_times(&mut self) -> Vec<Duration> {
        std::mem::take(&mut self.times)
    }

    /// How often they had to send a ballot again since this was asked last.
    pub fn take_again(&mut self) -> usize {
        std::mem::take(&mut self.again)
    }
}
