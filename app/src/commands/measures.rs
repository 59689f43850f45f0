//! `chorus measures`: what questionnaires there are, whether a file is one, and one as others read it.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use analytics::Measure;
use analytics::measure::{Fault, Library, Origin, Said};
use app::entities::own_measure;
use app::words::{faults, meaning, measures, say, say_with};
use clap::{Subcommand, ValueEnum};

use super::Sentence;

/// For `--help`.
pub const EXAMPLE: &str =
    "Example:\n  chorus measures check our-form.toml\n  chorus measures export phq-8 > phq-8.json";

/// What to do about measures.
#[derive(Subcommand)]
pub enum Command {
    /// Lists the measures that come with Chorus
    #[command(after_help = "Example:\n  chorus measures list")]
    List,
    /// Says everything that is wrong with a file, or what it would ask and score
    #[command(
        after_help = "Example:\n  chorus measures check our-form.toml\n  chorus measures check questionnaire.json --licence \"CC BY 4.0\" --higher-is worse"
    )]
    Check {
        /// A TOML file, or a FHIR R4 Questionnaire in JSON
        file: PathBuf,
        /// The licence, where a Questionnaire says none
        #[arg(long)]
        licence: Option<String>,
        /// What a higher score means, where a Questionnaire does not say
        #[arg(long, value_name = "worse|better")]
        higher_is: Option<Way>,
    },
    /// Prints a measure as a FHIR R4 Questionnaire
    #[command(after_help = "Example:\n  chorus measures export phq-8 > phq-8.json")]
    Export {
        /// Its identifier, as `chorus measures list` shows it
        id: String,
    },
}

/// Which way a score runs.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Way {
    /// A higher score is a worse one
    Worse,
    /// A higher score is a better one
    Better,
}

/// Runs `command`.
pub fn run(command: Command) -> Result<(), Sentence> {
    match command {
        Command::List => print(&list()),
        Command::Check {
            file,
            licence,
            higher_is,
        } => {
            let said = Said {
                id: None,
                licence,
                higher_is_worse: higher_is.map(|way| way == Way::Worse),
            };
            check(&file, &said)
        }
        Command::Export { id } => {
            let all = Library::new(true, Vec::new());
            let Some(measure) = all.latest(&id.to_lowercase()) else {
                return Err(say_with("command-measure-unknown", &[("id", id.into())]).into());
            };
            print(&(serde_json::to_string_pretty(&measure.to_fhir())? + "\n"))
        }
    }
}

/// Prints; whoever reads may have seen enough, as `head` has.
fn print(text: &str) -> Result<(), Sentence> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

fn list() -> String {
    let all = Library::new(true, Vec::new()).current();
    let wide = all.iter().map(|(_, measure)| measure.id.len()).max();
    let wide = wide.unwrap_or_default();
    let line = |(origin, measure): (Origin, &Measure)| {
        let licence = match origin {
            Origin::NonCommercial => format!("  [{}]", measure.licence),
            _ => String::new(),
        };
        let (id, title) = (&measure.id, &measure.title);
        format!(
            "{id:wide$}  {title}: {}{licence}\n",
            measures::in_short(measure)
        )
    };
    all.into_iter().map(line).collect()
}

fn check(file: &Path, said: &Said) -> Result<(), Sentence> {
    let name = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| {
        let arguments = [
            ("file", name.clone().into()),
            ("cause", error.to_string().into()),
        ];
        say_with("command-measure-unread", &arguments)
    })?;
    match Measure::read_with(&bytes, said) {
        Ok(measure) => match own_measure::beside(&measure, &[]) {
            Ok(_) => print(&described(&measure)),
            Err(refused) => Err(refused.in_words(&measure).into()),
        },
        Err(found) => {
            let mut lines: Vec<String> = found.all().iter().map(faults::fault).collect();
            if found.all().iter().any(Fault::is_unsaid) {
                lines.push(say("command-measure-unsaid"));
            }
            print(&(lines.join("\n") + "\n"))?;
            let arguments = [("file", name.into()), ("count", found.all().len().into())];
            Err(say_with("command-measure-faults", &arguments).into())
        }
    }
}

/// What a measure would ask and score, and what its scores mean.
fn described(measure: &Measure) -> String {
    let head = [
        ("title", measure.title.as_str().into()),
        ("id", measure.id.as_str().into()),
        ("version", measure.version.into()),
        ("items", measure.items.len().into()),
    ];
    let mut lines = vec![say_with("command-measure-is", &head)];
    let facts = [
        ("measure-licence", &measure.licence),
        ("measure-attribution", &measure.attribution),
        ("measure-source", &measure.source),
        ("measure-recall", &measure.recall),
        ("measure-note", &measure.note),
    ];
    let facts = facts.into_iter().filter(|(_, words)| !words.is_empty());
    lines.extend(facts.map(|(label, words)| format!("{}: {words}", say(label))));
    lines.push(String::new());
    lines.extend((!measure.stem.is_empty()).then(|| measure.stem.clone()));
    for (at, item) in measure.items.iter().enumerate() {
        lines.push(format!("{}. {}", at + 1, item.text));
        if at == 0 || item.answers != measure.items[at - 1].answers {
            lines.push(format!("   {}", measures::answers(&item.answers)));
        }
        if item.risk {
            lines.push(format!("   {}", say("measure-item-risk")));
        } else if item.seems_risky() {
            lines.push(format!("   {}", say("measure-item-no-risk")));
        }
    }
    lines.push(String::new());
    for scale in &measure.scales {
        let scoring = measures::scoring(measure, scale);
        lines.push(format!("{}: {scoring}", scale.title));
        let more = meaning::lines(scale).into_iter();
        lines.extend(more.map(|line| format!("  {line}")));
    }
    lines.extend(measures::unscored(measure));
    lines.push(String::new());
    lines.push(measures::for_groups(measure));
    lines.push(say("measure-look-yourself"));
    lines.join("\n") + "\n"
}
