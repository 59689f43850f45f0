//! The part `[mail]` of the settings: where e-mails to staff come from, and which way they go.

mod server;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::Address;
use lettre::message::Mailbox;
use serde::Deserialize;

use super::{Fault, Secret};
pub use server::{Encryption, Login, Server};

/// Seconds that a mail server has for an answer, unless the settings say otherwise.
const PATIENCE: i64 = 10;

/// How e-mails to staff go.
#[derive(Clone, Debug)]
pub struct Mail {
    from: Option<Mailbox>,
    /// Where they go.
    pub way: Way,
}

/// Where e-mails go.
#[derive(Clone, Debug)]
pub enum Way {
    /// Into a folder, as files: nothing leaves the machine.
    Folder(PathBuf),
    /// To a mail server.
    Server(Box<Server>),
}

/// `[mail]` as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Written {
    from: Option<String>,
    folder: Option<PathBuf>,
    smtp: Option<Secret>,
    password: Option<Secret>,
    ca_file: Option<PathBuf>,
    timeout_seconds: Option<i64>,
}

impl Written {
    /// Lets `CHORUS_MAIL_FROM`, `CHORUS_MAIL_SMTP` and so on win over the file.
    pub(super) fn take_environment(
        &mut self,
        environment: &dyn Fn(&str) -> Option<String>,
    ) -> Result<(), Fault> {
        let environment = |key: &str| environment(&format!("CHORUS_MAIL_{key}"));
        if let Some(from) = environment("FROM") {
            self.from = Some(from);
        }
        for (key, slot) in [("SMTP", &mut self.smtp), ("PASSWORD", &mut self.password)] {
            if let Some(value) = environment(key) {
                *slot = Some(Secret::new(value));
            }
        }
        for (key, slot) in [("FOLDER", &mut self.folder), ("CA_FILE", &mut self.ca_file)] {
            if let Some(value) = environment(key) {
                *slot = Some(value.into());
            }
        }
        if let Some(value) = environment("TIMEOUT_SECONDS") {
            self.timeout_seconds = Some(value.parse().map_err(|_| {
                Fault(format!(
                    "`CHORUS_MAIL_TIMEOUT_SECONDS` is \"{value}\": set it to a whole number."
                ))
            })?);
        }
        Ok(())
    }

    /// The checked settings. Relative paths are taken from `folder`; without a word about where e-mails go they are
    /// written as files beside the database, or beside the key file where the database is a server.
    pub(super) fn checked(
        self,
        folder: &Path,
        database: &str,
        key_file: &Path,
    ) -> Result<Mail, Fault> {
        let patience = match self.timeout_seconds.unwrap_or(PATIENCE) {
            seconds @ 1..=60 => Duration::from_secs(seconds as u64),
            seconds => {
                return Err(Fault(format!(
                    "`timeout_seconds` in [mail] is {seconds}: set it between 1 and 60."
                )));
            }
        };
        let way = match (self.smtp, self.folder) {
            (Some(_), Some(_)) => {
                return Err(Fault(
                    "[mail] has `smtp` and `folder`: keep one of the two.".into(),
                ));
            }
            (Some(address), None) => {
                let mut server = server::parse(&address, self.password, patience)?;
                if let Some(path) = self.ca_file {
                    server.authority = Some(server::authority(&folder.join(path))?);
                }
                if self.from.is_none() {
                    return Err(Fault(
                        "`from` in [mail] is missing: add a line like from = \"Chorus <chorus@example.org>\".".into(),
                    ));
                }
                Way::Server(Box::new(server))
            }
            (None, chosen) => {
                let alone = [
                    ("password", self.password.is_some()),
                    ("ca_file", self.ca_file.is_some()),
                ];
                if let Some((key, _)) = alone.iter().find(|(_, is_set)| *is_set) {
                    return Err(Fault(format!(
                        "[mail] has `{key}` and no `smtp`: add smtp = \"smtps://…\", or remove it."
                    )));
                }
                let beside = database
                    .strip_prefix("sqlite://")
                    .map_or(key_file, Path::new)
                    .parent()
                    .unwrap_or(folder);
                Way::Folder(match chosen {
                    Some(chosen) => folder.join(chosen),
                    None => beside.join("mail"),
                })
            }
        };
        let from = self.from.as_deref().map(sender).transpose()?;
        Ok(Mail { from, way })
    }
}

impl Mail {
    /// E-mails that never leave the machine: files in `folder`.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self {
            from: None,
            way: Way::Folder(folder),
        }
    }

    /// Whom they come from: nobody is named for files, so those come from `chorus` at the machine that browsers reach.
    pub fn from(&self, host: &str) -> Mailbox {
        let of_host = || {
            // A name that stands in no address is not worth a fault.
            let address = Address::new("chorus", host);
            let address = address.or_else(|_| Address::new("chorus", "localhost"));
            address.expect("BUG: chorus@localhost is an address").into()
        };
        self.from.clone().unwrap_or_else(of_host)
    }
}

fn sender(written: &str) -> Result<Mailbox, Fault> {
    let read = written
        .parse::<Mailbox>()
        .ok()
        .filter(|_| !written.contains(char::is_control));
    read.ok_or_else(|| {
        Fault(format!(
            "`from` in [mail] is {written:?}: write an address like chorus@example.org, or a name before it: Chorus <chorus@example.org>."
        ))
    })
}
