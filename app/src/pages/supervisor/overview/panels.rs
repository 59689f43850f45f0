//! What the overview shows of one scope. Every figure says how many groups and people it rests on.

use analytics::Period;
use analytics::change::ChangeParts;
use analytics::disclosure::{Across, Shown};
use analytics::figures::Frame;
use analytics::measure::Scale;
use analytics::overview::{Coverage, Member, Moved, Movement, Overview, Row, followed};
use maud::{Markup, PreEscaped, html};

use crate::frames::scopes::Counted;
use crate::words::across::{self, about};
use crate::words::across_charts::{self, part_of};
use crate::words::sentences::{self, to_a_tenth};
use crate::words::{say, say_with};

/// A sentence for each focus that is shown, what is not shown, and one thing worth raising.
pub fn said(seen: &Overview) -> Markup {
    let (shown, hidden): (Vec<&Moved>, Vec<&Moved>) = seen
        .moved
        .iter()
        .partition(|moved| moved.change.value().is_some());
    let hidden: Vec<String> = hidden.into_iter().map(about).collect();
    html! {
        section.said {
            @for moved in shown {
                h3 { (across::headline(moved)) }
                p.minor { (across::details(moved)) }
            }
            @if !hidden.is_empty() {
                p.minor { (say_with("overview-change-none", &[("about", hidden.join(", ").into())])) }
            }
            @if let Some(raise) = &seen.raise { p { (across::raise(raise)) } }
        }
    }
}

/// Chart f of each focus.
pub fn change(number: usize, seen: &Overview) -> Markup {
    let draw = |(place, moved)| across_charts::of(&format!("{number}-{place}"), moved);
    let drawn: Vec<across_charts::Drawn> = seen.moved.iter().enumerate().map(draw).collect();
    // A note that several charts share stands once, below the last of them.
    let next_note = |place: usize| drawn.get(place + 1).map(|next| &next.note);
    html! {
        section.card {
            h2 { (say("overview-changes")) }
            p { (say("overview-changes-what")) }
            @for (place, (moved, drawn)) in seen.moved.iter().zip(&drawn).enumerate() {
                h3 { (about(moved)) }
                div.chart.page { (PreEscaped(drawn.page.inline())) }
                div.chart.phone { (PreEscaped(drawn.phone.inline())) }
                @if next_note(place) != Some(&drawn.note) { p.minor { (drawn.note) } }
                @if let Some(effect) = moved.change.value().and_then(|change| change.value.effect) {
                    p.minor { (say_with("overview-effect", &[("effect", to_a_tenth(effect).into())])) }
                }
            }
            p.minor { (say("overview-no-cause")) }
        }
    }
}

/// How many people changed reliably, once a quarter: chart c of each focus where it is shown.
pub fn counted(number: usize, seen: &Overview, counts: &[Counted]) -> Markup {
    let of = |moved: &Moved| -> Shown<Across<ChangeParts>> {
        let found = counts.iter().find(|known| known.is_of(moved));
        found.map_or_else(Shown::withheld, |found| found.counts)
    };
    let hidden = seen
        .moved
        .iter()
        .filter(|moved| of(moved).value().is_none());
    let hidden: Vec<String> = hidden.map(about).collect();
    html! {
        @if matches!(seen.period, Period::Quarter { .. }) && !seen.moved.is_empty() {
            section.card.whole {
                h2 { (say("overview-reliable")) }
                @for (place, moved) in seen.moved.iter().enumerate() {
                    @let counts = of(moved);
                    @if let Some(across) = counts.value() {
                        p { (across::counts(moved, Some(across))) }
                        @for (kind, frame) in [("page", Frame::Page), ("phone", Frame::Phone)] {
                            @let id = format!("s{kind}-{number}-{place}");
                            @if let Some(chart) = across_charts::shares(&id, frame, moved, &counts) {
                                div class={ "chart " (kind) } { (PreEscaped(chart.inline())) }
                            }
                        }
                    }
                }
                @if hidden.len() < seen.moved.len() { p.minor { (say("overview-shares-why")) } }
                @if !hidden.is_empty() {
                    p.minor { (say_with("overview-counts-none", &[("about", hidden.join(", ").into())])) }
                }
            }
        }
    }
}

