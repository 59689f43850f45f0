//! What an e-mail says: a few plain words and a link that asks for signing in. No figure, no name of a group or team.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder, SinglePart};
use lettre::{Address, Message};
use sea_orm::{DbErr, EntityTrait};

use crate::App;
use crate::entities::mail::{Fault, Kind, Model};
use crate::entities::{group_therapist, mail_off, session, staff};
use crate::urls::{self, route};
use crate::words::{dates, say, say_with};

/// Characters of the organisation's name as a sender.
const LONGEST_NAME: usize = 60;

/// What is left to do about an e-mail that is due.
pub enum Draft {
    /// To send this.
    Ready(Message),
    /// Nothing: nobody needs it any more, or the person does not want it.
    Needless,
    /// Nothing can be done.
    Impossible(Fault),
}

/// Writes `mail` as it is true now.
pub async fn draft(app: &App, mail: &Model) -> Result<Draft, DbErr> {
    let reader = &app.database.reader;
    let Some(who) = staff::with_id(mail.staff_id, reader).await? else {
        return Ok(Draft::Needless);
    };
    if !mail_off::Model::wanted(mail.kind, who.id, reader).await? {
        return Ok(Draft::Needless);
    }
    let body = match mail.kind {
        Kind::Report => say_with(
            "mail-report",
            &[("link", link(app, &urls::scope_report(mail.about)))],
        ),
        Kind::Test => say("mail-test"),
        Kind::Reminder => {
            let Some(session) = waiting_session(app, mail).await? else {
                return Ok(Draft::Needless);
            };
            let at = Timestamp::from_millisecond(session.closes_at);
            let closes = dates::closing(at.unwrap_or_default(), &app.zone());
            let page = urls::session(session.group_id, session.id);
            let arguments = [("link", link(app, &page)), ("closes", closes.into())];
            say_with("mail-reminder", &arguments)
        }
    };
    let Ok(address) = who.email.parse::<Address>() else {
        return Ok(Draft::Impossible(Fault::Address));
    };
    Ok(match Said::about(app, mail, body).to(app, address) {
        Ok(message) => Draft::Ready(message),
        Err(_) => Draft::Impossible(Fault::Address),
    })
}

/// The session that a reminder is about, while it is open, lacks something, and is led by the person.
async fn waiting_session(app: &App, mail: &Model) -> Result<Option<session::Model>, DbErr> {
    let reader = &app.database.reader;
    let session = session::Entity::find_by_id(mail.about).one(reader).await?;
    let now = app.clock.now();
    let lacking = session.filter(|session| session.takes_ballots(now) && session.lacks_details());
    let Some(session) = lacking else {
        return Ok(None);
    };
    let leads = group_therapist::Entity::find_by_id((session.group_id, mail.staff_id));
    Ok(leads.one(reader).await?.map(|_| session))
}

/// An e-mail with the link to choose a password: the only one that is enough to sign in. `None` where the address is none.
pub fn with_link(app: &App, who: &staff::Model, path: &str) -> Option<Message> {
    let address = who.email.parse::<Address>().ok()?;
    let organisation = one_line(app.organisation().name());
    let arguments = [
        ("organisation", organisation.into()),
        ("link", link(app, path)),
    ];
    let said = Said {
        name: format!("link-{}", app.random.row_id()),
        subject: say("mail-subject-link"),
        body: say_with("mail-link", &arguments),
        why: say("mail-why-link"),
    };
    said.to(app, address).ok()
}

/// The parts of an e-mail that differ.
struct Said {
    name: String,
    subject: String,
    body: String,
    why: String,
}

impl Said {
    fn about(app: &App, mail: &Model, body: String) -> Self {
        let kind = mail.kind.id();
        Self {
            name: mail.name(),
            subject: say(&format!("mail-subject-{kind}")),
            body,
            why: match mail.kind {
                Kind::Test => say("mail-why-test"),
                Kind::Report | Kind::Reminder => say_with(
                    &format!("mail-why-{kind}"),
                    &[("link", link(app, route::MY_MAILS))],
                ),
            },
        }
    }

    fn to(self, app: &App, to: Address) -> Result<Message, lettre::error::Error> {
        let organisation = one_line(app.organisation().name());
        let by = say_with("mail-by", &[("organisation", organisation.as_str().into())]);
        let text = format!("{}\n\n{}\n\n-- \n{by}\n", self.body, self.why);
        let seconds = Duration::from_millis(app.clock.now().as_millisecond().max(0) as u64);
        headers(app, organisation)
            .to(to.into())
            .subject(self.subject)
            .date(SystemTime::UNIX_EPOCH + seconds)
            .message_id(Some(format!(
                "<{}@{}>",
                self.name,
                app.organisation().public_host()
            )))
            .singlepart(
                SinglePart::builder()
                    .header(ContentType::TEXT_PLAIN)
                    .header(ContentTransferEncoding::QuotedPrintable)
                    .body(text),
            )
    }
}

/// Whom it comes from, and that nobody wrote it: no holiday notice answers such an e-mail (RFC 3834).
fn headers(app: &App, organisation: String) -> MessageBuilder {
    let from = app.config.mail.from(app.organisation().public_host());
    let name = from.name.as_deref().map_or(organisation, one_line);
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    Message::builder()
        .from(Mailbox::new(
            Some(name).filter(|name| !name.is_empty()),
            from.email,
        ))
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
}

/// A name as it may stand in a header: one line, nothing that steers a screen, not too long.
fn one_line(name: &str) -> String {
    let kept: String = crate::words::plain(name)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    kept.chars().take(LONGEST_NAME).collect()
}

fn link(app: &App, path: &str) -> crate::words::Value<'static> {
    format!("{}{path}", app.organisation().public_address()).into()
}
