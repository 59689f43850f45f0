//! Members with a phone each, all at once: they come with a ticket, are remembered, and send ballots over HTTP.

use std::time::Duration;

use app::urls;
use app::words::say;
use jiff::SignedDuration;
use tests::circle::Circle;
use tests::page::Form;
use tests::person::Person;
use tokio::task::JoinSet;

use crate::figures::{Times, now, timed};

/// One phone, once it is remembered.
#[derive(Clone)]
pub struct Phone {
    /// The browser.
    pub person: Person,
    /// The survey, filled in.
    pub form: Form,
    /// What a reply says that took it.
    pub thanks: String,
}

/// What every phone does again and again.
#[derive(Clone, Copy)]
pub enum Deed {
    /// Sends a ballot in place of the one before.
    Send,
    /// Opens the survey, then sends it.
    LookAndSend,
}

/// What came of a load.
pub struct Load {
    /// Ballots a second, all phones together.
    pub rate: f64,
    /// From a ballot's sending to the whole thanks.
    pub ballots: Times,
    /// From asking for the survey to the whole page.
    pub surveys: Times,
}

impl Phone {
    /// Somebody comes with a ticket, answers, and lets this phone remember them.
    pub async fn arrives(house: String, code: String, ticket: String, value: u8) -> Self {
        let person = Person::new(&house);
        let page = person.get(&urls::ticket_page(&code, &ticket)).await;
        let form = filled(page.form_with_button(&say("survey-send")), value);
        let thanks = person.send(&form).await;
        assert!(thanks.says(&say("thanks-title")), "{}", thanks.text());
        let remember = thanks.form_with_button(&say("thanks-remember"));
        assert_eq!(person.send(&remember).await.status, 200);
        let mut phone = Self {
            person,
            form,
            thanks: say("thanks-title"),
        };
        phone.opens(&code, value).await;
        phone
    }

    /// Opens the group's page, which is the survey, and fills it in.
    pub async fn opens(&mut self, code: &str, value: u8) {
        let page = self.person.get(&urls::group_page(code)).await;
        self.form = filled(page.form_with_button(&say("survey-send")), value);
    }

    /// The same ballot, to be sent to row `row` of the handler at `bare` instead.
    pub fn beside(&self, bare: &str, row: usize) -> Self {
        let mut form = self.form.clone();
        form.action = format!("/rows/{row}");
        Self {
            person: Person::new(bare),
            form,
            thanks: crate::bare::THANKS.into(),
        }
    }

    /// Sends the ballot; the status and the page, or why nothing came back.
    pub async fn sends(&self) -> reqwest::Result<(u16, String)> {
        let request = self
            .person
            .client()
            .post(self.person.whole(&self.form.action))
            .header("origin", self.person.whole(""))
            .header("sec-fetch-site", "same-origin")
            .form(&self.form.values);
        let reply = request.send().await?;
        Ok((reply.status().as_u16(), reply.text().await?))
    }

    async fn does(&self, deed: Deed) -> (Option<Duration>, Duration) {
        let looked = match deed {
            Deed::Send => None,
            Deed::LookAndSend => {
                let (took, page) = timed(self.person.get(&self.form.action)).await;
                assert_eq!(page.status, 200, "{}", page.text());
                Some(took)
            }
        };
        let (took, reply) = timed(self.sends()).await;
        let (status, page) = reply.expect("an answer");
        let taken = status == 200 && page.contains(&self.thanks);
        assert!(taken, "{status} for a ballot:\n{page}");
        (looked, took)
    }
}

/// Everybody of every group comes at once; how long until the last is remembered.
pub async fn arrive(house: &str, circles: &[Circle]) -> (Duration, Vec<Phone>) {
    let mut set = JoinSet::new();
    for circle in circles {
        for (n, ticket) in circle.tickets.iter().enumerate() {
            let (house, code) = (house.to_owned(), circle.group.code.clone());
            set.spawn(Phone::arrives(house, code, ticket.clone(), 2 + n as u8 % 3));
        }
    }
    timed(set.join_all()).await
}

/// All of them do it at once and again and again, for so many seconds.
pub async fn together(phones: &[Phone], deed: Deed, seconds: i64) -> Load {
    let end = now() + SignedDuration::from_secs(seconds);
    let mut set = JoinSet::new();
    for phone in phones {
        let phone = phone.clone();
        set.spawn(async move {
            let mut times = Vec::new();
            while now() < end {
                times.push(phone.does(deed).await);
            }
            times
        });
    }
    let (took, all) = timed(set.join_all()).await;
    let all = all.concat();
    let ballots = Times::of(all.iter().map(|(_, ballot)| *ballot).collect());
    Load {
        rate: ballots.count() as f64 / took.as_secs_f64(),
        surveys: Times::of(all.iter().filter_map(|(survey, _)| *survey).collect()),
        ballots,
    }
}

/// Ticks `value` everywhere, or what comes nearest, and writes a sentence.
pub fn filled(form: Form, value: u8) -> Form {
    let mut filled = form.with("words", "It was good to hear that others sleep badly too.");
    for name in filled.names() {
        if name.starts_with("chorus-session-") {
            filled = filled.with(&name, &value.to_string());
        } else if name.starts_with("phq-8-") {
            filled = filled.with(&name, &value.min(3).to_string());
        }
    }
    filled
}
