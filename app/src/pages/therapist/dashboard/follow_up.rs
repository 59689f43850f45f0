//! What became of plans: the members' own (chart e), and the therapist's answers to the group.

use analytics::figures::Frame;
use analytics::table::Column;
use analytics::{Reply, Summary};
use maud::{Markup, PreEscaped, html};

use crate::pages::parts;
use crate::words::charts;
use crate::words::dates;
use crate::words::sentences;
use crate::words::{say, say_with};

/// Chart e with its table, or when it comes.
pub fn follow_through(summary: &Summary) -> Markup {
    let begun = summary.follow_through.iter().any(|point| point.asked);
    let table = || {
        parts::figures_table(&summary.table, &say("follow-through"), |column| {
            matches!(
                column,
                Column::Sessions | Column::Date | Column::FollowThrough
            )
        })
    };
    let svg = |id, frame| charts::follow_through(id, summary, frame).inline();
    html! {
        section.card.lead.waiting[!begun] {
            h2 { (say("follow-through")) }
            p { (sentences::follow_through(summary)) }
            @if begun {
                div.chart.page { (PreEscaped(svg("e", Frame::Page))) }
                div.chart.phone tabindex="0" role="region" aria-label=(say("follow-through")) {
                    (PreEscaped(svg("f", Frame::Phone)))
                }
                p.minor { (say("follow-through-note")) }
                (parts::folded(&say("follow-through"), table()))
            }
        }
    }
}

/// "Said, tried, changed": the latest, and the earlier ones folded away.
pub fn replies(summary: &Summary) -> Markup {
    let replies = &summary.replies;
    html! {
        section.card.beside.waiting[replies.is_empty()] {
            h2 { (say("replies")) }
            @if replies.is_empty() { p { (say("replies-none")) } }
            @if let Some((latest, earlier)) = replies.split_last() {
                (reply(summary, latest))
                @if !earlier.is_empty() {
                    details {
                        summary { u { (say("replies-earlier")) } }
                        @for earlier in earlier.iter().rev() { (reply(summary, earlier)) }
                    }
                }
            }
        }
    }
}

fn reply(summary: &Summary, reply: &Reply) -> Markup {
    html! {
        h3 { (sentences::reply_heading(summary, reply)) }
        dl {
            dt { (say("reply-said")) } dd dir="auto" { (reply.said) }
            dt { (say("reply-will-try")) }
            dd dir="auto" {
                (reply.will_try)
                @if let Some(day) = reply.by {
                    " " (say_with("reply-by-day", &[("day", dates::day(day).into())]))
                }
            }
            dt { (say("reply-changed")) } dd { (sentences::changed(reply)) }
        }
    }
}
