//! Chart f of a scope: groups by name, or from ten on the funnel that names only who is outside.

use analytics::change::{ChangeParts, Part};
use analytics::disclosure::{Across, Shown};
use analytics::figures::{
    self, BenefitsWords, Chart, CoverageWords, Frame, FunnelWords, GroupsWords, SharesWords,
};
use analytics::measure::Scale;
use analytics::overview::{Average, Coverage, Funnel, Moved, Movement, Overview, funnel};

use super::across::{self, about, as_change, part, sentence};
use crate::words::sentences;
use crate::words::{say, say_with};

/// The chart in both widths, and what to know about it.
pub struct Drawn {
    /// For a desk.
    pub page: Chart,
    /// For a phone.
    pub phone: Chart,
    /// A sentence below it.
    pub note: String,
    /// Groups outside the limits, by name; none where there are too few groups for limits.
    pub outside: Vec<String>,
}

/// The chart of one focus and measure. `id` is unique on its page.
pub fn of(id: &str, moved: &Moved) -> Drawn {
    let rows = &moved.groups;
    let all = moved.change.value().map(|change| change.value);
    match all.as_ref().and_then(|all| funnel(rows, all)) {
        Some(funnel) => wide(id, &funnel, moved),
        None => {
            let average = all.as_ref().map(|all| sentences::change(&as_change(all)));
            let shown =
                average.map(|change| say_with("overview-all", &[("change", change.into())]));
            let label = in_words(moved);
            let words = GroupsWords {
                title: &about(moved),
                label: &label,
                axis: &say("overview-better"),
                not_shown: &say("cell-withheld"),
                all: shown.as_deref().unwrap_or_default(),
            };
            let draw = |kind, frame| {
                figures::groups(&format!("{kind}-{id}"), rows, all.as_ref(), frame, &words)
            };
            Drawn {
                page: draw("g", Frame::Page),
                phone: draw("gp", Frame::Phone),
                note: say("overview-ranges"),
                outside: Vec::new(),
            }
        }
    }
}

/// The bar of one focus and measure: its people by what became of them. Nothing where that is not shown.
pub fn shares(
    id: &str,
    frame: Frame,
    moved: &Moved,
    counts: &Shown<Across<ChangeParts>>,
) -> Option<Chart> {
    let across = counts.value()?;
    let people = ("people", across.people.into());
    let improved = [("part", part(across.value.improved).into()), people];
    let named = |id: &str, number| say_with(id, &[("part", part(number).into())]);
    let only_improved = match across.value.recovered {
        Part { least: 0, .. } => named("overview-shares-mixed", across.value.recovered),
        _ => say("overview-shares-only-improved"),
    };
    let words = SharesWords {
        title: &say_with("overview-shares", &[("about", about(moved).into())]),
        label: &across::counts(moved, Some(across)),
        improved: &say_with("overview-shares-improved", &improved),
        parts: [
            &named("overview-shares-recovered", across.value.recovered),
            &only_improved,
            &say("overview-shares-unchanged"),
            &named("overview-shares-worse", across.value.deteriorated),
        ],
    };
    figures::shares(id, counts, frame, &words)
}

/// How much there is behind the figures.
pub fn coverage(id: &str, seen: &Overview) -> Chart {
    let Coverage {
        windows,
        shown,
        answered,
        present,
        waves,
        waves_shown,
        ..
    } = seen.coverage;
    let row = |id: &str, part: u32, whole: u32| {
        let value = match whole {
            0 => say("overview-none-known"),
            _ => part_of(part, whole),
        };
        (say(id), value)
    };
    let rows = [
        row("overview-shown", shown, windows),
        row("overview-answered", answered, present),
        row("overview-waves", waves_shown, waves),
    ];
    let said: Vec<String> = rows
        .iter()
        .map(|(name, value)| format!("{name}: {value}."))
        .collect();
    let words = CoverageWords {
        title: &say("overview-coverage"),
        label: &said.join(" "),
        rows: &rows
            .each_ref()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    };
    figures::coverage(id, &seen.coverage, &words)
}

/// How groups felt: each benefit on the scale of the form.
pub fn benefits(id: &str, seen: &Overview, frame: Frame) -> Chart {
    let value = |(_, shown): &(&Scale, Shown<Across<Average>>)| {
        let average = shown
            .value()
            .map(|across| across::benefit_of(&across.value));
        average.unwrap_or_else(|| say("cell-withheld"))
    };
    let values: Vec<String> = seen.benefits.iter().map(value).collect();
    let named = seen.benefits.iter().zip(&values);
    let label: Vec<String> = named
        .map(|((scale, _), value)| format!("{} {value}.", scale.title))
        .collect();
    let words = BenefitsWords {
        title: &say("scope-climate"),
        label: &label.join(" "),
        axis: &say("scope-climate-axis"),
        not_shown: &say("cell-withheld"),
        values: &values,
    };
    figures::benefits(id, &seen.benefits, frame, &words)
}

/// "7 of 16".
pub fn part_of(part: u32, whole: u32) -> String {
    let words = [("part", part.into()), ("whole", whole.into())];
    say_with("overview-of", &words)
}

fn wide(id: &str, funnel: &Funnel, moved: &Moved) -> Drawn {
    let outside = funnel.points.iter().filter(|point| point.outside != 0);
    let outside: Vec<String> = outside.map(|point| point.name.clone()).collect();
    let inside = funnel.points.len() - outside.len();
    let words = [
        ("inside", inside.into()),
        ("all", funnel.points.len().into()),
        ("outside", outside.join(", ").into()),
        ("some", if outside.is_empty() { "no" } else { "yes" }.into()),
    ];
    let label = format!(
        "{} {}",
        sentence(moved),
        say_with("overview-funnel", &words)
    );
    let words = FunnelWords {
        title: &about(moved),
        label: &label,
        better: &say("overview-better"),
        people: &say("column-people"),
        limits: ["95%", "99.8%"],
    };
    let widened = if funnel.widened > 1.0 {
        "overview-funnel-widened"
    } else {
        "overview-funnel-chance"
    };
    Drawn {
        page: figures::funnel(&format!("f-{id}"), funnel, Frame::Page, &words),
        phone: figures::funnel(&format!("fp-{id}"), funnel, Frame::Phone, &words),
        note: say(widened),
        outside,
    }
}

fn in_words(moved: &Moved) -> String {
    let one = |group: &Movement| {
        let change = group.change().map(sentences::change);
        format!(
            "{}: {}.",
            group.group,
            change.unwrap_or_else(|| say("cell-withheld"))
        )
    };
    let groups: Vec<String> = moved.groups.iter().map(one).collect();
    format!("{} {}", sentence(moved), groups.join(" "))
}
