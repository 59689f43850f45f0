//! The report of a scope as a FHIR R4 bundle of MeasureReports: coverage, benefits, and a report for each focus and
//! measure with every group as a stratum. It names no person; what is not shown has a reason instead of a number.

use analytics::change::Bound;
use analytics::table::Cell;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{LOINC, UCUM};
use crate::Error;
use crate::plain;
use crate::scope::{Outline, Sheet};

const ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
const POPULATION: &str = "http://terminology.hl7.org/CodeSystem/measure-population";
const IMPROVEMENT: &str = "http://terminology.hl7.org/CodeSystem/measure-improvement-notation";
const COLUMN: &str = "urn:chorus:column";
const RANGE: &str = "urn:chorus:range-95-percent";

/// The bundle. The same outline and time give the same bytes.
pub(crate) fn scope(outline: &Outline, made: Timestamp) -> Result<Vec<u8>, Error> {
    let reports = [coverage(outline), climate(outline)]
        .into_iter()
        .chain(changes(outline));
    let entry = |(id, measure, group): Report| {
        json!({
            "fullUrl": format!("urn:chorus:{}:{id}", outline.file),
            "resource": {
                "resourceType": "MeasureReport",
                "id": id,
                "status": "complete",
                "type": "summary",
                "measure": measure,
                "date": made.to_string(),
                "reporter": { "display": plain::tidy(&outline.paper.organisation) },
                "period": {
                    "start": outline.period.first().to_string(),
                    "end": outline.period.last().to_string(),
                },
                // Points better, shares shown: more is better in all of them.
                "improvementNotation": { "coding": [{ "system": IMPROVEMENT, "code": "increase" }] },
                "group": group,
            }
        })
    };
    let entries: Vec<Value> = reports.map(entry).collect();
    let bundle = json!({
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": made.to_string(),
        "entry": entries,
    });
    Ok(serde_json::to_vec_pretty(&bundle)?)
}

/// Identifier, canonical name of what is measured, and groups of figures.
type Report = (String, String, Vec<Value>);

/// Of each row of the summary that is about nothing else the part and the whole.
fn coverage(outline: &Outline) -> Report {
    let sheet = sheet(outline, "summary");
    let rows = sheet.rows.iter();
    let rows = rows.filter(|row| cell(sheet, row, "about") == &Cell::Nothing);
    let group = |row: &Vec<Cell>| {
        let part = |id: &str, code: &str| {
            let cell = cell(sheet, row, id);
            (*cell != Cell::Nothing).then(|| {
                let coding = json!({ "coding": [{ "system": POPULATION, "code": code }] });
                count(coding, cell)
            })
        };
        let parts = match cell(sheet, row, "whole") {
            Cell::Nothing => vec![part("value", "initial-population")],
            _ => vec![part("whole", "denominator"), part("value", "numerator")],
        };
        let parts: Vec<Value> = parts.into_iter().flatten().collect();
        json!({ "code": { "text": said(outline, sheet, row, "figure") }, "population": parts })
    };
    (
        "coverage".to_owned(),
        "urn:chorus:report:coverage|1".to_owned(),
        rows.map(group).collect(),
    )
}

fn climate(outline: &Outline) -> Report {
    let sheet = sheet(outline, "climate");
    let group = |row: &Vec<Cell>| {
        let mut group = score(sheet, row, "average");
        group.insert(
            "code".into(),
            json!({ "text": said(outline, sheet, row, "benefit") }),
        );
        let rests = populations(sheet, row, &["groups", "people"]);
        group.insert("population".into(), rests.into());
        Value::Object(group)
    };
    let form = analytics::measure::session_form();
    (
        format!("benefits-{}", form.id),
        format!("urn:chorus:measure:{}|{}", form.id, form.version),
        sheet.rows.iter().map(group).collect(),
    )
}

/// A report for each focus and measure.
fn changes(outline: &Outline) -> impl Iterator<Item = Report> {
    let sheet = sheet(outline, "change");
    sheet.rows.iter().map(move |row| {
        let Cell::Term(focus) = cell(sheet, row, "focus") else {
            panic!("BUG: a focus is a term");
        };
        let about = said(outline, sheet, row, "measure");
        let mut asked = outline.measures.iter();
        let measure = asked
            .find(|known| known.short == about)
            .expect("BUG: a change on a measure that nobody is asked");
        let mut group = score(sheet, row, "change");
        let mut code = Map::new();
        code.insert("text".into(), said(outline, sheet, row, "focus").into());
        // Only where the code of the total has been verified.
        if let Some(loinc) = &measure.main().loinc {
            let coding = json!([{ "system": LOINC, "code": loinc }]);
            code.insert("coding".into(), coding);
        }
        group.insert("code".into(), code.into());
        let rests = populations(sheet, row, &["groups", "people"]);
        group.insert("population".into(), rests.into());
        group.insert("stratifier".into(), strata(outline, row, sheet).into());
        let mut groups = vec![Value::Object(group)];
        let counted: Vec<&str> = sheet
            .columns
            .iter()
            .map(|column| column.id.as_str())
            .filter(|id| {
                id.ends_with(".least") || id.ends_with(".most") || id.starts_with("counted")
            })
            .collect();
        if !counted.is_empty() {
            groups.push(json!({
                "code": { "text": outline.words.reliable },
                "population": populations(sheet, row, &counted),
            }));
        }
        (
            format!(
                "{}-{}",
                focus.strip_prefix("focus-").unwrap_or(focus),
                measure.id
            ),
            format!("urn:chorus:measure:{}|{}", measure.id, measure.version),
            groups,
        )
    })
}

