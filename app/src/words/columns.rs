//! Headings of the columns of a group's table, and sessions as numbers.

use analytics::table::Column;

use super::{say, say_with};

/// Heading of a column.
pub fn column(column: &Column) -> String {
    let of = |measure: &analytics::measure::Measure, scale: &str| {
        measure
            .scales
            .iter()
            .find(|known| known.id == scale)
            .map_or_else(|| measure.short.clone(), |known| known.title.clone())
    };
    match column {
        Column::Sessions => say("column-sessions"),
        Column::Date => say("column-date"),
        Column::Topics => say("column-topics"),
        Column::Answered => say("column-answered"),
        Column::Present => say("column-present"),
        Column::FollowThrough => say("column-follow-through"),
        Column::Said => say("reply-said"),
        Column::WillTry => say("reply-will-try"),
        Column::By => say("reply-by"),
        Column::Changed => say("reply-changed"),
        Column::Mean(measure, scale) => of(measure, scale),
        Column::Low(..) => say("column-low"),
        Column::High(..) => say("column-high"),
        Column::People(..) => say("column-people"),
    }
}

/// "5 to 6".
pub fn between(first: u32, last: u32) -> String {
    say_with(
        "sessions-between",
        &[("first", first.into()), ("last", last.into())],
    )
}
