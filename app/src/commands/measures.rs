//! `chorus measures`: what questionnaires there are, whether a file is one, and one as others read it.

use std::path::PathBuf;

use analytics::Measure;
use analytics::measure::{Fault, Library, Origin, Problem, Said};
use app::words::{faults, measures, say, say_with};
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
        Command::List => list(),
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
            return check(&file, &said);
        }
        Command::Export { id } => {
            let all = Library::new(true, Vec::new());
            let Some(measure) = all.latest(&id) else {
                return Err(say_with("command-measure-unknown", &[("id", id.into())]).into());
            };
            println!("{}", serde_json::to_string_pretty(&measure.to_fhir())?);
        }
    }
    Ok(())
}

fn list() {
    let all = Library::new(true, Vec::new()).current();
    let wide = all
        .iter()
        .map(|(_, measure)| measure.id.len())
        .max()
        .unwrap_or_default();
    for (origin, measure) in all {
        let what = match origin {
            Origin::NonCommercial => format!("{}  [{}]", measure.title, measure.licence),
            _ => measure.title.clone(),
        };
        println!("{:wide$}  {what}", measure.id);
    }
}

fn check(file: &std::path::Path, said: &Said) -> Result<(), Sentence> {
    let name = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| {
        let arguments = [
            ("file", name.clone().into()),
            ("cause", error.to_string().into()),
        ];
        say_with("command-measure-unread", &arguments)
    })?;
    match Measure::read_with(&bytes, said) {
        Ok(measure) => {
            print!("{}", described(&measure));
            Ok(())
        }
        Err(found) => {
            for fault in found.all() {
                println!("{}", faults::fault(fault));
            }
            let unsaid = |fault: &Fault| {
                let may_be_said = ["licence", "higher_is_worse"].contains(&fault.field.as_str());
                may_be_said && fault.problem == Problem::Missing
            };
            if bytes.trim_ascii_start().starts_with(b"{") && found.all().iter().any(unsaid) {
                println!("{}", say("command-measure-unsaid"));
            }
            let arguments = [("file", name.into()), ("count", found.all().len().into())];
            Err(say_with("command-measure-faults", &arguments).into())
        }
    }
}

fn described(measure: &Measure) -> String {
    let head = [
        ("title", measure.title.as_str().into()),
        ("id", measure.id.as_str().into()),
        ("version", measure.version.into()),
        ("items", measure.items.len().into()),
        ("licence", measure.licence.as_str().into()),
    ];
    let mut lines = vec![say_with("command-measure-is", &head)];
    lines.extend(measure.scales.iter().map(|scale| {
        let scoring = measures::scoring(measure, scale);
        format!("{}: {scoring}", scale.title)
    }));
    lines.push(measures::for_groups(measure));
    lines.push(say("measure-look-yourself"));
    lines.join("\n") + "\n"
}
