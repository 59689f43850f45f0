//! A summary's choices and numbers in words: the first sentence, the thing worth raising, the change.

use analytics::change::{Bound, MeanChange};
use analytics::disclosure::Band;
use analytics::process::{Rule, Side, Signal};
use analytics::summary::{At, Cutoff, CutoffSide, Headline, Outcome, Raise, Reason};
use analytics::{Coded, Reply, Summary};

use super::columns;
use super::dates::day;
use crate::words::{Value, say, say_with};

/// A figure without needless zeros: `3.25`, `16`.
pub fn number(value: f64) -> String {
    let two = format!("{value:.2}");
    two.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A figure that was worked out and not released on a grid: more digits would pretend to a precision that it lacks.
pub fn to_a_tenth(value: f64) -> String {
    // Adding nought makes a rounded -0.04 a plain 0.
    number((value * 10.0).round() / 10.0 + 0.0).replace('-', "−")
}

/// A mean: `16`, or `18 or worse`.
pub fn coded(mean: Coded) -> String {
    let value = number(mean.value);
    if mean.or_worse {
        say_with("mean-or-worse", &[("value", value.into())])
    } else {
        value
    }
}

/// "session 9", or "sessions 9 to 10".
pub fn sessions(at: At) -> String {
    say_with(
        "sessions-in-words",
        &[
            (
                "kind",
                if at.first_session == at.last_session {
                    "one"
                } else {
                    "more"
                }
                .into(),
            ),
            ("first", at.first_session.into()),
            ("last", at.last_session.into()),
        ],
    )
}

/// The first sentence.
pub fn headline(of: &Outcome) -> String {
    let outcome = &of.trend;
    let noun = || ("noun", Value::from(outcome.scale.title.clone()));
    let quorum = || ("quorum", Value::from(outcome.quorum));
    let side = |cutoff: Option<Cutoff>| {
        let higher = outcome.scale.higher_is_worse;
        let side = match cutoff.map(|cutoff| cutoff.side) {
            None => "none",
            Some(CutoffSide::At) => "at",
            Some(CutoffSide::Worse) if higher => "above",
            Some(CutoffSide::Better) if !higher => "above",
            Some(_) => "below",
        };
        ("side", Value::from(side))
    };
    let moved = |id: &str, from: Coded, to: Coded, cutoff: Option<Cutoff>| {
        say_with(
            id,
            &[
                noun(),
                ("from", coded(from).into()),
                ("to", coded(to).into()),
                side(cutoff),
                ("way", columns::way(outcome.scale).into()),
            ],
        )
    };
    match of.headline {
        Headline::NothingYet => say_with("headline-nothing", &[quorum()]),
        Headline::NotShown => say_with("headline-not-shown", &[noun(), quorum()]),
        Headline::First { mean, cutoff } => say_with(
            "headline-first",
            &[noun(), ("mean", coded(mean).into()), side(cutoff)],
        ),
        Headline::Eased {
            from,
            to,
            cutoff,
            chance: false,
        } => moved("headline-eased", from, to, cutoff),
        Headline::Risen {
            from,
            to,
            cutoff,
            chance: false,
        } => moved("headline-risen", from, to, cutoff),
        Headline::Eased {
            from, to, cutoff, ..
        }
        | Headline::Risen {
            from, to, cutoff, ..
        } => moved("headline-moved", from, to, cutoff),
        Headline::Steady { from, to, cutoff } => moved("headline-steady", from, to, cutoff),
    }
}

/// The thing worth raising.
pub fn raise(raise: &Raise) -> String {
    let benefit = ("benefit", Value::from(raise.benefit.title.to_lowercase()));
    match raise.reason {
        Reason::Lowest { mean } => {
            say_with("raise-lowest", &[benefit, ("mean", coded(mean).into())])
        }
        Reason::Signal {
            at,
            rule,
            concern,
            recovered,
            ..
        } => {
            let kind = match (concern, recovered) {
                (true, true) => "recovered",
                (true, false) => "concern",
                (false, _) => "better",
            };
            let sudden = if rule == Rule::Outside {
                "sudden"
            } else {
                "slow"
            };
            say_with(
                "raise-signal",
                &[
                    benefit,
                    ("sessions", sessions(at).into()),
                    ("kind", kind.into()),
                    ("pace", sudden.into()),
                ],
            )
        }
    }
}

/// The same to the group: what stood out among the benefits.
pub fn noticed(raise: &Raise) -> String {
    let benefit = ("benefit", Value::from(raise.benefit.title.as_str()));
    match raise.reason {
        Reason::Lowest { mean } => {
            say_with("heard-lowest", &[benefit, ("mean", coded(mean).into())])
        }
        Reason::Signal { at, concern, .. } => {
            let kind = if concern { "lower" } else { "better" };
            let sessions = ("sessions", sessions(at).into());
            say_with("heard-signal", &[benefit, sessions, ("kind", kind.into())])
        }
    }
}

/// How many said that a line of the coping board could help them.
pub fn helps(band: Band) -> String {
    say_with("heard-helps", &[("band", band.id().into())])
}

/// What happened at a marked point: "Session 9 below usual range".
pub fn signal(at: At, signal: Signal) -> String {
    let side = if signal.side == Side::Up {
        "up"
    } else {
        "down"
    };
    let rule = match signal.rule {
        Rule::Outside => "outside",
        Rule::Trend => "trend",
        Rule::TwoOfThree => "near",
        Rule::Shift => "shift",
    };
    let what = say(&format!("signal-{rule}-{side}"));
    say_with(
        "signal",
        &[("session", at.last_session.into()), ("what", what.into())],
    )
}

/// "Few", "Some" or "Most".
pub fn band(band: Band) -> String {
    say(&format!("band-{}", band.id()))
}

/// What members did of what they had planned, in the latest window that shows it.
pub fn follow_through(summary: &Summary) -> String {
    let points = summary.follow_through.iter().rev();
    let latest = points
        .filter_map(|point| Some((point.at, *point.band.value()?)))
        .next();
    match latest {
        Some((at, band)) => say_with(
            "follow-through-latest",
            &[
                ("band", band.id().into()),
                ("sessions", sessions(at).into()),
            ],
        ),
        None => say("follow-through-later"),
    }
}

/// When a reply was given, and about which sessions: "Answered on 28 January 2026, about session 4".
pub fn reply_heading(summary: &Summary, reply: &Reply) -> String {
    let points = summary.follow_through.iter();
    // A report of a period may begin after the window that a reply answers.
    let about = points
        .map(|point| point.at)
        .find(|at| at.window == reply.window)
        .map(sessions);
    let known = if about.is_some() { "yes" } else { "no" };
    say_with(
        "reply-heading",
        &[
            ("day", day(reply.given_on).into()),
            ("known", known.into()),
            ("sessions", about.unwrap_or_default().into()),
        ],
    )
}

/// Whether what was tried changed anything: "Most say yes."
pub fn changed(reply: &Reply) -> String {
    let band = match &reply.changed {
        None => "not-asked",
        Some(shown) => shown.value().map_or("withheld", |band| band.id()),
    };
    say_with("reply-changed-answer", &[("band", band.into())])
}

/// "6 points better".
pub fn change(mean: &MeanChange) -> String {
    let points = to_a_tenth(mean.better.abs());
    let bound = if mean.bound == Bound::Exact {
        "exact"
    } else {
        "least"
    };
    let way = if mean.better < 0.0 || mean.bound == Bound::AtLeastWorse {
        "worse"
    } else {
        "better"
    };
    let count = if points == "1" { "one" } else { "more" };
    say_with(
        "change-value",
        &[
            ("points", points.into()),
            ("count", count.into()),
            ("bound", bound.into()),
            ("way", way.into()),
        ],
    )
}
