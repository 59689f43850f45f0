//! The settings: the only reader of `chorus.toml` and of the environment.

mod checks;
mod mail;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use mail::{Encryption, Login, Mail, Server, Way};

/// What belongs to the machine that Chorus runs on. Every value here is checked. What the organisation decides is set in
/// the browser: see `entities::organisation`.
#[derive(Clone, Debug)]
pub struct Config {
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
    /// The folder of a clinic's own measures, each put in at the start.
    pub measures_directory: PathBuf,
    /// The master key itself, in hexadecimal or as the key file has it, instead of the file.
    pub master_key: Option<Secret>,
    /// How e-mails to staff go.
    pub mail: Mail,
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
    database: Option<String>,
    listen: Option<String>,
    metrics_listen: Option<String>,
    trusted_proxies: Vec<String>,
    key_file: Option<PathBuf>,
    keys_directory: Option<PathBuf>,
    measures_directory: Option<PathBuf>,
    mail: mail::Written,
}

impl Config {
    /// Reads `path`, or the file that `CHORUS_CONFIG` names, or `chorus.toml` here if there is one, and then the
    /// environment: `CHORUS_` and a key in capitals (`CHORUS_DATABASE`) wins over the file; `CHORUS_MASTER_KEY` stands for
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
        let named = path
            .map(Path::to_path_buf)
            .or_else(|| environment("CHORUS_CONFIG").map(PathBuf::from));
        let usual = PathBuf::from("chorus.toml");
        if named.is_none() && !usual.exists() {
            return Self::parse("", &environment, Path::new(""));
        }
        let path = named.unwrap_or(usual);
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
        let database = checks::database(written.database, folder)?;
        let key_file = folder.join(written.key_file.unwrap_or_else(|| "chorus.key".into()));
        let mail = written.mail.checked(folder, &database, &key_file)?;
        Ok(Self {
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
            measures_directory: folder.join(
                written
                    .measures_directory
                    .unwrap_or_else(|| "measures.d".into()),
            ),
            master_key: environment("CHORUS_MASTER_KEY").map(Secret),
            mail,
        })
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
            ("database", &mut self.database),
            ("listen", &mut self.listen),
            ("metrics_listen", &mut self.metrics_listen),
        ] {
            if let Some(value) = environment(&format!("CHORUS_{}", key.to_uppercase())) {
                *slot = Some(value);
            }
        }
        if let Some(list) = environment("CHORUS_TRUSTED_PROXIES") {
            self.trusted_proxies = list.split(',').map(|one| one.trim().to_owned()).collect();
        }
        for (key, slot) in [
            ("key_file", &mut self.key_file),
            ("keys_directory", &mut self.keys_directory),
            ("measures_directory", &mut self.measures_directory),
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
    Config::parse("", &|_| None, Path::new("")).expect("BUG: nothing needs to be set")
}