/// Every group of the focus and measure, by name.
fn strata(outline: &Outline, change: &[Cell], changes: &Sheet) -> Vec<Value> {
    let sheet = sheet(outline, "groups");
    let alike = |row: &&Vec<Cell>| {
        ["focus", "measure"]
            .iter()
            .all(|id| cell(sheet, row, id) == cell(changes, change, id))
    };
    let stratum = |row: &Vec<Cell>| {
        let mut stratum = score(sheet, row, "change");
        let name = said(outline, sheet, row, "group");
        stratum.insert("value".into(), json!({ "text": name }));
        let ids = [
            "first.people",
            "latest.people",
            "people",
            "held",
            "closed",
            "shown",
        ];
        let rests = populations(sheet, row, &ids);
        stratum.insert("population".into(), rests.into());
        Value::Object(stratum)
    };
    let all: Vec<Value> = sheet.rows.iter().filter(alike).map(stratum).collect();
    vec![json!({ "code": [{ "text": heading(sheet, "group") }], "stratum": all })]
}

/// A score with its range, or why there is none.
fn score(sheet: &Sheet, row: &[Cell], id: &str) -> Map<String, Value> {
    let quantity = |value: f64, comparator: Option<&str>| {
        let mut quantity = Map::new();
        quantity.insert("value".into(), value.into());
        if let Some(sign) = comparator {
            quantity.insert("comparator".into(), sign.into());
        }
        quantity.insert("system".into(), UCUM.into());
        quantity.insert("code".into(), "{score}".into());
        Value::Object(quantity)
    };
    let shown = match cell(sheet, row, id) {
        Cell::Mean(value, false) | Cell::Change(value, Bound::Exact) => quantity(*value, None),
        // Of the benefits more is better, so that worse is less.
        Cell::Mean(value, true) => quantity(*value, Some("<=")),
        Cell::Change(value, Bound::AtLeastBetter) => quantity(*value, Some(">=")),
        Cell::Change(value, Bound::AtLeastWorse) => quantity(*value, Some("<=")),
        other => json!({ "extension": [absent(other)] }),
    };
    let mut score = Map::new();
    score.insert("measureScore".into(), shown);
    if let [Cell::Bound(low), Cell::Bound(high)] = ["low", "high"].map(|end| cell(sheet, row, end))
    {
        let end = |value: &f64| quantity(*value, None);
        let range = json!({ "low": end(low), "high": end(high) });
        let extension = json!([{ "url": RANGE, "valueRange": range }]);
        score.insert("extension".into(), extension);
    }
    score
}

fn populations(sheet: &Sheet, row: &[Cell], ids: &[&str]) -> Vec<Value> {
    let population = |id: &&str| {
        let coding = json!([{ "system": COLUMN, "code": id }]);
        let code = json!({ "coding": coding, "text": heading(sheet, id) });
        count(code, cell(sheet, row, id))
    };
    ids.iter().map(population).collect()
}

fn count(code: Value, cell: &Cell) -> Value {
    match cell {
        Cell::Count(n) => json!({ "code": code, "count": n }),
        other => json!({ "code": code, "_count": { "extension": [absent(other)] } }),
    }
}

/// Why there is no figure, in the words of FHIR.
fn absent(cell: &Cell) -> Value {
    let reason = match cell {
        Cell::Withheld => "masked",
        Cell::NotAsked => "not-asked",
        Cell::Cancelled => "not-performed",
        Cell::Nothing => "not-applicable",
        _ => "unknown",
    };
    json!({ "url": ABSENT, "valueCode": reason })
}

fn sheet<'a>(outline: &'a Outline, id: &str) -> &'a Sheet {
    let found = outline.sheets.iter().find(|sheet| sheet.id == id);
    found.expect("BUG: a sheet that every report has")
}

fn cell<'a>(sheet: &Sheet, row: &'a [Cell], id: &str) -> &'a Cell {
    sheet.cell(row, id).unwrap_or(&Cell::Nothing)
}

fn said(outline: &Outline, sheet: &Sheet, row: &[Cell], id: &str) -> String {
    let words = &outline.words.cells;
    let said = words.cell(cell(sheet, row, id));
    // FHIR has no empty strings, and a name may be made of signs that nobody sees.
    if said.is_empty() {
        words.nothing.clone()
    } else {
        said
    }
}

fn heading<'a>(sheet: &'a Sheet, id: &str) -> &'a str {
    let found = sheet.columns.iter().find(|column| column.id == id);
    found.map_or("", |column| column.heading.as_str())
}
