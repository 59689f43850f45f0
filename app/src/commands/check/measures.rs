//! The folder of a clinic's own measures.

use app::config::Config;

use super::Finding;
use crate::commands::measures_folder::{in_short, look as files};

/// A finding a file with faults, or one for all; nothing where there is no such file.
pub fn look(config: &Config) -> Vec<Finding> {
    let folder = &config.measures_directory;
    let found = files(folder);
    let wrong = found.iter().filter_map(|file| {
        let faults = file.measure.as_ref().err()?;
        let words = [
            ("file", file.path.display().to_string().into()),
            ("fault", in_short(faults).into()),
        ];
        Some(Finding::wrong("measures", "check-measures-wrong", &words))
    });
    let wrong: Vec<Finding> = wrong.collect();
    if found.is_empty() || !wrong.is_empty() {
        return wrong;
    }
    let words = [
        ("count", found.len().into()),
        ("folder", folder.display().to_string().into()),
    ];
    vec![Finding::good("measures", "check-measures-good", &words)]
}
