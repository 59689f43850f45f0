//! A member's own chart: as its owner sees it.

use analytics::Own;
use analytics::figures::{self, Chart, Frame, ProgressWords};
use analytics::measure::Library;
use analytics::progress::{OwnScore, courses};
use jiff::ToSpan;
use jiff::civil::date;

use super::svg::{marks, overlapping, start, texts};

/// Scores on so many days after 6 January 2026.
fn chart(measure: &str, scores: &[(i64, f64)], frame: Frame) -> Chart {
    let score = |&(day, score): &(i64, f64)| OwnScore {
        date: date(2026, 1, 6) + day.days(),
        measure: measure.to_owned(),
        version: 1,
        score,
    };
    let own = Own::for_holder_of_key(scores.iter().map(score).collect());
    let depression = ["None", "Mild", "Moderate", "Moderately severe", "Severe"];
    let anxiety = ["Minimal", "Mild", "Moderate", "Severe"];
    let words = ProgressWords {
        tips: &[],
        title: "Your depression score",
        label: "From 16, moderately severe, on 6 January to 9, mild, on 31 March.",
        direction: "Lower is better",
        bands: if measure == "phq-8" {
            &depression
        } else {
            &anxiety
        },
        cutoff: "Clinical cutoff {value}",
        day: |day| day.strftime("%-d %b %Y").to_string(),
    };
    figures::progress("o", &courses(&Library::default(), &own)[0], frame, &words)
}

const SPRING: [(i64, f64); 4] = [(0, 16.0), (21, 15.0), (49, 11.0), (84, 9.0)];

#[test]
fn an_own_chart_looks_as_it_did_when_somebody_looked() {
    let both = [Frame::Page, Frame::Phone].map(|frame| chart("phq-8", &SPRING, frame).inline());
    insta::assert_snapshot!("own", both.join("\n\n").replace("><", ">\n<"));
}

#[test]
fn scores_stand_at_their_day_and_height() {
    let chart = chart("phq-8", &SPRING, Frame::Page).inline();
    assert_eq!(
        (marks(&chart, "d"), marks(&chart, "l"), marks(&chart, "c")),
        (4, 1, 1)
    );
    let (first, y) = start(&chart, "l");
    assert!(
        (y - (28.0 + 200.0 * (24.0 - 16.0) / 24.0)).abs() < 0.2,
        "{y}"
    );
    // dots start 5 px left of their middle; the third lies 49 of 84 days after the first
    let path = chart.split("<path class=\"d\" d=\"").nth(1).unwrap();
    let dots: Vec<f64> = path[..path.find('"').unwrap()]
        .split('M')
        .skip(1)
        .map(|dot| dot.split(' ').next().unwrap().parse::<f64>().unwrap() + 5.0)
        .collect();
    assert!((dots[0] - first).abs() < 0.2);
    assert!(
        ((dots[2] - dots[0]) / (dots[3] - dots[0]) - 49.0 / 84.0).abs() < 0.002,
        "{dots:?}"
    );
    let words: Vec<String> = texts(&chart).into_iter().map(|label| label.text).collect();
    for word in ["16", "9", "6 Jan 2026", "31 Mar 2026", "Clinical cutoff 10"] {
        assert!(
            words.iter().any(|one| one == word),
            "{word} is not in {words:?}"
        );
    }
}

#[test]
fn a_line_breaks_between_episodes() {
    let chart = chart(
        "gad-7",
        &[(0, 14.0), (28, 12.0), (200, 15.0), (228, 8.0)],
        Frame::Page,
    )
    .inline();
    assert_eq!((marks(&chart, "l"), marks(&chart, "d")), (2, 4));
}

#[test]
fn labels_never_cover_each_other() {
    let many: Vec<(i64, f64)> = (0..60)
        .map(|i| (28 * i, f64::from(i as u32 % 22)))
        .collect();
    for scores in [
        &SPRING[..],
        &SPRING[..1],
        &[(0, 10.0), (1, 10.0)],
        &[(0, 0.0), (7, 24.0)],
        &many,
    ] {
        for frame in [Frame::Page, Frame::Phone] {
            let chart = chart("phq-8", scores, frame);
            let found = overlapping(&chart.inline(), chart.size());
            assert!(found.is_empty(), "{scores:?}, {frame:?}: {found:?}");
            assert!(chart.inline().len() < 8 * 1024);
        }
    }
}
