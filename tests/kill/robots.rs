//! Members who answer over HTTP, send a lost ballot again, and keep count of the thanks that they got.

use app::random::Random;
use app::sealed::member_key::MemberKey;
use app::urls;
use app::words::say;
use reqwest::Client;

/// One member with their phone.
pub struct Member {
    key: String,
    ticket: String,
    /// Whether a close has enrolled the key, so that no ticket is needed any more.
    pub enrolled: bool,
    /// Whether thanks came in this session.
    pub thanked: bool,
    /// Whether a ballot was sent in this session, thanks or none.
    pub sent: bool,
}

impl Member {
    /// A member for each ticket.
    pub fn each(tickets: &[String]) -> Vec<Member> {
        let member = |ticket: &String| Member {
            key: MemberKey::fresh(&Random::System).to_code().to_string(),
            ticket: ticket.clone(),
            enrolled: false,
            thanked: false,
            sent: false,
        };
        tickets.iter().map(member).collect()
    }

    /// Sends a ballot; `None` when the program is dead.
    async fn answer(&mut self, client: &Client, house: &str, code: &str, value: u8) -> Option<()> {
        let (status, page) = self.send(client, house, code, value).await?;
        match status {
            200 if page.contains(&say("thanks-title")) => self.thanked = true,
            // A ticket whose thanks were lost was claimed all the same, and the close has enrolled its key.
            404 if !self.enrolled => self.enrolled = true,
            410 => {}
            _ => panic!("{status} for a ballot:\n{page}"),
        }
        Some(())
    }

    /// Sends a ballot once, whatever comes of it.
    pub async fn try_once(&mut self, house: &str, code: &str, value: u8) -> (u16, String) {
        let sent = self.send(&Client::new(), house, code, value).await;
        let (status, page) = sent.expect("the program lives");
        self.thanked |= status == 200 && page.contains(&say("thanks-title"));
        (status, page)
    }

    /// What comes back for a ballot; `None` when the program is dead.
    async fn send(
        &mut self,
        client: &Client,
        house: &str,
        code: &str,
        value: u8,
    ) -> Option<(u16, String)> {
        let path = if self.enrolled {
            urls::group_page(code)
        } else {
            urls::ticket_page(code, &self.ticket)
        };
        let mut form = format!("key={}&words=heron{value}", self.key);
        for item in 1..=8 {
            form.push_str(&format!(
                "&chorus-session-{item}={value}&phq-8-{item}={}",
                value % 4
            ));
        }
        self.sent = true;
        let request = client
            .post(format!("{house}{path}"))
            .header("origin", house)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        let reply = request.send().await.ok()?;
        let status = reply.status().as_u16();
        Some((status, reply.text().await.ok()?))
    }
}

/// One group answers, one after the other and again with other values, until the program is gone.
pub async fn answer_until_it_dies(members: &mut [Member], house: &str, code: &str) {
    let client = Client::new();
    for round in 0.. {
        for (n, member) in members.iter_mut().enumerate() {
            let value = ((n + round) % 5) as u8;
            if member.answer(&client, house, code, value).await.is_none() {
                return;
            }
        }
    }
}
