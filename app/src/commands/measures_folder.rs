//! The folder of a clinic's own measures: each file of it is put in when Chorus starts, whole or not at all.

use std::path::{Path, PathBuf};

use analytics::Measure;
use app::App;
use app::entities::audit::{Action, Deed};
use app::entities::own_measure::{self, Added};
use app::words::{faults, measures, say, say_with};
use sea_orm::DbErr;

/// A file of the folder, and the measure in it or what is wrong with it.
pub struct Found {
    /// Where it lies.
    pub path: PathBuf,
    /// The measure, or every fault in words.
    pub measure: Result<Measure, Vec<String>>,
}

/// The files of a folder whose names end in `.toml` or `.json`, by version and name; none where there is no folder.
pub fn look(folder: &Path) -> Vec<Found> {
    let found = |path: PathBuf| Found {
        measure: read(&path),
        path,
    };
    let mut all: Vec<Found> = sorted(folder).0.into_iter().map(found).collect();
    // An older version is put in before a newer one, whatever the files are called.
    all.sort_by_key(|found| found.measure.as_ref().map_or(0, |measure| measure.version));
    all
}

/// What else lies in a folder, which nobody reads; nothing where there is no folder.
pub fn others(folder: &Path) -> Vec<PathBuf> {
    sorted(folder).1
}

/// What lies in a folder, by name: files with measures, and the rest.
fn sorted(folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter().partition(|path| is_a_measure(path))
}

/// Whether a path is a file that is called like one with a measure: in capitals or not, and not hidden.
fn is_a_measure(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.unwrap_or_default().to_lowercase();
    let called = !name.starts_with('.') && (name.ends_with(".toml") || name.ends_with(".json"));
    called && path.is_file()
}

fn read(path: &Path) -> Result<Measure, Vec<String>> {
    let bytes = std::fs::read(path).map_err(|error| vec![error.to_string()])?;
    let measure = Measure::read(&bytes);
    measure.map_err(|found| found.all().iter().map(faults::fault).collect())
}

/// Puts the measures of the folder into the service. What is wrong goes to the log, and keeps nothing else from starting.
///
/// # Errors
///
/// When the database does not answer.
pub async fn take_in(app: &App) -> Result<(), DbErr> {
    for Found { path, measure } in look(&app.config.measures_directory) {
        let file = path.display().to_string();
        let measure = match measure {
            Ok(measure) => measure,
            Err(faults) => {
                for fault in faults {
                    tracing::error!(file, "{fault}");
                }
                continue;
            }
        };
        let tx = app.database.begin().await?;
        match own_measure::add(&measure, app.clock.now(), &tx).await? {
            Ok(Added::Known) => {}
            Ok(Added::New) => {
                let deed = Deed {
                    detail: &measures::named(&measure),
                    ..Deed::of(Action::MeasureAdded)
                };
                deed.commit(app.clock.now(), tx).await?;
                let words = [("id", measure.id.as_str().into()), ("file", file.into())];
                tracing::info!("{}", say_with("command-measure-taken", &words));
            }
            Err(refused) => tracing::error!(file, "{}", refused.in_words(&measure)),
        }
    }
    app.renew().await
}

/// What `chorus check` says of a file with faults.
pub fn in_short(faults: &[String]) -> String {
    match faults {
        [one] => one.clone(),
        [first, rest @ ..] => {
            let more = [
                ("first", first.as_str().into()),
                ("count", rest.len().into()),
            ];
            say_with("check-measures-more", &more)
        }
        [] => say("check-measures-unread"),
    }
}
