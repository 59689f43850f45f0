//! The charts of a group with their words, for the dashboard and for the report.

use analytics::Summary;
use analytics::disclosure::Band;
use analytics::figures::{
    self, ChangeWords, Chart, ClimateWords, FollowThroughWords, Frame, OutcomeWords,
};
use analytics::measure::Scale;
use analytics::summary::{At, ChangePanel, Climate, Outcome};

use super::sentences::{
    band, change as change_in_words, coded, follow_through as follow_through_in_words, headline,
    number, signal, to_a_tenth,
};
use super::tips;
use crate::words::{say, say_with};

/// Heading of chart a.
pub fn outcome_title(outcome: &Outcome) -> String {
    let noun = outcome.trend.scale.title.to_lowercase();
    say_with("chart-outcome", &[("noun", noun.into())])
}

/// A sentence about chart a: measure, direction and range of its scale.
pub fn outcome_note(outcome: &Outcome) -> String {
    let (measure, scale) = (outcome.trend.measure, outcome.trend.scale);
    say_with(
        "chart-outcome-note",
        &[
            ("measure", measure.short.as_str().into()),
            ("direction", direction(scale).into()),
            ("low", number(scale.range[0]).into()),
            ("high", number(scale.range[1]).into()),
            ("bands", bands_verified(scale).into()),
        ],
    )
}

fn bands_verified(scale: &Scale) -> &'static str {
    match scale.bands.iter().all(|band| band.verified) {
        true => "verified",
        false => "unverified",
    }
}

/// Name of the cutoff, with `{value}` where its number goes.
pub fn cutoff(scale: &Scale) -> String {
    let verified = scale.caseness.as_ref().is_none_or(|cut| cut.verified);
    let id = if verified {
        "chart-cutoff"
    } else {
        "chart-cutoff-unverified"
    };
    say_with(id, &[("value", "{value}".into())])
}

fn direction(scale: &Scale) -> String {
    say(if scale.higher_is_worse {
        "chart-lower-better"
    } else {
        "chart-higher-better"
    })
}

/// Chart a with strip d.
pub fn outcome(id: &str, outcome: &Outcome, frame: Frame) -> Chart {
    let trend = &outcome.trend;
    let bands: Vec<String> = trend
        .scale
        .bands
        .iter()
        .map(|band| capital(&band.title))
        .collect();
    let bands: Vec<&str> = bands.iter().map(String::as_str).collect();
    let label = with_hidden(headline(outcome), &figures::hidden(trend));
    let tips = tips::outcome(trend);
    figures::outcome(
        id,
        trend,
        frame,
        &OutcomeWords {
            title: &outcome_title(outcome),
            label: &label,
            direction: &direction(trend.scale),
            bands: &bands,
            cutoff: &cutoff(trend.scale),
            range: &say("chart-range"),
            or_worse: &say_with("mean-or-worse", &[("value", "{value}".into())]),
            session: &say("chart-session"),
            answered: [&say("chart-answered"), &say("chart-answered-of-those")],
            answered_of: &say_with(
                "chart-answered-of",
                &[("n", "{n}".into()), ("present", "{present}".into())],
            ),
            attendance: &say("chart-attendance"),
            tips: &tips,
        },
    )
}

/// Chart b of one benefit.
pub fn climate(id: &str, benefit: &Climate, frame: Frame) -> Chart {
    let latest = benefit
        .latest()
        .and_then(|point| point.mean.value())
        .map(|estimate| coded(estimate.mean));
    let title = benefit.scale.title.as_str();
    let heading = latest.map_or_else(|| title.to_owned(), |value| format!("{title} {value}"));
    let mark = figures::latest_mark(benefit).and_then(|point| Some((point.at, point.signal?)));
    let note = match (mark, benefit.usual.value()) {
        (Some((at, mark)), _) => signal(at, mark.signal),
        (None, Some(limits)) => {
            let [low, high] = benefit.scale.range;
            say_with(
                "chart-usual",
                &[
                    ("low", to_a_tenth(limits.lower.max(low)).into()),
                    ("high", to_a_tenth(limits.upper.min(high)).into()),
                ],
            )
        }
        (None, None) => say("chart-usual-later"),
    };
    figures::climate(
        id,
        benefit,
        frame,
        &ClimateWords {
            heading: &heading,
            note: &note,
            label: &format!("{heading}. {note}."),
            tips: &tips::climate(benefit),
        },
    )
}