/// Sessions, answers and waves; how groups felt.
pub fn beside(number: usize, seen: &Overview) -> Markup {
    let counted = [
        ("groups", seen.groups.len().into()),
        ("sessions", seen.coverage.held.into()),
    ];
    let coverage = across_charts::coverage(&format!("v-{number}"), seen);
    let benefits = across_charts::benefits(&format!("b-{number}"), seen, Frame::Phone);
    html! {
        div.cards {
            section.card {
                h2 { (say("overview-coverage")) }
                p { (say_with("overview-held-in", &counted)) }
                div.chart { (PreEscaped(coverage.inline())) }
            }
            section.card {
                h2 { (say("scope-climate")) }
                p { (say("overview-benefits")) }
                div.chart { (PreEscaped(benefits.inline())) }
                p.minor { (felt_by(seen)) }
            }
        }
    }
}

/// What was planned, and what was replied.
pub fn closed(seen: &Overview, members: &[Member]) -> Markup {
    let followed = followed(seen, members);
    html! {
        section.card {
            h2 { (say("scope-followed")) }
            p { (across::bands("plans", &followed.plans)) }
            p { (across::replied(&seen.coverage)) }
            p { (across::bands("changed", &followed.changed)) }
        }
    }
}

/// What the benefits rest on: once where all rest on the same.
fn felt_by(seen: &Overview) -> String {
    let shown = seen.benefits.iter().filter_map(|(scale, shown)| {
        let across = shown.value()?;
        Some((scale, across::rests(across.groups, across.people)))
    });
    let shown: Vec<(&&Scale, String)> = shown.collect();
    match shown.first() {
        Some((_, first)) if shown.iter().all(|(_, rests)| rests == first) => first.clone(),
        _ => {
            let each = shown
                .iter()
                .map(|(scale, rests)| format!("{}: {rests}", scale.title));
            each.collect::<Vec<_>>().join(" ")
        }
    }
}

/// A row a group, by name.
pub fn groups(seen: &Overview) -> Markup {
    let answered = |coverage: &Coverage| match coverage.present {
        0 => say("cell-unknown"),
        present => part_of(coverage.answered, present),
    };
    let change = |movement: &Movement| {
        let change = movement.change().map(sentences::change);
        change.unwrap_or_else(|| say("cell-withheld"))
    };
    let plans = |row: &Row| {
        let band = row.follow_through.value();
        band.map_or_else(|| say("cell-withheld"), |band| sentences::band(*band))
    };
    html! {
        section.card.whole {
            h2 { (say("groups")) }
            p { (say("overview-groups-what")) }
            div.scroll tabindex="0" role="region" aria-label=(say("groups")) {
                table {
                    thead { tr {
                        th scope="col" { (say("group-name")) }
                        th scope="col" { (say("field-focus")) }
                        th scope="col" { (say("overview-held")) }
                        th scope="col" { (say("overview-shown")) }
                        th scope="col" { (say("overview-answered")) }
                        th scope="col" { (say("column-change")) }
                        th scope="col" { (say("overview-follow-through")) }
                        th scope="col" { (say("overview-replies")) }
                    } }
                    tbody { @for row in &seen.groups { tr {
                        th scope="row" { (row.name) }
                        td { (say(&format!("focus-{}", row.focus))) }
                        td { (row.coverage.held) }
                        td { (part_of(row.coverage.shown, row.coverage.windows)) }
                        td { (answered(&row.coverage)) }
                        td { @match &row.moved[..] {
                            [one] => (change(one)),
                            several => @for movement in several {
                                div { (movement.measure.short) ": " (change(movement)) }
                            }
                        } }
                        td { (plans(row)) }
                        td { (row.coverage.replies) }
                    } } }
                }
            }
        }
    }
}
