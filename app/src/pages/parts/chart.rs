//! A chart and the table of its figures: no chart stands without one.

use maud::{Markup, PreEscaped, html};

use crate::words::say;

/// `svg` as `analytics::figures` drew it, an optional `note` under it, and `table` (a whole `table` element) folded
/// away below. On a phone the chart scrolls sideways rather than shrinking its words.
pub fn chart_with_table(svg: &str, note: Option<&str>, table: Markup) -> Markup {
    html! {
        figure {
            div.chart { (PreEscaped(svg)) }
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
