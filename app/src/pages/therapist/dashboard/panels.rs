//! What the dashboard shows of closed sessions: the sentence, the charts with their tables, the texts.

use analytics::figures::Frame;
use analytics::summary::ChangePanel;
use analytics::table::Column;
use analytics::{Record, Summary};
use maud::{Markup, PreEscaped, html};

use crate::frames::Words;
use crate::pages::parts;
use crate::urls;
use crate::words::charts;
use crate::words::columns;
use crate::words::sentences;
use crate::words::{say, say_with};

/// The first sentence, and one thing worth raising.
pub fn said(summary: &Summary) -> Markup {
    html! {
        section.said {
            h2 { (sentences::headline(summary)) }
            @if let Some(raise) = &summary.raise { p { (sentences::raise(raise)) } }
        }
    }
}

/// Chart a with strip d.
pub fn outcome(record: &Record, summary: &Summary) -> Markup {
    let outcome = record.outcome.id.as_str();
    let table =
        parts::figures_table(
            &summary.table,
            &charts::outcome_title(summary),
            |column| match column {
                Column::Sessions
                | Column::Date
                | Column::Topics
                | Column::Answered
                | Column::Present => true,
                Column::Mean(measure, _)
                | Column::Low(measure, _)
                | Column::High(measure, _)
                | Column::People(measure, _) => measure.id == outcome,
                _ => false,
            },
        );
    let quorum = ("quorum", record.quorum.into());
    html! {
        section.card {
            h2 { (charts::outcome_title(summary)) }
            p { (charts::outcome_note(summary)) }
            @if summary.outcome.points.is_empty() {
                p { (say_with("headline-nothing", &[quorum])) }
            } @else {
                div.chart.page { (PreEscaped(charts::outcome("a", summary, Frame::Page).inline())) }
                div.chart.phone tabindex="0" role="region" aria-label=(charts::outcome_title(summary)) {
                    (PreEscaped(charts::outcome("p", summary, Frame::Phone).inline()))
                }
                p.minor { (say_with("chart-hatched", &[quorum])) " " (say("chart-different-people")) }
                (parts::folded(&charts::outcome_title(summary), table))
            }
        }
    }
}

/// Chart b of each benefit.
pub fn climate(summary: &Summary) -> Markup {
    let table = parts::figures_table(
        &summary.table,
        &say("chart-climate"),
        |column| match column {
            Column::Sessions => true,
            Column::Mean(measure, _) => measure.id == summary.climate[0].measure.id,
            _ => false,
        },
    );
    html! {
        section.card {
            h2 { (say("chart-climate")) }
            p { (charts::climate_note(summary)) }
            @for benefit in &summary.climate {
                @let chart = |start: &str, frame| {
                    let id = format!("{start}-{}", benefit.scale.id);
                    PreEscaped(charts::climate(&id, benefit, frame).inline())
                };
                div.benefit {
                    div.page { (chart("b", Frame::Page)) }
                    div.phone { (chart("s", Frame::Phone)) }
                }
            }
            (parts::folded(&say("chart-climate"), table))
        }
    }
}

/// Chart c, or when it comes.
pub fn change(summary: &Summary) -> Markup {
    let panel = &summary.change;
    let chart =
        |id, frame| charts::change(id, panel, frame).map(|chart| PreEscaped(chart.inline()));
    let (chart, small) = (chart("c", Frame::Page), chart("d", Frame::Phone));
    html! {
        section.card.waiting[chart.is_none()] {
            @if let Some(chart) = chart {
                h2 { (say("chart-change")) }
                @if let Some(sentence) = charts::change_sentence(panel) { p { (sentence) } }
                div.chart.page { (chart) }
                @if let Some(small) = small { div.phone { (small) } }
                (parts::folded(&say("chart-change"), change_table(panel)))
            } @else {
                h2 { (say("chart-change")) }
                p { (say("chart-change-later")) }
            }
            @match panel.ended.value() {
                Some(share) => { p { (say(&format!("change-share-{}", share_id(*share)))) } }
                None => { p.minor { (say("chart-change-per-person")) } }
            }
        }
    }
}

/// The change between two waves as figures: positive is better.
fn change_table(panel: &ChangePanel) -> Markup {
    let mean = panel.mean.value();
    let range = mean.and_then(|mean| mean.range);
    let missing = || say("cell-unknown");
    html! {
        table {
            caption { (say("chart-change-caption")) }
            thead { tr {
                th scope="col" { (say("column-sessions")) }
                th scope="col" { (say("column-change")) }
                th scope="col" { (say("column-low")) }
                th scope="col" { (say("column-high")) }
            } }
            tbody { tr {
                th scope="row" {
                    @if let Some((first, latest)) = &panel.between {
                        (columns::between(first.last_session, latest.last_session))
                    }
                }
                td { (mean.map_or_else(missing, sentences::change)) }
                td { (range.map_or_else(missing, |range| sentences::to_a_tenth(range.low))) }
                td { (range.map_or_else(missing, |range| sentences::to_a_tenth(range.high))) }
            } }
        }
    }
}

fn share_id(share: analytics::change::ChangeShare) -> &'static str {
    use analytics::change::ChangeShare;
    match share {
        ChangeShare::None => "none",
        ChangeShare::Quarter => "quarter",
        ChangeShare::Half => "half",
        ChangeShare::ThreeQuarters => "three-quarters",
        ChangeShare::All => "all",
    }
}

/// The texts of the latest release that has some.
pub fn texts(group: i64, words: &[Words]) -> Markup {
    html! {
        @match words.first() {
            None => {
                section.card.waiting { h2 { (say("texts")) } p { (say("texts-none")) } (ways(group)) }
            }
            Some(latest) => {
                section.card {
                    h2 { (say("texts")) }
                    p {
                        @if latest.first_session == latest.last_session {
                            (say_with("session-number", &[("number", latest.last_session.into())]))
                        } @else {
                            (say("column-sessions")) " "
                            (columns::between(latest.first_session, latest.last_session))
                        }
                        ". " (say("texts-note"))
                    }
                    @for body in &latest.bodies { blockquote dir="auto" { (body) } }
                    (ways(group))
                }
            }
        }
    }
}

/// To everything that members wrote, and to notes between them.
fn ways(group: i64) -> Markup {
    html! {
        p { a href=(urls::lines(group)) { (say("lines-title")) } }
        p { a href=(urls::seats(group)) { (say("seats-title")) } }
    }
}
