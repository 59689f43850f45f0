//! A member's own scores as a FHIR R4 bundle, for the record of whoever treats them. It has no subject and no
//! identifier: whoever files it says whose it is. The bundle of a scope lies in a file of its own.

mod scope;

pub(crate) use scope::scope;

use analytics::Own;
use analytics::progress::{Course, Point};
use jiff::civil::Date;
use serde::Serialize;

use crate::{Document, Error};

/// Words that people read in such a file.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// What is scored, with `{measure}`: "{measure} total score".
    pub total: &'a str,
}

const LOINC: &str = "http://loinc.org";
const UCUM: &str = "http://unitsofmeasure.org";
const CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
const LOCAL: &str = "urn:chorus:score";

/// A collection: for every score an Observation, and the QuestionnaireResponse that it is derived from, which
/// holds the total only because the answers themselves are not kept. `bytes` names the entries at random, so
/// that two files of a person have nothing in common but the scores.
pub fn progress(
    courses: &[Own<Course>],
    words: Words<'_>,
    bytes: &mut dyn FnMut() -> [u8; 16],
) -> Result<Document, Error> {
    let mut entry = Vec::new();
    for course in courses {
        let course = course.value();
        for point in &course.points {
            let (response, observation) = (name(bytes()), name(bytes()));
            entry.push(Entry {
                resource: Resource::QuestionnaireResponse(answered(course, point, words)),
                full_url: response.clone(),
            });
            entry.push(Entry {
                resource: Resource::Observation(observed(course, point, words, response)),
                full_url: observation,
            });
        }
    }
    let bundle = Bundle {
        resource_type: "Bundle",
        kind: "collection",
        entry,
    };
    Ok(Document {
        name: "scores.json".to_owned(),
        media_type: "application/fhir+json",
        bytes: serde_json::to_vec_pretty(&bundle)?,
    })
}

fn answered(course: &Course, point: &Point, words: Words<'_>) -> QuestionnaireResponse {
    let measure = course.measure;
    QuestionnaireResponse {
        status: "completed",
        questionnaire: format!("urn:chorus:measure:{}|{}", measure.id, measure.version),
        authored: point.date,
        item: [Item {
            link_id: format!("score-{}", course.scale.id),
            text: total(course, words),
            answer: [Answer {
                value_decimal: score(point),
            }],
        }],
    }
}

fn observed(course: &Course, point: &Point, words: Words<'_>, response: String) -> Observation {
    let (system, code) = match &course.scale.loinc {
        Some(loinc) => (LOINC, loinc.clone()),
        None => (LOCAL, format!("{}.{}", course.measure.id, course.scale.id)),
    };
    let band = point.band.map(|band| Concept {
        coding: Vec::new(),
        text: Some(band.title.clone()),
    });
    Observation {
        status: "final",
        category: [Concept {
            coding: vec![Coding {
                system: CATEGORY,
                code: "survey".to_owned(),
            }],
            text: None,
        }],
        code: Concept {
            coding: vec![Coding { system, code }],
            text: Some(total(course, words)),
        },
        effective: point.date,
        value: Quantity {
            value: score(point),
            system: UCUM,
            code: "{score}",
        },
        interpretation: band.into_iter().collect(),
        derived_from: [Reference {
            reference: response,
        }],
    }
}

/// "PHQ-8 total score"; of one of several scales, which one: "ONS4: Happy yesterday".
fn total(course: &Course, words: Words<'_>) -> String {
    let Course { measure, scale, .. } = course;
    match measure.kept().count() {
        1 => words.total.replace("{measure}", &measure.short),
        _ => format!("{}: {}", measure.short, scale.title),
    }
}

// Prorated scores are fractions without end; FHIR reads digits as precision.
fn score(point: &Point) -> f64 {
    (point.score * 100.0).round() / 100.0
}

// A random UUID (RFC 9562, version 4).
fn name(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut name = "urn:uuid:".to_owned();
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            name.push('-');
        }
        name.push_str(&format!("{byte:02x}"));
    }
    name
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Bundle {
    resource_type: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    // FHIR has no empty lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entry: Vec<Entry>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    full_url: String,
    resource: Resource,
}

#[derive(Serialize)]
#[serde(tag = "resourceType")]
enum Resource {
    QuestionnaireResponse(QuestionnaireResponse),
    Observation(Observation),
}

#[derive(Serialize)]
struct QuestionnaireResponse {
    questionnaire: String,
    status: &'static str,
    authored: Date,
    item: [Item; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    link_id: String,
    text: String,
    answer: [Answer; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    value_decimal: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Observation {
    status: &'static str,
    category: [Concept; 1],
    code: Concept,
    #[serde(rename = "effectiveDateTime")]
    effective: Date,
    #[serde(rename = "valueQuantity")]
    value: Quantity,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    interpretation: Vec<Concept>,
    derived_from: [Reference; 1],
}

#[derive(Serialize)]
struct Concept {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    coding: Vec<Coding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Serialize)]
struct Coding {
    system: &'static str,
    code: String,
}

#[derive(Serialize)]
struct Quantity {
    value: f64,
    system: &'static str,
    code: &'static str,
}

#[derive(Serialize)]
struct Reference {
    reference: String,
}
