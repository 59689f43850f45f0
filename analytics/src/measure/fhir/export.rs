//! A measure as a FHIR R4 Questionnaire.

use serde_json::{Value as Json, json};

use super::extension::of_fields;
use super::{LEAST, LOINC, MOST, ORDINAL, OURS, RISK};
use crate::measure::schema::{Answers, Band, ChangeRule, Choice, Item, Measure, Scale, Scoring};

/// The Questionnaire of a measure.
pub fn of_measure(measure: &Measure) -> Json {
    let stem = (!measure.stem.is_empty())
        .then(|| json!({ "linkId": "stem", "type": "display", "text": measure.stem }));
    let items = measure.items.iter().enumerate();
    let scores = measure.scales.iter().map(score);
    let all: Vec<Json> = stem
        .into_iter()
        .chain(items.map(|(at, of)| item(at + 1, of)))
        .chain(scores)
        .collect();
    let copyright = [measure.licence.as_str(), &measure.attribution].join("\n\n");
    let copyright = copyright.trim_end();
    let mut whole = json!({
        "resourceType": "Questionnaire",
        "id": measure.id,
        "extension": [{ "url": OURS, "extension": of_fields(&ours(measure)) }],
        "url": format!("urn:chorus:measure:{}", measure.id),
        "version": measure.version.to_string(),
        "name": name(&measure.id),
        "title": measure.title,
        "status": "active",
        "subjectType": ["Patient"],
        "copyright": copyright,
        "item": all,
    });
    if !measure.note.is_empty() {
        whole["description"] = json!(measure.note);
    }
    if let Some(panel) = &measure.loinc {
        whole["code"] = json!([{ "system": LOINC, "code": panel }]);
    }
    whole
}

/// A name as FHIR wants it: letters, digits and underscores, a capital first.
fn name(id: &str) -> String {
    let name = id.to_uppercase().replace('-', "_");
    match name.starts_with(|first: char| first.is_ascii_uppercase()) {
        true => name,
        false => format!("M_{name}"),
    }
}

fn item(number: usize, item: &Item) -> Json {
    let mut extensions: Vec<Json> = Vec::new();
    let mut made = json!({
        "linkId": number.to_string(),
        "prefix": format!("{number}."),
        "text": item.text,
        "required": false,
    });
    match &item.answers {
        Answers::Choices(choices) => {
            made["type"] = json!("choice");
            made["answerOption"] = choices.iter().map(option).collect();
        }
        Answers::Number(number) => {
            let (kind, value) = match number.whole {
                true => ("integer", "valueInteger"),
                false => ("decimal", "valueDecimal"),
            };
            made["type"] = json!(kind);
            for (url, bound) in [(LEAST, number.least), (MOST, number.most)] {
                extensions.push(json!({ "url": url, value: plain(bound) }));
            }
        }
    }
    // Said of every item: what was decided stays so when other words are noticed one day.
    extensions.push(json!({ "url": RISK, "valueBoolean": item.risk }));
    if let Some(code) = &item.loinc {
        made["code"] = json!([{ "system": LOINC, "code": code }]);
    }
    made["extension"] = extensions.into();
    made
}

fn option(choice: &Choice) -> Json {
    let coding = match &choice.loinc {
        Some(code) => json!({ "system": LOINC, "code": code, "display": choice.text }),
        None => json!({ "code": plain(choice.value).to_string(), "display": choice.text }),
    };
    json!({
        "extension": [{ "url": ORDINAL[0], "valueDecimal": plain(choice.value) }],
        "valueCoding": coding,
    })
}

/// The score of a scale: a place for whoever reckons it.
fn score(scale: &Scale) -> Json {
    let mut made = json!({
        "linkId": format!("score-{}", scale.id),
        "type": "decimal",
        "text": scale.title,
        "readOnly": scale.scoring != Scoring::Total,
    });
    if let Some(code) = &scale.loinc {
        made["code"] = json!([{ "system": LOINC, "code": code }]);
    }
    made
}

/// What a Questionnaire has no element for, in the fields of a measure's file.
fn ours(measure: &Measure) -> Json {
    let main = measure.main();
    let mut fields = json!({
        "short": measure.short,
        "scoring": scoring(main.scoring),
        "higher_is_worse": main.higher_is_worse,
        "scales": measure.scales.iter().map(scale).collect::<Vec<_>>(),
    });
    for (key, text) in [("recall", &measure.recall), ("source", &measure.source)] {
        if !text.is_empty() {
            fields[key] = json!(text);
        }
    }
    fields
}

fn scale(scale: &Scale) -> Json {
    let numbers = |places: &[usize]| places.iter().map(|place| place + 1).collect::<Vec<_>>();
    let mut fields = json!({
        "id": scale.id,
        "title": scale.title,
        "scoring": scoring(scale.scoring),
        "factor": plain(scale.factor),
        "range": scale.range.map(plain),
        "higher_is_worse": scale.higher_is_worse,
        "release_grid": plain(scale.release_grid),
    });
    for (key, places) in [("items", &scale.items), ("reverse", &scale.reverse)] {
        if !places.is_empty() {
            fields[key] = json!(numbers(places));
        }
    }
    if let Some(code) = &scale.loinc {
        fields["loinc"] = json!(code);
    }
    if !scale.bands.is_empty() {
        fields["bands"] = scale.bands.iter().map(band).collect();
    }
    if let Some(limit) = &scale.max_missing {
        fields["max_missing"] = fact(
            json!({ "value": limit.value }),
            &limit.source,
            limit.verified,
        );
    }
    if let Some(cut) = &scale.caseness {
        fields["caseness"] = fact(
            json!({ "value": plain(cut.value) }),
            &cut.source,
            cut.verified,
        );
    }
    if let Some(change) = &scale.reliable_change {
        let rule = match change.rule {
            ChangeRule::AtLeast => "at_least",
            ChangeRule::MoreThan => "more_than",
        };
        let value = json!({ "value": plain(change.value), "rule": rule });
        fields["reliable_change"] = fact(value, &change.source, change.verified);
    }
    fields
}

fn band(band: &Band) -> Json {
    let fields = json!({ "low": plain(band.low), "high": plain(band.high), "title": band.title });
    fact(fields, &band.source, band.verified)
}

fn fact(mut fields: Json, source: &str, verified: bool) -> Json {
    if !source.is_empty() {
        fields["source"] = json!(source);
    }
    fields["verified"] = json!(verified);
    fields
}

fn scoring(of: Scoring) -> &'static str {
    match of {
        Scoring::Sum => "sum",
        Scoring::Mean => "mean",
        Scoring::Total => "total",
    }
}

/// A number without a needless fraction.
fn plain(number: f64) -> Json {
    match number.fract() == 0.0 && number.abs() < 1e15 {
        true => json!(number as i64),
        false => json!(number),
    }
}
