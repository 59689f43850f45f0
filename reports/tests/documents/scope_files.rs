//! A scope's report as files of figures: each figure is read back with another program and compared.

use std::io::{Cursor, Read};

use analytics::change::Bound;
use analytics::table::Cell;
use analytics::tallies::Tallied;
use reports::Format;
use reports::PaperSize::A4;
use reports::scope::{Outline, Sheet, document};
use serde_json::{Value, json};

use crate::sample::MADE;
use crate::scope::HOSTILE;
use crate::scope_sample::outline;
use crate::service::{service, silent};
use crate::tools;

fn usual() -> Outline {
    outline(&service(14), "2026-Q1", 3)
}

fn made(outline: &Outline, format: Format) -> Vec<u8> {
    document(outline, format, A4, MADE).unwrap().bytes
}

fn sheet<'a>(outline: &'a Outline, id: &str) -> &'a Sheet {
    outline.sheets.iter().find(|sheet| sheet.id == id).unwrap()
}

#[test]
fn every_cell_is_in_the_zipped_tables() {
    let outline = usual();
    let mut zip = zip::ZipArchive::new(Cursor::new(made(&outline, Format::Csv))).unwrap();
    let mut read = |name: &str| {
        let mut file = zip.by_name(name).unwrap();
        let time = file.last_modified().unwrap();
        assert_eq!(time, zip::DateTime::default(), "no time of day in {name}");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        bytes
    };
    for sheet in &outline.sheets {
        let bytes = read(&format!("{}.csv", sheet.id));
        let mut rows = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&bytes[..])
            .into_records()
            .map(Result::unwrap);
        let header: Vec<String> = rows.next().unwrap().iter().map(str::to_owned).collect();
        let ids: Vec<String> = sheet
            .columns
            .iter()
            .map(|column| column.id.clone())
            .collect();
        assert_eq!(header, ids);
        let found: Vec<Vec<String>> = rows
            .map(|row| row.iter().map(str::to_owned).collect())
            .collect();
        let said = |row: &Vec<Cell>| {
            row.iter()
                .map(|cell| outline.words.cells.cell(cell))
                .collect()
        };
        let expected: Vec<Vec<String>> = sheet.rows.iter().map(said).collect();
        assert_eq!(found, expected, "{}", sheet.id);
        assert!(
            found.iter().flatten().all(|cell| !cell.is_empty()),
            "nothing is left empty"
        );
    }
    let dictionary = read("data-dictionary.csv");
    let mut dictionary = ::csv::Reader::from_reader(&dictionary[..]);
    let known: Vec<(String, String)> = dictionary
        .records()
        .map(Result::unwrap)
        .inspect(|row| assert!(row.iter().all(|field| !field.is_empty()), "{row:?}"))
        .map(|row| (row[0].to_owned(), row[1].to_owned()))
        .collect();
    let columns = outline.sheets.iter().flat_map(|sheet| {
        let of = |column: &reports::scope::Column| (sheet.id.to_owned(), column.id.clone());
        sheet.columns.iter().map(of)
    });
    assert_eq!(known, columns.collect::<Vec<_>>());
    let read_me = String::from_utf8(read("read-me.txt")).unwrap();
    assert!(read_me.contains("Report across groups") && read_me.contains("groups.csv: "));
}

#[test]
fn every_cell_is_in_the_workbook() {
    let outline = usual();
    let path = tools::save("scope.xlsx", &made(&outline, Format::Xlsx));
    let book = tools::read("workbook.py", &path);
    let titles: Vec<&str> = sheets(&book)
        .map(|sheet| sheet["title"].as_str().unwrap())
        .collect();
    assert_eq!(
        titles,
        [
            "Read me",
            "Summary",
            "Sessions",
            "Climate",
            "Change",
            "Groups",
            "Definitions"
        ]
    );
    for page in sheets(&book) {
        assert_eq!(
            (&page["state"], &page["formulas"]),
            (&json!("visible"), &json!(0))
        );
        if page["title"] != "Read me" {
            assert!(page["frozen"].is_string(), "{}", page["title"]);
            assert_eq!(page["paper"], json!(9), "A4");
        }
    }
    assert_eq!(book["people"], json!([null, null]), "nobody's name");
    assert_eq!(book["names"], json!([]));
    for table in &outline.sheets {
        let home = if table.id == "trends" {
            "Change"
        } else {
            &table.title
        };
        let page = sheets(&book).find(|page| page["title"] == home).unwrap();
        let rows = page["rows"].as_array().unwrap();
        let start = match table.id {
            "trends" => {
                rows.iter()
                    .position(|row| row[0] == table.about.as_str())
                    .unwrap()
                    + 1
            }
            _ => 0,
        };
        for (at, column) in table.columns.iter().enumerate() {
            assert_eq!(rows[start][at], column.heading.as_str());
        }
        for (row, cells) in rows[start + 1..].iter().zip(&table.rows) {
            for (at, cell) in cells.iter().enumerate() {
                compare(&row[at], &in_a_workbook(&outline, cell), table.id);
            }
        }
        assert!(rows.len() > start + table.rows.len());
    }
    let charts = |title: &str| {
        let page = sheets(&book).find(|page| page["title"] == title).unwrap();
        page["charts"].clone()
    };
    assert_eq!(charts("Climate"), json!([[4]]), "a bar a benefit");
    // Waves 1, 4, 8, 12 and 16; what is withheld breaks a line.
    assert_eq!(charts("Change"), json!([[2, 2], [5], [4]]));
}

