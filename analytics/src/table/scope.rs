//! Every figure of a scope and period as tables: what each format of its report holds. Words stand in them by
//! identifier, and what was worked out to a tenth, as the overview says it.

mod across;
mod groups;
mod sessions;

use super::{Cell, Table};
use crate::change::{Bound, ChangeParts};
use crate::disclosure::{Across, Shown};
use crate::overview::{Average, Followed, Member, Moved, Overview};

/// What tables are made of.
pub struct Asked<'a> {
    /// The overview.
    pub seen: &'a Overview,
    /// How the loop closed in it.
    pub followed: &'a Followed,
    /// The groups that it was made of.
    pub members: &'a [Member],
    /// Numbers of groups whose course is wanted wave by wave.
    pub chosen: &'a [i64],
    /// A quarter's reliable change of the groups of one focus and measure.
    pub counts: &'a dyn Fn(&Moved) -> Shown<Across<ChangeParts>>,
}

/// The tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheets {
    /// The figures of the scope, one a row.
    pub summary: Table,
    /// A row a group and window of the period.
    pub sessions: Table,
    /// A row a benefit.
    pub climate: Table,
    /// A row a focus and measure.
    pub change: Table,
    /// A row a group, by name.
    pub groups: Table,
    /// A row a wave of each chosen group, from its first on.
    pub trends: Table,
}

/// Makes the tables.
pub fn sheets(asked: &Asked<'_>) -> Sheets {
    // As the overview sorts its rows.
    let mut members: Vec<&Member> = asked.members.iter().collect();
    members.sort_by(|one, next| one.name.cmp(&next.name));
    let chosen: Vec<&Member> = members
        .iter()
        .copied()
        .filter(|member| asked.chosen.contains(&member.id))
        .collect();
    Sheets {
        summary: across::summary(asked.seen, asked.followed),
        climate: across::climate(asked.seen),
        change: across::change(asked.seen, asked.counts),
        groups: groups::groups(asked.seen, &members),
        sessions: sessions::sessions(asked.seen.period, &members),
        trends: sessions::trends(asked.seen.period, &chosen),
    }
}

/// Keeps groups of one name apart, the same in every report. It begins with a letter, or a spreadsheet would take some
/// for numbers.
pub fn mark(id: i64) -> String {
    format!("g{:08x}", id & 0xffff_ffff)
}

fn focus(id: &str) -> Cell {
    Cell::Term(format!("focus-{id}"))
}

fn text(words: &str) -> Cell {
    Cell::Text(words.to_owned())
}

fn known<T>(shown: Option<T>, cell: impl Fn(T) -> Cell) -> Cell {
    shown.map_or(Cell::Withheld, cell)
}

/// Value, low, high, groups and people of a figure across groups.
fn figure(shown: &Shown<Across<Average>>, value: fn(&Average) -> Cell) -> [Cell; 5] {
    let Some(across) = shown.value() else {
        return [const { Cell::Withheld }; 5];
    };
    let average = &across.value;
    let end = |end: Option<f64>| end.map_or(Cell::Unknown, |end| Cell::Bound(super::tenth(end)));
    [
        value(average),
        end(average.range.map(|range| range.low)),
        end(average.range.map(|range| range.high)),
        Cell::Count(across.groups),
        Cell::Count(across.people),
    ]
}

/// A change of many groups.
fn change(average: &Average) -> Cell {
    Cell::Change(super::tenth(average.mean), average.bound)
}

/// A benefit of many groups, which is released on the grid of one group's means.
fn benefit(average: &Average) -> Cell {
    Cell::Mean(average.mean, average.bound != Bound::Exact)
}
