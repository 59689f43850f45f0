//! Headings and meanings of the columns of tables, and sessions as numbers.

use analytics::measure::Scale;
use analytics::table::Column;

use super::sentences::number;
use super::{say, say_with};

/// Heading of a column.
pub fn column(column: &Column) -> String {
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
        Column::Mean(_, scale) => scale.title.clone(),
        Column::Low(..) => say("column-low"),
        Column::High(..) => say("column-high"),
        Column::People(..) => say("column-people"),
        Column::Of(id, _) => say(&format!("field-{}", id.replace('.', "-"))),
    }
}

/// Heading of a column that stands alone: of a range or of people it says whose.
pub fn alone(of: &Column) -> String {
    match of {
        Column::Low(measure, scale)
        | Column::High(measure, scale)
        | Column::People(measure, scale) => {
            let what = match of {
                Column::Low(..) => say("field-low"),
                Column::High(..) => say("field-high"),
                _ => column(of),
            };
            let scale = column(&Column::Mean(measure, scale));
            say_with(
                "field-of-scale",
                &[("scale", scale.into()), ("what", what.into())],
            )
        }
        _ => column(of),
    }
}

/// What a column means, in a sentence.
pub fn meaning(column: &Column) -> String {
    match column {
        Column::Mean(measure, scale) => say_with(
            "meaning-scale",
            &[
                ("measure", measure.short.as_str().into()),
                ("version", measure.version.into()),
                ("low", number(scale.range[0]).into()),
                ("high", number(scale.range[1]).into()),
                ("way", way(scale).into()),
                ("step", number(scale.release_grid).into()),
            ],
        ),
        Column::Low(..) => say("meaning-scale-low"),
        Column::High(..) => say("meaning-scale-high"),
        Column::People(..) => say("meaning-scale-people"),
        Column::Answered => say("meaning-answered-one"),
        Column::Present => say("meaning-present-one"),
        other => say(&format!("meaning-{}", other.id().replace('.', "-"))),
    }
}

/// Which way of a scale is better: "lower" or "higher".
pub fn way(scale: &Scale) -> &'static str {
    if scale.higher_is_worse {
        "lower"
    } else {
        "higher"
    }
}

/// "5 to 6".
pub fn between(first: u32, last: u32) -> String {
    say_with(
        "sessions-between",
        &[("first", first.into()), ("last", last.into())],
    )
}
