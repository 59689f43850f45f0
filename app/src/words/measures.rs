//! Measures in words: whether a group may be asked one, and how its answers become a score.

use analytics::Measure;
use analytics::measure::{Answers, Choice, Hidden, Scale, Scoring, Standing, Unfit};

use super::meaning;
use super::sentences::number;
use crate::words::{say, say_with};

/// Whether groups may be asked it, and why not.
pub fn for_groups(measure: &Measure) -> String {
    match measure.unfit_for_groups() {
        None => say("measure-fit"),
        Some(Unfit::Risk(item)) => say_with("measure-unfit-risk", &[("item", item.into())]),
        Some(Unfit::About) => say("measure-unfit-about"),
        Some(Unfit::NothingToShow) => say("measure-unfit-nothing"),
    }
}

/// "calm, version 2".
pub fn named(measure: &Measure) -> String {
    let words = [
        ("id", measure.id.as_str().into()),
        ("version", measure.version.into()),
    ];
    say_with("measure-named", &words)
}

/// What became of a version that is not offered.
pub fn standing(measure: &Measure, standing: Standing) -> Option<String> {
    let version = ("version", measure.version.into());
    match standing {
        Standing::Offered => None,
        Standing::Older(_) => Some(say_with("measure-older", &[version])),
        Standing::Retired => Some(say("measure-retired-what")),
        Standing::NotAccepted => Some(say("measure-not-accepted")),
    }
}

/// "The sum of items 1 to 8, from 0 to 24. Lower is better. A group’s average is shown in steps of 1."
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
    if !matches!(
        measure.unfit_for_groups(),
        Some(Unfit::Risk(_) | Unfit::About)
    ) {
        parts.push(of_a_group(measure, scale));
    }
    parts.join(" ")
}

/// In which steps a score is shown of a group, or why it is not.
fn of_a_group(measure: &Measure, scale: &Scale) -> String {
    let step = ("step", number(scale.release_grid).into());
    match measure.hidden(scale) {
        Some(Hidden::OneAnswer) => say("measure-hidden-one"),
        Some(Hidden::FewSteps) => say("measure-hidden-few"),
        Some(Hidden::TooFine(finest)) => say_with(
            "measure-hidden-fine",
            &[step, ("finest", number(finest).into())],
        ),
        None if measure.released().any(|other| other.is(scale)) => {
            say_with("measure-step", &[step])
        }
        None => say("measure-hidden-shared"),
    }
}

/// Items that are asked and belong to no score.
pub fn unscored(measure: &Measure) -> Option<String> {
    let scored = |place: &usize| {
        let mut scales = measure.scales.iter();
        scales.any(|scale| scale.items.contains(place))
    };
    let beside: Vec<usize> = (0..measure.items.len())
        .filter(|place| !scored(place))
        .collect();
    let words = [
        ("items", items(&beside).into()),
        ("count", beside.len().into()),
    ];
    (!beside.is_empty()).then(|| say_with("measure-unscored", &words))
}

/// "PHQ-9 · 9 questions · not for groups".
pub fn in_short(measure: &Measure) -> String {
    let fit = match measure.unfit_for_groups() {
        None => "yes",
        Some(_) => "no",
    };
    let words = [
        ("short", measure.short.as_str().into()),
        ("items", measure.items.len().into()),
        ("fit", fit.into()),
        ("unverified", meaning::unverified(measure).into()),
    ];
    say_with("measure-in-short", &words)
}

/// "Not at all (0), Several days (1)".
pub fn answers(answers: &Answers) -> String {
    let choice = |choice: &Choice| {
        let value = number(choice.value);
        match choice.text == value {
            true => value,
            false => format!("{} ({value})", choice.text),
        }
    };
    match answers {
        Answers::Choices(choices) => choices.iter().map(choice).collect::<Vec<_>>().join(", "),
        Answers::Number(of) => say_with(
            "measure-number",
            &[
                ("least", number(of.least).into()),
                ("most", number(of.most).into()),
                ("whole", if of.whole { "yes" } else { "no" }.into()),
            ],
        ),
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
