//! The settings: the only reader of `chorus.toml` and of the environment.

mod checks;
mod mail;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use serde::Deserialize;

pub use mail::{Encryption, Login, Mail, Server, Way};

/// The fewest answers that are ever shown; an organisation may ask for more, never for fewer.
pub const LOWEST_QUORUM: u32 = 5;

/// What an organisation decides before the first group meets. Every value here is checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// The organisation's name, as members read it.
    pub organisation: String,
    /// Where browsers reach Chorus: scheme, host and port, without a slash at the end.
    pub public_address: String,
    /// The zone of every date and time that a person reads or enters.
    pub time_zone: TimeZone,
    /// Whom a member can turn to. Without one no session opens.
    pub support: Vec<SupportContact>,
    /// The number to call when somebody is in danger now, such as 999.
    pub danger_number: Option<String>,
    /// The fewest answers that are shown, at least [`LOWEST_QUORUM`].
    pub quorum: u32,
    /// Months that released results are kept; for ever when not set.
    pub retention_months: Option<u32>,
    /// Months that the files of reports are kept.
    pub report_months: u32,
    /// Where the database is: `sqlite://path` or `postgres://…`.
    pub database: String,
    /// The address that the server listens on.
    pub listen: SocketAddr,
    /// The address that a monitoring system asks; none where it is not set.
    pub metrics_listen: Option<SocketAddr>,
    /// The proxies in front of Chorus whose `X-Forwarded-For` is believed, besides one on this machine.
    pub trusted_proxies: Vec<IpAddr>,
    /// The file of the master key; it is made at the first start.
    pub key_file: PathBuf,
    /// The folder of the keys of open boxes, shared by replicas, never backed up.
    pub keys_directory: PathBuf,
    /// The master key itself, in hexadecimal or as the key file has it, instead of the file.
    pub master_key: Option<Secret>,
    /// How e-mails to staff go.
    pub mail: Mail,
}

/// One person or line that helps.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct SupportContact {
    /// Who answers: "Samaritans".
    pub name: String,
    /// The number to dial, as it is written on paper.
    pub telephone: Option<String>,
    /// Where to go or write: a room, a street, an address on the web.
    pub address: Option<String>,
    /// When somebody answers: "Free, day or night".
    pub hours: String,
}

/// A key or a password as it is written; it never shows in a log.
#[derive(Clone, Deserialize, zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// A text that is to be kept out of logs.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, for what needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(hidden)")
    }
}

/// One sentence that names the setting and says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Fault(String);

/// `chorus.toml` as it is written, before it is checked. The names of the keys are the settings' names.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    organisation: Option<String>,
    public_address: Option<String>,
    time_zone: Option<String>,
    support: Vec<SupportContact>,
    danger_number: Option<String>,
    quorum: Option<i64>,
    retention_months: Option<i64>,
    report_months: Option<i64>,
    database: Option<String>,
    listen: Option<String>,
    metrics_listen: Option<String>,
    trusted_proxies: Vec<String>,
    key_file: Option<PathBuf>,
    keys_directory: Option<PathBuf>,
    mail: mail::Written,
}

