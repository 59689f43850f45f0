//! What the dashboard shows of closed sessions: the sentence, the charts with their tables, the texts.

use analytics::figures::Frame;
use analytics::summary::{ChangePanel, Outcome};
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
            h2 { (sentences::headline(summary.main())) }
            @if let Some(raise) = &summary.raise { p { (sentences::raise(raise)) } }
        }
    }
}

/// Chart a with strip d of every outcome, each in a card.
pub fn outcomes(record: &Record, summary: &Summary) -> Markup {
    html! {
        @for (at, one) in summary.outcomes.iter().enumerate() { (outcome(record, summary, one, &mark(at))) }
    }
}

/// What keeps the charts of several outcomes apart on a page; nothing for the first.
fn mark(at: usize) -> String {
    if at == 0 {
        String::new()
    } else {
        format!("-{}", at + 1)
    }
}

fn outcome(record: &Record, summary: &Summary, one: &Outcome, mark: &str) -> Markup {
    let (title, measure) = (charts::outcome_title(one), one.trend.measure);
    let table = parts::figures_table(&summary.table, &title, |column| match column {
        Column::Sessions | Column::Date | Column::Topics | Column::Answered | Column::Present => {
            true
        }
        Column::Mean(_, scale)
        | Column::Low(_, scale)
        | Column::High(_, scale)
        | Column::People(_, scale) => scale.is(one.trend.scale),
        _ => false,
    });
    let svg = |start: &str, frame| {
        PreEscaped(charts::outcome(&format!("{start}{mark}"), one, frame).inline())
    };
    let quorum = ("quorum", record.quorum.into());
    html! {
        section.card.lead {
            h2 { (title) }
            p { (charts::outcome_note(one)) " " a href=(urls::measure_version(measure)) { (say("measure-about")) } }
            @if one.trend.points.is_empty() {
                p { (say_with("headline-nothing", &[quorum])) }
            } @else {
                div.chart.page { (svg("a", Frame::Page)) }
                div.chart.phone tabindex="0" role="region" aria-label=(title) { (svg("p", Frame::Phone)) }
                p.minor { (say_with("chart-hatched", &[quorum])) " " (say("chart-different-people")) }
                (parts::folded(&title, table))
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
        section.card.beside {
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

/// Chart c of every outcome, or when it comes. Of those that are too early only the first says so.
pub fn changes(summary: &Summary) -> Markup {
    let later = |(at, one): &(usize, &Outcome)| *at == 0 || one.change.mean.value().is_some();
    html! {
        @for (at, one) in summary.outcomes.iter().enumerate().filter(later) {
            (change(one, &mark(at), summary.outcomes.len() > 1))
        }
    }
}

fn change(one: &Outcome, mark: &str, several: bool) -> Markup {
    let panel = &one.change;
    let heading = charts::change_title(one, several);
    let chart = |start: &str, frame| {
        let chart = charts::change(&format!("{start}{mark}"), panel, frame);
        chart.map(|chart| PreEscaped(chart.inline()))
    };
    let (chart, small) = (chart("c", Frame::Page), chart("d", Frame::Phone));
    html! {
        section.card.beside.waiting[chart.is_none()] {
            @if let Some(chart) = chart {
                h2 { (heading) }
                @if let Some(sentence) = charts::change_sentence(panel) { p { (sentence) } }
                div.chart.page { (chart) }
                @if let Some(small) = small { div.phone { (small) } }
                (parts::folded(&heading, change_table(panel)))
            } @else {
                h2 { (heading) }
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
                section.card.lead.waiting { h2 { (say("texts")) } p { (say("texts-none")) } (ways(group)) }
            }
            Some(latest) => {
                section.card.lead {
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
