//! The survey: every question on one page, one form, one POST. Shown afresh, or again with what was sent.

use analytics::Measure;
use analytics::measure;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::answers::{RATHER_NOT, Sent, field};
use super::{information, thanks};
use crate::App;
use crate::entities::{group, session, ticket_log};
use crate::error::Error;
use crate::pages::parts;
use crate::sealed::ballot::WORDS;
use crate::sealed::casting::{self, Asked, Holder, Refusal, admit};
use crate::sealed::member_key::MemberKey;
use crate::sealed::tickets;
use crate::urls;
use crate::words::{say, say_with};

/// The field for a key from before, on a ticket's page.
pub const KEY_BEFORE: &str = "key-before";

/// Why a ballot was not taken.
pub enum NotTaken {
    /// The survey again, with messages.
    Page(Response),
    /// The holder is not let in.
    Refused(Refusal),
}

/// Takes a ballot: the thanks, or why not. `offer` says whether the thanks offer to remember the key.
pub async fn take(
    app: &App,
    group: &group::Model,
    holder: &Holder,
    sent: &Sent,
    action: &str,
    offer: bool,
) -> Result<Result<Markup, NotTaken>, Error> {
    let asked = match admit(app, group, holder).await.map_err(Error::internal)? {
        Ok(asked) => asked,
        Err(refused) => return Ok(Err(NotTaken::Refused(refused))),
    };
    match sent.parse(asked.outcome, group.words_asked) {
        Ok(answers) => {
            let cast = casting::cast(app, group, holder, answers)
                .await
                .map_err(Error::internal)?;
            Ok(cast
                .map(|()| thanks::page(app, group, &holder.key, offer))
                .map_err(NotTaken::Refused))
        }
        Err(messages) => {
            let survey = Survey {
                app,
                group,
                asked: &asked,
                action,
                key: offer.then_some(&holder.key),
                ticket: holder.ticket.is_some(),
            };
            let page = survey.page(sent, &messages).await?;
            Ok(Err(NotTaken::Page(
                (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
            )))
        }
    }
}

/// The title of a page with messages.
pub fn error_title(title: &str) -> String {
    say_with("error-title", &[("title", title.into())])
}

/// What the page needs to be drawn.
pub struct Survey<'a> {
    /// The app.
    pub app: &'a App,
    /// The group.
    pub group: &'a group::Model,
    /// What this person is asked besides the session items.
    pub asked: &'a Asked,
    /// Where the form goes.
    pub action: &'a str,
    /// The key that travels in the form; none where the phone remembers it.
    pub key: Option<&'a MemberKey>,
    /// Whether this is a ticket's page, where a key from before may be given.
    pub ticket: bool,
}

impl Survey<'_> {
    /// The page, with what was sent and the messages beside it.
    pub async fn page(&self, sent: &Sent, messages: &[(String, String)]) -> Result<Markup, Error> {
        let (app, group) = (self.app, self.group);
        let log = tickets::log(group, &app.database.reader).await?;
        let open = session::Model::open_of(group.id, &app.database.reader)
            .await?
            .ok_or(Error::Closed)?;
        let form = measure::session_form();
        let questions =
            form.items.len() + self.asked.outcome.map_or(0, |measure| measure.items.len());
        let problems: Vec<(&str, &str)> = messages
            .iter()
            .map(|(name, message)| (name.as_str(), message.as_str()))
            .collect();
        let heading = say("survey-title");
        let title = if problems.is_empty() {
            heading.clone()
        } else {
            error_title(&heading)
        };
        let body = html! {
            (parts::error_summary(&problems))
            h1 { (heading) }
            p { (say_with("survey-length", &[("questions", questions.into())])) }
            (promise(app, group))
            p.minor { (say_with("survey-until", &[("time", closing_time(&open).into())])) }
            form method="post" action=(self.action) {
                @if let Some(key) = self.key { (parts::hidden("key", &key.to_code())) }
                h2.stem { (form.stem) }
                (items(form, sent, messages))
                @if let Some(measure) = self.asked.outcome {
                    h2 { (say("survey-outcome")) }
                    p { (measure.stem) }
                    (items(measure, sent, messages))
                    p.minor { (measure.attribution) }
                }
                @if group.words_asked { (words(sent, messages)) }
                (objection(&log, sent))
                @if self.ticket { (key_before(sent, messages)) }
                (parts::button(&say("survey-send")))
            }
            p { a href=(urls::information(&group.code)) { (say("survey-information")) } }
        };
        Ok(parts::member_page(&app.config, &title, body))
    }
}

