//! The report of an invented scope, in invented words: its tables are those that the app's reports have too.

use analytics::Period;
use analytics::figures::{self, BenefitsWords, Chart, Frame, FunnelWords, GroupsWords};
use analytics::overview::{Member, Moved, Overview, followed, funnel, overview};
use analytics::summary::summarise;
use analytics::table::{Asked, Cell, Column, Sheets, Table, Unit};
use analytics::{Shown, measure, table, tallies};
use reports::paper::{Fact, Paper, Part, Section};
use reports::scope::{Outline, Pick, Reading, Sheet, Words};

use crate::sample::{self, OUTCOME};
use crate::service;

/// The report of these groups for a period, with the first `chosen` of them drawn.
pub fn outline(members: &[Member], period: &str, chosen: usize) -> Outline {
    let period: Period = period.parse().expect("a month or quarter");
    let seen = overview(period, members);
    let chosen: Vec<i64> = members.iter().take(chosen).map(|one| one.id).collect();
    let sheets = sheets(table::sheets(&Asked {
        seen: &seen,
        followed: &followed(&seen, members),
        members,
        chosen: &chosen,
        counts: &|moved: &Moved| match moved.measure.id.as_str() {
            "phq-8" => service::counts(),
            _ => Shown::withheld(),
        },
    }));
    Outline {
        file: format!("across-00007-{}", period.to_string().to_lowercase()),
        period,
        paper: paper(&seen, members, &chosen, &sheets),
        sheets,
        measures: ["phq-8", "gad-7", "chorus-session"]
            .map(|id| measure::find(id).expect("shipped"))
            .into(),
        tallies: tallies::tallies(period, members),
        words: Words {
            cells: sample::cells(),
            read_me: "Read me".to_owned(),
            about: vec![
                "Report across groups".to_owned(),
                "Where there is no figure, a word says why.".to_owned(),
            ],
            reliable: "Reliable change".to_owned(),
            unit: |unit| [unit.id().to_owned(), format!("values of {}", unit.id())],
        },
    }
}

fn sheets(made: Sheets) -> Vec<Sheet> {
    let definitions = Table {
        columns: vec![
            Column::Of("term", Unit::Words),
            Column::Of("meaning", Unit::Words),
        ],
        rows: vec![
            ["PHQ-8", "Version 1, 0 to 24."],
            ["Shown", "By five people and more."],
        ]
        .into_iter()
        .map(|row| row.map(|words| Cell::Text(words.to_owned())).to_vec())
        .collect(),
    };
    [
        ("summary", "Summary", made.summary),
        ("sessions", "Sessions", made.sessions),
        ("climate", "Climate", made.climate),
        ("change", "Change", made.change),
        ("groups", "Groups", made.groups),
        ("trends", "Trends", made.trends),
        ("definitions", "Definitions", definitions),
    ]
    .into_iter()
    .map(|(id, title, table)| {
        let about = [title.to_owned(), format!("What {id} holds.")];
        let words = |column: &Column| {
            let id = column.id();
            [id.replace(['.', '-'], " "), format!("What {id} means.")]
        };
        Sheet::new(id, about, table, words)
    })
    .collect()
}

