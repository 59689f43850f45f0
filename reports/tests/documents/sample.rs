//! An invented group of twelve sessions, two of them withheld, and the English words of its report.

use analytics::change::Bound;
use analytics::disclosure::{self, Band, Shown};
use analytics::figures::{
    self, ChangeWords, Chart, ClimateWords, FollowThroughWords, Frame, OutcomeWords,
};
use analytics::measure::{self, Measure};
use analytics::record::{Record, Reply, Window};
use analytics::summary::Climate;
use analytics::table::Column;
use analytics::{PooledSums, Summary, Tally, summary};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use reports::cells::{self, number};
use reports::outline::{Answered, Charts, Fact, Outline, Said, Spoken, Words};

pub const MADE: Timestamp = Timestamp::UNIX_EPOCH;
const WITHHELD: [u32; 2] = [5, 10];
const CANCELLED: u32 = 10;

pub fn outline() -> Outline {
    Outline::new(&summary(), said(), words())
}

pub fn summary() -> Summary {
    summary::summarise(&record())
}

fn record() -> Record {
    let outcome = measure::find("phq-8").expect("shipped");
    let climate = measure::find("chorus-session").expect("shipped");
    let mut sums = vec![PooledSums::default(); 1 + climate.scales.len()];
    let windows = (1..=12).map(|index| {
        let n = if WITHHELD.contains(&index) {
            3
        } else {
            7 + index % 3
        };
        let wave = matches!(index, 1 | 4 | 8 | 12);
        let mut tallies = Vec::new();
        if wave {
            let scores: Vec<f64> = (0..n)
                .map(|person| f64::from(12 + person - index / 2))
                .collect();
            tallies.push(tally(outcome, 0, &scores, &mut sums[0]));
        }
        for at in 0..climate.scales.len() {
            let felt = |person| {
                let low = if index == 9 && at == 3 { 2.0 } else { 0.0 };
                (2.0 + f64::from((person + at as u32) % 3) / 2.0 + f64::from(index) / 20.0 - low)
                    .max(0.0)
            };
            let scores: Vec<f64> = (0..n).map(felt).collect();
            tallies.push(tally(climate, at, &scores, &mut sums[1 + at]));
        }
        Window {
            index,
            first_session: index,
            last_session: index,
            date: date(2026, 1, 6)
                .saturating_add(jiff::Span::new().days(7 * (i64::from(index) - 1))),
            asked: wave.then_some(outcome),
            cancelled: index == CANCELLED,
            present: (index != 7).then_some(n + 1),
            topics: vec![topic(index).to_owned()],
            answered: disclosure::answered(n, 5),
            tallies,
            follow_through: match index {
                1 => Shown::withheld(),
                _ if n < 5 => Shown::withheld(),
                _ => disclosure::stored_band(Band::ALL[index as usize % 3].id()).expect("a band"),
            },
        }
    });
    Record {
        planned_sessions: 16,
        quorum: 5,
        outcomes: vec![outcome],
        climate,
        windows: windows.collect(),
        ended: None,
        replies: vec![reply()],
    }
}

fn reply() -> Reply {
    Reply {
        window: 4,
        said: "There is too little time at the end.".to_owned(),
        will_try: "Ten minutes without a topic before we close.".to_owned(),
        by: Some(date(2026, 2, 3)),
        given_on: date(2026, 1, 28),
        changed: Some(disclosure::stored_band("most").expect("a band")),
    }
}

fn tally(
    measure: &'static Measure,
    at: usize,
    scores: &[f64],
    sums: &mut PooledSums,
) -> Shown<Tally> {
    disclosure::release(&measure.scales[at], scores, scores.len() as u32, 5, sums)
}

fn topic(index: u32) -> &'static str {
    [
        "Asking for help",
        "Sleep",
        "Setting limits",
        "Getting going again",
        "",
        "Being seen",
    ][(index as usize - 1) % 6]
}

pub fn said() -> Said {
    let fact = |label: &str, words: &str| Fact {
        label: label.to_owned(),
        words: words.to_owned(),
    };
    let all = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Said {
        file: "report-0a1b2".to_owned(),
        organisation: "Riverside Clinic".to_owned(),
        group: "Tuesday evening group".to_owned(),
        period: "Sessions 1 to 12 of 16, 6 January to 24 March 2026".to_owned(),
        headline: "Depression has eased, from 15 to 9, and is now below the clinical cutoff.".to_owned(),
        raise: Some(
            "Worth raising: trust dropped in session 9, then recovered. Ask what was different that evening."
                .to_owned(),
        ),
        coverage: vec![
            fact("Sessions shown", "10 of 12"),
            fact("Answers a session", "7 to 9"),
            fact("Of those present", "88%"),
            fact("Waves shown", "4 of 4"),
        ],
        charts: charts(),
        texts: vec![
            Spoken {
                heading: "Session 11".to_owned(),
                texts: all(&[
                    "It helped to hear that I am not the only one who lies awake.",
                    "More time at the end, so that nobody has to rush out.",
                ]),
            },
            Spoken {
                heading: "Session 12".to_owned(),
                texts: all(&["I said something I had never said.\nIt was quiet and then somebody nodded."]),
            },
        ],
        replies: vec![Answered {
            heading: "Session 4, answered on 28 January 2026".to_owned(),
            facts: vec![
                fact("You said", "There is too little time at the end."),
                fact("We will try", "Ten minutes without a topic before we close. By 3 February 2026."),
                fact("Has it changed", "Most say yes."),
            ],
        }],
        prompts: all(&[
            "What if this were true: what would we do more of?",
            "What was different in session 9?",
            "Who is not in these figures, and why?",
        ]),
        method: all(&[
            "Members answer after a session, without a name. A session is shown when at least 5 people answered and nobody objected; it is not shown later. Means are rounded before they are stored: PHQ-8 to whole points, the session form to quarters. At the worse end a mean is given as “or worse”. Nothing that is not shown enters any figure of this report.",
            "The range around a mean is a 95% t interval from the deviation pooled over the group’s sessions, rounded up. The usual range of a benefit is that of an individuals chart; under twelve sessions it is provisional. Different people may answer each time.",
        ]),
        definitions: vec![
            fact("PHQ-8", "Patient Health Questionnaire-8, version 1, 0 to 24, lower is better; clinical cutoff 10. Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc."),
            fact("Belonging, encouragement, feedback, trust", "Session form of Chorus, version 1, each 0 to 4, higher is better."),
        ],
    }
}

