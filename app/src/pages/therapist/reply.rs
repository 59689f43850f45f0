//! "You said, we will try, by when": the therapist's answer to a release, put together from what was released.

use analytics::Summary;
use analytics::summary::summarise;
use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use sea_orm::{ActiveModelTrait, EntityTrait};
use serde::Deserialize;

use super::messages::Messages;
use crate::App;
use crate::entities::audit::Deed;
use crate::entities::{group, release, reply};
use crate::error::Error;
use crate::frames;
use crate::guards::group::Group;
use crate::pages::parts::{self, Field, Tab, plain};
use crate::urls::{self, route};
use crate::words::sentences;
use crate::words::{say, say_with};

const LONGEST: usize = 500;

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::REPLY, get(show).post(save))
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    said: String,
    #[serde(rename = "try")]
    will_try: String,
    by: String,
}

async fn show(
    State(app): State<App>,
    Path((_, window)): Path<(i64, i32)>,
    Query(picked): Query<Vec<(String, String)>>,
    Group { who, group }: Group,
) -> Result<Markup, Error> {
    let given = find(&app, &group, window).await?;
    if let Some(given) = &given
        && given.stands(&app.database.reader).await?
    {
        return Ok(parts::staff_page(
            &who,
            Tab::Groups,
            &say("reply-title"),
            it_stands(&group, given),
        ));
    }
    let offered = offered(&app, &group, window).await?;
    let mut typed = given.map(Typed::saved).unwrap_or_default();
    let picks = picked.iter().filter(|(name, _)| name == "pick");
    for sentence in picks.filter_map(|(_, n)| offered.get(n.parse::<usize>().ok()?)) {
        if !typed.said.is_empty() {
            typed.said.push('\n');
        }
        typed.said.push_str(sentence);
    }
    let page = page(&group, window, &offered, &typed, &Messages::default());
    Ok(parts::staff_page(
        &who,
        Tab::Groups,
        &say("reply-title"),
        page,
    ))
}

