//! One conversation with a mail server, command by command, so that we know how far it came when it breaks off.

use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;

use super::carrier::Carried;
use super::faults::{Step, fault};
use crate::config::{Encryption, Server};
use crate::entities::mail::Fault;

type Smtp<T> = Result<T, lettre::transport::smtp::Error>;

/// An open conversation.
pub struct Connection {
    smtp: AsyncSmtpConnection,
    patience: Duration,
    is_broken: bool,
}

impl Connection {
    /// Connects, encrypts and logs in. `host` is who we say that we are.
    pub async fn open(server: &Server, host: &str) -> Result<Self, Fault> {
        let patience = server.patience;
        let hello = hello(host);
        let wrapped = match server.encryption {
            Encryption::Wrapped => Some(tls(server)?),
            Encryption::Required | Encryption::Off => None,
        };
        let place = (server.host.as_str(), server.port);
        let connect =
            AsyncSmtpConnection::connect_tokio1(place, Some(patience), &hello, wrapped, None);
        let mut smtp = within(patience, Step::Connect, connect).await?;
        if server.encryption == Encryption::Required {
            if !smtp.can_starttls() {
                return Err(Fault::NoEncryption);
            }
            let encrypt = smtp.starttls(tls(server)?, &hello);
            within(patience, Step::Connect, encrypt).await?;
        }
        if let Some(login) = &server.login {
            let credentials = (login.name.as_str(), login.password.expose()).into();
            let auth = smtp.auth(DEFAULT_MECHANISMS, &credentials);
            within(patience, Step::LogIn, auth).await?;
        }
        Ok(Self {
            smtp,
            patience,
            is_broken: false,
        })
    }

    /// Hands one e-mail over.
    pub async fn carry(&mut self, letter: &Message) -> Carried {
        match self.announce(letter).await {
            Ok(()) => self.give(letter).await,
            Err(fault) => {
                self.start_anew().await;
                match fault {
                    Fault::Recipient | Fault::Content | Fault::Address => Carried::Never(fault),
                    fault => Carried::NotNow(fault),
                }
            }
        }
    }

    /// Whether nothing more can be said.
    pub fn is_broken(&self) -> bool {
        self.is_broken || self.smtp.has_broken()
    }

    /// Says goodbye, and does not wait long for an answer.
    pub async fn close(mut self) {
        if !self.is_broken() {
            let _ = tokio::time::timeout(self.patience, self.smtp.quit()).await;
        }
    }

    /// Everything before the content: until here nothing has arrived, whatever happens.
    async fn announce(&mut self, letter: &Message) -> Result<(), Fault> {
        let envelope = letter.envelope();
        let mut parameters = Vec::new();
        let mut addresses = envelope.to().iter().chain(envelope.from());
        if addresses.any(|address| !AsRef::<str>::as_ref(address).is_ascii()) {
            if !self
                .smtp
                .server_info()
                .supports_feature(Extension::SmtpUtfEight)
            {
                return Err(Fault::Address);
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        let from = Mail::new(envelope.from().cloned(), parameters);
        self.say(Step::Sender, from).await?;
        for to in envelope.to() {
            let to = Rcpt::new(to.clone(), Vec::new());
            self.say(Step::Recipient, to).await?;
        }
        self.say(Step::Content, Data).await
    }

    async fn give(&mut self, letter: &Message) -> Carried {
        let text = letter.formatted();
        // Servers look into an e-mail before they take it.
        let answer = tokio::time::timeout(self.patience * 2, self.smtp.message(&text)).await;
        match answer {
            Ok(Ok(_)) => Carried::Taken,
            Ok(Err(error)) if error.is_permanent() => Carried::Never(Fault::Content),
            Ok(Err(error)) if error.is_transient() => Carried::NotNow(Fault::Later),
            Ok(Err(_)) | Err(_) => {
                self.is_broken = true;
                Carried::Unsure
            }
        }
    }

    async fn say(&mut self, step: Step, command: impl std::fmt::Display) -> Result<(), Fault> {
        let answered = within(self.patience, step, self.smtp.command(command)).await;
        self.is_broken |= matches!(
            answered,
            Err(Fault::Silent | Fault::NoSmtp | Fault::Unreachable)
        );
        answered.map(|_: Response| ())
    }

    /// Makes the server forget an e-mail that it did not want, so that the next one can be announced.
    async fn start_anew(&mut self) {
        if !self.is_broken() && self.say(Step::Sender, Rset).await.is_err() {
            self.is_broken = true;
        }
    }
}

async fn within<T>(
    patience: Duration,
    step: Step,
    answer: impl Future<Output = Smtp<T>>,
) -> Result<T, Fault> {
    match tokio::time::timeout(patience, answer).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(fault(step, &error)),
        Err(_) => Err(Fault::Silent),
    }
}

fn hello(host: &str) -> ClientId {
    match host.trim_matches(['[', ']']).parse() {
        Ok(std::net::IpAddr::V4(number)) => ClientId::Ipv4(number),
        Ok(std::net::IpAddr::V6(number)) => ClientId::Ipv6(number),
        Err(_) => ClientId::Domain(host.to_owned()),
    }
}

/// What makes a server trustworthy: its name, and an authority that this machine or the settings know.
fn tls(server: &Server) -> Result<TlsParameters, Fault> {
    let mut parameters = TlsParameters::builder(server.host.clone());
    if let Some(authority) = &server.authority {
        parameters = parameters.add_root_certificate(authority.clone());
    }
    // It fails where the machine knows no authority at all.
    parameters.build().map_err(|_| Fault::Certificate)
}
