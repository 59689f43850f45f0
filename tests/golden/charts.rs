//! Charts of groups that are short, long, well, badly off, or not shown at all: as a reader sees them.

use analytics::Summary;
use analytics::figures::{
    self, ChangeWords, Chart, ClimateWords, FollowThroughWords, Frame, OutcomeWords,
};

use super::groups::{EVENING, Evening, HIDDEN, group, hidden_wave, wave};
use super::svg::{marks, overlapping, start, texts};

const DEPRESSION: OutcomeWords<'_> = OutcomeWords {
    title: "Average depression, each session",
    label: "Average PHQ-8 score falls from 16 to 10; cutoff 10. Sessions 5 and 10 are not shown.",
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

const ANXIETY: OutcomeWords<'_> = OutcomeWords {
    title: "Average anxiety, each session",
    bands: &["Minimal", "Mild", "Moderate", "Severe"],
    ..DEPRESSION
};

const LONELINESS: OutcomeWords<'_> = OutcomeWords {
    title: "Average loneliness, each session",
    bands: &["Not lonely", "Lonely"],
    cutoff: "Cutoff {value}, not yet verified",
    ..DEPRESSION
};

const CHANGE: ChangeWords<'_> = ChangeWords {
    title: "Average change since the first session",
    label: "Average change since the first session: 6 points better; a change of 6 is reliable.",
    value: "6 points better",
    better: "{n} better",
    worse: "{n} worse",
    none: "No change",
    reliable: "Reliable",
};

const FOLLOW_THROUGH: FollowThroughWords<'_> = FollowThroughWords {
    title: "What members set out to do",
    label: "Most did some or all of what they planned. Sessions 5 and 10 are not shown.",
    planned: "Did what they had planned",
    bands: ["Few", "Some", "Most"],
    session: "Session",
    tips: &[],
};

fn follow_through(summary: &Summary, frame: Frame) -> Chart {
    figures::follow_through("e", &summary.follow_through, frame, &FOLLOW_THROUGH)
}

fn outcome(summary: &Summary, frame: Frame) -> Chart {
    let trend = &summary.main().trend;
    let words = match trend.measure.id.as_ref() {
        "gad-7" => &ANXIETY,
        "loneliness" => &LONELINESS,
        _ => &DEPRESSION,
    };
    figures::outcome("a", trend, frame, words)
}

fn benefits(summary: &Summary) -> Vec<Chart> {
    let chart = |climate| {
        let note = match figures::latest_mark(climate) {
            Some(point) => format!("Session {} below usual range", point.at.last_session),
            None => "Usual range 2.25 to 3.5".to_owned(),
        };
        let (heading, label) = (
            &climate.scale.title,
            "Trust 3. Session 9 below usual range.",
        );
        let words = ClimateWords {
            heading,
            note: &note,
            label,
            tips: &[],
        };
        figures::climate("b", climate, Frame::Page, &words)
    };
    summary.climate.iter().map(chart).collect()
}

/// Twelve sessions, four of them waves, two of them hidden, trust low in the ninth.
fn usual() -> Vec<Evening> {
    let mut evenings = vec![EVENING; 12];
    for (i, mean) in [(0, 16.0), (3, 15.0), (7, 12.0), (11, 10.0)] {
        evenings[i] = wave(mean);
    }
    for i in [4, 9] {
        evenings[i] = HIDDEN;
    }
    evenings[8].climate[3] = 1.75;
    evenings[6].follow_through = Some("few");
    for evening in &mut evenings[10..] {
        evening.follow_through = Some("most");
    }
    evenings
}

/// The picture that the design began with: every session a wave.
fn every() -> Vec<Evening> {
    let means = [16, 16, 15, 14, 0, 14, 13, 13, 12, 0, 11, 10];
    let evening = |mean| {
        if mean == 0 {
            hidden_wave()
        } else {
            wave(f64::from(mean))
        }
    };
    means.into_iter().map(evening).collect()
}

fn long(windows: u32) -> Vec<Evening> {
    let evening = |i: u32| match i {
        0 => wave(18.0),
        i if i % 4 == 3 => wave(f64::from(18 - i / 2)),
        i if i % 7 == 5 => HIDDEN,
        _ => Evening {
            answered: (10, Some(12)),
            ..EVENING
        },
    };
    (0..windows).map(evening).collect()
}

