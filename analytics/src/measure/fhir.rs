//! Measures as FHIR R4 Questionnaires. What a Questionnaire has an element for stands there; the rest, such as scales and
//! bands, in an extension of ours that holds the fields of a measure's file.

mod answers;
mod export;
mod extension;
mod import;

pub use export::of_measure;
pub use import::{Said, to_file};

/// The extension that holds what a Questionnaire has no element for.
const OURS: &str = "urn:chorus:measure";

/// Whether an item asks about self-harm.
const RISK: &str = "urn:chorus:risk";

const LOINC: &str = "http://loinc.org";

/// What an answer counts: the extension of R4, and the ones before and after it.
const ORDINAL: [&str; 3] = [
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
];

const LEAST: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
const MOST: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";
