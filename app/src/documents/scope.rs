//! The report of a scope in words, before it is a file.

mod groups;
mod sections;
mod tables;
mod trends;

use analytics::Period;
use analytics::overview::{followed, overview};
use analytics::table::{Asked, Unit};
use analytics::tallies;
use reports::paper::{Paper, Section};
use reports::scope::{Outline, Reading, Words};
use sections::Made;

use crate::App;
use crate::error::Error;
use crate::frames::scopes::Scope;
use crate::words::across;
use crate::words::dates;
use crate::words::{say, say_with};

/// Most groups whose trends are drawn.
pub const CHOSEN: usize = 6;

/// The report of a scope for a period. `chosen` has the numbers of groups whose trends are drawn; those that are
/// not in the scope of that period are left out.
///
/// # Errors
///
/// When more groups are chosen than are drawn: whoever asks has refused that before.
pub fn outline(app: &App, scope: &Scope, period: Period, chosen: &[i64]) -> Result<Outline, Error> {
    if chosen.len() > CHOSEN {
        return Err(Error::internal("more groups were chosen than are drawn"));
    }
    let seen = overview(period, &scope.members);
    let followed = followed(&seen, &scope.members);
    let sheets = analytics::table::sheets(&Asked {
        seen: &seen,
        followed: &followed,
        members: &scope.members,
        chosen,
        counts: &|moved| tables::counts(scope, moved),
    });
    let sheets = tables::sheets(app, scope, sheets);
    let made = Made {
        scope,
        seen: &seen,
        followed: &followed,
        sheets: &sheets,
        reading: &reading(),
    };
    let trends = trends::sections(period, &scope.members, chosen);
    Ok(Outline {
        file: file(scope, period),
        period,
        paper: paper(app, &made, trends),
        sheets,
        measures: tables::measures(scope),
        tallies: tallies::tallies(period, &scope.members),
        words: words(app, scope, period),
    })
}

fn paper(app: &App, made: &Made<'_>, trends: Vec<Section>) -> Paper {
    let mut sections = trends;
    sections.extend([made.change(), made.climate(), made.followed()]);
    sections.extend(made.groups());
    sections.extend([made.prompts(), made.method()]);
    Paper {
        language: "en".into(),
        organisation: app.organisation().name().to_owned(),
        kind: say("scope-kind"),
        period: across::period(made.seen.period),
        title: name(app, made.scope),
        made: say_with("report-made", &[("day", dates::day(app.today()).into())]),
        page: super::page(),
        sentences: made.seen.moved.iter().map(across::sentence).collect(),
        beside: made.seen.raise.as_ref().map(across::raise),
        coverage: made.coverage(),
        sections,
        blank: say("report-blank"),
    }
}

fn reading() -> Reading {
    Reading {
        cells: super::cells(),
        date: dates::day,
        of: |part, whole| {
            say_with(
                "overview-of",
                &[("part", part.into()), ("whole", whole.into())],
            )
        },
        range: super::range,
    }
}

// It tells whoever sees the folder neither team nor focus; the mark keeps two teams' files apart.
fn file(scope: &Scope, period: Period) -> String {
    let mark = scope.id.unwrap_or_default() & 0xf_ffff;
    let period = period.to_string().to_lowercase();
    format!("across-{mark:05x}-{period}")
}

/// What the scope is called: the team, or what stands for groups without one.
fn name(app: &App, scope: &Scope) -> String {
    match &scope.team {
        Some(team) => team.clone(),
        None if scope.divided => say("overview-no-team"),
        None => app.organisation().name().to_owned(),
    }
}

fn words(app: &App, scope: &Scope, period: Period) -> Words {
    let name = name(app, scope);
    let period = across::period(period);
    let of = [
        ("organisation", app.organisation().name().to_owned().into()),
        ("scope", name.into()),
        ("period", period.into()),
    ];
    Words {
        cells: super::cells(),
        read_me: say("scope-read-me"),
        about: vec![
            say("scope-kind"),
            say_with("scope-of", &of),
            say_with("report-made", &[("day", dates::day(app.today()).into())]),
            say("scope-words-for-none"),
            say("overview-method"),
            say("scope-no-words"),
        ],
        reliable: say("overview-reliable"),
        unit: |unit: Unit| {
            let id = unit.id();
            [say(&format!("unit-{id}")), say(&format!("values-{id}"))]
        },
    }
}
