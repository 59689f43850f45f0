//! `chorus check`: looks at everything that an operator can set right, changes nothing, and says what is wrong and how to
//! mend it.

mod address;
mod certificate;
mod files;
mod measures;
mod network;
mod store;

use std::path::Path;

use app::clock::Clock;
use app::config::Config;
use app::database::{Condition, Database};
use app::entities::organisation::{Organisation, Step};
use app::tls::Certificate;
use app::words::{Value, say, say_with};

use super::Sentence;

/// For `--help`.
pub const EXAMPLE: &str = "Example:\n  runuser -u chorus -- chorus check --config /etc/chorus/chorus.toml\n\nRun it as the user who starts Chorus, while Chorus runs or before. It changes nothing. Exit status: 0 where nothing is\nwrong, 1 where something is.";

/// What was found out about one thing.
pub struct Finding {
    weight: Weight,
    /// The end of a message `check-part-…`.
    part: &'static str,
    sentence: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// As it should be.
    Good,
    /// It works, and somebody should know of it.
    Doubtful,
    /// It keeps Chorus from working, or answers from being safe.
    Wrong,
}

impl Finding {
    fn good(part: &'static str, id: &str, arguments: &[(&str, Value<'_>)]) -> Self {
        Self::new(Weight::Good, part, say_with(id, arguments))
    }

    fn doubtful(part: &'static str, id: &str, arguments: &[(&str, Value<'_>)]) -> Self {
        Self::new(Weight::Doubtful, part, say_with(id, arguments))
    }

    fn wrong(part: &'static str, id: &str, arguments: &[(&str, Value<'_>)]) -> Self {
        Self::new(Weight::Wrong, part, say_with(id, arguments))
    }

    fn new(weight: Weight, part: &'static str, sentence: String) -> Self {
        Self {
            weight,
            part,
            sentence,
        }
    }

    fn print(&self) {
        let weight = say(match self.weight {
            Weight::Good => "check-good",
            Weight::Doubtful => "check-doubtful",
            Weight::Wrong => "check-wrong",
        });
        let part = say(&format!("check-part-{}", self.part));
        println!("{weight:<6} {part:<16} {}", self.sentence);
    }
}

/// What an organisation decides, as far as it is looked at here.
struct Decided {
    public_address: String,
    has_support: bool,
    is_set_up: bool,
    certificate: Option<Certificate>,
}

/// What was decided; nothing where the database does not say, which is a finding of its own.
async fn decided(config: &Config) -> Option<Decided> {
    let database = Database::existing(&config.database).await.ok()?;
    let is_current = matches!(
        Condition::of(&database.reader).await,
        Ok(Condition::Current(_))
    );
    let organisation = match is_current {
        true => Organisation::read(&database.reader).await.ok(),
        false => None,
    };
    database.close().await;
    let organisation = organisation?;
    Some(Decided {
        public_address: organisation.row.public_address.clone(),
        has_support: !organisation.support.is_empty(),
        is_set_up: organisation.row.step == Step::Done,
        certificate: Certificate::of(&organisation),
    })
}

/// Looks at everything and prints it.
pub async fn run(settings: Option<&Path>) -> Result<(), Sentence> {
    let config = match Config::read(settings) {
        Ok(config) => config,
        Err(fault) => {
            Finding::new(Weight::Wrong, "settings", fault.to_string()).print();
            return Err(say_with("check-summary-wrong", &[("count", 1.into())]).into());
        }
    };
    let clock = Clock::System;
    let mut findings = files::look(&config);
    findings.extend(measures::look(&config).await);
    findings.extend(store::look(&config, &clock).await);
    let decided = decided(&config).await;
    findings.extend(network::look(&config, decided.as_ref()));
    if let Some(decided) = decided.filter(|decided| !decided.public_address.is_empty()) {
        if let Some(files) = &decided.certificate {
            findings.push(certificate::look(files, &decided.public_address, &clock));
        }
        findings.extend(address::look(&config, &decided.public_address, &clock).await);
    }
    findings.iter().for_each(Finding::print);
    let count = |weight: Weight| {
        let of_weight = findings.iter().filter(|finding| finding.weight == weight);
        of_weight.count() as i64
    };
    match (count(Weight::Wrong), count(Weight::Doubtful)) {
        (0, 0) => println!("{}", say("check-summary-good")),
        (0, doubts) => println!(
            "{}",
            say_with("check-summary-doubtful", &[("count", doubts.into())])
        ),
        (wrong, _) => {
            return Err(say_with("check-summary-wrong", &[("count", wrong.into())]).into());
        }
    }
    Ok(())
}
