//! Invented members: how they feel, when they come, what they answer. They use the same door as everybody.

use app::random::Random;
use app::sealed::casting::{Answers, Holder};
use app::sealed::member_key::MemberKey;
use app::sealed::tickets::Ticket;
use rand::{Rng, RngExt};

use super::exchange::Offer;

/// One invented member.
pub struct Robot {
    /// Their key, enrolled with their ticket.
    pub key: MemberKey,
    ticket: Option<Ticket>,
    start: f64,
    recovery: f64,
    mood: f64,
}

/// What an evening was like for everybody.
#[derive(Clone, Copy)]
pub struct Weather {
    /// Sessions since the first.
    pub week: f64,
    /// Added to the answers on trust, in points.
    pub trust: f64,
    /// Number of items of the outcome measure.
    pub items: usize,
}

impl Robot {
    /// Draws a member who has just been handed a ticket. `severity` is their group's mean answer to an outcome item.
    pub fn draw(ticket: Ticket, severity: f64, keys: &Random, chance: &mut impl Rng) -> Robot {
        Robot {
            key: MemberKey::fresh(keys),
            ticket: Some(ticket),
            start: severity + normal(chance) * 0.35,
            recovery: 0.075 + normal(chance) * 0.03,
            mood: normal(chance) * 0.4,
        }
    }

    /// What they bring to the door: their key, and their ticket until it was used.
    pub fn holder(&self) -> Holder {
        Holder {
            key: self.key.clone(),
            ticket: self.ticket.clone(),
        }
    }

    /// Their key is enrolled from the close on.
    pub fn has_answered(&mut self) {
        self.ticket = None;
    }

    /// What they tick and write this time.
    pub fn answers(&self, weather: Weather, offer: &mut Offer, chance: &mut impl Rng) -> Answers {
        let climate = (0..8)
            .map(|item| {
                let (base, trust) = (
                    [2.7, 2.5, 2.2, 2.9][item / 2],
                    if item / 2 == 3 { weather.trust } else { 0.0 },
                );
                let felt = base + self.mood + trust + weather.week * 0.03 + normal(chance) * 0.6;
                (!chance.random_bool(0.03)).then_some(felt.round().clamp(0.0, 4.0) as u8)
            })
            .collect();
        let burden = self.start - self.recovery * weather.week;
        let outcome = (0..weather.items)
            .map(|_| Some((burden + normal(chance) * 0.6).round().clamp(0.0, 3.0)))
            .collect();
        let (said, words) = offer.said(chance);
        Answers {
            climate,
            outcome: Some(outcome),
            words,
            objection: false,
            said,
        }
    }
}

/// A draw from the standard normal distribution, near enough: twelve uniform draws, centred (Irwin–Hall).
fn normal(chance: &mut impl Rng) -> f64 {
    (0..12).map(|_| chance.random::<f64>()).sum::<f64>() - 6.0
}