async fn save(
    State(app): State<App>,
    Path((_, window)): Path<(i64, i32)>,
    Group { who, group }: Group,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let given = find(&app, &group, window).await?;
    let mut messages = Messages::default();
    let within = |text: String| {
        let length = text.chars().count();
        (1..=LONGEST).contains(&length).then_some(text)
    };
    let wrong = || say_with("reply-length-wrong", &[("most", LONGEST.into())]);
    let said = messages.keep("said", within(plain(&typed.said)), wrong);
    let will_try = messages.keep("try", within(plain(&typed.will_try)), wrong);
    let by = messages.keep("by", by_when(&typed.by, app.today()), || {
        say("reply-by-wrong")
    });
    let (Some(said), Some(will_try), Some(by)) = (said, will_try, by) else {
        let offered = offered(&app, &group, window).await?;
        let title = say_with("error-title", &[("title", say("reply-title").into())]);
        let page = page(&group, window, &offered, &typed, &messages);
        let page = parts::staff_page(&who, Tab::Groups, &title, page);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let row = reply::Model {
        group_id: group.id,
        window,
        said,
        will_try,
        by_when: by.map(|by| by.to_string()),
        staff_id: who.id,
        // Words that are made better stay the reply of that day: a month or quarter counts it once.
        given_at: given
            .as_ref()
            .map_or_else(|| app.clock.now().as_millisecond(), |given| given.given_at),
    };
    let tx = app.database.begin().await?;
    match given {
        // What members may have read stays as they read it: the page says so.
        Some(given) if given.stands(&tx).await? => {
            return Ok(Redirect::to(&urls::reply(group.id, window)).into_response());
        }
        Some(_) => {
            reply::ActiveModel::from(row)
                .reset_all()
                .update(&tx)
                .await?;
        }
        None => {
            reply::Entity::insert(reply::ActiveModel::from(row).reset_all())
                .exec_without_returning(&tx)
                .await?;
        }
    }
    let deed = Deed {
        staff_id: Some(who.id),
        action: "reply given",
        group_id: Some(group.id),
        detail: &format!("window {window}"),
    };
    deed.record(app.clock.now(), &app.random, &tx).await?;
    tx.commit().await?;
    Ok(Redirect::to(&urls::group(group.id)).into_response())
}

/// A shown release's reply; a release that is not shown is not there to be answered.
async fn find(app: &App, group: &group::Model, window: i32) -> Result<Option<reply::Model>, Error> {
    let reader = &app.database.reader;
    let released = release::Entity::find_by_id((group.id, window))
        .one(reader)
        .await?;
    released
        .filter(|release| release.shown)
        .ok_or(Error::NotFound)?;
    Ok(reply::Entity::find_by_id((group.id, window))
        .one(reader)
        .await?)
}

/// Empty, or a day from today on within a year.
fn by_when(typed: &str, today: Date) -> Option<Option<Date>> {
    if typed.trim().is_empty() {
        return Some(None);
    }
    let by: Date = typed.trim().parse().ok()?;
    let year = today.checked_add(1.year()).ok()?;
    (today..=year).contains(&by).then_some(Some(by))
}

/// What was released of the window, as sentences to pick from: figures first, then words.
async fn offered(app: &App, group: &group::Model, window: i32) -> Result<Vec<String>, Error> {
    let record = frames::record(app, group, None).await?;
    let summary = summarise(&record);
    let mut sentences = Vec::new();
    let latest = record.windows.last().map(|window| window.index as i32);
    if latest == Some(window) {
        sentences.push(sentences::headline(&summary));
        sentences.extend(summary.raise.as_ref().map(sentences::raise));
    }
    sentences.extend(benefits(&summary, window));
    let first = record
        .windows
        .iter()
        .find(|known| known.index as i32 == window);
    let words = frames::words(app, group, None).await?;
    let of_window = words
        .into_iter()
        .find(|words| Some(words.first_session) == first.map(|window| window.first_session));
    sentences.extend(of_window.map(|words| words.bodies).unwrap_or_default());
    Ok(sentences)
}

fn benefits(summary: &Summary, window: i32) -> impl Iterator<Item = String> {
    summary.climate.iter().filter_map(move |benefit| {
        let points = benefit.points.iter();
        let mean = points
            .filter(|point| point.at.window as i32 == window)
            .find_map(|point| point.mean.value())?;
        let arguments = [
            ("benefit", benefit.scale.title.clone().into()),
            ("mean", sentences::coded(mean.mean).into()),
            ("most", sentences::number(benefit.measure.range[1]).into()),
        ];
        Some(say_with("reply-benefit", &arguments))
    })
}

impl Typed {
    fn saved(given: reply::Model) -> Self {
        Self {
            said: given.said,
            will_try: given.will_try,
            by: given.by_when.unwrap_or_default(),
        }
    }
}

fn page(
    group: &group::Model,
    window: i32,
    offered: &[String],
    typed: &Typed,
    messages: &Messages,
) -> Markup {
    let address = urls::reply(group.id, window);
    let (said, said_hint) = (say("reply-said"), say("reply-said-hint"));
    let (will_try, by) = (say("reply-will-try"), say("reply-by-label"));
    let by_hint = say("reply-by-hint");
    html! {
        div.column {
            (messages.summary())
            h1 { (say("reply-title")) }
            p { (say("reply-what")) }
            @if !offered.is_empty() {
                section.card {
                    form method="get" action=(address) {
                        fieldset.field {
                            legend { (say("reply-offered")) }
                            span.hint { (say("reply-offered-hint")) }
                            @for (n, sentence) in offered.iter().enumerate() {
                                label.choice {
                                    input type="checkbox" name="pick" value=(n);
                                    span dir="auto" { (sentence) }
                                }
                            }
                        }
                        (parts::second_button(&say("reply-use")))
                    }
                }
                div.gap {}
            }
            section.card {
                form method="post" action=(address) novalidate {
                    (parts::text_area(&Field {
                        name: "said", label: &said, hint: Some(&said_hint), value: &typed.said,
                        error: messages.of("said"), ..Field::default()
                    }, 4))
                    (parts::text_area(&Field {
                        name: "try", label: &will_try, value: &typed.will_try,
                        error: messages.of("try"), ..Field::default()
                    }, 3))
                    (parts::field(&Field {
                        name: "by", label: &by, hint: Some(&by_hint), kind: "date", value: &typed.by,
                        error: messages.of("by"), autocomplete: Some("off"),
                    }))
                    div.actions {
                        (parts::button(&say("reply-give")))
                        a.button.second href=(urls::group(group.id)) { (say("go-back")) }
                    }
                }
            }
        }
    }
}

fn it_stands(group: &group::Model, given: &reply::Model) -> Markup {
    html! {
        div.column {
            h1 { (say("reply-title")) }
            section.card {
                p { (say("reply-stands")) }
                dl {
                    dt { (say("reply-said")) } dd dir="auto" { (given.said) }
                    dt { (say("reply-will-try")) } dd dir="auto" { (given.will_try) }
                }
                a.button.second href=(urls::group(group.id)) { (say("go-back")) }
            }
        }
    }
}
