//! What the terms of a report mean: its measures, and the words of its figures.

use analytics::Measure;
use analytics::measure::ChangeRule;
use reports::outline::Fact;

use crate::words::columns;
use crate::words::sentences::number;
use crate::words::{say, say_with};

/// The words of a group's figures, in the order in which its report uses them.
pub fn of_a_group() -> Vec<Fact> {
    ["group-range", "usual", "group-reliable", "plans"]
        .map(|term| Fact {
            label: say(&format!("definition-{term}")),
            words: say(&format!("definition-{term}-what")),
        })
        .into()
}

/// Version, range, cutoff and thresholds of a measure, with who says so.
pub fn measure(measure: &Measure) -> String {
    let source = |source: &str, verified: bool| {
        let known = if verified { "yes" } else { "no" };
        say_with(
            "definition-source",
            &[("source", source.into()), ("verified", known.into())],
        )
    };
    let scale = measure.main();
    let mut parts = vec![say_with(
        "definition-measure",
        &[
            ("title", measure.title.as_str().into()),
            ("version", measure.version.into()),
            ("low", number(scale.range[0]).into()),
            ("high", number(scale.range[1]).into()),
            ("way", columns::way(scale).into()),
        ],
    )];
    let scales: Vec<String> = measure
        .released()
        .map(
            |other| match other.higher_is_worse == scale.higher_is_worse {
                true => other.title.clone(),
                false => say_with(
                    "definition-scale-turned",
                    &[
                        ("scale", other.title.as_str().into()),
                        ("way", columns::way(other).into()),
                    ],
                ),
            },
        )
        .collect();
    parts.push(say_with(
        "definition-scales",
        &[("scales", scales.join(", ").into())],
    ));
    parts.extend(scale.caseness.as_ref().map(|cutoff| {
        let source = source(&cutoff.source, cutoff.verified);
        say_with(
            "definition-cutoff",
            &[
                ("value", number(cutoff.value).into()),
                ("source", source.into()),
            ],
        )
    }));
    parts.extend(scale.reliable_change.as_ref().map(|threshold| {
        let source = source(&threshold.source, threshold.verified);
        let rule = match threshold.rule {
            ChangeRule::AtLeast => "least",
            ChangeRule::MoreThan => "more",
        };
        say_with(
            "definition-threshold",
            &[
                ("value", number(threshold.value).into()),
                ("rule", rule.into()),
                ("source", source.into()),
            ],
        )
    }));
    parts.push(measure.attribution.clone());
    parts.join(" ")
}