fn groups() -> Vec<(&'static str, Summary)> {
    let extremes = [wave(-21.0), wave(20.0), wave(0.0), wave(-21.0)];
    let rising = [
        wave(3.0),
        EVENING,
        wave(9.0),
        EVENING,
        hidden_wave(),
        wave(15.0),
    ];
    let few_steps = [EVENING, wave(6.0), HIDDEN, EVENING, EVENING, wave(4.0)];
    let two_sessions = [wave(14.0), EVENING, hidden_wave(), wave(12.0), wave(9.0)];
    let unknown = [Evening {
        answered: (8, None),
        ..wave(12.0)
    }; 3];
    vec![
        ("usual", group("phq-8", 1, &usual())),
        ("every", group("phq-8", 1, &every())),
        ("one", group("phq-8", 1, &[wave(16.0)])),
        ("two", group("phq-8", 1, &[wave(20.0), wave(20.0)])),
        ("five", group("gad-7", 2, &two_sessions)),
        ("sixteen", group("phq-8", 2, &long(16))),
        ("thirty", group("gad-7", 4, &long(30))),
        ("extremes", group("phq-8", 1, &extremes)),
        ("rising", group("gad-7", 1, &rising)),
        ("unknown", group("phq-8", 1, &unknown)),
        ("few-steps", group("loneliness", 2, &few_steps)),
        (
            "hidden",
            group("phq-8", 1, &[hidden_wave(), HIDDEN, hidden_wave()]),
        ),
        ("empty", group("phq-8", 1, &[])),
    ]
}

fn all(summary: &Summary) -> Vec<Chart> {
    let outcomes = [Frame::Page, Frame::Phone].map(|frame| outcome(summary, frame));
    let change = figures::change("c", &summary.main().change, Frame::Page, &CHANGE);
    outcomes
        .into_iter()
        .chain(benefits(summary))
        .chain(change)
        .chain([Frame::Page, Frame::Phone].map(|frame| follow_through(summary, frame)))
        .collect()
}

#[test]
fn charts_look_as_they_did_when_somebody_looked() {
    for (name, summary) in groups() {
        let charts = all(&summary);
        let pick = if name == "usual" {
            0..charts.len()
        } else {
            0..1
        };
        let picture: Vec<String> = charts[pick].iter().map(Chart::inline).collect();
        insta::assert_snapshot!(name, picture.join("\n\n").replace("><", ">\n<"));
    }
}

#[test]
fn a_line_breaks_at_a_hidden_wave_and_runs_on_where_nobody_was_asked() {
    let chart = outcome(&group("phq-8", 1, &usual()), Frame::Page).inline();
    assert_eq!(marks(&chart, "l"), 1, "one line through four waves");
    assert_eq!(marks(&chart, "w"), 2, "hatches in the strip only");

    let mut broken = usual();
    broken[7] = hidden_wave();
    let chart = outcome(&group("phq-8", 1, &broken), Frame::Page).inline();
    assert_eq!(marks(&chart, "l"), 1, "the last wave stands alone");
    assert_eq!(marks(&chart, "d"), 3);
    assert_eq!(marks(&chart, "w"), 1 + 3, "the hidden wave, and three bars");

    let chart = outcome(&group("phq-8", 1, &every()), Frame::Page).inline();
    assert_eq!(marks(&chart, "l"), 3);
    assert_eq!(marks(&chart, "r"), 3, "the range breaks with the line");
}

#[test]
fn what_is_withheld_has_no_place_on_a_chart() {
    let hidden = |mean| {
        [
            Evening {
                outcome: Some(mean),
                ..HIDDEN
            },
            HIDDEN,
        ]
    };
    let pictures = [0.0, 24.0].map(|mean| {
        let summary = group("phq-8", 1, &hidden(mean));
        assert!(figures::change("c", &summary.main().change, Frame::Page, &CHANGE).is_none());
        all(&summary).iter().map(Chart::inline).collect::<Vec<_>>()
    });
    assert_eq!(pictures[0], pictures[1]);
    for chart in &pictures[0] {
        for class in ["l", "d", "o", "r", "e", "f", "u", "m", "k", "kd", "q", "p"] {
            assert_eq!(marks(chart, class), 0, "{class} in {chart}");
        }
    }
    let group = group("phq-8", 1, &usual());
    let trend = &group.main().trend;
    let sessions: Vec<u32> = figures::hidden(trend)
        .iter()
        .map(|at| at.first_session)
        .collect();
    assert_eq!(sessions, [5, 10]);
}

#[test]
fn scores_stand_at_their_height() {
    let chart = outcome(&group("phq-8", 1, &usual()), Frame::Page).inline();
    for (class, score) in [("c", 10.0), ("l", 16.0)] {
        let height = 28.0 + 250.0 * (24.0 - score) / 24.0;
        let (_, y) = start(&chart, class);
        assert!((y - height).abs() < 0.2, "{class} at {y}, not {height}");
    }
}