fn charts() -> Vec<Charts> {
    let section = |heading: &str, note: &str, pictures: Vec<Chart>| Charts {
        heading: heading.to_owned(),
        note: note.to_owned(),
        pictures,
    };
    let summary = summary();
    let benefit = |climate: &Climate| {
        let value = climate.latest().and_then(|point| point.mean.value());
        let value = value.map_or_else(String::new, |one| number(one.mean.value));
        let words = ClimateWords {
            heading: &format!("{} {value}", climate.scale.title),
            note: "Usual range 2.5 to 3.25",
            label: &format!(
                "{} {value}. Sessions 5 and 10 are not shown.",
                climate.scale.title
            ),
            tips: &[],
        };
        figures::climate(&climate.scale.id, climate, Frame::Page, &words)
    };
    vec![
        section(
            "Average depression, at each wave",
            "Average PHQ-8 score. Different people may answer each time. Hatched: not shown.",
            vec![figures::outcome(
                "a",
                &summary.main().trend,
                Frame::Page,
                &OUTCOME,
            )],
        ),
        section(
            "How the group felt, each session",
            "Latest score, 0 to 4. Grey is the usual range, still provisional after 10 sessions.",
            summary.climate.iter().map(benefit).collect(),
        ),
        section(
            "What members set out to do",
            "Most did some or all of what they planned. Shown from the second session.",
            vec![figures::follow_through(
                "e",
                &summary.follow_through,
                Frame::Page,
                &FOLLOW_THROUGH,
            )],
        ),
        section(
            "Change since the first session",
            "Average change, with its range, against the change that is reliable for one person.",
            figures::change("c", &summary.main().change, Frame::Page, &CHANGE)
                .into_iter()
                .collect(),
        ),
    ]
}

pub const OUTCOME: OutcomeWords<'static> = OutcomeWords {
    title: "Average depression, at each wave",
    label: "Average PHQ-8 score falls from 15 to 9; cutoff 10.",
    direction: "Lower is better",
    bands: &["None", "Mild", "Moderate", "Moderately severe", "Severe"],
    cutoff: "Clinical cutoff {value}",
    range: "95% range for the average",
    or_worse: "{value} or worse",
    session: "Session",
    answered: ["Answered,", "of those present"],
    answered_of: "{n} of {present}",
    attendance: "Attendance not entered",
    tips: &[],
};

const FOLLOW_THROUGH: FollowThroughWords<'static> = FollowThroughWords {
    title: "What members set out to do",
    label: "Few did what they planned in session 12.",
    planned: "Did what they had planned",
    bands: ["Few", "Some", "Most"],
    session: "Session",
    tips: &[],
};

const CHANGE: ChangeWords<'static> = ChangeWords {
    title: "Average change since the first session",
    label: "Average change since the first session: 6 points better; a change of 6 is reliable.",
    value: "6 points better",
    better: "{n} better",
    worse: "{n} worse",
    none: "No change",
    reliable: "reliable",
};

pub fn cells() -> cells::Words {
    cells::Words {
        not_shown: "not shown".to_owned(),
        cancelled: "cancelled".to_owned(),
        not_asked: "not asked".to_owned(),
        unknown: "not known".to_owned(),
        nothing: "–".to_owned(),
        sessions: |first, last| format!("{first} to {last}"),
        or_worse: |value| format!("{value} or worse"),
        at_least: |points, bound| match bound {
            Bound::AtLeastWorse => format!("at least {points} worse"),
            _ => format!("at least {points} better"),
        },
        band: |band| band.id().to_owned(),
        term: str::to_owned,
    }
}

pub fn words() -> Words {
    Words {
        language: "en".to_owned(),
        kind: "Group report".to_owned(),
        made: "Made on 25 March 2026".to_owned(),
        page: "Page {page} of {pages}".to_owned(),
        figures: "Every figure".to_owned(),
        texts: "In members’ words".to_owned(),
        texts_note: "In no order, apart from the scores and from each other.".to_owned(),
        blank: "□ stands for signs that this document cannot draw.".to_owned(),
        replies: "Said, tried, changed".to_owned(),
        prompts: "To talk about".to_owned(),
        method: "How these figures came about".to_owned(),
        definitions: "Measures".to_owned(),
        cells: cells(),
        date: |day: Date| day.strftime("%-d %B %Y").to_string(),
        range: |low, high| format!("{low} to {high}"),
        people: |n| format!("{n} people"),
        column,
        grid: |column| match column {
            Column::Mean(measure, _) => measure.title.clone(),
            other => other.id(),
        },
    }
}

fn column(column: &Column) -> String {
    match column {
        Column::Sessions => "Session".to_owned(),
        Column::Date => "Day".to_owned(),
        Column::Topics => "Topic".to_owned(),
        Column::Answered => "Answered".to_owned(),
        Column::Present => "Present".to_owned(),
        Column::FollowThrough => "Did as planned".to_owned(),
        Column::Mean(_, scale) => scale.title.clone(),
        other => other.id(),
    }
}
