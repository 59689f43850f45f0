//! Trends of the chosen groups, as each one's own dashboard draws them.

use analytics::figures::Frame;
use analytics::overview::Member;
use analytics::summary::summarise;
use analytics::{Period, Record};
use reports::paper::{Part, Section};

use crate::words::charts;
use crate::words::sentences;
use crate::words::{say, say_with};

/// Most windows of one chart: more would be too narrow to read on paper.
const LATEST: usize = 26;

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
    let mut notes = vec![Part::Note(say("chart-different-people"))];
    if left_out > 0 {
        let missing = [("groups", left_out.into())];
        notes.push(Part::Note(say_with("scope-left-out", &missing)));
    }
    let quorum = found.iter().map(|member| member.record.quorum).min();
    if let Some(quorum) = quorum {
        let hatched = say_with("chart-hatched", &[("quorum", quorum.into())]);
        notes.insert(0, Part::Note(hatched));
    }
    if !chosen.is_empty() {
        sections.insert(
            0,
            Section {
                heading: say("scope-trends"),
                parts: notes,
                ..Section::default()
            },
        );
    }
    sections
}

fn trend(place: usize, member: &Member, period: Period) -> Section {
    let summary = summarise(&until(&member.record, period));
    let chart = charts::outcome(&format!("a-{place}"), &summary, Frame::Page);
    let focus = say(&format!("focus-{}", member.focus));
    let note = charts::outcome_note(&summary);
    let sentence = sentences::headline(&summary);
    Section {
        whole: true,
        parts: vec![
            Part::Heading(member.name.clone()),
            Part::Note(format!("{focus}. {sentence} {note}")),
            Part::Pictures(vec![chart]),
        ],
        ..Section::default()
    }
}

fn until(record: &Record, period: Period) -> Record {
    let mut record = record.clone();
    record.windows.retain(|window| window.date <= period.last());
    let early = record.windows.len().saturating_sub(LATEST);
    record.windows.drain(..early);
    record
}