/// A sentence about chart b, with whether its range is still provisional.
pub fn climate_note(summary: &Summary) -> String {
    let usual = summary
        .climate
        .iter()
        .filter_map(|one| one.usual.value())
        .collect::<Vec<_>>();
    let state = match usual[..] {
        [] => "none",
        [limits, ..] if limits.provisional => "provisional",
        _ => "settled",
    };
    let [low, high] = summary
        .climate
        .first()
        .map_or([0.0, 4.0], |one| one.scale.range);
    say_with(
        "chart-climate-note",
        &[
            ("low", number(low).into()),
            ("high", number(high).into()),
            ("state", state.into()),
        ],
    )
}

/// Chart e.
pub fn follow_through(id: &str, summary: &Summary, frame: Frame) -> Chart {
    let points = &summary.follow_through;
    let hidden = figures::hidden_follow_through(points);
    let (bands, tips) = (Band::ALL.map(band), tips::follow_through(points));
    figures::follow_through(
        id,
        points,
        frame,
        &FollowThroughWords {
            title: &say("follow-through"),
            label: &with_hidden(follow_through_in_words(summary), &hidden),
            planned: &say("follow-through-planned"),
            bands: [&bands[0], &bands[1], &bands[2]],
            session: &say("chart-session"),
            tips: &tips,
        },
    )
}

/// Heading of chart c; with several outcomes it says of which.
pub fn change_title(outcome: &Outcome, several: bool) -> String {
    let title = say("chart-change");
    match several {
        true => format!("{title}: {}", outcome.trend.scale.title),
        false => title,
    }
}

/// Chart c, once two waves are shown.
pub fn change(id: &str, panel: &ChangePanel, frame: Frame) -> Option<Chart> {
    let value = change_in_words(panel.mean.value()?);
    figures::change(
        id,
        panel,
        frame,
        &ChangeWords {
            title: &say("chart-change"),
            label: &change_sentence(panel)?,
            value: &value,
            better: &say_with("chart-better", &[("n", "{n}".into())]),
            worse: &say_with("chart-worse", &[("n", "{n}".into())]),
            none: &say("chart-no-change"),
            reliable: &say("chart-reliable"),
        },
    )
}

/// "Average change since the first session: 6 points better. A change of 6 is reliable."
pub fn change_sentence(panel: &ChangePanel) -> Option<String> {
    let value = change_in_words(panel.mean.value()?);
    let threshold = panel
        .threshold
        .map_or_else(String::new, |threshold| number(threshold.value));
    let known = match panel.threshold {
        None => "no",
        Some(threshold) if threshold.verified => "yes",
        Some(_) => "unverified",
    };
    Some(say_with(
        "chart-change-sentence",
        &[
            ("value", value.into()),
            ("threshold", threshold.into()),
            ("known", known.into()),
        ],
    ))
}

/// A sentence, and after it the sessions that a chart hatches.
fn with_hidden(sentence: String, hidden: &[At]) -> String {
    if hidden.is_empty() {
        return sentence;
    }
    let sessions: Vec<String> = hidden
        .iter()
        .map(|at| at.last_session.to_string())
        .collect();
    let hidden = say_with("chart-hidden", &[("sessions", sessions.join(", ").into())]);
    format!("{sentence} {hidden}")
}

fn capital(title: &str) -> String {
    let mut letters = title.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
