//! What a member's own scores amount to, in words and charts: the same for the page and for the file to take along.

use analytics::Own;
use analytics::figures::{self, Chart, Frame, ProgressWords};
use analytics::measure::{Band, Library, Scale};
use analytics::progress::{Course, OwnChange, OwnScore, Point, courses};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::sealed::locker::Locker;
use crate::words::charts;
use crate::words::dates;
use crate::words::sentences::number;
use crate::words::{say, say_with};

/// The courses of a locker whose owner has given its key.
pub fn of(measures: &Library, locker: &Locker) -> Vec<Own<Course>> {
    let scores = locker.waves.iter().map(|wave| OwnScore {
        date: date(wave.day),
        measure: wave.measure.clone(),
        version: wave.version,
        score: wave.score,
    });
    courses(measures, &Own::for_holder_of_key(scores.collect()))
}

/// Whether it keeps scores of questionnaires that are no longer shipped.
pub fn no_longer_read(measures: &Library, locker: &Locker) -> bool {
    let mut waves = locker.waves.iter();
    waves.any(|wave| {
        let measure = wave.measure.split('/').next().unwrap_or_default();
        measures.version(measure, wave.version).is_none()
    })
}

/// A day as a locker counts them: from 1970-01-01.
pub fn date(day: i32) -> Date {
    Date::constant(1970, 1, 1).saturating_add(day.days())
}

/// "Depression (PHQ-8)".
pub fn heading(course: &Course) -> String {
    format!("{} ({})", course.scale.title, course.measure.short)
}

/// Direction, range and cutoff.
pub fn about(scale: &Scale) -> String {
    let direction = if scale.higher_is_worse {
        "chart-lower-better"
    } else {
        "chart-higher-better"
    };
    let range = [
        ("direction", say(direction).into()),
        ("low", number(scale.range[0]).into()),
        ("high", number(scale.range[1]).into()),
    ];
    let range = say_with("own-about", &range);
    match scale.caseness.as_ref().filter(|cut| cut.verified) {
        Some(cut) => {
            let cutoff = say_with("own-cutoff", &[("cutoff", number(cut.value).into())]);
            format!("{range} {cutoff}")
        }
        None => range,
    }
}

/// The latest score and the change since the first one.
pub fn story(course: &Course) -> String {
    format!("{} {}", latest(course), change(course))
        .trim_end()
        .to_owned()
}

/// "On 24 March 2026 it was 9, called mild."
fn latest(course: &Course) -> String {
    let Point {
        date, score, band, ..
    } = *course.latest();
    let words = [
        ("day", dates::day(date).into()),
        ("score", number(score).into()),
        ("band", band.map_or("", |band| &band.title).into()),
        ("known", if band.is_some() { "yes" } else { "no" }.into()),
    ];
    say_with("own-latest", &words)
}

/// The change since the first score of the episode, and whether it led across the cutoff.
fn change(course: &Course) -> String {
    let first = course.first();
    let kind = match course.change {
        None => return String::new(),
        Some(OwnChange::OnlyOne) => "one",
        Some(OwnChange::Better) => "better",
        Some(OwnChange::NoReliableChange) if first.score == course.latest().score => "equal",
        Some(OwnChange::NoReliableChange) => "same",
        Some(OwnChange::Worse) => "worse",
    };
    let words = [
        ("day", dates::day(first.date).into()),
        ("first", number(first.score).into()),
        ("latest", number(course.latest().score).into()),
    ];
    let change = say_with(&format!("own-change-{kind}"), &words);
    if course.recovered {
        format!("{change} {}", say("own-recovered"))
    } else {
        change
    }
}

/// The chart.
pub fn chart(course: &Own<Course>, frame: Frame) -> Chart {
    let drawn = course.value();
    let bands: Vec<String> = drawn.scale.bands.iter().map(band).collect();
    let bands: Vec<&str> = bands.iter().map(String::as_str).collect();
    let direction = if drawn.scale.higher_is_worse {
        say("chart-lower-better")
    } else {
        say("chart-higher-better")
    };
    let words = ProgressWords {
        title: &heading(drawn),
        label: &story(drawn),
        direction: &direction,
        bands: &bands,
        cutoff: &charts::cutoff(drawn.scale),
        day: dates::short_day,
        tips: &drawn.points.iter().map(tip).collect::<Vec<_>>(),
    };
    figures::progress(&format!("own-{}", drawn.name()), course, frame, &words)
}

fn tip(point: &Point) -> String {
    let score = number(point.score);
    let what = match point.band {
        Some(its) => format!("{score}, {}", its.title),
        None => score,
    };
    say_with(
        "chart-tip",
        &[
            ("where", dates::day(point.date).into()),
            ("what", what.into()),
        ],
    )
}

/// Name of a band, as a heading.
pub fn band(band: &Band) -> String {
    let mut letters = band.title.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
