//! The folder of a clinic's own measures.

use app::config::Config;
use app::database::{Condition, Database};
use app::entities::own_measure::{self, Version};

use super::Finding;
use crate::commands::measures_folder::{Found, in_short, look as files};

/// A finding a file that is not put in, or one for all; nothing where there is no such file.
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
                let before = found[..at].iter().filter_map(|file| of(file, &measure.id));
                known.extend(before);
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
    if found.is_empty() || !wrong.is_empty() {
        return wrong;
    }
    let words = [
        ("count", found.len().into()),
        ("folder", folder.display().to_string().into()),
    ];
    vec![Finding::good("measures", "check-measures-good", &words)]
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
