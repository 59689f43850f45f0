//! Links to the pages of measures.

use analytics::Measure;

use super::route;

/// In the address of the list, after the licences of the non-commercial pack were accepted.
pub const SWITCHED_ON: &str = "on";
/// The same after they no longer were.
pub const SWITCHED_OFF: &str = "off";
/// In the address of a measure, after it was put in.
pub const ADDED: &str = "added";
/// The same where there are groups that may be asked an earlier version.
pub const NEWER: &str = "newer";
/// The same where it was here already.
pub const KNOWN: &str = "known";
/// The same where it was here already, and no longer offered; or after it was put back into the choice.
pub const AGAIN: &str = "again";
/// In the address where measures are put in, after a file that was too large to be taken.
pub const TOO_LARGE: &str = "too-large";

/// The latest version of a measure.
pub fn measure(id: &str) -> String {
    format!("/measures/{id}")
}

/// A version of a measure.
pub fn measure_version(measure: &Measure) -> String {
    format!("/measures/{}/{}", measure.id, measure.version)
}

/// A version of a measure as a FHIR Questionnaire.
pub fn measure_file(measure: &Measure) -> String {
    format!("{}/file", measure_version(measure))
}

/// A version of a measure, after something was done about it.
pub fn measure_after(measure: &Measure, how: &str) -> String {
    format!("{}?{how}", measure_version(measure))
}

/// Whether a measure is offered.
pub fn measure_choice(id: &str) -> String {
    format!("/measures/{id}/choice")
}

/// The list, after the non-commercial pack was switched: [`SWITCHED_ON`] or [`SWITCHED_OFF`].
pub fn measures_switched(how: &str) -> String {
    format!("{}?{how}", route::MEASURES)
}

/// The page where measures are put in, after a file that was too large to be taken.
pub fn measure_too_large() -> String {
    format!("{}?{TOO_LARGE}", route::ADD_MEASURE)
}
