//! The tables of a scope's report: titles, headings and meanings, and the definitions.

use analytics::Measure;
use analytics::change::ChangeParts;
use analytics::disclosure::{Across, GROUPS, PEOPLE, Shown};
use analytics::measure;
use analytics::overview::Moved;
use analytics::table::{Cell, Column, Sheets, Table, Unit};
use reports::scope::Sheet;

use crate::App;
use crate::documents::definitions;
use crate::frames::scopes::Scope;
use crate::words::columns;
use crate::words::{say, say_with};

/// A quarter's reliable change of the groups of one focus and measure.
pub fn counts(scope: &Scope, moved: &Moved) -> Shown<Across<ChangeParts>> {
    let found = scope.counts.iter().find(|known| known.is_of(moved));
    found.map_or_else(Shown::withheld, |found| found.counts)
}

/// Every table with its words. The trends are left out where no group was chosen.
pub fn sheets(app: &App, scope: &Scope, sheets: Sheets) -> Vec<Sheet> {
    let all = [
        ("summary", sheets.summary),
        ("sessions", sheets.sessions),
        ("climate", sheets.climate),
        ("change", sheets.change),
        ("groups", sheets.groups),
        ("trends", sheets.trends),
        ("definitions", terms(app, scope)),
    ];
    let chosen = |(id, table): &(&str, Table)| *id != "trends" || !table.rows.is_empty();
    let sheet = |(id, table)| {
        let title = [
            say(&format!("sheet-{id}")),
            say(&format!("sheet-{id}-about")),
        ];
        let words = |column: &Column| [columns::alone(column), columns::meaning(column)];
        Sheet::new(id, title, table, words)
    };
    all.into_iter().filter(chosen).map(sheet).collect()
}

fn terms(app: &App, scope: &Scope) -> Table {
    let quorums = scope.members.iter().map(|member| member.record.quorum);
    let quorum = quorums.min().unwrap_or(app.organisation().quorum());
    let mut rows: Vec<[String; 2]> = measures(scope)
        .into_iter()
        .map(|measure| [measure.short.clone(), definitions::measure(measure)])
        .collect();
    rows.extend([
        [
            say("definition-quorum"),
            say_with("definition-quorum-what", &[("quorum", quorum.into())]),
        ],
        [
            say("definition-across"),
            say_with(
                "definition-across-what",
                &[("groups", GROUPS.into()), ("people", PEOPLE.into())],
            ),
        ],
    ]);
    for rule in ["rounding", "range", "reliable", "effect"] {
        rows.push([
            say(&format!("definition-{rule}")),
            say(&format!("definition-{rule}-what")),
        ]);
    }
    let row = |row: [String; 2]| row.map(Cell::Text).to_vec();
    Table {
        columns: vec![
            Column::Of("term", Unit::Words),
            Column::Of("meaning", Unit::Words),
        ],
        rows: rows.into_iter().map(row).collect(),
    }
}

/// The measures that the scope's groups are asked, in a fixed order.
pub(super) fn measures(scope: &Scope) -> Vec<&'static Measure> {
    let outcomes = scope
        .members
        .iter()
        .flat_map(|member| member.record.outcomes.iter().copied());
    let climates = scope.members.iter().map(|member| member.record.climate);
    let mut all: Vec<&'static Measure> = outcomes.chain(climates).collect();
    let form = measure::session_form();
    all.sort_by_key(|measure| (measure.id == form.id, &measure.id, measure.version));
    all.dedup_by_key(|measure| (&measure.id, measure.version));
    all
}
