//! "You said, we will try, by when": the therapist's answer to a release, put together from what was released.

use analytics::Summary;
use analytics::summary::summarise;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use sea_orm::EntityTrait;

use super::messages::Messages;
use crate::App;
use crate::entities::audit::{Action, Deed};
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
#[derive(Default)]
struct Typed {
    said: String,
    will_try: String,
    by: String,
    /// Which of the offered sentences were picked, if it was asked for them to be put in.
    picked: Option<Vec<usize>>,
}

async fn show(
    State(app): State<App>,
    Path((_, window)): Path<(i64, i32)>,
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
    let typed = given.map(Typed::saved).unwrap_or_default();
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
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    find(&app, &group, window).await?;
    let mut typed = Typed::sent(&pairs);
    if let Some(picked) = typed.picked.take() {
        let offered = offered(&app, &group, window).await?;
        typed.put_in(picked.iter().filter_map(|n| offered.get(*n)));
        let page = page(&group, window, &offered, &typed, &Messages::default());
        let page = parts::staff_page(&who, Tab::Groups, &say("reply-title"), page);
        return Ok(page.into_response());
    }
    let mut messages = Messages::default();
    let within = |text: String| {
        let length = text.chars().count();
        (1..=LONGEST).contains(&length).then_some(text)
    };
    let most = [("most", LONGEST.into())];
    let said = messages.keep("said", within(plain(&typed.said)), || {
        say_with("reply-said-wrong", &most)
    });
    let will_try = messages.keep("try", within(plain(&typed.will_try)), || {
        say_with("reply-try-wrong", &most)
    });
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
    let mut row = reply::Model {
        group_id: group.id,
        window,
        said,
        will_try,
        by_when: by.map(|by| by.to_string()),
        staff_id: who.id,
        given_at: app.clock.now().as_millisecond(),
    };
    let tx = app.database.begin().await?;
    let given = reply::Entity::find_by_id((group.id, window))
        .one(&tx)
        .await?;
    // What members may have read stays as they read it: the page says so.
    if let Some(given) = given {
        if given.stands(&tx).await? {
            return Ok(Redirect::to(&urls::reply(group.id, window)).into_response());
        }
        // Words that are made better stay the reply of that day: a month or quarter counts it once.
        row.given_at = given.given_at;
    }
    row.put(&tx).await?;
    let deed = Deed {
        group_id: Some(group.id),
        detail: &format!("window {window}"),
        ..Deed::by(who.id, Action::ReplyGiven)
    };
    deed.commit(app.clock.now(), tx).await?;
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
        sentences.push(sentences::headline(summary.main()));
        sentences.extend(summary.raise.as_ref().map(sentences::noticed));
    }
    sentences.extend(benefits(&summary, window));
    let first = record
        .windows
        .iter()
        .find(|known| known.index as i32 == window);
    let words = frames::words(app, group, &record).await?;
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
            ("most", sentences::number(benefit.scale.range[1]).into()),
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
            picked: None,
        }
    }

    fn sent(pairs: &[(String, String)]) -> Self {
        let all = |name: &'static str| {
            let named = pairs.iter().filter(move |(known, _)| known == name);
            named.map(|(_, value)| value.as_str())
        };
        let one = |name| all(name).next().unwrap_or_default().to_owned();
        let picked = || all("pick").filter_map(|n| n.parse().ok()).collect();
        Self {
            said: one("said"),
            will_try: one("try"),
            by: one("by"),
            picked: all("use").next().map(|_| picked()),
        }
    }

    /// Each sentence on a line of its own, below what was typed already; none twice.
    fn put_in<'a>(&mut self, sentences: impl Iterator<Item = &'a String>) {
        for sentence in sentences.filter(|sentence| !sentence.is_empty()) {
            if self.said.contains(sentence.as_str()) {
                continue;
            }
            if !self.said.trim().is_empty() {
                self.said.push('\n');
            }
            self.said.push_str(sentence);
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
    let (said, said_hint) = (
        say("reply-said"),
        say_with("reply-said-hint", &[("most", LONGEST.into())]),
    );
    let (will_try, by) = (say("reply-will-try"), say("reply-by-label"));
    let (by_hint, most) = (say("reply-by-hint"), [("most", LONGEST.into())]);
    let try_hint = say_with("reply-try-hint", &most);
    html! {
        div.column {
            (messages.summary())
            h1 { (say("reply-title")) }
            p { (say("reply-what")) }
            section.card {
                form method="post" action=(address) novalidate {
                    @if !offered.is_empty() { (to_pick(&address, offered)) }
                    (parts::text_area(&Field {
                        name: "said", label: &said, hint: Some(&said_hint), value: &typed.said,
                        error: messages.of("said"), ..Field::default()
                    }, 4))
                    (parts::text_area(&Field {
                        name: "try", label: &will_try, hint: Some(&try_hint), value: &typed.will_try,
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

/// Sentences to pick from. They go below what was typed, which stays.
fn to_pick(address: &str, offered: &[String]) -> Markup {
    html! {
        fieldset.field {
            legend { (say("reply-offered")) }
            span.hint { (say("reply-offered-hint")) }
            @for (n, sentence) in offered.iter().enumerate() {
                label.choice {
                    input type="checkbox" name="pick" value=(n);
                    span dir="auto" { (sentence) }
                }
            }
            button.button.second name="use" value="yes" formaction={ (address) "#said" } { (say("reply-use")) }
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
