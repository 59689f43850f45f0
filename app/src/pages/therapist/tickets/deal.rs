//! Dealing tickets online: the link for everybody, and how many have been taken, for all to see.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, PreEscaped, html};

use super::{Typed, in_words, not_made, whole};
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::{group, staff};
use crate::error::Error;
use crate::guards::group::Group;
use crate::pages::parts::{self, Tab};
use crate::pages::therapist::messages::Messages;
use crate::sealed::deals::{self, Dealing};
use crate::sealed::tickets::NotPrinted;
use crate::urls;
use crate::words::{dates, say, say_with};

/// The deal that goes on, or the way to begin one.
pub async fn show(State(app): State<App>, Group { who, group }: Group) -> Result<Markup, Error> {
    let dealing = deals::going_on(&app, group.id)
        .await
        .map_err(Error::internal)?;
    match dealing {
        Some(dealing) => going_on(&app, &who, &group, &dealing),
        None => Ok(blank(
            &who,
            &group,
            &group.size.to_string(),
            &Messages::default(),
        )),
    }
}

/// Begins, ends or takes back.
pub async fn change(
    State(app): State<App>,
    Group { who, group }: Group,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let tx = app.database.begin().await?;
    let (action, detail) = match typed.deed.as_str() {
        "end" => {
            let ended = deals::end_of(group.id, &app.keys, &tx).await;
            ended.map_err(Error::internal)?;
            tx.commit().await?;
            return Ok(Redirect::to(&urls::tickets_after(group.id, "dealt")).into_response());
        }
        "back" => {
            let back = deals::take_back(group.id, &app.keys, &tx).await;
            if !back.map_err(Error::internal)? {
                return Ok((StatusCode::CONFLICT, too_late(&who, &group)).into_response());
            }
            (Action::DealtTicketsTakenBack, String::new())
        }
        _ => {
            let count = super::count(&typed);
            let begun = match count {
                Some(count) => deals::begin(&app, &group, count, &tx)
                    .await
                    .map_err(Error::internal)?,
                None => Err(NotPrinted::Count),
            };
            match begun {
                Ok(true) => {}
                // Pressed twice, or by both therapists.
                Ok(false) => return Ok(Redirect::to(&urls::deal(group.id)).into_response()),
                Err(why) => return Ok(not_begun(&who, &group, &typed, why)),
            }
            let count = count.unwrap_or_default();
            (Action::TicketsDealt, count.to_string())
        }
    };
    let deed = Deed {
        group_id: Some(group.id),
        detail: &detail,
        ..Deed::by(who.id, action)
    };
    deed.commit(app.clock.now(), tx).await?;
    Ok(Redirect::to(&urls::deal(group.id)).into_response())
}

/// The deal is over, and its tickets are out.
fn too_late(who: &staff::Model, group: &group::Model) -> Markup {
    let title = say("deal-over");
    let page = html! {
        div.column {
            p.minor { a href=(urls::group(group.id)) { (group.name) } }
            h1 { (title) }
            section.card {
                p { (say("deal-over-advice")) }
                p { a.button.second href=(urls::void_tickets(group.id)) { (say("void-title")) } }
                p { a href=(urls::tickets(group.id)) { (say("go-back")) } }
            }
        }
    };
    parts::staff_page(who, Tab::Groups, &title, page)
}

fn not_begun(who: &staff::Model, group: &group::Model, typed: &Typed, why: NotPrinted) -> Response {
    if matches!(why, NotPrinted::Open | NotPrinted::Archived) {
        return (StatusCode::CONFLICT, not_made(who, group, why)).into_response();
    }
    let mut messages = Messages::default();
    messages.add("count", in_words(why));
    let page = blank(who, group, &typed.count, &messages);
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

fn blank(who: &staff::Model, group: &group::Model, count: &str, messages: &Messages) -> Markup {
    let title = say("deal-title");
    let heading = match messages.is_empty() {
        true => title.clone(),
        false => say_with("error-title", &[("title", title.as_str().into())]),
    };
    let page = html! {
        div.column {
            (messages.summary())
            p.minor { a href=(urls::group(group.id)) { (group.name) } }
            h1 { (title) }
            section.card {
                ul { @for line in say("deal-lines").lines() { li { (line) } } }
                form method="post" action=(urls::deal(group.id)) novalidate {
                    (super::count_field(count, "deal-count", messages))
                    div.actions {
                        (parts::button(&say("deal-begin")))
                        a.button.second href=(urls::tickets(group.id)) { (say("go-back")) }
                    }
                }
            }
        }
    };
    parts::staff_page(who, Tab::Groups, &heading, page)
}

/// For the shared screen: everybody sees the link, and how many are left.
fn going_on(
    app: &App,
    who: &staff::Model,
    group: &group::Model,
    dealing: &Dealing,
) -> Result<Markup, Error> {
    let link = whole(app, urls::dealt(&group.code, &dealing.link));
    let svg = parts::qr_code(&link).map_err(Error::internal)?;
    let title = say("deal-going-on");
    let counts = [
        ("taken", dealing.taken.into()),
        ("tickets", dealing.tickets.into()),
    ];
    let until = dates::closing(dealing.ends_at, &app.zone());
    let deed = |deed: &str, label: &str| {
        html! {
            form.inline method="post" action=(urls::deal(group.id)) {
                (parts::hidden("deed", deed))
                (parts::second_button(label))
            }
        }
    };
    let page = html! {
        div.column {
            h1 { (title) }
            section.card {
                p { (say("deal-how")) }
                div.picture role="img" aria-label=(say("deal-alt")) { (PreEscaped(svg)) }
                p { code.link { (link) } }
                p.key { (say_with("deal-taken", &counts)) }
                p { (say_with("deal-count-together", &counts)) }
                p.minor { (say_with("deal-until", &[("time", until.into())])) }
                div.actions {
                    a.button href=(urls::deal(group.id)) { (say("deal-again")) }
                    (deed("end", &say("deal-end")))
                    (deed("back", &say("deal-back")))
                }
                p.minor { (say("deal-back-what")) }
            }
            p { a href=(urls::group(group.id)) { (say("go-back")) } }
        }
    };
    Ok(parts::staff_page(who, Tab::Groups, &title, page))
}
