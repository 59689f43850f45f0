//! "Show the group": the dashboard's figures one at a time on a big screen, as members may see them. No name of the group,
//! no topic, no words of members, nothing that only staff see.

use analytics::figures::Frame;
use analytics::summary::{Outcome, summarise};
use analytics::table::Column;
use analytics::{Record, Summary};
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use maud::{Markup, PreEscaped, html};

use crate::App;
use crate::entities::group;
use crate::error::Error;
use crate::frames;
use crate::guards::group::Group;
use crate::pages::parts;
use crate::urls::{self, route};
use crate::words::charts;
use crate::words::dates;
use crate::words::sentences;
use crate::words::{say, say_with};

/// These pages' routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(route::SHOW, get(first))
        .route(route::SHOW_PART, get(show))
}

async fn first(State(app): State<App>, Group { group, .. }: Group) -> Result<Markup, Error> {
    page(&app, &group, SAID).await
}

async fn show(
    State(app): State<App>,
    Path((_, part)): Path<(i64, String)>,
    Group { group, .. }: Group,
) -> Result<Markup, Error> {
    page(&app, &group, &part).await
}

/// The first part, and the only one before a session has closed.
const SAID: &str = "said";

async fn page(app: &App, group: &group::Model, part: &str) -> Result<Markup, Error> {
    let record = frames::record(app, group, None).await?;
    let summary = summarise(&record);
    let parts = parts(&record, &summary);
    let at = parts.iter().position(|(id, _)| *id == part);
    let at = at.ok_or(Error::NotFound)?;
    let address = |place: usize| {
        let (id, _) = parts.get(place)?;
        Some(urls::show_part(group.id, id.as_str()))
    };
    let number = [("number", (at + 1).into()), ("count", parts.len().into())];
    let before = at.checked_sub(1).and_then(address);
    let ways = html! {
        nav aria-label=(say("show-nav")) {
            @if let Some(before) = &before { a.button.second href=(before) { (say("show-before")) } }
            // With the focus on it, the return key leads through all of them.
            @if let Some(next) = address(at + 1) { a.button href=(next) autofocus { (say("show-next")) } }
            span.minor { (say_with("show-where", &number)) }
            a.end href=(urls::group(group.id)) { (say("show-end")) }
        }
    };
    Ok(parts::show_page(
        &say("show-title"),
        parts[at].1.clone(),
        ways,
    ))
}

/// The parts that there are, each under its name in an address.
fn parts(record: &Record, summary: &Summary) -> Vec<(String, Markup)> {
    let several = summary.outcomes.len() > 1;
    let outcomes = || summary.outcomes.iter().enumerate();
    // One outcome needs no number.
    let named = |name: &str, at: usize| match at {
        0 => name.to_owned(),
        at => format!("{name}-{}", at + 1),
    };
    let mut all = vec![(SAID.to_owned(), said(summary))];
    let mut add = |name: String, page: Option<Markup>| all.extend(page.map(|page| (name, page)));
    for (at, one) in outcomes() {
        add(named("outcome", at), outcome(record, summary, one));
    }
    add("benefits".into(), climate(summary));
    add("plans".into(), follow_through(summary));
    for (at, one) in outcomes() {
        add(named("change", at), change(one, several));
    }
    add("reply".into(), reply(summary));
    all
}

/// What members read first on their own page too.
fn said(summary: &Summary) -> Markup {
    html! {
        div.said {
            h1 { (sentences::headline(summary.main())) }
            @if let Some(raise) = &summary.raise { p { (sentences::noticed(raise)) } }
        }
    }
}

fn outcome(record: &Record, summary: &Summary, one: &Outcome) -> Option<Markup> {
    let title = charts::outcome_title(one);
    let table = parts::figures_table(&summary.table, &title, |column| match column {
        Column::Sessions | Column::Answered | Column::Present => true,
        Column::Mean(_, scale) => scale.is(one.trend.scale),
        _ => false,
    });
    let svg = |id, frame| PreEscaped(charts::outcome(id, one, frame).inline());
    (!summary.main().trend.points.is_empty()).then(|| {
        html! {
            h1 { (title) }
            p { (charts::outcome_note(one)) }
            div.chart.page { (svg("a", Frame::Page)) }
            div.chart.phone tabindex="0" role="region" aria-label=(title) { (svg("p", Frame::Phone)) }
            p.minor {
                (say_with("chart-hatched", &[("quorum", record.quorum.into())])) " "
                (say("chart-different-people"))
            }
            (parts::folded(&title, table))
        }
    })
}

fn climate(summary: &Summary) -> Option<Markup> {
    let title = say("chart-climate");
    let table = parts::figures_table(&summary.table, &title, |column| match column {
        Column::Sessions => true,
        Column::Mean(measure, _) => measure.id == summary.climate[0].measure.id,
        _ => false,
    });
    (!summary.main().trend.points.is_empty()).then(|| {
        html! {
            h1 { (title) }
            p { (charts::climate_note(summary)) }
            div.benefits {
                @for benefit in &summary.climate {
                    @let id = format!("b-{}", benefit.scale.id);
                    (PreEscaped(charts::climate(&id, benefit, Frame::Page).inline()))
                }
            }
            (parts::folded(&title, table))
        }
    })
}

fn follow_through(summary: &Summary) -> Option<Markup> {
    let title = say("follow-through");
    let table = parts::figures_table(&summary.table, &title, |column| {
        matches!(column, Column::Sessions | Column::FollowThrough)
    });
    let svg = |id, frame| PreEscaped(charts::follow_through(id, summary, frame).inline());
    let mut points = summary.follow_through.iter();
    let shown = points.any(|point| point.band.value().is_some());
    shown.then(|| {
        html! {
            h1 { (title) }
            p { (sentences::follow_through(summary)) }
            div.chart.page { (svg("e", Frame::Page)) }
            div.chart.phone tabindex="0" role="region" aria-label=(title) { (svg("f", Frame::Phone)) }
            (parts::folded(&title, table))
        }
    })
}

fn change(one: &Outcome, several: bool) -> Option<Markup> {
    let sentence = charts::change_sentence(&one.change)?;
    let chart = charts::change("c", &one.change, Frame::Page)?;
    Some(html! {
        h1 { (charts::change_title(one, several)) }
        p { (sentence) }
        div.chart.small { (PreEscaped(chart.inline())) }
    })
}

/// The latest answer to the group, as it stands at the top of the next survey.
fn reply(summary: &Summary) -> Option<Markup> {
    let reply = summary.replies.last()?;
    let by = reply
        .by
        .map(|day| say_with("reply-by-day", &[("day", dates::day(day).into())]));
    Some(html! {
        h1 { (say("heard-reply")) }
        dl {
            dt { (say("reply-said")) }
            dd dir="auto" { (reply.said) }
            dt { (say("reply-will-try")) }
            dd dir="auto" { (reply.will_try) @if let Some(by) = by { " " (by) } }
            dt { (say("reply-changed")) }
            dd { (sentences::changed(reply)) }
        }
    })
}