#[test]
fn only_first_and_last_are_labelled_and_the_range_starts_at_the_second() {
    let chart = outcome(&group("phq-8", 1, &usual()), Frame::Page).inline();
    let bold = chart.split("<g class=\"b\"").nth(1).expect("labels");
    let bold = &bold[..bold.find("</g>").expect("an end")];
    assert!(
        bold.contains(">16</text>") && bold.contains(">10</text>"),
        "{bold}"
    );
    assert_eq!(bold.matches("<text").count(), 2);

    let one = outcome(&group("phq-8", 1, &[wave(16.0)]), Frame::Page).inline();
    assert_eq!((marks(&one, "d"), marks(&one, "r")), (1, 0));
}

#[test]
fn an_open_end_is_said_and_drawn_open() {
    let summary = group("phq-8", 1, &[wave(-21.0), wave(12.0)]);
    let chart = outcome(&summary, Frame::Page).inline();
    assert!(
        texts(&chart)
            .iter()
            .any(|label| label.text == "21 or worse")
    );
    assert_eq!((marks(&chart, "o"), marks(&chart, "d")), (1, 1));
}

#[test]
fn a_signal_has_its_own_shape_value_and_words() {
    let trust = benefits(&group("phq-8", 1, &usual()))
        .pop()
        .expect("trust")
        .inline();
    assert_eq!(marks(&trust, "q"), 1);
    let words: Vec<String> = texts(&trust).into_iter().map(|label| label.text).collect();
    assert_eq!(words, ["Trust", "Session 9 below usual range", "1.75"]);

    let few = benefits(&group("phq-8", 1, &[EVENING; 4]))
        .remove(0)
        .inline();
    assert_eq!(
        (marks(&few, "u"), marks(&few, "m")),
        (0, 0),
        "no usual range of four"
    );
}

#[test]
fn follow_through_starts_at_the_second_session_and_breaks_where_it_is_withheld() {
    let summary = group("phq-8", 1, &usual());
    let chart = follow_through(&summary, Frame::Page).inline();
    assert_eq!(
        marks(&chart, "d"),
        9,
        "twelve, without the first and two hidden"
    );
    assert_eq!(marks(&chart, "l"), 3);
    assert_eq!(marks(&chart, "w"), 2, "the first is blank, not hidden");
    let hidden = figures::hidden_follow_through(&summary.follow_through);
    assert_eq!(
        hidden.iter().map(|at| at.window).collect::<Vec<_>>(),
        [5, 10]
    );
    let phone = follow_through(&summary, Frame::Phone).inline();
    assert_eq!(
        (marks(&phone, "d"), marks(&phone, "w")),
        (6, 2),
        "the latest eight"
    );

    // three bands of 32 px from the top at 28: "some" lies in the middle of the middle one
    assert_eq!(start(&chart, "l").1, 28.0 + 1.5 * 32.0);
    let words: Vec<String> = texts(&chart).into_iter().map(|label| label.text).collect();
    assert_eq!(
        words[..4],
        ["Did what they had planned", "Few", "Some", "Most"]
    );

    let together = group("phq-8", 2, &[EVENING, EVENING]);
    let first = &together.follow_through[0];
    assert!(first.asked, "a window with a second session asks");
}

#[test]
fn labels_never_cover_each_other() {
    for (name, summary) in groups() {
        for chart in all(&summary) {
            let found = overlapping(&chart.inline(), chart.size());
            assert!(found.is_empty(), "{name}, {:?}: {found:?}", chart.size());
        }
    }
}

#[test]
fn charts_are_lean_and_stand_alone() {
    assert!(!figures::STYLE.contains("var("));
    for (name, summary) in groups() {
        for chart in all(&summary) {
            let inline = chart.inline();
            assert!(inline.len() < 6 * 1024, "{name}: {} bytes", inline.len());
            assert!(
                !inline.contains("style"),
                "{name}: a page inlines the style once"
            );
            assert!(inline.contains("role=\"img\" aria-label=\"") && inline.contains("<title>"));
            let alone = chart.standalone();
            let style = alone.split("<style>").nth(1).expect("a style");
            assert!(style.starts_with(&figures::STYLE[..60]) && !style.contains("@media"));
        }
    }
}

#[test]
fn ids_and_words_are_kept_apart_from_markup() {
    let summary = group("phq-8", 1, &usual());
    let words = OutcomeWords {
        label: "\"<script>&",
        session: "<b>",
        ..DEPRESSION
    };
    let chart = figures::outcome("first", &summary.main().trend, Frame::Page, &words).inline();
    assert!(chart.contains("aria-label=\"&quot;&lt;script&gt;&amp;\""));
    assert!(chart.contains("&lt;b&gt;") && !chart.contains("<b>"));
    assert!(chart.contains("id=\"first-w\"") && chart.contains("url(#first-w)"));
}
