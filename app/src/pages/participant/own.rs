//! A member's own progress, for the holder of the key: scores with what they mean, the last plan. Nothing about anybody else.

use analytics::Own;
use analytics::figures::Frame;
use analytics::progress::{Course, Point};
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::own_words::{self, band};
use super::owner::{self, Owner, TypedKey};
use crate::App;
use crate::error::Error;
use crate::guards::member::MembersGroup;
use crate::pages::parts;
use crate::sealed::locker::{Intention, Locker};
use crate::sealed::member_key::MemberKey;
use crate::sealed::own;
use crate::urls;
use crate::words::dates;
use crate::words::say;
use crate::words::sentences::number;

/// For a phone that may show it.
pub async fn show(State(app): State<App>, door: MembersGroup) -> Result<Response, Error> {
    let nothing = TypedKey::default();
    match opened(&app, &door, &nothing).await? {
        Ok((owner, locker)) => Ok(page(&owner, &locker).into_response()),
        Err(page) => Ok(page),
    }
}

/// For a typed key.
pub async fn typed(
    State(app): State<App>,
    door: MembersGroup,
    Form(typed): Form<TypedKey>,
) -> Result<Response, Error> {
    if typed.key.is_empty() && !door.shows_own {
        let (action, title) = (urls::own(&door.group.code), say("own-title"));
        return Ok(owner::ask(&app, &door.group, &action, &title, Some("")));
    }
    match opened(&app, &door, &typed).await? {
        Ok((owner, locker)) => Ok(page(&owner, &locker).into_response()),
        Err(page) => Ok(page),
    }
}

/// The owner of what is theirs alone: a key that is typed now, or one that this phone was told to show progress with.
pub fn owner<'a>(app: &'a App, door: &'a MembersGroup, typed: &TypedKey) -> Option<Owner<'a>> {
    let kept = door.remembered.clone().filter(|_| door.shows_own);
    let (key, carried) = match typed.key.is_empty() {
        true => (kept, false),
        false => (MemberKey::parse(&typed.key), true),
    };
    Some(Owner {
        app,
        group: &door.group,
        key: key?,
        typed: carried,
    })
}

/// Asks for the key that [`owner`] did not find.
pub fn ask(app: &App, door: &MembersGroup, typed: &TypedKey) -> Response {
    let wrong = (!typed.key.is_empty()).then_some(typed.key.as_str());
    let action = urls::own(&door.group.code);
    owner::ask(app, &door.group, &action, &say("own-title"), wrong)
}

/// The same with their history; or the page that asks for a key, or says that nobody has this one.
pub async fn opened<'a>(
    app: &'a App,
    door: &'a MembersGroup,
    typed: &TypedKey,
) -> Result<Result<(Owner<'a>, Locker), Response>, Error> {
    let Some(owner) = owner(app, door, typed) else {
        return Ok(Err(ask(app, door, typed)));
    };
    let history = own::history(app, &door.group, &owner.key).await;
    Ok(match history.map_err(Error::internal)? {
        Some(locker) => Ok((owner, locker)),
        None => Err(owner::unknown(&owner)),
    })
}

fn page(owner: &Owner<'_>, locker: &Locker) -> Markup {
    let measures = owner.app.measures();
    let courses = own_words::of(&measures, locker);
    let title = say("own-title");
    let body = html! {
        h1 { (title) }
        p { (say("own-what")) }
        @if locker.waves.is_empty() { p { (say("own-none")) } }
        @if own_words::no_longer_read(&measures, locker) { p { (say("own-no-longer-read")) } }
        @for (at, course) in courses.iter().enumerate() {
            (measured(course))
            // Under the last curve of a measure, whose line it is.
            @let measure = course.value().measure;
            @let last = courses.get(at + 1).is_none_or(|next| next.value().measure != measure);
            @if last && !measure.attribution.is_empty() { p.minor { (measure.attribution) } }
        }
        @if !courses.is_empty() { p { (say("own-no-verdict")) } }
        @if let Some(intention) = &locker.intention { (plan(intention)) }
        @if !courses.is_empty() {
            h2 { (say("own-take")) }
            (file(owner, &urls::own_pdf(&owner.group.code), &say("own-pdf")))
            (file(owner, &urls::own_fhir(&owner.group.code), &say("own-fhir")))
            p.minor { (say("own-take-what")) }
        }
        (owner.way(&urls::heard(&owner.group.code), &say("heard-title")))
        h2 { (say("forget-me")) }
        p { (say("forget-me-short")) }
        (file(owner, &urls::forget_me(&owner.group.code), &say("forget-me-ask")))
    };
    parts::member_chart_page(&owner.app.organisation(), &title, body)
}

fn measured(course: &Own<Course>) -> Markup {
    let chart = own_words::chart(course, Frame::Phone).inline();
    let course = course.value();
    html! {
        h2 { (own_words::heading(course)) }
        p { (own_words::story(course)) }
        (parts::chart_with_table(&own_words::heading(course), &chart, None, table(course)))
        p.minor { (own_words::about(course.scale)) }
    }
}

fn table(course: &Course) -> Markup {
    let meaning = |point: &Point| point.band.map_or_else(String::new, band);
    html! {
        table {
            caption { (own_words::heading(course)) }
            thead { tr {
                th scope="col" { (say("own-day")) }
                th scope="col" { (say("own-score")) }
                th scope="col" { (say("own-meaning")) }
            } }
            tbody { @for point in &course.points { tr {
                th scope="row" { (dates::day(point.date)) }
                td { (number(point.score)) }
                td { (meaning(point)) }
            } } }
        }
    }
}

fn plan(intention: &Intention) -> Markup {
    let done = match intention.done {
        Some(2) => "own-plan-all",
        Some(1) => "own-plan-some",
        Some(0) => "own-plan-not-yet",
        Some(_) => "own-plan-left",
        None => "own-plan-open",
    };
    html! {
        h2 { (say("own-plan")) }
        blockquote {
            div dir="auto" { (intention.text) }
            p.minor { (dates::day(own_words::date(intention.day))) ". " (say(done)) }
        }
    }
}

/// A button that asks for something with the key, which goes along where the phone does not keep it.
fn file(owner: &Owner<'_>, address: &str, words: &str) -> Markup {
    html! {
        form method="post" action=(address) {
            (owner.hidden())
            (parts::second_button(words))
        }
    }
}
