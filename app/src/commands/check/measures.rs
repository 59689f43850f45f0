//! The folder of a clinic's own measures.

use analytics::Measure;
use app::config::Config;
use app::database::{Condition, Database};
use app::entities::own_measure::{self, Version};

use super::Finding;
use crate::commands::measures_folder::{Found, in_short, look as files, others};

/// A finding a file that is not put in, and one for those that can be read; nothing where there is no file.
pub async fn look(config: &Config) -> Vec<Finding> {
    let folder = &config.measures_directory;
    let found = files(folder);
    let database = current(config).await;
    let mut wrong = Vec::new();
    for (at, file) in found.iter().enumerate() {
        let name = ("file", file.path.display().to_string().into());
        match &file.measure {
            Err(faults) => {
                let words = [name, ("fault", in_short(faults).into())];
                wrong.push(Finding::wrong("measures", "check-measures-wrong", &words));
            }
            Ok(measure) => {
                let mut known = match &database {
                    Some(database) => own_measure::versions(&measure.id, &database.reader).await,
                    None => Ok(Vec::new()),
                }
                .unwrap_or_default();
                let earlier = &found[..at];
                if let Some(twin) = earlier.iter().find(|file| is_twin(file, measure)) {
                    let words = [name, ("other", twin.path.display().to_string().into())];
                    wrong.push(Finding::wrong("measures", "check-measures-twin", &words));
                    continue;
                }
                known.extend(earlier.iter().filter_map(|file| of(file, &measure.id)));
                if let Err(refused) = own_measure::beside(measure, &known) {
                    let words = [name, ("why", refused.in_words(measure).into())];
                    wrong.push(Finding::wrong("measures", "check-measures-refused", &words));
                }
            }
        }
    }
    if let Some(database) = database {
        database.close().await;
    }
    for path in others(folder) {
        let file = ("file", path.display().to_string().into());
        wrong.push(Finding::doubtful(
            "measures",
            "check-measures-other",
            &[file],
        ));
    }
    let read = found.iter().filter(|file| file.measure.is_ok()).count();
    if read > 0 {
        let words = [
            ("count", read.into()),
            ("folder", folder.display().to_string().into()),
        ];
        wrong.push(Finding::good("measures", "check-measures-good", &words));
    }
    wrong
}

/// Whether a file holds the same version with other words.
fn is_twin(file: &Found, measure: &Measure) -> bool {
    let same = |other: &Measure| {
        other.id == measure.id && other.version == measure.version && other != measure
    };
    file.measure.as_ref().is_ok_and(same)
}

/// The version of a measure that a file holds.
fn of(file: &Found, id: &str) -> Option<Version> {
    let measure = file.measure.as_ref().ok()?;
    (measure.id == id).then(|| (measure.version, Some(measure.clone())))
}

/// The service's database, where it can be asked; what keeps it from that is a finding of its own.
async fn current(config: &Config) -> Option<Database> {
    let database = Database::existing(&config.database).await.ok()?;
    match Condition::of(&database.reader).await {
        Ok(Condition::Current(_)) => Some(database),
        _ => {
            database.close().await;
            None
        }
    }
}