fn promise(app: &App, group: &group::Model) -> Markup {
    let quorum = group
        .quorum
        .map_or(app.config.quorum, |quorum| quorum as u32);
    html! {
        ul {
            @for line in say_with("survey-promise", &[("quorum", information::in_words(quorum).into())]).lines() {
                li { (line) }
            }
        }
    }
}

fn items(measure: &Measure, sent: &Sent, messages: &[(String, String)]) -> Markup {
    let (rather_not, skip) = (say("survey-rather-not"), say("survey-skip"));
    html! {
        @for (index, item) in measure.items.iter().enumerate() {
            @let name = field(measure, index);
            @let error = messages.iter().find(|(field, _)| *field == name);
            @let chosen = sent.get(&name);
            @let described = parts::described_by(&name, true, error.is_some());
            fieldset.bad[error.is_some()] aria-describedby=[described] {
                legend { (item.text) }
                span.hint id={ (name) "-hint" } { (skip) }
                @if let Some((_, message)) = error { span.message id={ (name) "-error" } { (message) } }
                @for (place, option) in measure.options.iter().enumerate() {
                    @let value = option.value.to_string();
                    label.choice {
                        input type="radio" name=(name) value=(value)
                            id=[(place == 0).then_some(&name)] checked[chosen == value];
                        span { (option.text) }
                    }
                }
                p.or { (say("survey-or")) }
                label.choice {
                    input type="radio" name=(name) value=(RATHER_NOT) checked[chosen == RATHER_NOT];
                    span { (rather_not) }
                }
            }
        }
    }
}

fn words(sent: &Sent, messages: &[(String, String)]) -> Markup {
    let error = messages.iter().find(|(field, _)| field == "words");
    html! {
        div.field.bad[error.is_some()] {
            label for="words" { (say("survey-words")) }
            span.hint #words-hint { (say_with("survey-words-hint", &[("most", WORDS.into())])) }
            @if let Some((_, message)) = error { span.message #words-error { (message) } }
            textarea #words name="words" rows="4" aria-invalid=[error.map(|_| "true")]
                aria-describedby=(if error.is_some() { "words-hint words-error" } else { "words-hint" }) {

                "\n" (sent.get("words"))
            }
        }
    }
}

fn objection(log: &[ticket_log::Model], sent: &Sent) -> Markup {
    html! {
        details open[!sent.get("objection").is_empty()] {
            summary { (information::log_line(log)) ". " u { (say("log-more")) } }
            (information::log_table(log))
            label.choice {
                input type="checkbox" name="objection" value="yes" checked[!sent.get("objection").is_empty()];
                span { (say("log-object")) }
            }
            p.minor { (say("log-object-hint")) }
        }
    }
}

/// Whoever comes with a ticket may bring their key from before; mistyped, it comes back with its message.
fn key_before(sent: &Sent, messages: &[(String, String)]) -> Markup {
    let error = messages.iter().find(|(field, _)| field == KEY_BEFORE);
    let (label, hint) = (say("key-before"), say("key-before-hint"));
    let field = parts::Field {
        name: KEY_BEFORE,
        label: &label,
        hint: Some(&hint),
        value: sent.get(KEY_BEFORE),
        error: error.map(|(_, message)| message.as_str()),
        autocomplete: Some("off"),
        ..parts::Field::default()
    };
    html! {
        details open[!sent.get(KEY_BEFORE).is_empty()] {
            summary { (label) }
            (parts::field(&field))
        }
    }
}

fn closing_time(session: &session::Model) -> String {
    let zone = TimeZone::get(&session.zone).unwrap_or(TimeZone::UTC);
    let closes = Timestamp::from_millisecond(session.closes_at).unwrap_or_default();
    parts::closing(closes, &zone)
}
