//! Documents in words, before they are files: what a page, a schedule or a command asks `reports` to set.

mod definitions;
pub mod group;
pub mod scope;

use analytics::change::Bound;
use reports::cells;

use crate::words::columns;
use crate::words::sentences;
use crate::words::{say, say_with};

/// What stands in the cells of every table of figures.
pub fn cells() -> cells::Words {
    cells::Words {
        not_shown: say("cell-withheld"),
        cancelled: say("cell-cancelled"),
        not_asked: say("cell-not-asked"),
        unknown: say("cell-unknown"),
        nothing: say("cell-nothing"),
        sessions: columns::between,
        or_worse: |value| say_with("mean-or-worse", &[("value", value.into())]),
        at_least: |points, bound| {
            let way = match bound {
                Bound::AtLeastWorse => "worse",
                _ => "better",
            };
            say_with(
                "cell-at-least",
                &[("points", points.into()), ("way", way.into())],
            )
        },
        band: sentences::band,
        term: say,
    }
}

/// Foot of a page; the typesetter knows the numbers.
fn page() -> String {
    say_with(
        "report-page",
        &[("page", "{page}".into()), ("pages", "{pages}".into())],
    )
}

/// "9.2 to 12.8".
fn range(low: &str, high: &str) -> String {
    say_with(
        "sessions-between",
        &[("first", low.into()), ("last", high.into())],
    )
}
