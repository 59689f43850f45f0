//! Groups to draw: short notes become records, through the same door as stored figures.

use analytics::measure::Scale;
use analytics::tally::Coded;
use analytics::{Record, Shown, Summary, Tally, Window, disclosure, measure, summary};
use jiff::civil::date;

/// One window of a group.
#[derive(Clone, Copy)]
pub struct Evening {
    /// People who answered and people present; fewer than five are withheld.
    pub answered: (u32, Option<u32>),
    /// The outcome's mean if it was a wave; negative for "that or worse".
    pub outcome: Option<f64>,
    /// The benefits in the measure's order.
    pub climate: [f64; 4],
    /// How much of what they had planned members did, if five said so.
    pub follow_through: Option<&'static str>,
}

/// A believable evening: 8 of 9 answered.
pub const EVENING: Evening = Evening {
    answered: (8, Some(9)),
    outcome: None,
    climate: [3.0, 2.75, 2.25, 3.0],
    follow_through: Some("some"),
};

/// An evening at which nothing is shown.
pub const HIDDEN: Evening = Evening {
    answered: (4, Some(6)),
    ..EVENING
};

/// A wave.
pub fn wave(mean: f64) -> Evening {
    Evening {
        outcome: Some(mean),
        ..EVENING
    }
}

/// A hidden wave.
pub fn hidden_wave() -> Evening {
    Evening {
        outcome: Some(0.0),
        ..HIDDEN
    }
}

/// The summary of a group whose windows hold so many sessions each.
pub fn group(outcome: &str, sessions: u32, evenings: &[Evening]) -> Summary {
    let outcome = measure::find(outcome).expect("a shipped measure");
    let climate = measure::find("chorus-session").expect("a shipped measure");
    let mut waves = 0;
    let windows = evenings.iter().enumerate().map(|(i, evening)| {
        let index = i as u32 + 1;
        let (n, present) = evening.answered;
        let mut tallies: Vec<Shown<Tally>> = Vec::new();
        if n >= 5 {
            for (scale, mean) in climate.scales.iter().zip(evening.climate) {
                tallies.push(tally(scale, n, mean, (i > 0).then_some(1.0)));
            }
            if let Some(mean) = evening.outcome {
                let sd = (waves > 0).then_some(outcome.main().span() / 4.0);
                tallies.push(tally(outcome.main(), n, mean, sd));
                waves += 1;
            }
        }
        Window {
            index,
            first_session: i as u32 * sessions + 1,
            last_session: index * sessions,
            date: date(2026, 1, 6)
                .saturating_add(jiff::Span::new().weeks(i64::from(index * sessions) - 1)),
            asked: evening.outcome.map(|_| outcome),
            cancelled: false,
            present,
            topics: Vec::new(),
            answered: disclosure::answered(n, 5),
            tallies,
            follow_through: match evening.follow_through {
                Some(id) if n >= 5 && i > 0 => disclosure::stored_band(id).expect("a band"),
                _ => Shown::withheld(),
            },
        }
    });
    summary::summarise(&Record {
        planned_sessions: 16,
        quorum: 5,
        outcomes: vec![outcome],
        climate,
        windows: windows.collect(),
        ended: None,
        replies: Vec::new(),
    })
}

fn tally(scale: &'static Scale, n: u32, mean: f64, sd: Option<f64>) -> Shown<Tally> {
    let or_worse = mean < 0.0;
    let tally = Tally {
        scale,
        n,
        mean: Coded {
            value: mean.abs(),
            or_worse,
        },
        sd: sd.filter(|_| !or_worse),
    };
    disclosure::stored(tally, 5).expect("a figure as a close writes it")
}
