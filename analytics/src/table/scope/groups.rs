//! One group a row, by name, never ranked: what its own dashboard shows too. Each further measure of a group has a row more.

use super::{focus, known, mark, text};
use crate::disclosure::Shown;
use crate::overview::{Bands, Course, Coverage, Member, Overview, Row, benefit, changed, plans};
use crate::period::Period;
use crate::table::{Cell, Column, Table, Unit, tenth};

pub(super) fn groups(seen: &Overview, members: &[&Member]) -> Table {
    let mut columns = vec![
        Column::Of("group", Unit::Words),
        Column::Of("mark", Unit::Words),
        Column::Of("focus", Unit::Words),
        Column::Of("measure", Unit::Words),
        Column::Of("held", Unit::Sessions),
        Column::Of("closed", Unit::Results),
        Column::Of("shown", Unit::Results),
        Column::Of("answered", Unit::People),
        Column::Of("present", Unit::People),
        Column::Of("waves", Unit::Results),
        Column::Of("waves.shown", Unit::Results),
        Column::Of("replies", Unit::Results),
        Column::Of("people", Unit::People),
        Column::Of("first", Unit::Points),
        Column::Of("first.people", Unit::People),
        Column::Of("latest", Unit::Points),
        Column::Of("latest.people", Unit::People),
        Column::Of("change", Unit::Points),
        Column::Of("low", Unit::Points),
        Column::Of("high", Unit::Points),
    ];
    let climate = crate::measure::session_form();
    let scales = climate.scales.iter();
    columns.extend(scales.map(|scale| Column::Mean(climate, scale)));
    columns.extend([
        Column::Of("plans.most", Unit::Results),
        Column::Of("plans.some", Unit::Results),
        Column::Of("plans.few", Unit::Results),
        Column::Of("changed.most", Unit::Results),
        Column::Of("changed.some", Unit::Results),
        Column::Of("changed.few", Unit::Results),
    ]);
    let rows = seen.groups.iter().zip(members);
    let rows = rows.flat_map(|(row, member)| of_group(seen.period, row, member));
    Table {
        rows: rows.collect(),
        columns,
    }
}

/// What is not about a measure stands in the first row only, so that nobody adds it up twice.
fn of_group(period: Period, row: &Row, member: &Member) -> Vec<Vec<Cell>> {
    let rows = row.moved.iter().enumerate().map(|(place, movement)| {
        let once = |cells: Vec<Cell>| match place {
            0 => cells,
            _ => vec![Cell::Nothing; cells.len()],
        };
        let mut cells = vec![
            text(&row.name),
            text(&mark(member.id)),
            focus(&row.focus),
            text(&movement.measure.short),
        ];
        cells.extend(once(coverage(row)));
        cells.extend(course(&movement.course));
        cells.extend(once(felt(period, member)));
        cells
    });
    rows.collect()
}

fn coverage(row: &Row) -> Vec<Cell> {
    let Coverage {
        held,
        windows,
        shown,
        answered,
        present,
        waves,
        waves_shown,
        replies,
    } = row.coverage;
    let [answered, present] = match present {
        0 => [Cell::Unknown, Cell::Unknown],
        _ => [answered, present].map(Cell::Count),
    };
    vec![
        Cell::Count(held),
        Cell::Count(windows),
        Cell::Count(shown),
        answered,
        present,
        Cell::Count(waves),
        Cell::Count(waves_shown),
        Cell::Count(replies),
        known(row.people.value(), |people| Cell::Count(*people)),
    ]
}

fn felt(period: Period, member: &Member) -> Vec<Cell> {
    let scales = member.record.climate.scales.iter();
    let mut cells: Vec<Cell> = scales
        .map(|scale| {
            let shown = benefit(period, &member.record, scale);
            known(shown.value(), |benefit| {
                Cell::Average(tenth(benefit.mean), benefit.or_worse)
            })
        })
        .collect();
    cells.extend(counted(&plans(period, &member.record)));
    cells.extend(counted(&changed(period, &member.record)));
    cells
}

fn course(shown: &Shown<Course>) -> [Cell; 7] {
    let Some(course) = shown.value() else {
        return [const { Cell::Withheld }; 7];
    };
    let range = course.change.range;
    let end = |end: Option<f64>| end.map_or(Cell::Unknown, |end| Cell::Bound(tenth(end)));
    [
        Cell::Mean(course.first.value, course.first.or_worse),
        Cell::Count(course.n_first),
        Cell::Mean(course.latest.value, course.latest.or_worse),
        Cell::Count(course.n),
        Cell::Change(tenth(course.change.better), course.change.bound),
        end(range.map(|range| range.low)),
        end(range.map(|range| range.high)),
    ]
}

fn counted(shown: &Shown<Bands>) -> [Cell; 3] {
    shown
        .value()
        .map_or([const { Cell::Withheld }; 3], |bands| {
            bands.each().map(|(_, count)| Cell::Count(count))
        })
}
