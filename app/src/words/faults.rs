//! What is wrong with a measure's file, in words: where, what, and what to do.

use analytics::measure::{Fault, Kind, LARGEST, Problem};

use super::sentences::number;
use crate::words::{Value, say, say_with};

/// "Line 4, license: there is no such field. Did you mean “licence”?"
pub fn fault(fault: &Fault) -> String {
    let what = problem(&fault.problem);
    let line = fault
        .line
        .map(|line| say_with("fault-line", &[("line", line.into())]));
    let field = Some(fault.field.clone()).filter(|field| !field.is_empty());
    match (line, field) {
        (Some(line), Some(field)) => format!("{line}, {field}: {what}"),
        (Some(place), None) | (None, Some(place)) => format!("{place}: {what}"),
        (None, None) => what,
    }
}

/// That a file is larger than any measure.
pub fn too_large() -> String {
    problem(&Problem::TooLarge)
}

fn problem(problem: &Problem) -> String {
    let with = |id: &str, value: Value<'static>| say_with(id, &[("value", value)]);
    let two = |id: &str, low: f64, high: f64| {
        say_with(
            id,
            &[("low", number(low).into()), ("high", number(high).into())],
        )
    };
    match problem {
        Problem::NotText(byte) => with("fault-not-text", (*byte).into()),
        Problem::TooLarge => with("fault-too-large", (LARGEST / 1024).into()),
        Problem::Syntax(what) => with("fault-syntax", what.clone().into()),
        Problem::MoreBehind => say("fault-more-behind"),
        Problem::NoValue => say("fault-no-value"),
        Problem::OtherFormat => say("fault-other-format"),
        Problem::RiskAbout => say("fault-risk-about"),
        Problem::NoAnswers => say("fault-no-answers"),
        Problem::TwoKinds => say("fault-two-kinds"),
        Problem::ItemTwice(item) => with("fault-item-twice", (*item).into()),
        Problem::UsedByNone => say("fault-used-by-none"),
        Problem::Everybody => say("fault-everybody"),
        Problem::TextBetween => say("fault-text-between"),
        Problem::Unquoted => say("fault-unquoted"),
        Problem::Unclosed => say("fault-unclosed"),
        Problem::TwoNumbers => say("fault-two-numbers"),
        Problem::TooDeep => say("fault-too-deep"),
        Problem::NotAQuestionnaire(what) if what.is_empty() => say("fault-not-fhir"),
        Problem::NotAQuestionnaire(what) => with("fault-not-a-questionnaire", what.clone().into()),
        Problem::Unknown(meant) => format!("{}{}", say("fault-unknown"), meant_in_words(*meant)),
        Problem::Twice => say("fault-twice"),
        Problem::Missing => say("fault-missing"),
        Problem::Kind(kind) => say(match kind {
            Kind::Text => "fault-kind-text",
            Kind::Number => "fault-kind-number",
            Kind::Whole => "fault-kind-whole",
            Kind::Flag => "fault-kind-flag",
            Kind::List => "fault-kind-list",
            Kind::Table => "fault-kind-table",
        }),
        Problem::Empty => say("fault-empty"),
        Problem::TooMany(most) => with("fault-too-many", (*most).into()),
        Problem::TooLong(most) => with("fault-too-long", (*most).into()),
        Problem::Unseen(letter) => {
            let code = format!("U+{:04X}", u32::from(*letter));
            with("fault-unseen", code.into())
        }
        Problem::BelongsOnTop => say("fault-belongs-on-top"),
        Problem::Unsourced => say("fault-unsourced"),
        Problem::Outside(low, high) if high.is_infinite() => {
            with("fault-above", number(*low).into())
        }
        Problem::Outside(low, high) => two("fault-outside", *low, *high),
        Problem::NotOneOf(words, meant) => {
            let words = with("fault-not-one-of", words.join(", ").into());
            format!("{words}{}", meant_in_words(*meant))
        }
        Problem::Identifier => say("fault-identifier"),
        Problem::Options => say("fault-options"),
        Problem::SameAs(other) => with("fault-same", (*other).into()),
        Problem::Unanswerable => say("fault-unanswerable"),
        Problem::NoSuchItem(item) => with("fault-no-such-item", number(*item).into()),
        Problem::NotInScale(item) => with("fault-not-in-scale", (*item).into()),
        Problem::MixedAnswers(item) => with("fault-mixed", (*item).into()),
        Problem::Upside => say("fault-upside"),
        Problem::Range(said, given) => say_with(
            "fault-range",
            &[
                ("low", number(said[0]).into()),
                ("high", number(said[1]).into()),
                ("least", number(given[0]).into()),
                ("most", number(given[1]).into()),
            ],
        ),
        Problem::ItemsBesideTotal => say("fault-items-beside-total"),
        Problem::NoItems => say("fault-no-items"),
        Problem::Grid => say("fault-grid"),
        Problem::Gap(before, after) => two("fault-gap", *before, *after),
        Problem::Overlap(from) => with("fault-overlap", number(*from).into()),
        Problem::Ends(end) => with("fault-ends", number(*end).into()),
        Problem::OutOfRange([low, high]) => two("fault-out-of-range", *low, *high),
        Problem::AllMissing => say("fault-all-missing"),
        Problem::RiskUnsaid => say("fault-risk-unsaid"),
        Problem::ItemType(kind) => with("fault-item-type", kind.clone().into()),
        Problem::NoOrdinal => say("fault-no-ordinal"),
        Problem::Conditional => say("fault-conditional"),
        Problem::Repeats => say("fault-repeats"),
        Problem::LicenceUnsaid => say("fault-licence-unsaid"),
        Problem::WayUnsaid => say("fault-way-unsaid"),
    }
}

fn meant_in_words(meant: Option<&str>) -> String {
    let meant = meant.map(|word| say_with("fault-meant", &[("word", word.into())]));
    meant.map_or_else(String::new, |words| format!(" {words}"))
}

#[cfg(test)]
mod tests {
    use analytics::Measure;

    #[test]
    fn every_fault_says_where_and_what_to_do() {
        let text = "id = \"a\"\ntitle = \"A\"\nversion = 1\nlicense = \"ours\"\nscoring = \"total\"\nrange = [0, 4]\n\
                    higher_is_worse = true\n";
        let faults = Measure::read(text.as_bytes()).unwrap_err();
        let said: Vec<String> = faults.all().iter().map(super::fault).collect();
        assert_eq!(
            said,
            ["Line 4, license: there is no such field. Did you mean “licence”?"]
        );
    }
}
