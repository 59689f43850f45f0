//! The charts of the group's page for members: the figures of the dashboard, drawn for a phone, each with its table.

use analytics::figures::Frame;
use analytics::summary::Outcome;
use analytics::table::Column;
use analytics::{Record, Summary};
use maud::{Markup, PreEscaped, html};

use crate::pages::parts;
use crate::words::charts;
use crate::words::sentences;
use crate::words::{say, say_with};

/// Charts a, d, b, e and c. Nothing before the first session has closed.
pub fn all(record: &Record, summary: &Summary) -> Markup {
    html! {
        @if !summary.main().trend.points.is_empty() {
            @for (at, one) in summary.outcomes.iter().enumerate() { (outcome(record, summary, one, at)) }
            (climate(summary))
            (follow_through(summary))
            @for (at, one) in summary.outcomes.iter().enumerate() {
                (change(one, at, summary.outcomes.len() > 1))
            }
        }
    }
}

fn outcome(record: &Record, summary: &Summary, one: &Outcome, at: usize) -> Markup {
    let title = charts::outcome_title(one);
    let table = parts::figures_table(&summary.table, &title, |column| match column {
        Column::Sessions | Column::Answered | Column::Present => true,
        Column::Mean(_, scale) => scale.is(one.trend.scale),
        _ => false,
    });
    let svg = charts::outcome(&format!("a-{at}"), one, Frame::Phone).inline();
    let hatched = say_with("chart-hatched", &[("quorum", record.quorum.into())]);
    html! {
        h2 { (title) }
        p.minor { (charts::outcome_note(one)) }
        (parts::chart_with_table(&title, &svg, Some(&hatched), table))
        p.minor { (say("chart-different-people")) }
    }
}

fn climate(summary: &Summary) -> Markup {
    let title = say("chart-climate");
    let table = parts::figures_table(&summary.table, &title, |column| match column {
        Column::Sessions => true,
        Column::Mean(measure, _) => measure.id == summary.climate[0].measure.id,
        _ => false,
    });
    html! {
        h2 { (title) }
        p.minor { (charts::climate_note(summary)) }
        @for benefit in &summary.climate {
            div.benefit {
                (PreEscaped(charts::climate(&format!("b-{}", benefit.scale.id), benefit, Frame::Phone).inline()))
            }
        }
        (parts::folded(&title, table))
    }
}

fn follow_through(summary: &Summary) -> Markup {
    let asked = summary.follow_through.iter().any(|point| point.asked);
    let title = say("follow-through");
    html! {
        @if asked {
            @let table = parts::figures_table(&summary.table, &title, |column| {
                matches!(column, Column::Sessions | Column::FollowThrough)
            });
            @let svg = charts::follow_through("e", summary, Frame::Phone).inline();
            h2 { (title) }
            p { (sentences::follow_through(summary)) }
            (parts::chart_with_table(&title, &svg, None, table))
        }
    }
}

fn change(one: &Outcome, at: usize, several: bool) -> Markup {
    html! {
        @if let Some(sentence) = charts::change_sentence(&one.change) {
            h2 { (charts::change_title(one, several)) }
            p { (sentence) }
            @if let Some(chart) = charts::change(&format!("c-{at}"), &one.change, Frame::Phone) {
                div.benefit { (PreEscaped(chart.inline())) }
            }
        }
    }
}
