//! Figures across groups in words: the period, what moved, and what it rests on.

use analytics::change::{Bound, ChangeParts, MeanChange, Part};
use analytics::disclosure::{Across, Shown};
use analytics::overview::{Average, Bands, Coverage, Moved, Raise};
use analytics::trend::Interval;
use analytics::{Coded, Period};

use super::sentences::{self, to_a_tenth};
use super::{say, say_with};

/// "March 2026", or "January to March 2026".
pub fn period(period: Period) -> String {
    let month = |month: i8| say(&format!("month-{month}"));
    match period {
        Period::Month { year, month: one } => {
            format!("{} {year}", month(one))
        }
        Period::Quarter { year, quarter } => {
            let ends = [
                ("first", month(3 * quarter - 2).into()),
                ("last", month(3 * quarter).into()),
                ("year", year.to_string().into()),
            ];
            say_with("overview-quarter", &ends)
        }
    }
}

/// "Depression (PHQ-8): 4 points better on average, since each group's first session." And what it rests on.
pub fn sentence(moved: &Moved) -> String {
    let details = details(moved);
    format!("{} {details}", headline(moved))
        .trim_end()
        .to_owned()
}

/// How the outcome of one focus moved, in one sentence.
pub fn headline(moved: &Moved) -> String {
    let about = ("about", about(moved).into());
    let Some(change) = moved.change.value() else {
        return say_with("overview-change-none", &[about]);
    };
    let change = sentences::change(&as_change(&change.value));
    say_with("overview-change", &[about, ("change", change.into())])
}

/// How sure that is, and what it rests on; nothing where it is not shown.
pub fn details(moved: &Moved) -> String {
    let Some(change) = moved.change.value() else {
        return String::new();
    };
    let mut parts: Vec<String> = change.value.range.map(range).into_iter().collect();
    if as_change(&change.value).may_be_chance() {
        parts.push(say("overview-chance"));
    }
    parts.push(rests(change.groups, change.people));
    parts.join(" ")
}

/// The thing worth raising.
pub fn raise(raise: &Raise) -> String {
    match *raise {
        Raise::NotShown { groups, of } => {
            let words = [("groups", groups.into()), ("of", of.into())];
            say_with("overview-raise-not-shown", &words)
        }
        Raise::NoReply { shown } => say_with("overview-raise-no-reply", &[("shown", shown.into())]),
        Raise::Lowest { scale, mean } => {
            let benefit = scale.title.to_lowercase();
            let words = [
                ("benefit", benefit.into()),
                ("mean", benefit_of(&mean).into()),
            ];
            say_with("overview-raise-lowest", &words)
        }
    }
}

/// How often each band was shown of `plans`, or of what was tried (`changed`).
pub fn bands(question: &str, shown: &Shown<Across<Bands>>) -> String {
    let Some(across) = shown.value() else {
        return say(&format!("scope-{question}-none"));
    };
    let Bands { few, some, most } = across.value;
    let words = [
        ("all", across.value.all().into()),
        ("most", most.into()),
        ("some", some.into()),
        ("few", few.into()),
    ];
    let sentence = say_with(&format!("scope-{question}"), &words);
    format!("{sentence} {}", rests(across.groups, across.people))
}

/// How many replies were given.
pub fn replied(coverage: &Coverage) -> String {
    let words = [
        ("replies", coverage.replies.into()),
        ("shown", coverage.shown.into()),
    ];
    say_with("overview-replied", &words)
}

/// A benefit's mean over groups: "2.75", or "1 or worse".
pub fn benefit_of(average: &Average) -> String {
    sentences::coded(Coded {
        value: average.mean,
        or_worse: average.bound != Bound::Exact,
    })
}

/// What a scope is called: by its team, or by the organisation where that has none. A team may be gone.
pub fn scope(team: Option<Option<&str>>, divided: bool, organisation: &str) -> String {
    match team {
        Some(Some(name)) => name.to_owned(),
        Some(None) => say("overview-gone"),
        None if divided => say("overview-no-team"),
        None => organisation.to_owned(),
    }
}

/// "Depression: PHQ-8".
pub fn about(moved: &Moved) -> String {
    let focus = say(&format!("focus-{}", moved.focus));
    format!("{focus} ({})", moved.measure.short)
}

/// An average over groups, to be said as the change of one.
pub fn as_change(average: &Average) -> MeanChange {
    MeanChange {
        better: average.mean,
        bound: average.bound,
        range: average.range,
    }
}

/// A range.
pub fn range(range: Interval) -> String {
    let ends = [
        ("low", to_a_tenth(range.low).into()),
        ("high", to_a_tenth(range.high).into()),
    ];
    say_with("overview-range", &ends)
}

/// How many groups and people a figure rests on.
pub fn rests(groups: u32, people: u32) -> String {
    let words = [("groups", groups.into()), ("people", people.into())];
    say_with("overview-rests", &words)
}

/// A number of people as it is shown: "11 to 15", or "at most 2".
pub fn part(part: Part) -> String {
    let kind = if part.least == 0 { "most" } else { "both" };
    let words = [
        ("kind", kind.into()),
        ("least", part.least.into()),
        ("most", part.most.into()),
    ];
    say_with("overview-part", &words)
}

/// How many people changed reliably, in full sentences.
pub fn counts(moved: &Moved, counts: Option<&Across<ChangeParts>>) -> String {
    let about = ("about", about(moved).into());
    let Some(across) = counts else {
        return say_with("overview-counts-none", &[about]);
    };
    let words = [
        about,
        ("people", across.people.into()),
        ("improved", part(across.value.improved).into()),
        ("recovered", part(across.value.recovered).into()),
        ("worse", part(across.value.deteriorated).into()),
        ("groups", across.groups.into()),
    ];
    say_with("overview-counts", &words)
}
