//! Everybody who signs in, and inviting somebody.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};
use sea_orm::EntityTrait;
use serde::Deserialize;

use super::{asked_factor, new_link};
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::staff::{self, Newcomer, Role};
use crate::entities::staff_link;
use crate::error::Error;
use crate::guards::{Administrator, begin_as};
use crate::pages::parts::{self, Choice, Field, Tab};
use crate::pages::therapist::messages::Messages;
use crate::urls::{self, route};
use crate::words::{dates, say, say_with};

/// Characters of a name.
const NAME: usize = 80;
/// What the form offers: the word that is sent, the role, and whether a supervisor sees the whole organisation.
const DUTIES: [(&str, Role, bool); 4] = [
    ("therapist", Role::Therapist, false),
    ("supervisor", Role::Supervisor, true),
    ("team-supervisor", Role::Supervisor, false),
    ("administrator", Role::Administrator, false),
];

/// An invitation that comes again within so long is the same one: a double click, or a proxy.
const SENT_TWICE: jiff::SignedDuration = jiff::SignedDuration::from_mins(1);

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::PEOPLE, get(show).post(invite))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    email: String,
    role: String,
}

async fn show(State(app): State<App>, Administrator(who): Administrator) -> Result<Markup, Error> {
    page(&app, &who, &Typed::default(), &Messages::default()).await
}

async fn invite(
    State(app): State<App>,
    Administrator(who): Administrator,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let mut messages = Messages::default();
    let name = name(&typed.name, &mut messages);
    let email = staff::address(&typed.email);
    let email = messages.keep("email", email, || say("staff-email-wrong"));
    let duty = messages.keep("role", duty(&typed.role), || say("staff-role-wrong"));
    if let (Some(name), Some(email), Some((role, sees_all))) = (name, email, duty) {
        let now = app.clock.now();
        let (tx, _) = begin_as(&app, &who).await?;
        let newcomer = Newcomer {
            email: &email,
            name: &name,
            role,
            sees_all,
            password_hash: String::new(),
        };
        if let Some(new) = newcomer.join(now, &app.random, &tx).await? {
            let link = staff_link::make(new.id, now, &app.random, &tx).await?;
            let deed = Deed {
                about_id: Some(new.id),
                ..Deed::by(who.id, Action::ColleagueInvited)
            };
            deed.commit(now, tx).await?;
            return Ok(new_link::page(&app, &who, &new, &link, None).into_response());
        }
        // Sent once more: nobody has the link yet that the first time made.
        let just_now = (now - SENT_TWICE).as_millisecond();
        let same = |one: &staff::Model| {
            let same = one.name == name && duty_id(one) == typed.role;
            same && one.password_hash.is_empty() && one.created_at > just_now
        };
        if let Some(invited) = staff::find(&email, &tx).await?.filter(same) {
            let link = staff_link::make(invited.id, now, &app.random, &tx).await?;
            let deed = Deed {
                about_id: Some(invited.id),
                ..Deed::by(who.id, Action::ColleagueInvited)
            };
            deed.commit(now, tx).await?;
            return Ok(new_link::page(&app, &who, &invited, &link, None).into_response());
        }
        messages.add("email", say("staff-email-taken"));
    }
    let page = page(&app, &who, &typed, &messages).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// A name as it is kept.
pub fn name(typed: &str, messages: &mut Messages) -> Option<String> {
    let name = parts::plain(typed).trim().to_owned();
    let length = name.chars().count();
    let fits = (1..=NAME).contains(&length).then_some(name);
    messages.keep("name", fits, || {
        say_with("set-up-name-wrong", &[("most", NAME.into())])
    })
}

/// Reads what [`roles`] offered.
pub fn duty(id: &str) -> Option<(Role, bool)> {
    let known = DUTIES.into_iter().find(|(known, ..)| *known == id);
    known.map(|(_, role, sees_all)| (role, sees_all))
}

/// The word under which somebody's role is sent.
pub fn duty_id(who: &staff::Model) -> &'static str {
    let held = |(_, role, sees_all): &(&str, Role, bool)| {
        *role == who.role && (*role != Role::Supervisor || *sees_all == who.sees_all)
    };
    let known = DUTIES.into_iter().find(held);
    known.map_or("", |(id, ..)| id)
}

/// A choice of roles, with what each may do.
pub fn roles(chosen: &str, messages: &Messages) -> Markup {
    let words = DUTIES.map(|(id, ..)| say(&format!("staff-role-{id}")));
    let choices: Vec<Choice<'_>> = DUTIES
        .iter()
        .zip(&words)
        .map(|((id, ..), label)| Choice { value: id, label })
        .collect();
    let chosen = Some(chosen).filter(|role| !role.is_empty());
    parts::choices(
        "role",
        &say("staff-role"),
        None,
        &choices,
        chosen,
        messages.of("role"),
    )
}

async fn page(
    app: &App,
    who: &staff::Model,
    typed: &Typed,
    messages: &Messages,
) -> Result<Markup, Error> {
    let reader = &app.database.reader;
    let people = staff::all().all(reader).await?;
    let links = staff_link::Entity::find().all(reader).await?;
    let links: BTreeMap<i64, staff_link::Model> = links
        .into_iter()
        .map(|link| (link.staff_id, link))
        .collect();
    let title = say("staff-nav");
    let heading = if messages.is_empty() {
        title.clone()
    } else {
        say_with("error-title", &[("title", title.as_str().into())])
    };
    let hint = say("staff-email-hint");
    let main = html! {
        div.column {
            (messages.summary())
            h1 { (title) }
            section.card {
                h2 { (say("staff-everybody")) }
                @for one in &people {
                    blockquote {
                        a href=(urls::colleague(one.id)) { (one.name) } " "
                        span.minor {
                            (say(&format!("staff-is-{}", duty_id(one)))) " · " (one.email)
                            @if one.password_hash.is_empty() {
                                " · " (state(app, links.get(&one.id)))
                            }
                            @if one.has_factor() { " · " (say("staff-factor-has")) }
                        }
                    }
                }
            }
            div.gap {}
            section.card {
                h2 { (say("staff-invite")) }
                p { (say("staff-invite-what")) }
                form method="post" action=(route::PEOPLE) novalidate {
                    (parts::field(&Field {
                        name: "name", label: &say("colleague-name"), value: &typed.name,
                        error: messages.of("name"), autocomplete: Some("off"), ..Field::default()
                    }))
                    (parts::field(&Field {
                        name: "email", label: &say("sign-in-email"), kind: "email", hint: Some(&hint),
                        value: &typed.email, error: messages.of("email"), autocomplete: Some("off"),
                    }))
                    (roles(&typed.role, messages))
                    (parts::button(&say("staff-invite-now")))
                }
            }
            div.gap {}
            (asked_factor::section(app))
            div.gap {}
            section.card {
                h2 { (say("audit")) }
                p { a href=(route::AUDIT) { (say("audit-link")) } }
            }
        }
    };
    Ok(parts::staff_page(who, Tab::People, &heading, main))
}

/// How far somebody is who has no password.
pub fn state(app: &App, link: Option<&staff_link::Model>) -> String {
    let until = link
        .filter(|link| link.expires_at > app.clock.now().as_millisecond())
        .and_then(|link| jiff::Timestamp::from_millisecond(link.expires_at).ok());
    match until {
        Some(until) => say_with(
            "staff-link-until",
            &[("moment", dates::moment(until, &app.zone()).into())],
        ),
        None => say("staff-link-over"),
    }
}
