//! A chart and the table of its figures: no chart stands without one.

use maud::{Markup, PreEscaped, html};

use crate::words::say;

/// `svg` as `analytics::figures` drew it, named `title`, an optional `note` under it, and `table` (a whole `table` element)
/// folded away below. On a narrow phone the chart scrolls sideways in its box rather than shrinking its words.
pub fn chart_with_table(title: &str, svg: &str, note: Option<&str>, table: Markup) -> Markup {
    html! {
        figure {
            div.chart tabindex="0" role="region" aria-label=(title) { (PreEscaped(svg)) }
            @if let Some(note) = note { figcaption.minor { (note) } }
        }
        (folded(table))
    }
}

/// The table of a chart's figures, folded away; a long one scrolls in a box of its own.
pub fn folded(table: Markup) -> Markup {
    html! {
        details.figures {
            summary { (say("chart-table")) }
            div.scroll tabindex="0" role="region" aria-label=(say("chart-table-region")) { (table) }
        }
    }
}
