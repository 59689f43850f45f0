//! The report of a scope in words, before it is a file.

mod tables;

use analytics::Period;
use analytics::overview::overview;
use analytics::table::{Asked, Unit};
use analytics::tallies;
use reports::scope::{Outline, Words};

use crate::App;
use crate::error::Error;
use crate::frames::scopes::Scope;
use crate::words::across;
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
    let sheets = analytics::table::sheets(&Asked {
        seen: &seen,
        members: &scope.members,
        chosen,
        counts: &|moved| tables::counts(scope, moved),
    });
    Ok(Outline {
        file: file(scope, period),
        period,
        sheets: tables::sheets(app, scope, sheets),
        tallies: tallies::tallies(period, &scope.members),
        words: words(app, scope, period),
    })
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
        None => app.config.organisation.clone(),
    }
}

fn words(app: &App, scope: &Scope, period: Period) -> Words {
    let name = name(app, scope);
    let period = across::period(period);
    let of = [
        ("organisation", app.config.organisation.as_str().into()),
        ("scope", name.into()),
        ("period", period.into()),
    ];
    Words {
        cells: super::cells(),
        read_me: say("scope-read-me"),
        about: vec![
            say("scope-kind"),
            say_with("scope-of", &of),
            say_with(
                "report-made",
                &[("day", crate::words::dates::day(app.today()).into())],
            ),
            say("scope-words-for-none"),
            say("overview-method"),
            say("scope-no-words"),
        ],
        dictionary: [
            say("dictionary-table"),
            say("dictionary-column"),
            say("dictionary-heading"),
            say("dictionary-meaning"),
            say("dictionary-unit"),
            say("dictionary-values"),
        ],
        unit: |unit: Unit| {
            let id = unit.id();
            [say(&format!("unit-{id}")), say(&format!("values-{id}"))]
        },
    }
}
