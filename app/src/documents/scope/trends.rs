//! Trends of the chosen groups, as each one's own dashboard draws them.

use analytics::figures::Frame;
use analytics::overview::Member;
use analytics::summary::{Outcome, Summary, summarise};
use analytics::{Period, Record};
use reports::paper::{Part, Section};

use crate::words::charts;
use crate::words::sentences;
use crate::words::{say, say_with};

/// Most windows of one chart: more would be too narrow to read on paper.
const LATEST: usize = 26;

/// Up to so many trends are large; of more, three share a page.
const LARGE: usize = 3;

/// A section a group, by name. `chosen` has the numbers of groups, those that did not meet among them.
pub fn sections(period: Period, members: &[Member], chosen: &[i64]) -> Vec<Section> {
    let mut found: Vec<&Member> = members
        .iter()
        .filter(|member| chosen.contains(&member.id))
        .collect();
    found.sort_by(|one, next| one.name.cmp(&next.name));
    let left_out = chosen.len() - found.len();
    let trends = found.iter().enumerate();
    let mut sections: Vec<Section> = trends
        .map(|(place, member)| trend(place, member, period))
        .collect();
    let parts = sections.iter().flat_map(|section| &section.parts);
    let drawn = parts.filter(|part| matches!(part, Part::Pictures(_)));
    let small = drawn.count() > LARGE;
    sections
        .iter_mut()
        .for_each(|section| section.small = small);
    let quorum = found.iter().map(|member| member.record.quorum).min();
    let hatched = quorum.map(|quorum| say_with("chart-hatched", &[("quorum", quorum.into())]));
    let missing = [("groups", left_out.into())];
    let missing = (left_out > 0).then(|| say_with("scope-left-out", &missing));
    let notes = hatched
        .into_iter()
        .chain([say("chart-different-people")])
        .chain(missing);
    let notes = notes.collect::<Vec<_>>().join(" ");
    if !chosen.is_empty() {
        sections.insert(
            0,
            Section {
                heading: say("scope-trends"),
                parts: vec![Part::Note(notes)],
                ..Section::default()
            },
        );
    }
    sections
}

fn trend(place: usize, member: &Member, period: Period) -> Section {
    let summary = summarise(&until(&member.record, period));
    let focus = say(&format!("focus-{}", member.focus));
    let mut parts = vec![Part::Heading(member.name.clone())];
    for (at, outcome) in outcomes(&summary).enumerate() {
        let measure = &outcome.trend.measure.short;
        let sentence = sentences::headline(outcome);
        let chart = charts::outcome(&format!("a-{place}-{at}"), outcome, Frame::Page);
        parts.push(Part::Note(format!("{focus} ({measure}). {sentence}")));
        parts.push(Part::Pictures(vec![chart]));
    }
    Section {
        whole: true,
        parts,
        ..Section::default()
    }
}

/// The main figure of each measure with results; without any, of what is asked first.
fn outcomes(summary: &Summary) -> impl Iterator<Item = &Outcome> {
    let shown = |outcome: &&Outcome| {
        let trend = &outcome.trend;
        let results = trend.points.iter().any(|point| point.wave);
        trend.scale.is(trend.measure.main()) && results
    };
    let none = summary.outcomes.iter().all(|outcome| !shown(&outcome));
    let first = summary.outcomes.iter().take(usize::from(none));
    first.chain(summary.outcomes.iter().filter(shown))
}

fn until(record: &Record, period: Period) -> Record {
    let mut record = record.clone();
    record.windows.retain(|window| window.date <= period.last());
    let early = record.windows.len().saturating_sub(LATEST);
    record.windows.drain(..early);
    record
}
