//! Invented members: how they feel, when they come, what they answer. They use the same door as everybody.

use analytics::Measure;
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

    /// What they tick and write this time, but for the outcome measure, and how they felt, which answers any of those.
    pub fn answers(
        &self,
        weather: Weather,
        offer: &mut Offer,
        chance: &mut impl Rng,
    ) -> (Answers, Felt) {
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
        let felt = Felt(
            (0..MOST_ITEMS)
                .map(|_| burden + normal(chance) * 0.6)
                .collect(),
        );
        let (said, words) = offer.said(chance);
        let answers = Answers {
            climate,
            outcome: None,
            words,
            objection: false,
            said,
        };
        (answers, felt)
    }
}

/// Items of the longest measure that an invented group is asked.
const MOST_ITEMS: usize = 20;

/// How much burdened somebody feels, item by item, on a scale from 0 to 3.
pub struct Felt(Vec<f64>);

impl Felt {
    /// The answers to a measure: as far from its better end as they are burdened.
    pub fn on(&self, measure: &Measure) -> Vec<Option<f64>> {
        let answer = |(place, felt): (usize, &f64)| {
            let [least, most] = measure.items[place].answers.bounds();
            let scale = measure
                .scales
                .iter()
                .find(|scale| scale.items.contains(&place));
            let part = (felt / 3.0).clamp(0.0, 1.0);
            let worse = scale.is_some_and(|scale| scale.higher_is_worse);
            let part = if worse { part } else { 1.0 - part };
            Some((least + (most - least) * part).round())
        };
        let felt = self.0.iter().take(measure.items.len());
        felt.enumerate().map(answer).collect()
    }
}

/// A draw from the standard normal distribution, near enough: twelve uniform draws, centred (Irwin–Hall).
fn normal(chance: &mut impl Rng) -> f64 {
    (0..12).map(|_| chance.random::<f64>()).sum::<f64>() - 6.0
}
