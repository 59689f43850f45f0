//! Every measure at hand, by where it comes from.

use analytics::Measure;
use analytics::measure::{NON_COMMERCIAL_LICENCE, Origin};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use maud::{Markup, html};

use crate::App;
use crate::entities::staff::{self, Role};
use crate::guards::Staff;
use crate::pages::parts::{self, Tab};
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// This page's route.
pub fn routes() -> Router<App> {
    Router::new().route(route::MEASURES, get(show))
}

async fn show(State(app): State<App>, Staff(who): Staff) -> Markup {
    let measures = app.measures();
    let current = measures.current();
    let of = |origin: Origin| -> Vec<&'static Measure> {
        let all = current.iter().filter(|(from, _)| *from == origin);
        all.map(|(_, measure)| *measure).collect()
    };
    let retired = measures.own_latest().filter(|(_, retired)| *retired);
    let retired: Vec<&'static Measure> = retired.map(|(measure, _)| measure).collect();
    let administrator = who.role == Role::Administrator;
    let main = html! {
        div.column {
            h1 { (say("measures")) }
            p { (say("measures-what")) }
            section.card {
                h2 { (say("measures-shipped")) }
                (entries(&of(Origin::Shipped)))
            }
            section.card {
                h2 { (say("measures-own")) }
                @let own = of(Origin::Own);
                @if own.is_empty() { p { (say("measures-own-none")) } } @else { (entries(&own)) }
                @if administrator { p { a.button.second href=(route::ADD_MEASURE) { (say("measure-add")) } } }
                @else { p.minor { (say("measures-own-who")) } }
                @if !retired.is_empty() {
                    h3 { (say("measures-retired")) }
                    (entries(&retired))
                }
            }
            section.card {
                h2 { (say("measures-non-commercial")) }
                (non_commercial(&who, measures.pack_accepted(), &of(Origin::NonCommercial)))
            }
        }
    };
    parts::staff_page(&who, Tab::Measures, &say("measures"), main)
}

fn entries(all: &[&'static Measure]) -> Markup {
    html! {
        ul.entries {
            @for measure in all {
                li {
                    a href=(urls::measure(&measure.id)) { (measure.title) }
                    p.minor { (in_short(measure)) }
                }
            }
        }
    }
}

fn in_short(measure: &Measure) -> String {
    let words = [
        ("short", measure.short.as_str().into()),
        ("items", measure.items.len().into()),
        (
            "fit",
            if measure.unfit_for_groups().is_none() {
                "yes"
            } else {
                "no"
            }
            .into(),
        ),
    ];
    say_with("measure-in-short", &words)
}

fn non_commercial(who: &staff::Model, accepted: bool, all: &[&'static Measure]) -> Markup {
    let administrator = who.role == Role::Administrator;
    html! {
        @if accepted {
            (entries(all))
        } @else {
            p { (say("non-commercial-off")) }
        }
        details {
            summary { (say("non-commercial-licences")) }
            p.lines { (NON_COMMERCIAL_LICENCE) }
        }
        @if administrator {
            form method="post" action=(route::NON_COMMERCIAL) {
                @if accepted {
                    (parts::hidden("accepted", "no"))
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
