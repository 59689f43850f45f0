//! Window by window: every group's results in the period, and the waves of the chosen ones from their first on.

use super::{focus, mark, text};
use crate::measure::Measure;
use crate::overview::Member;
use crate::period::Period;
use crate::record::{Record, Window};
use crate::table::windows::{rows, scales};
use crate::table::{Cell, Column, Table, Unit, tenth};

/// A row a group and window, with the columns of every measure that one of them asks.
pub(super) fn sessions(period: Period, members: &[&Member]) -> Table {
    let windows: Vec<(&Member, &Window)> = members
        .iter()
        .flat_map(|member| {
            let windows = member.record.windows.iter();
            let held = windows.filter(|window| period.holds(window.date));
            held.map(|window| (*member, window))
        })
        .collect();
    let mut measures: Vec<&'static Measure> = Vec::new();
    let outcomes = members
        .iter()
        .flat_map(|member| member.record.outcomes.iter().copied());
    let climates = members.iter().map(|member| member.record.climate);
    for measure in outcomes.chain(climates) {
        if !measures.iter().any(|known| known.main().is(measure.main())) {
            measures.push(measure);
        }
    }
    // The form of the session last, the others by identifier: the columns do not hang on the order of the groups.
    let form = |measure: &Measure| {
        members
            .iter()
            .any(|member| member.record.climate.id == measure.id)
    };
    measures.sort_by_key(|measure| (form(measure), &measure.id, measure.version));
    let mut columns = vec![
        Column::Of("group", Unit::Words),
        Column::Of("mark", Unit::Words),
        Column::Of("focus", Unit::Words),
        Column::Of("first-session", Unit::Sessions),
        Column::Of("last-session", Unit::Sessions),
        Column::Date,
        Column::Of("wave", Unit::YesNo),
        Column::Answered,
        Column::Present,
        Column::FollowThrough,
        Column::Of("replied", Unit::YesNo),
        Column::Changed,
    ];
    columns.extend(measures.into_iter().flat_map(scales));
    let pairs: Vec<(&Record, &Window)> = windows
        .iter()
        .map(|(member, window)| (&member.record, *window))
        .collect();
    let mut table = Table {
        rows: rows(&pairs, &columns),
        columns,
    };
    for (row, (member, window)) in table.rows.iter_mut().zip(windows) {
        let wave = yes_no(window.asked.is_some());
        let replied = yes_no(member.record.reply_to(window).is_some());
        for (cell, column) in row.iter_mut().zip(&table.columns) {
            *cell = match column {
                Column::Of("group", _) => text(&member.name),
                Column::Of("mark", _) => text(&mark(member.id)),
                Column::Of("focus", _) => focus(&member.focus),
                Column::Of("first-session", _) => Cell::Count(window.first_session),
                Column::Of("last-session", _) => Cell::Count(window.last_session),
                Column::Of("wave", _) => wave.clone(),
                Column::Of("replied", _) => replied.clone(),
                _ => continue,
            };
        }
    }
    table
}

/// A row a wave up to the end of the period.
pub(super) fn trends(period: Period, chosen: &[&Member]) -> Table {
    let columns = vec![
        Column::Of("group", Unit::Words),
        Column::Of("mark", Unit::Words),
        Column::Of("measure", Unit::Words),
        Column::Of("last-session", Unit::Sessions),
        Column::Date,
        Column::Of("mean", Unit::Points),
        Column::Of("low", Unit::Points),
        Column::Of("high", Unit::Points),
        Column::Of("people", Unit::People),
    ];
    let waves = chosen.iter().flat_map(|member| {
        let windows = member.record.windows.iter();
        let waves = windows.filter(|window| window.date <= period.last());
        waves.filter_map(|window| Some(wave(member, window, window.asked?)))
    });
    Table {
        rows: waves.collect(),
        columns,
    }
}

fn wave(member: &Member, window: &Window, outcome: &Measure) -> Vec<Cell> {
    let tally = window.tally(outcome.main());
    let mut row = vec![
        text(&member.name),
        text(&mark(member.id)),
        text(&outcome.short),
        Cell::Count(window.last_session),
        Cell::Date(window.date),
    ];
    row.extend(match tally.value() {
        None if window.cancelled => [const { Cell::Cancelled }; 4],
        None => [const { Cell::Withheld }; 4],
        Some(tally) => {
            let range = tally
                .interval()
                .map(|range| range.clipped(outcome.main().range));
            let end = |end: Option<f64>| end.map_or(Cell::Unknown, |end| Cell::Bound(tenth(end)));
            [
                Cell::Mean(tally.mean.value, tally.mean.or_worse),
                end(range.map(|range| range.low)),
                end(range.map(|range| range.high)),
                Cell::Count(tally.n),
            ]
        }
    });
    row
}

fn yes_no(yes: bool) -> Cell {
    Cell::Term(if yes { "yes" } else { "no" }.to_owned())
}
