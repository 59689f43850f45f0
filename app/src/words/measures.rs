//! Measures in words: whether a group may be asked one, and how its answers become a score.

use analytics::Measure;
use analytics::measure::{Scale, Scoring, Unfit};

use super::sentences::number;
use crate::words::{say, say_with};

/// Whether groups may be asked it, and why not.
pub fn for_groups(measure: &Measure) -> String {
    match measure.unfit_for_groups() {
        None => say("measure-fit"),
        Some(Unfit::Risk(item)) => say_with("measure-unfit-risk", &[("item", item.into())]),
        Some(Unfit::NothingToShow) => say("measure-unfit-nothing"),
    }
}

/// "The sum of items 1 to 8, from 0 to 24. Lower is better. At most 1 may be left blank: …"
pub fn scoring(measure: &Measure, scale: &Scale) -> String {
    let kind = match scale.scoring {
        Scoring::Sum => "sum",
        Scoring::Mean => "mean",
        Scoring::Total => "total",
    };
    let way = if scale.higher_is_worse {
        "lower"
    } else {
        "higher"
    };
    let factor = if scale.factor == 1.0 {
        String::new()
    } else {
        number(scale.factor)
    };
    let mut parts = vec![say_with(
        "measure-scoring",
        &[
            ("kind", kind.into()),
            ("items", items(&scale.items).into()),
            ("count", scale.items.len().into()),
            (
                "scaled",
                if factor.is_empty() { "no" } else { "yes" }.into(),
            ),
            ("factor", factor.into()),
            ("low", number(scale.range[0]).into()),
            ("high", number(scale.range[1]).into()),
            ("way", way.into()),
        ],
    )];
    if !scale.reverse.is_empty() {
        parts.push(say_with(
            "measure-reverse",
            &[
                ("items", items(&scale.reverse).into()),
                ("count", scale.reverse.len().into()),
            ],
        ));
    }
    parts.push(blanks(scale));
    let shown = measure.released().any(|other| other.is(scale));
    if measure.unfit_for_groups().is_none() {
        let step = ("step", number(scale.release_grid).into());
        parts.push(match shown {
            true => say_with("measure-step", &[step]),
            false => say("measure-not-released"),
        });
    }
    parts.join(" ")
}

fn blanks(scale: &Scale) -> String {
    match (&scale.max_missing, scale.scoring) {
        (_, Scoring::Total) => String::new(),
        (None, Scoring::Mean) => say("measure-blanks-any"),
        (None, _) => say("measure-blanks-none"),
        (Some(limit), _) if limit.value == 0 => say("measure-blanks-none"),
        (Some(limit), _) => say_with("measure-blanks", &[("count", limit.value.into())]),
    }
}

/// "1 to 5, 7": places from 0 as numbers from 1.
fn items(places: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in places.iter().map(|place| place + 1) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let runs = runs.into_iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => say_with(
            "measure-run",
            &[("first", first.into()), ("last", last.into())],
        ),
    });
    runs.collect::<Vec<_>>().join(", ")
}