fn sheets(book: &Value) -> impl Iterator<Item = &Value> {
    book["sheets"].as_array().unwrap().iter()
}

fn in_a_workbook(outline: &Outline, cell: &Cell) -> Value {
    match cell {
        Cell::Count(n) => json!(n),
        Cell::Mean(value, false) | Cell::Average(value, false) | Cell::Bound(value) => json!(value),
        Cell::Change(value, Bound::Exact) => json!(value),
        other => json!(outline.words.cells.cell(other)),
    }
}

fn compare(found: &Value, expected: &Value, place: &str) {
    match expected.as_f64() {
        Some(number) => assert_eq!(found.as_f64(), Some(number), "{place}"),
        None => assert_eq!(found, expected, "{place}"),
    }
}

#[test]
fn a_workbook_runs_nothing_and_draws_nothing_that_is_not_shown() {
    let mut members = service(7);
    for (member, name) in members.iter_mut().zip(HOSTILE) {
        member.name = name.to_owned();
    }
    for (name, outline) in [
        ("hostile.xlsx", outline(&members, "2026-Q1", 6)),
        ("silent.xlsx", outline(&silent(4), "2026-02", 2)),
    ] {
        let path = tools::save(name, &made(&outline, Format::Xlsx));
        let book = tools::read("workbook.py", &path);
        assert!(sheets(&book).all(|page| page["formulas"] == 0), "{name}");
        let drawn: usize = sheets(&book)
            .map(|page| page["charts"].as_array().unwrap().len())
            .sum();
        assert_eq!(
            drawn,
            if name == "silent.xlsx" { 0 } else { 1 + 6 },
            "{name}"
        );
    }
    let zipped = made(&outline(&members, "2026-Q1", 6), Format::Csv);
    let mut zip = zip::ZipArchive::new(Cursor::new(zipped)).unwrap();
    for table in ["groups.csv", "sessions.csv", "trends.csv"] {
        let mut text = String::new();
        zip.by_name(table)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        for row in ::csv::Reader::from_reader(text.as_bytes()).records() {
            let row = row.unwrap();
            assert!(!row[0].starts_with(['=', '+', '-', '@']), "{row:?}");
        }
    }
}

#[test]
fn every_released_tally_is_in_the_parquet_file() {
    let outline = usual();
    let path = tools::save("scope.parquet", &made(&outline, Format::Parquet));
    let read = tools::read("tallies.py", &path);
    assert_eq!(read["packed"], "ZSTD");
    let types = &read["types"];
    assert_eq!(types["day"], "date32[day]");
    assert_eq!(
        (&types["mean"], &types["n"], &types["shown"]),
        (&json!("double"), &json!("uint32"), &json!("bool"))
    );
    let rows = read["rows"].as_array().unwrap();
    let expected: Vec<Value> = outline.tallies.iter().map(tallied).collect();
    assert_eq!(rows, &expected);
    let shown = rows.iter().filter(|row| row["shown"] == true).count();
    assert!(
        shown > 500 && shown < rows.len(),
        "{shown} of {}",
        rows.len()
    );
    for row in rows.iter().filter(|row| row["shown"] == false) {
        for figure in ["n", "mean", "or_worse", "sd"] {
            assert_eq!(row[figure], Value::Null);
        }
    }
}

fn tallied(row: &Tallied) -> Value {
    let tally = row.tally.value();
    json!({
        "group": row.group,
        "mark": row.mark,
        "focus": row.focus,
        "window": row.window,
        "first_session": row.first_session,
        "last_session": row.last_session,
        "day": row.date.to_string(),
        "measure": row.measure.id,
        "version": row.measure.version,
        "scale": row.scale.id,
        "shown": tally.is_some(),
        "n": tally.map(|tally| tally.n),
        "mean": tally.map(|tally| tally.mean.value),
        "or_worse": tally.map(|tally| tally.mean.or_worse),
        "sd": tally.and_then(|tally| tally.sd),
        "answered": row.answered.value(),
        "present": row.present,
        "wave": row.wave,
        "cancelled": row.cancelled,
    })
}

