//! What the overview shows of one scope. Every figure says how many groups and people it rests on.

use analytics::Period;
use analytics::change::Bound;
use analytics::disclosure::{Across, Shown};
use analytics::figures::Frame;
use analytics::overview::{Average, Coverage, Moved, Overview, Row};
use maud::{Markup, PreEscaped, html};

use crate::frames::scopes::Counted;
use crate::words::across::{self, about, range, rests, sentence};
use crate::words::across_charts;
use crate::words::sentences::{self, to_a_tenth};
use crate::words::{say, say_with};

/// A sentence for each focus.
pub fn said(seen: &Overview) -> Markup {
    html! {
        section.said { @for moved in &seen.moved { p { strong { (sentence(moved)) } } } }
    }
}

/// Chart f of each focus, with its table.
pub fn change(number: usize, seen: &Overview, counts: &[Counted]) -> Markup {
    let draw = |(place, moved)| across_charts::of(&format!("{number}-{place}"), seen, moved);
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
            (counted(number, seen, counts))
            p.minor { (say("overview-no-cause")) }
        }
    }
}

/// How many people changed reliably, once a quarter.
fn counted(number: usize, seen: &Overview, counts: &[Counted]) -> Markup {
    let of = |moved: &Moved| {
        let found = counts
            .iter()
            .find(|known| known.focus == moved.focus && known.measure == moved.measure.id);
        found.map_or_else(Shown::withheld, |found| found.counts)
    };
    html! {
        @if matches!(seen.period, Period::Quarter { .. }) {
            h3 { (say("overview-reliable")) }
            @for (place, moved) in seen.moved.iter().enumerate() {
                @let counts = of(moved);
                p { (across::counts(moved, counts.value())) }
                @for (kind, frame) in [("page", Frame::Page), ("phone", Frame::Phone)] {
                    @let id = format!("s{kind}-{number}-{place}");
                    @if let Some(chart) = across_charts::shares(&id, frame, moved, &counts) {
                        div class={ "chart " (kind) } { (PreEscaped(chart.inline())) }
                    }
                }
            }
            p.minor { (say("overview-shares-why")) }
        }
    }
}

/// Sessions, answers, waves and replies.
pub fn coverage(seen: &Overview) -> Markup {
    let Coverage {
        held,
        windows,
        shown,
        answered,
        present,
        waves,
        waves_shown,
        replies,
    } = seen.coverage;
    let of = |part: u32, whole: u32| {
        say_with(
            "overview-of",
            &[("part", part.into()), ("whole", whole.into())],
        )
    };
    html! {
        section.card {
            h2 { (say("overview-coverage")) }
            dl {
                dt { (say("groups")) } dd { (seen.groups.len()) }
                dt { (say("overview-held")) } dd { (held) }
                dt { (say("overview-shown")) } dd { (of(shown, windows)) }
                dt { (say("overview-answered")) }
                dd { @if present == 0 { (say("cell-unknown")) } @else { (of(answered, present)) } }
                dt { (say("overview-waves")) } dd { (of(waves_shown, waves)) }
                dt { (say("overview-replies")) } dd { (of(replies, shown)) }
            }
        }
    }
}

/// The four benefits.
pub fn benefits(seen: &Overview) -> Markup {
    html! {
        section.card {
            h2 { (say("chart-climate")) }
            p { (say("overview-benefits")) }
            @for (scale, shown) in &seen.benefits {
                h3 { (scale.title) " " (benefit(shown)) }
                @if let Some(across) = shown.value() {
                    p.minor {
                        @if let Some(spread) = across.value.range { (range(spread)) " " }
                        (rests(across.groups, across.people))
                    }
                }
            }
        }
    }
}

fn benefit(shown: &Shown<Across<Average>>) -> String {
    let Some(across) = shown.value() else {
        return say("cell-withheld");
    };
    let mean = to_a_tenth(across.value.mean);
    match across.value.bound {
        Bound::Exact => mean,
        _ => say_with("mean-or-worse", &[("value", mean.into())]),
    }
}

/// A row a group, by name.
pub fn groups(seen: &Overview) -> Markup {
    let of = |part: u32, whole: u32| {
        say_with(
            "overview-of",
            &[("part", part.into()), ("whole", whole.into())],
        )
    };
    let answered = |coverage: &Coverage| match coverage.present {
        0 => say("cell-unknown"),
        present => of(coverage.answered, present),
    };
    let change = |row: &Row| {
        let change = row.mean_change().map(sentences::change);
        change.unwrap_or_else(|| say("cell-withheld"))
    };
    html! {
        section.card {
            h2 { (say("groups")) }
            p { (say("overview-groups-what")) }
            div.scroll tabindex="0" role="region" aria-label=(say("groups")) {
                table {
                    thead { tr {
                        th scope="col" { (say("group-name")) }
                        th scope="col" { (say("overview-held")) }
                        th scope="col" { (say("overview-shown")) }
                        th scope="col" { (say("overview-answered")) }
                        th scope="col" { (say("column-change")) }
                        th scope="col" { (say("overview-replies")) }
                    } }
                    tbody { @for row in &seen.groups { tr {
                        th scope="row" { (row.name) }
                        td { (row.coverage.held) }
                        td { (of(row.coverage.shown, row.coverage.windows)) }
                        td { (answered(&row.coverage)) }
                        td { (change(row)) }
                        td { (of(row.coverage.replies, row.coverage.shown)) }
                    } } }
                }
            }
        }
    }
}