fn paper(seen: &Overview, members: &[Member], chosen: &[i64], sheets: &[Sheet]) -> Paper {
    let reading = Reading {
        cells: sample::cells(),
        date: |day| day.strftime("%-d %B %Y").to_string(),
        of: |part, whole| format!("{part} of {whole}"),
        range: |low, high| format!("{low} to {high}"),
    };
    let grid = |id: &str, picks: &[Pick<'_>]| {
        let sheet = sheets.iter().find(|sheet| sheet.id == id);
        Part::Grid(
            sheet
                .expect("it is made")
                .grid("", picks, &reading, |_| true),
        )
    };
    let section = |heading: &str, whole: bool, parts: Vec<Part>| Section {
        heading: heading.to_owned(),
        whole,
        small: false,
        fresh: false,
        parts,
    };
    let chosen = members.iter().filter(|member| chosen.contains(&member.id));
    let mut sections: Vec<Section> = chosen.map(trend).collect();
    if let Some(first) = sections.first_mut() {
        first.heading = "Trends".to_owned();
    }
    sections.push(section(
        "Change",
        false,
        vec![grid(
            "change",
            &[
                Pick::Under("focus", &["measure"]),
                Pick::Ranged("change", ["low", "high"]),
                Pick::One("effect"),
                Pick::One("groups"),
                Pick::One("people"),
            ],
        )],
    ));
    sections.push(section(
        "Climate",
        true,
        vec![
            Part::Pictures(vec![benefits(seen)]),
            grid(
                "climate",
                &[
                    Pick::One("benefit"),
                    Pick::One("average"),
                    Pick::One("groups"),
                    Pick::One("people"),
                ],
            ),
        ],
    ));
    for (place, moved) in seen.moved.iter().enumerate() {
        let heading = if place == 0 { "Groups" } else { "" };
        let about = format!("{} {}", moved.focus, moved.measure.short);
        let chart = Part::Pictures(vec![drawn(place, moved)]);
        sections.push(section(heading, true, vec![Part::Heading(about), chart]));
    }
    sections.push(section(
        "",
        false,
        vec![grid(
            "groups",
            &[
                Pick::Under("group", &["focus", "measure"]),
                Pick::One("held"),
                Pick::Of("shown", "closed"),
                Pick::Of("answered", "present"),
                Pick::Of("waves.shown", "waves"),
                Pick::Ranged("change", ["low", "high"]),
                Pick::One("replies"),
            ],
        )],
    ));
    sections.push(section(
        "To talk about",
        true,
        vec![Part::Points(vec![
            "Suppose these figures are right: what would you change?".to_owned(),
            "Whose answers are missing?".to_owned(),
        ])],
    ));
    sections.push(Section {
        small: true,
        ..section("Method", false, vec![method(sheets)])
    });
    Paper {
        language: "en".to_owned(),
        organisation: "Riverside Clinic".to_owned(),
        kind: "Report across groups".to_owned(),
        title: "North team".to_owned(),
        period: "January to March 2026".to_owned(),
        made: "Made on 3 April 2026".to_owned(),
        page: "Page {page} of {pages}".to_owned(),
        sentences: seen.moved.iter().map(sentence).collect(),
        beside: None,
        coverage: vec![Fact {
            label: "Sessions held".to_owned(),
            words: seen.coverage.held.to_string(),
        }],
        sections,
        blank: "□ stands for signs that this document cannot draw.".to_owned(),
    }
}

fn sentence(moved: &Moved) -> String {
    let shown = moved.change.value();
    let change = shown.map(|across| format!("{:.1} points better.", across.value.mean));
    let about = format!("{} ({})", moved.focus, moved.measure.short);
    format!(
        "{about}: {}",
        change.unwrap_or_else(|| "not shown.".to_owned())
    )
}

fn trend(member: &Member) -> Section {
    let summary = summarise(&member.record);
    let id = format!("a-{}", member.id);
    let words = figures::OutcomeWords {
        bands: &["None", "Mild", "Moderate", "Moderately severe", "Severe"],
        ..OUTCOME
    };
    let chart = figures::outcome(&id, &summary.main().trend, Frame::Page, &words);
    Section {
        heading: String::new(),
        whole: true,
        small: true,
        fresh: false,
        parts: vec![
            Part::Heading(member.name.clone()),
            Part::Note("Different people may answer each time.".to_owned()),
            Part::Pictures(vec![chart]),
        ],
    }
}

fn benefits(seen: &Overview) -> Chart {
    let mean =
        |shown: Option<f64>| shown.map_or("not shown".to_owned(), |mean| format!("{mean:.2}"));
    let values = seen.benefits.iter();
    let values = values.map(|(_, shown)| mean(shown.value().map(|across| across.value.mean)));
    let values: Vec<String> = values.collect();
    let words = BenefitsWords {
        title: "Climate",
        label: "The four benefits, each about 3 of 4.",
        axis: "0 to 4",
        not_shown: "not shown",
        values: &values,
    };
    figures::benefits("b", &seen.benefits, Frame::Page, &words)
}

fn drawn(place: usize, moved: &Moved) -> Chart {
    let groups = &moved.groups;
    let all = moved.change.value().map(|change| change.value);
    let id = format!("f-{place}");
    match all.as_ref().and_then(|all| funnel(groups, all)) {
        Some(funnel) => {
            let words = FunnelWords {
                title: "Change and size of groups",
                label: "Groups vary no more than chance.",
                better: "Points better",
                people: "People",
                limits: ["95%", "99.8%"],
            };
            figures::funnel(&id, &funnel, Frame::Page, &words)
        }
        None => {
            let words = GroupsWords {
                title: "Change",
                label: "Each group’s change with its range.",
                axis: "Points better",
                not_shown: "not shown",
                all: "All",
            };
            figures::groups(&id, groups, all.as_ref(), Frame::Page, &words)
        }
    }
}

fn method(sheets: &[Sheet]) -> Part {
    let sheet = sheets.last().expect("the definitions");
    let fact = |row: &Vec<Cell>| Fact {
        label: sample::cells().cell(&row[0]),
        words: sample::cells().cell(&row[1]),
    };
    Part::Facts(sheet.rows.iter().map(fact).collect())
}