#[test]
fn every_figure_across_groups_is_in_the_bundle() {
    for (name, outline) in [
        ("scope.json", usual()),
        ("scope-month.json", outline(&service(4), "2026-02", 0)),
        ("scope-silent.json", outline(&silent(4), "2026-Q1", 0)),
    ] {
        let bytes = made(&outline, Format::Fhir);
        tools::check_fhir(&tools::save(name, &bytes));
        let bundle: Value = serde_json::from_slice(&bytes).unwrap();
        let report = |id: &str| {
            let entries = bundle["entry"].as_array().unwrap().iter();
            let mut found = entries
                .map(|entry| &entry["resource"])
                .filter(|one| one["id"] == id);
            found
                .next()
                .unwrap_or_else(|| panic!("no {id} in {name}"))
                .clone()
        };
        let coverage = report("coverage");
        let summary = sheet(&outline, "summary");
        let all = summary
            .rows
            .iter()
            .filter(|row| summary.cell(row, "about") == Some(&Cell::Nothing));
        for (group, row) in coverage["group"].as_array().unwrap().iter().zip(all) {
            let value = summary.cell(row, "value").unwrap();
            let last = group["population"].as_array().unwrap().last().unwrap();
            compare(&last["count"], &count(value), name);
        }
        let climate = sheet(&outline, "climate");
        let benefits = report("benefits-chorus-session");
        for (group, row) in benefits["group"]
            .as_array()
            .unwrap()
            .iter()
            .zip(&climate.rows)
        {
            scored(group, climate, row, "average");
            populated(group, climate, row);
        }
        let (change, groups) = (sheet(&outline, "change"), sheet(&outline, "groups"));
        for (focus, measure, row) in [("depression", "phq-8", 0), ("anxiety", "gad-7", 1)] {
            let report = report(&format!("{focus}-{measure}"));
            let row = &change.rows[row];
            assert_eq!(
                change.cell(row, "focus"),
                Some(&Cell::Term(format!("focus-{focus}")))
            );
            for group in report["group"].as_array().unwrap() {
                populated(group, change, row);
            }
            let first = &report["group"][0];
            scored(first, change, row, "change");
            let coded = first["code"]["coding"][0]["system"] == "http://loinc.org";
            assert_eq!(
                coded,
                measure == "gad-7",
                "the code of PHQ-8 is not verified"
            );
            let strata = first["stratifier"][0]["stratum"].as_array().unwrap();
            let alike = groups.rows.iter().filter(|row| {
                groups.cell(row, "focus") == Some(&Cell::Term(format!("focus-{focus}")))
            });
            for (stratum, row) in strata.iter().zip(alike.clone()) {
                scored(stratum, groups, row, "change");
                populated(stratum, groups, row);
            }
            assert_eq!(strata.len(), alike.count());
            let quarter = outline.period.to_string().contains('Q');
            assert_eq!(
                report["group"].as_array().unwrap().len(),
                if quarter { 2 } else { 1 }
            );
        }
    }
}

fn count(cell: &Cell) -> Value {
    match cell {
        Cell::Count(n) => json!(n),
        _ => Value::Null,
    }
}

/// The score of a group or stratum is that of the table, or it says why there is none.
fn scored(group: &Value, sheet: &Sheet, row: &[Cell], id: &str) {
    let score = &group["measureScore"];
    let sign = score["comparator"].as_str();
    match sheet.cell(row, id).unwrap() {
        Cell::Mean(value, false) | Cell::Change(value, Bound::Exact) => {
            assert_eq!((score["value"].as_f64(), sign), (Some(*value), None));
            let range = &group["extension"][0]["valueRange"];
            let end = |id: &str| match sheet.cell(row, id) {
                Some(Cell::Bound(end)) => Some(*end),
                _ => None,
            };
            assert_eq!(range["low"]["value"].as_f64(), end("low"));
            assert_eq!(range["high"]["value"].as_f64(), end("high"));
        }
        Cell::Change(value, Bound::AtLeastBetter) => {
            assert_eq!((score["value"].as_f64(), sign), (Some(*value), Some(">=")));
        }
        Cell::Mean(value, true) | Cell::Change(value, Bound::AtLeastWorse) => {
            assert_eq!((score["value"].as_f64(), sign), (Some(*value), Some("<=")));
        }
        _ => {
            assert_eq!(score["value"], Value::Null);
            assert_eq!(score["extension"][0]["valueCode"], "masked");
        }
    }
}

/// Every population of a group or stratum is the table's, by its column.
fn populated(group: &Value, sheet: &Sheet, row: &[Cell]) {
    for population in group["population"].as_array().unwrap() {
        let id = population["code"]["coding"][0]["code"].as_str().unwrap();
        let cell = sheet.cell(row, id).unwrap();
        compare(&population["count"], &count(cell), id);
        let absent = population["_count"]["extension"][0]["valueCode"].as_str();
        let masked = *cell == Cell::Withheld;
        assert_eq!(absent, masked.then_some("masked"), "{id}");
    }
}