impl Config {
    /// Reads `path`, or the file that `CHORUS_CONFIG` names, or `chorus.toml` here, and then the environment:
    /// `CHORUS_` and a key in capitals (`CHORUS_DATABASE`) wins over the file; `CHORUS_MASTER_KEY` stands for
    /// the key file. Paths in the file are relative to its folder.
    ///
    /// # Errors
    ///
    /// One sentence about the first thing that is missing or wrong.
    #[allow(
        clippy::disallowed_methods,
        reason = "this is the one reader of the environment"
    )]
    pub fn read(path: Option<&Path>) -> Result<Self, Fault> {
        let environment = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let path = path
            .map(Path::to_path_buf)
            .or_else(|| environment("CHORUS_CONFIG").map(PathBuf::from))
            .unwrap_or_else(|| PathBuf::from("chorus.toml"));
        let text = checks::text_of(&path, "--config")?;
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        Self::parse(&text, &environment, &folder)
            .map_err(|Fault(sentence)| Fault(format!("{}: {sentence}", path.display())))
    }

    /// The settings in `text`, with `environment` over them and relative paths taken from `folder`.
    ///
    /// # Errors
    ///
    /// One sentence about the first thing that is missing or wrong.
    pub fn parse(
        text: &str,
        environment: &dyn Fn(&str) -> Option<String>,
        folder: &Path,
    ) -> Result<Self, Fault> {
        let mut written: Written = toml::from_str(text).map_err(|error| {
            let line = error
                .span()
                .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            Fault(format!(
                "line {line} {}",
                checks::toml_fault(error.message())
            ))
        })?;
        written.take_environment(environment)?;
        let needed = |value: Option<String>, key: &str, example: &str| {
            value
                .filter(|value| !value.trim().is_empty())
                .ok_or_else(|| {
                    Fault(format!(
                        "`{key}` is missing: add a line like {key} = \"{example}\"."
                    ))
                })
        };
        let public_address = checks::public_address(&needed(
            written.public_address,
            "public_address",
            "https://chorus.example.org",
        )?)?;
        let database = checks::database(written.database, folder)?;
        let key_file = folder.join(written.key_file.unwrap_or_else(|| "chorus.key".into()));
        let host = host_of(&public_address);
        let mail = written.mail.checked(folder, host, &database, &key_file)?;
        Ok(Self {
            organisation: needed(written.organisation, "organisation", "Riverside Clinic")?,
            public_address,
            time_zone: checks::time_zone(&needed(
                written.time_zone,
                "time_zone",
                "Europe/London",
            )?)?,
            support: checks::support(written.support)?,
            danger_number: written
                .danger_number
                .filter(|number| !number.trim().is_empty()),
            quorum: checks::quorum(written.quorum)?,
            retention_months: checks::retention(written.retention_months)?,
            report_months: checks::report_months(written.report_months)?,
            database,
            listen: checks::listen(
                "listen",
                written.listen.as_deref().unwrap_or("127.0.0.1:8080"),
            )?,
            metrics_listen: written
                .metrics_listen
                .map(|text| checks::listen("metrics_listen", &text))
                .transpose()?,
            trusted_proxies: checks::trusted_proxies(&written.trusted_proxies)?,
            key_file,
            keys_directory: folder.join(written.keys_directory.unwrap_or_else(|| "keys".into())),
            master_key: environment("CHORUS_MASTER_KEY").map(Secret),
            mail,
        })
    }

    /// Months that the files of reports are kept, which is never longer than results are.
    pub fn report_months(&self) -> i32 {
        self.report_months
            .min(self.retention_months.unwrap_or(u32::MAX)) as i32
    }

    /// Whether browsers reach Chorus by https, so that cookies must be `Secure`.
    pub fn is_https(&self) -> bool {
        self.public_address.starts_with("https://")
    }

    /// The name or number of the machine that browsers reach, without a port.
    pub fn public_host(&self) -> &str {
        host_of(&self.public_address)
    }
}

fn host_of(public_address: &str) -> &str {
    let (_, host) = public_address.split_once("://").unwrap_or_default();
    match host.rsplit_once(':') {
        // The colons of an IPv6 number stand inside its brackets.
        Some((host, port)) if !port.contains(']') => host,
        _ => host,
    }
}

/// What `RUST_LOG` asks for; empty where it is not set.
#[allow(
    clippy::disallowed_methods,
    reason = "this is the one reader of the environment"
)]
pub fn log_levels() -> String {
    std::env::var("RUST_LOG").unwrap_or_default()
}

impl Written {
    fn take_environment(
        &mut self,
        environment: &dyn Fn(&str) -> Option<String>,
    ) -> Result<(), Fault> {
        for (key, slot) in [
            ("organisation", &mut self.organisation),
            ("public_address", &mut self.public_address),
            ("time_zone", &mut self.time_zone),
            ("danger_number", &mut self.danger_number),
            ("database", &mut self.database),
            ("listen", &mut self.listen),
            ("metrics_listen", &mut self.metrics_listen),
        ] {
            if let Some(value) = environment(&format!("CHORUS_{}", key.to_uppercase())) {
                *slot = Some(value);
            }
        }
        for (key, slot) in [
            ("quorum", &mut self.quorum),
            ("retention_months", &mut self.retention_months),
            ("report_months", &mut self.report_months),
        ] {
            let name = format!("CHORUS_{}", key.to_uppercase());
            if let Some(value) = environment(&name) {
                *slot = Some(value.parse().map_err(|_| {
                    Fault(format!(
                        "`{name}` is \"{value}\": set it to a whole number."
                    ))
                })?);
            }
        }
        if let Some(list) = environment("CHORUS_TRUSTED_PROXIES") {
            self.trusted_proxies = list.split(',').map(|one| one.trim().to_owned()).collect();
        }
        for (key, slot) in [
            ("key_file", &mut self.key_file),
            ("keys_directory", &mut self.keys_directory),
        ] {
            if let Some(value) = environment(&format!("CHORUS_{}", key.to_uppercase())) {
                *slot = Some(value.into());
            }
        }
        self.mail.take_environment(environment)
    }
}

/// Settings for unit tests of pages.
#[cfg(test)]
pub(crate) fn sample() -> Config {
    let text = "organisation = \"Riverside Clinic\"\npublic_address = \"http://127.0.0.1:8080\"\n\
        time_zone = \"Europe/London\"\ndanger_number = \"999\"\n\
        [[support]]\nname = \"Samaritans\"\ntelephone = \"116 123\"\nhours = \"Free, day or night\"\n";
    Config::parse(text, &|_| None, Path::new("")).expect("BUG: the sample is not valid")
}
