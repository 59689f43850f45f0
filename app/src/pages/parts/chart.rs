//! A chart and the table of its figures: no chart stands without one.

use maud::{Markup, PreEscaped, html};

use crate::words::{say, say_with};

/// `svg` as `analytics::figures` drew it, named `title`, an optional `note` under it, and `table` (a whole `table` element)
/// folded away below. On a narrow phone the chart scrolls sideways in its box rather than shrinking its words.
pub fn chart_with_table(title: &str, svg: &str, note: Option<&str>, table: Markup) -> Markup {
    html! {
        figure {
            div.chart tabindex="0" role="region" aria-label=(title) { (PreEscaped(svg)) }
            @if let Some(note) = note { figcaption.minor { (note) } }
        }
        (folded(title, table))
    }
}

/// The table of the figures of the chart that is named `title`, folded away; a long one scrolls in a box of its own.
pub fn folded(title: &str, table: Markup) -> Markup {
    let region = say_with("chart-table-region", &[("title", title.into())]);
    html! {
        details.figures {
            summary { (say("chart-table")) }
            div.scroll tabindex="0" role="region" aria-label=(region) { (table) }
        }
    }
}
