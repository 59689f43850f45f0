//! A group's report in words, before it is a file.

use analytics::figures::Frame;
use analytics::table::Column;
use analytics::{Record, Reply, Summary};
use reports::Outline;
use reports::outline::{self, Answered, Charts, Fact, Said, Spoken};

use super::definitions;
use crate::App;
use crate::entities::group;
use crate::frames::{self, Period};
use crate::words::charts;
use crate::words::columns;
use crate::words::dates;
use crate::words::sentences;
use crate::words::{say, say_with};

/// The report of `group` for `period`.
pub fn outline(
    app: &App,
    group: &group::Model,
    record: &Record,
    summary: &Summary,
    period: Period,
    texts: Vec<frames::Words>,
) -> Outline {
    let said = Said {
        file: file(group, period),
        organisation: app.organisation().name().to_owned(),
        group: group.name.clone(),
        period: say_with(
            "report-period",
            &[
                ("from", dates::day(period.from).into()),
                ("to", dates::day(period.to).into()),
            ],
        ),
        headline: sentences::headline(summary.main()),
        raise: summary.raise.as_ref().map(sentences::raise),
        coverage: coverage(group, record),
        charts: drawn(summary),
        texts: texts
            .into_iter()
            .map(|words| Spoken {
                heading: heading(&words),
                texts: words.bodies,
            })
            .collect(),
        replies: summary
            .replies
            .iter()
            .map(|reply| answered(summary, reply))
            .collect(),
        prompts: [
            say("report-prompt-true"),
            say("report-prompt-next"),
            say("report-prompt-data"),
        ]
        .into(),
        method: [
            say_with("chart-hatched", &[("quorum", record.quorum.into())]),
            say("report-method-rounding"),
            say("chart-different-people"),
        ]
        .into(),
        definitions: record
            .outcomes
            .iter()
            .copied()
            .chain([record.climate])
            .map(|measure| Fact {
                label: measure.short.clone(),
                words: definitions::measure(measure),
            })
            .chain(definitions::of_a_group())
            .collect(),
    };
    let made = dates::day(app.today());
    Outline::new(summary, said, words(&made))
}

// It tells whoever sees the folder nothing, neither group nor focus; the mark keeps two groups' files apart.
fn file(group: &group::Model, period: Period) -> String {
    let mark = group.id & 0xf_ffff;
    format!("report-{mark:05x}-{}-to-{}", period.from, period.to)
}

fn heading(words: &frames::Words) -> String {
    let (first, last) = (words.first_session, words.last_session);
    if first == last {
        return say_with("session-number", &[("number", last.into())]);
    }
    format!(
        "{} {}",
        say("column-sessions"),
        columns::between(first, last)
    )
}

fn answered(summary: &Summary, reply: &Reply) -> Answered {
    let fact = |label: &str, words: String| Fact {
        label: say(label),
        words,
    };
    let by = reply.by.map(|day| fact("reply-by", dates::day(day)));
    let said = [
        fact("reply-said", reply.said.clone()),
        fact("reply-will-try", reply.will_try.clone()),
    ];
    let changed = fact("reply-changed", sentences::changed(reply));
    Answered {
        heading: sentences::reply_heading(summary, reply),
        facts: said.into_iter().chain(by).chain([changed]).collect(),
    }
}

fn coverage(group: &group::Model, record: &Record) -> Vec<Fact> {
    let closed = record.windows.len();
    let answered: Vec<u32> = record
        .windows
        .iter()
        .filter_map(|window| window.answered.value().copied())
        .collect();
    let shown = answered.len();
    let behind = answered.iter().min().zip(answered.iter().max());
    let mut facts = vec![
        Fact {
            label: say("report-members"),
            words: group.size.to_string(),
        },
        Fact {
            label: say("report-shown"),
            words: say_with(
                "chart-answered-of",
                &[
                    ("n", shown.to_string().into()),
                    ("present", closed.to_string().into()),
                ],
            ),
        },
        Fact {
            label: say("group-planned"),
            words: record.planned_sessions.to_string(),
        },
    ];
    facts.extend(behind.map(|(fewest, most)| Fact {
        label: say("report-behind"),
        words: if fewest == most {
            say_with("report-people", &[("n", (*most).into())])
        } else {
            let ends = [("fewest", (*fewest).into()), ("most", (*most).into())];
            say_with("report-behind-people", &ends)
        },
    }));
    facts
}

fn drawn(summary: &Summary) -> Vec<Charts> {
    let outcomes = || summary.outcomes.iter().enumerate();
    let mut all: Vec<Charts> = outcomes()
        .map(|(at, one)| Charts {
            heading: charts::outcome_title(one),
            note: charts::outcome_note(one),
            pictures: vec![charts::outcome(&format!("a-{at}"), one, Frame::Page)],
        })
        .collect();
    all.extend([
        Charts {
            heading: say("chart-climate"),
            note: charts::climate_note(summary),
            pictures: summary
                .climate
                .iter()
                .map(|benefit| {
                    charts::climate(&format!("b-{}", benefit.scale.id), benefit, Frame::Page)
                })
                .collect(),
        },
        Charts {
            heading: say("follow-through"),
            note: sentences::follow_through(summary),
            pictures: vec![charts::follow_through("e", summary, Frame::Page)],
        },
    ]);
    all.extend(outcomes().filter_map(|(at, one)| {
        Some(Charts {
            heading: charts::change_title(one, summary.outcomes.len() > 1),
            note: charts::change_sentence(&one.change).unwrap_or_default(),
            pictures: vec![charts::change(
                &format!("c-{at}"),
                &one.change,
                Frame::Page,
            )?],
        })
    }));
    all
}

fn words(made: &str) -> outline::Words {
    outline::Words {
        language: "en".into(),
        kind: say("report-kind"),
        made: say_with("report-made", &[("day", made.into())]),
        page: super::page(),
        figures: say("report-figures"),
        texts: say("texts"),
        texts_note: say("texts-note"),
        blank: say("report-blank"),
        replies: say("replies"),
        prompts: say("report-prompts"),
        method: say("report-method"),
        definitions: say("report-definitions"),
        cells: super::cells(),
        date: dates::day,
        range: super::range,
        people: |n| say_with("report-people", &[("n", n.into())]),
        column: columns::column,
        grid: |column| match column {
            Column::Mean(measure, _) => measure.short.clone(),
            other => columns::column(other),
        },
    }
}
