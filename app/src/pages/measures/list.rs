//! Every measure at hand, by where it comes from.

use analytics::Measure;
use analytics::measure::{Origin, non_commercial};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::routing::get;
use maud::{Markup, html};

use crate::App;
use crate::entities::group;
use crate::entities::staff::{self, Role};
use crate::error::Error;
use crate::guards::Staff;
use crate::pages::parts::{self, Tab};
use crate::urls::{self, route};
use crate::words::{measures, say, say_with};

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::MEASURES, get(show))
}

async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    Staff(who): Staff,
) -> Result<Markup, Error> {
    let library = app.measures();
    let done = match query.as_deref() {
        Some(urls::SWITCHED_ON) => Some(say("non-commercial-on-now")),
        Some(urls::SWITCHED_OFF) => Some(say("non-commercial-off-now")),
        _ => None,
    };
    let current = library.current();
    let of = |origin: Origin| -> Vec<&'static Measure> {
        let all = current.iter().filter(|(from, _)| *from == origin);
        all.map(|(_, measure)| *measure).collect()
    };
    let retired = library.own_latest().filter(|(_, retired)| *retired);
    let retired: Vec<&'static Measure> = retired.map(|(measure, _)| measure).collect();
    let administrator = who.role == Role::Administrator;
    // Others know their own groups only.
    let asked = match administrator {
        true => {
            let pack: Vec<&str> = non_commercial().map(|one| one.id.as_str()).collect();
            group::asked_one_of(&pack, &app.database.reader).await?
        }
        false => Vec::new(),
    };
    let main = html! {
        div.column {
            h1 { (say("measures")) }
            @if let Some(done) = done { p role="status" { strong { (done) } } }
            p { (say("measures-what")) }
            section.card {
                h2 { (say("measures-shipped")) }
                (entries(of(Origin::Shipped), in_short))
            }
            section.card {
                h2 { (say("measures-own")) }
                @let own = of(Origin::Own);
                @if own.is_empty() && retired.is_empty() { p { (say("measures-own-none")) } }
                @if !own.is_empty() { (entries(own, own_in_short)) }
                @if administrator { p { a.button.second href=(route::ADD_MEASURE) { (say("measure-add")) } } }
                @else { p.minor { (say("measures-own-who")) } }
                @if !retired.is_empty() {
                    h3 { (say("measures-retired")) }
                    (entries(retired, own_in_short))
                }
            }
            section.card {
                h2 { (say("measures-non-commercial")) }
                (pack_card(&who, library.pack_accepted(), &asked))
            }
        }
    };
    Ok(parts::staff_page(
        &who,
        Tab::Measures,
        &say("measures"),
        main,
    ))
}

/// Measures with a link each, and what is said of each below it, a line after the other.
fn entries(
    all: impl IntoIterator<Item = &'static Measure>,
    lines: impl Fn(&Measure) -> Vec<String>,
) -> Markup {
    html! {
        ul.entries {
            @for measure in all {
                li {
                    a href=(urls::measure(&measure.id)) { (measure.title) }
                    @for line in lines(measure) { p.minor { (line) } }
                }
            }
        }
    }
}

fn in_short(measure: &Measure) -> Vec<String> {
    vec![measures::in_short(measure)]
}

/// The same, of those whose titles nobody but the clinic keeps apart.
fn own_in_short(measure: &Measure) -> Vec<String> {
    let (short, named) = (measures::in_short(measure), measures::named(measure));
    vec![format!("{short} · {named}")]
}

/// Whose words they are, and under which licence; many an owner says both in one line.
fn owned(measure: &Measure) -> String {
    match measure.attribution.contains(&measure.licence) {
        true => measure.attribution.clone(),
        false => format!("{}, {}", measure.attribution, measure.licence),
    }
}

/// The non-commercial pack: under which licences it comes, who may accept them, and which groups are asked it.
fn pack_card(who: &staff::Model, accepted: bool, asked: &[String]) -> Markup {
    let administrator = who.role == Role::Administrator;
    html! {
        @if !accepted { p { (say("non-commercial-off")) } }
        (entries(non_commercial(), |measure| vec![measures::in_short(measure), owned(measure)]))
        p.minor { (say("non-commercial-terms")) }
        @if !asked.is_empty() {
            p {
                (say_with("non-commercial-asked", &[("groups", asked.join(", ").into())])) " "
                @if !accepted { strong { (say("non-commercial-asked-still")) } }
            }
        }
        @if administrator {
            form method="post" action=(route::NON_COMMERCIAL) {
                @if accepted {
                    (parts::hidden("accepted", "no"))
                    p.minor { (say("non-commercial-stop-what")) }
                    (parts::second_button(&say("non-commercial-stop")))
                } @else {
                    label.choice {
                        input type="checkbox" name="accepted" value="yes" required;
                        span { (say("non-commercial-accept")) }
                    }
                    (parts::second_button(&say("non-commercial-start")))
                }
            }
        } @else if !accepted {
            p.minor { (say("non-commercial-who")) }
        }
    }
}
