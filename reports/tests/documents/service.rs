//! An invented service: groups that met from December on, some of whose results are withheld, open-ended or cancelled.

use analytics::change::{ChangeParts, LinkedPair};
use analytics::disclosure::{self, Across, Band, Shown};
use analytics::measure::{self, Measure};
use analytics::overview::Member;
use analytics::record::{Record, Reply, Window};
use analytics::{Coded, Tally};
use jiff::ToSpan;
use jiff::civil::date;

const NAMES: [&str; 14] = [
    "Daylight",
    "A quiet table",
    "Harbour",
    "Lantern",
    "Second wind",
    "Birch",
    "Tuesday evening group",
    "Slow river",
    "North window",
    "Ashes and embers",
    "The long way round",
    "Willow",
    "Open door",
    "Thursday at the library",
];

/// So many groups; every seventh meets about anxiety, the others about depression.
pub fn service(groups: usize) -> Vec<Member> {
    let member = |at: usize| {
        let name = NAMES[at % NAMES.len()].to_owned();
        let name = match at / NAMES.len() {
            0 => name,
            more => format!("{name} {}", more + 1),
        };
        let focus = if at % 7 == 3 { "anxiety" } else { "depression" };
        Member {
            id: 1000 + at as i64,
            name,
            focus: focus.to_owned(),
            record: record(at as u32, focus),
        }
    };
    (0..groups).map(member).collect()
}

/// The same groups, none of whose results is shown.
pub fn silent(groups: usize) -> Vec<Member> {
    let mut members = service(groups);
    for window in members
        .iter_mut()
        .flat_map(|member| &mut member.record.windows)
    {
        window.answered = Shown::withheld();
        window.tallies.clear();
        window.follow_through = Shown::withheld();
    }
    members
}

/// A quarter's reliable change of three groups of eight.
pub fn counts() -> Shown<Across<ChangeParts>> {
    let phq = measure::find("phq-8").expect("shipped");
    let pair = |first: f64, last: f64| LinkedPair { first, last };
    let pairs = [
        pair(16.0, 5.0),
        pair(18.0, 11.0),
        pair(12.0, 11.0),
        pair(14.0, 7.0),
        pair(9.0, 15.0),
        pair(17.0, 6.0),
        pair(13.0, 12.0),
        pair(19.0, 12.0),
    ];
    let group = analytics::change::ChangeCounts::of(phq.main(), &pairs).expect("a threshold");
    disclosure::counts_across(&[group, group, group])
}

fn record(seed: u32, focus: &str) -> Record {
    let id = if focus == "anxiety" { "gad-7" } else { "phq-8" };
    let outcome = measure::find(id).expect("shipped");
    let climate = measure::session_form();
    let windows = (1..=16).map(|index| window(seed, index, outcome, climate));
    Record {
        planned_sessions: 16,
        quorum: 5,
        outcomes: vec![outcome],
        climate,
        windows: windows.collect(),
        ended: None,
        replies: (6..=14)
            .step_by(4)
            .map(|window| reply(seed, window))
            .collect(),
    }
}

fn window(seed: u32, index: u32, outcome: &'static Measure, climate: &'static Measure) -> Window {
    let n = 5 + (seed * 3 + index) % 6;
    let cancelled = seed % 5 == 2 && index == 11;
    let hidden = cancelled || (seed + index).is_multiple_of(9);
    let wave = index == 1 || index.is_multiple_of(4);
    let mut tallies = Vec::new();
    if !hidden {
        let part = f64::from(index - 1) / 15.0;
        if wave {
            let worst = seed == 10 && index == 1;
            let span = outcome.main().span();
            let falls = f64::from((seed * 5) % 9) - 1.0;
            let mean = (span * 0.7 - part * falls - f64::from(seed % 3)).round();
            tallies.push(tally(outcome, 0, n, if worst { None } else { Some(mean) }));
        }
        for scale in 0..climate.scales.len() {
            let step = (seed + index * 2 + scale as u32 * 3) % 5;
            let mean = 2.25 + f64::from(step) * 0.25 + (part * 2.0).round() * 0.25;
            tallies.push(tally(climate, scale, n, Some(mean)));
        }
    }
    Window {
        index,
        first_session: index,
        last_session: index,
        date: date(2025, 12, 2) + (7 * (i64::from(index) - 1) + i64::from(seed % 4)).days(),
        asked: wave.then_some(outcome),
        cancelled,
        present: (!(seed + index).is_multiple_of(8)).then_some(n + 1 + index % 2),
        topics: Vec::new(),
        answered: if hidden {
            Shown::withheld()
        } else {
            disclosure::answered(n, 5)
        },
        tallies,
        follow_through: if hidden || index == 1 {
            Shown::withheld()
        } else {
            band(seed + index)
        },
    }
}

/// What a close could have written; without a mean it is as bad as it can be.
fn tally(measure: &'static Measure, scale: usize, n: u32, mean: Option<f64>) -> Shown<Tally> {
    let scale = &measure.scales[scale];
    let bound = scale.worst() - (scale.span() + 1.0) / f64::from(n);
    let tally = Tally {
        scale,
        n,
        mean: Coded {
            value: mean.unwrap_or_else(|| (bound + 0.5).floor()),
            or_worse: mean.is_none(),
        },
        sd: mean.map(|_| scale.span() / 4.0),
    };
    disclosure::stored(tally, 5).expect("a close could have written it")
}

fn band(at: u32) -> Shown<Band> {
    let band = Band::ALL[at as usize % 3];
    disclosure::stored_band(band.id()).expect("a band")
}

fn reply(seed: u32, window: u32) -> Reply {
    Reply {
        window,
        said: "SENTINEL of what a therapist heard".to_owned(),
        will_try: "SENTINEL of what will be tried".to_owned(),
        by: None,
        given_on: date(2026, 2, 1),
        changed: (window != 14).then(|| band(seed + window)),
    }
}
