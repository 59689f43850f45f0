//! Tables of figures across groups: all of them in short, the benefits, and the changes.

use super::{figure, focus, text};
use crate::change::{ChangeParts, Part};
use crate::disclosure::{Across, Shown};
use crate::overview::{Bands, Followed, Moved, Overview};
use crate::period::Period;
use crate::table::{Cell, Column, Table, Unit, tenth};

/// One figure a row.
pub(super) fn summary(seen: &Overview, followed: &Followed) -> Table {
    let coverage = seen.coverage;
    let groups = Cell::Count(seen.groups.len() as u32);
    let part = |figure: &str, part: Cell, whole: Cell| {
        let name = Cell::Term(format!("figure-{figure}"));
        let nothing = Cell::Nothing;
        vec![
            name,
            nothing.clone(),
            nothing.clone(),
            part,
            whole,
            nothing.clone(),
            nothing.clone(),
            groups.clone(),
            nothing,
        ]
    };
    let count = Cell::Count;
    let [answered, present] = match coverage.present {
        0 => [Cell::Unknown, Cell::Unknown],
        present => [count(coverage.answered), count(present)],
    };
    let mut rows = vec![
        part("groups", groups.clone(), Cell::Nothing),
        part("held", count(coverage.held), Cell::Nothing),
        part("shown", count(coverage.shown), count(coverage.windows)),
        part("answered", answered, present),
        part("waves", count(coverage.waves_shown), count(coverage.waves)),
        part("replies", count(coverage.replies), Cell::Nothing),
    ];
    let of = |figure: &str, about: Cell, measure: &str, cells: [Cell; 5]| {
        let [value, low, high, groups, people] = cells;
        let name = Cell::Term(format!("figure-{figure}"));
        let whole = Cell::Nothing;
        vec![
            name,
            about,
            text(measure),
            value,
            whole,
            low,
            high,
            groups,
            people,
        ]
    };
    for moved in &seen.moved {
        let cells = figure(&moved.change, super::change);
        rows.push(of(
            "change",
            focus(&moved.focus),
            &moved.measure.short,
            cells,
        ));
    }
    for (scale, shown) in &seen.benefits {
        let measure = crate::measure::session_form();
        let cells = figure(shown, super::benefit);
        rows.push(of("benefit", text(&scale.title), &measure.short, cells));
    }
    rows.extend(bands("plans", &followed.plans));
    rows.extend(bands("changed", &followed.changed));
    let columns = vec![
        Column::Of("figure", Unit::Words),
        Column::Of("about", Unit::Words),
        Column::Of("measure", Unit::Words),
        Column::Of("value", Unit::Various),
        Column::Of("whole", Unit::Various),
        Column::Of("low", Unit::Points),
        Column::Of("high", Unit::Points),
        Column::Of("groups", Unit::Groups),
        Column::Of("people", Unit::People),
    ];
    Table { columns, rows }
}

/// A row a band: of how many results, of those that show one.
fn bands(figure: &str, shown: &Shown<Across<Bands>>) -> Vec<Vec<Cell>> {
    let rows = Bands::default().each().map(|(band, _)| {
        let counted = shown.value().map(|across| {
            let each = across.value.each();
            let count = each.iter().find(|(known, _)| *known == band);
            let count = count.map_or(0, |(_, count)| *count);
            [count, across.value.all(), across.groups, across.people].map(Cell::Count)
        });
        let [count, all, groups, people] = counted.unwrap_or([const { Cell::Withheld }; 4]);
        let name = Cell::Term(format!("figure-{figure}"));
        let (about, nothing) = (Cell::Band(band), Cell::Nothing);
        vec![
            name,
            about,
            nothing.clone(),
            count,
            all,
            nothing.clone(),
            nothing,
            groups,
            people,
        ]
    });
    rows.to_vec()
}

/// A row a benefit, over all groups of the scope.
pub(super) fn climate(seen: &Overview) -> Table {
    let measure = crate::measure::session_form();
    let row = |(scale, shown): &(&'static crate::measure::Scale, _)| {
        let about = [
            text(&scale.title),
            text(&measure.short),
            Cell::Count(measure.version.into()),
        ];
        let [value, _, _, groups, people] = figure(shown, super::benefit);
        about.into_iter().chain([value, groups, people]).collect()
    };
    let columns = vec![
        Column::Of("benefit", Unit::Words),
        Column::Of("measure", Unit::Words),
        Column::Of("version", Unit::Number),
        Column::Of("average", Unit::Points),
        Column::Of("groups", Unit::Groups),
        Column::Of("people", Unit::People),
    ];
    Table {
        columns,
        rows: seen.benefits.iter().map(row).collect(),
    }
}

/// A row a focus and measure; people who changed reliably in quarters only, since they are counted once.
pub(super) fn change(
    seen: &Overview,
    counts: &dyn Fn(&Moved) -> Shown<Across<ChangeParts>>,
) -> Table {
    let quarter = matches!(seen.period, Period::Quarter { .. });
    let row = |moved: &Moved| {
        let mut row = vec![
            focus(&moved.focus),
            text(&moved.measure.short),
            Cell::Count(moved.measure.version.into()),
        ];
        let [change, low, high, groups, people] = figure(&moved.change, super::change);
        let effect = match moved.change.value() {
            Some(across) => across
                .value
                .effect
                .map_or(Cell::Unknown, |effect| Cell::Bound(tenth(effect))),
            None => Cell::Withheld,
        };
        row.extend([change, low, high, effect, groups, people]);
        if quarter {
            row.extend(counted(&counts(moved)));
        }
        row
    };
    let mut columns = vec![
        Column::Of("focus", Unit::Words),
        Column::Of("measure", Unit::Words),
        Column::Of("version", Unit::Number),
        Column::Of("change", Unit::Points),
        Column::Of("low", Unit::Points),
        Column::Of("high", Unit::Points),
        Column::Of("effect", Unit::Deviations),
        Column::Of("groups", Unit::Groups),
        Column::Of("people", Unit::People),
    ];
    if quarter {
        columns.extend([
            Column::Of("improved.least", Unit::People),
            Column::Of("improved.most", Unit::People),
            Column::Of("recovered.least", Unit::People),
            Column::Of("recovered.most", Unit::People),
            Column::Of("unchanged.least", Unit::People),
            Column::Of("unchanged.most", Unit::People),
            Column::Of("deteriorated.least", Unit::People),
            Column::Of("deteriorated.most", Unit::People),
            Column::Of("counted.groups", Unit::Groups),
            Column::Of("counted.people", Unit::People),
        ]);
    }
    Table {
        columns,
        rows: seen.moved.iter().map(row).collect(),
    }
}

/// Each count as the range of people that it is shown as; who recovered is among those who improved.
fn counted(shown: &Shown<Across<ChangeParts>>) -> Vec<Cell> {
    let Some(across) = shown.value() else {
        return vec![Cell::Withheld; 10];
    };
    let parts = across.value;
    let unchanged = parts.unchanged(across.people);
    let parts = [
        parts.improved,
        parts.recovered,
        unchanged,
        parts.deteriorated,
    ];
    let ends = parts
        .into_iter()
        .flat_map(|Part { least, most }| [least, most]);
    let rests = [across.groups, across.people];
    ends.chain(rests).map(Cell::Count).collect()
}
