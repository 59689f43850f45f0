//! The survey: every question on one page, one form, one POST. Shown afresh, or again with what was sent.

use analytics::{Measure, measure};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::answers::{Messages, Sent, question};
use super::exchange::{self, Typed};
use super::{information, passed, questions, said, steps, thanks};
use crate::App;
use crate::entities::{group, session};
use crate::error::Error;
use crate::guards::tablet::Turn;
use crate::pages::parts;
use crate::pages::parts::note_choices;
use crate::sealed::casting::{self, Answers, Asked, Cast, Holder, Refusal, admit};
use crate::sealed::tickets;
use crate::urls;
use crate::words::dates;
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

/// The survey of one person.
pub struct Survey<'a> {
    /// The app.
    pub app: &'a App,
    /// The group.
    pub group: &'a group::Model,
    /// Who answers; with a ticket, a key from before may be given.
    pub holder: &'a Holder,
    /// Where the form goes.
    pub action: &'a str,
    /// Whether the key travels in the form, or the phone remembers it.
    pub carries_key: bool,
    /// Whether their own words from before may stand on the page.
    pub own_words: bool,
    /// Whose turn it is, on a tablet that is passed round.
    pub turn: Option<&'a Turn>,
}

impl Survey<'_> {
    /// The survey afresh, or why they are not let in.
    pub async fn show(&self) -> Result<Result<Markup, Refusal>, Error> {
        let admitted = admit(self.app, self.group, self.holder).await;
        match admitted.map_err(Error::internal)? {
            Ok(asked) => Ok(Ok(self.page(&asked, &Sent::default(), &[]).await?)),
            Err(refused) => Ok(Err(refused)),
        }
    }

    /// Takes a ballot: the thanks, or why not.
    pub async fn take(&self, sent: &Sent) -> Result<Result<Markup, NotTaken>, Error> {
        let Survey {
            app, group, holder, ..
        } = *self;
        let choices = note_choices::offered(&app.database.reader).await?;
        let read = |asked: &Asked| {
            let (words, mut messages) = (group.words_asked, Messages::new());
            let answers = sent.answers(asked.outcome, words, &mut messages);
            let said = said::read(sent, asked, &choices, words, &mut messages);
            sent.check_key_before(&mut messages);
            if messages.is_empty() {
                Ok(Answers { said, ..answers })
            } else {
                Err(messages)
            }
        };
        let cast = casting::cast_read(app, group, holder, read).await;
        match cast.map_err(Error::internal)? {
            Cast::Taken => Ok(Ok(thanks::page(app, group, holder, self.carries_key))),
            Cast::Refused(refused) => Ok(Err(NotTaken::Refused(refused))),
            Cast::SentBack(asked, messages) => {
                let page = self.page(&asked, sent, &messages).await?;
                let page = (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
                Ok(Err(NotTaken::Page(page)))
            }
        }
    }

    async fn page(
        &self,
        asked: &Asked,
        sent: &Sent,
        messages: &[(String, String)],
    ) -> Result<Markup, Error> {
        let (app, group) = (self.app, self.group);
        let log = tickets::log(group, &app.database.reader).await?;
        let choices = note_choices::offered(&app.database.reader).await?;
        let open = session::Model::open_of(group.id, &app.database.reader)
            .await?
            .ok_or(Error::Closed)?;
        let (form, typed) = (measure::session_form(), Typed { sent, messages });
        let outcome = asked.outcome.map_or(0, Measure::asks);
        let followed = usize::from(asked.reply.is_some()) + usize::from(asked.intention.is_some());
        let count = [("questions", (form.items.len() + outcome + followed).into())];
        // Several numbers may be wrong in the same way.
        let said = |(name, message): &(String, String)| {
            let question = asked.outcome.and_then(|measure| question(measure, name));
            let words = question.map_or(message.clone(), |words| format!("{words} {message}"));
            (name.clone(), words)
        };
        let said: Vec<(String, String)> = messages.iter().map(said).collect();
        let problems: Vec<(&str, &str)> = said
            .iter()
            .map(|(name, words)| (name.as_str(), words.as_str()))
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
            p { (say_with("survey-length", &count)) }
            (promise(app, group))
            p.minor { (say_with("survey-until", &[("time", closing_time(&open).into())])) }
            form.survey.passed[self.turn.is_some()] method="post" action=(self.action) autocomplete="off"
                spellcheck=[self.turn.map(|_| "false")] {
                (passed::hidden(self.turn))
                @if self.carries_key { (parts::hidden("key", &self.holder.key.to_code())) }
                (exchange::reply(asked, typed))
                (exchange::last_plan(asked, self.own_words, typed))
                div.part {
                    h2.stem { (form.stem) }
                    (questions::items(form, typed))
                }
                @if let Some(measure) = asked.outcome {
                    div.part {
                        h2 { (say("survey-outcome")) }
                        @if !measure.stem.is_empty() { p { (measure.stem) } }
                        (questions::items(measure, typed))
                        p.minor.owner { (measure.attribution) }
                    }
                }
                @if group.words_asked {
                    (questions::words(typed))
                    (exchange::helped(typed))
                }
                (exchange::board(asked, typed))
                (exchange::plan(typed))
                (exchange::notes(asked, &choices, typed))
                (questions::objection(&log, sent))
                @if self.holder.ticket.is_some() {
                    (questions::key_before(typed))
                    @if self.turn.is_some() { (passed::key_to_keep(&self.holder.key)) }
                }
                (parts::button(&say("survey-send")))
            }
            @if !self.carries_key { p { a href=(urls::heard(&group.code)) { (say("heard-title")) } } }
            p { a href=(urls::information(&group.code)) { (say("survey-information")) } }
            @if self.turn.is_some() { (passed::stop(&group.code)) }
            (steps::steps(self.action))
        };
        Ok(parts::member_page(&app.organisation(), &title, body))
    }
}

/// The title of a page with messages.
pub fn error_title(title: &str) -> String {
    say_with("error-title", &[("title", title.into())])
}

fn promise(app: &App, group: &group::Model) -> Markup {
    let quorum = group
        .quorum
        .map_or(app.organisation().quorum(), |quorum| quorum as u32);
    html! {
        ul {
            @for line in say_with("survey-promise", &[("quorum", information::in_words(quorum).into())]).lines() {
                li { (line) }
            }
        }
    }
}

fn closing_time(session: &session::Model) -> String {
    let zone = TimeZone::get(&session.zone).unwrap_or(TimeZone::UTC);
    let closes = Timestamp::from_millisecond(session.closes_at).unwrap_or_default();
    dates::closing(closes, &zone)
}
