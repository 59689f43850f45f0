//! A measure's file, key by key. What describes every scale stands at the top; a scale says what differs.

use std::cell::RefCell;

use super::check;
use super::fault::{Faults, Kind, Problem};
use super::fields::Fields;
use super::node::Node;
use super::risk;
use super::schema::{Answers, Choice, Item, Measure, Number, Scale, Scoring};
use super::scored::{Scored, scored};

/// Most characters of a name, of a line, and of a paragraph.
pub const NAME: usize = 40;
pub const LINE: usize = 300;
const PARAGRAPH: usize = 2000;

/// Most items and scales.
pub const ITEMS: usize = 100;
const SCALES: usize = 20;

/// Reads a document in the form of a measure's file, of which these faults were found already.
///
/// # Errors
///
/// Every fault of it.
pub fn read(document: &Node, found: Faults) -> Result<Measure, Faults> {
    let faults = RefCell::new(found);
    let measure = measure(&Fields::of(document, &faults));
    faults.into_inner().or(|| measure)
}

fn measure(fields: &Fields<'_>) -> Measure {
    let id = fields.need("id", fields.text("id", NAME));
    if !id.is_empty() && !check::is_identifier(&id) {
        fields.fault("id", Problem::Identifier);
    }
    let version = fields.need("version", fields.whole("version", 1, u16::MAX));
    let title = fields.need("title", fields.text("title", LINE));
    let short = fields
        .text("short", NAME)
        .unwrap_or_else(|| check::shortened(&title, NAME));
    let (panel, total) = fields.table("loinc").map_or((None, None), |loinc| {
        let codes = (loinc.text("panel", NAME), loinc.text("total", NAME));
        loinc.finish();
        codes
    });
    let common = scored(fields);
    fields.need("scoring", common.scoring.map(|_| ()));
    fields.need("higher_is_worse", common.higher_is_worse);
    let (items, risk_said) = items(fields, &common);
    let mut scales = scales(fields, &common, &items);
    for scale in &mut scales {
        scale.measure.clone_from(&id);
        scale.version = version;
    }
    match &mut scales[..] {
        [only] if only.title.is_empty() => only.title.clone_from(&short),
        _ => {}
    }
    if let (Some(first), Some(total)) = (scales.first_mut(), total) {
        first.loinc.get_or_insert(total);
    }
    let measure = Measure {
        id,
        title,
        short,
        version,
        stem: fields.text("stem", PARAGRAPH).unwrap_or_default(),
        recall: fields.text("recall", LINE).unwrap_or_default(),
        source: fields.text("source", LINE).unwrap_or_default(),
        licence: fields.need("licence", fields.text("licence", LINE)),
        attribution: fields.text("attribution", PARAGRAPH).unwrap_or_default(),
        note: fields.text("note", PARAGRAPH).unwrap_or_default(),
        loinc: panel,
        items,
        scales,
    };
    // Of a total alone nothing can be said: it is for no group then.
    for (key, words) in [("title", &measure.title), ("stem", &measure.stem)] {
        if !risk_said && !measure.items.is_empty() && risk::speaks(words) {
            fields.fault(key, Problem::RiskAbout);
        }
    }
    fields.finish();
    measure
}

/// What is asked, and whether the file says of any item that it asks about self-harm, or does not.
fn items(fields: &Fields<'_>, common: &Scored) -> (Vec<Item>, bool) {
    let options = choices(fields);
    let tables = fields.tables("items", ITEMS);
    if common.scoring == Some(Scoring::Total) {
        if tables.is_some() {
            fields.fault("items", Problem::ItemsBesideTotal);
        }
        return (Vec::new(), false);
    }
    let Some(tables) = tables.filter(|tables| !tables.is_empty()) else {
        if !fields.has("items") || fields.is_list("items") {
            fields.fault("items", Problem::Missing);
        }
        return (Vec::new(), false);
    };
    let answerable = |table: &Fields<'_>| table.has("options") || table.has("number");
    let nowhere = !fields.has("options") && !tables.iter().any(answerable);
    if nowhere {
        fields.fault("options", Problem::NoAnswers);
    }
    let told = nowhere || fields.has("options");
    let risk_said = tables.iter().any(|table| table.has("risk"));
    let mut items: Vec<Item> = Vec::new();
    for table in &tables {
        let item = item(table, options.as_deref(), told);
        let same = |other: &Item| {
            check::alike(&other.text, &item.text)
                || other.loinc.is_some() && other.loinc == item.loinc
        };
        if let Some(place) = items.iter().position(same) {
            table.fault("text", Problem::SameAs(place + 1));
        }
        items.push(item);
        table.finish();
    }
    (items, risk_said)
}

/// One item; `told` where it was said already that nothing is there to answer with.
fn item(table: &Fields<'_>, common: Option<&[Choice]>, told: bool) -> Item {
    let text = table.need("text", table.text("text", PARAGRAPH));
    let loinc = table.text("loinc", NAME);
    let own = choices(table);
    let number = table.table("number").map(number);
    if own.is_some() && number.is_some() {
        table.fault("number", Problem::TwoKinds);
    }
    let answers = match (own, number, common) {
        (Some(choices), ..) => Answers::Choices(choices),
        (None, Some(number), _) => Answers::Number(number),
        (None, None, Some(choices)) => Answers::Choices(choices.to_vec()),
        (None, None, None) => {
            if !told && !answered_somehow(table) {
                table.fault("options", Problem::Unanswerable);
            }
            Answers::Choices(Vec::new())
        }
    };
    let risk = table.flag("risk");
    if risk.is_none() && risk::seems(&text, answers.words(), loinc.as_deref()) {
        table.fault("risk", Problem::RiskUnsaid);
    }
    Item {
        text,
        loinc,
        answers,
        risk: risk.unwrap_or_default(),
    }
}

/// Whether answers are there, readable or not.
fn answered_somehow(table: &Fields<'_>) -> bool {
    !table.is_table() || table.has("options") || table.has("number")
}

fn number(table: Fields<'_>) -> Number {
    let least = table.need_number("least", table.number("least"));
    let most = table.need_number("most", table.number("most"));
    if least >= most {
        table.fault("most", Problem::Upside);
    }
    let whole = table.flag("whole").unwrap_or(true);
    for (key, end) in [("least", least), ("most", most)] {
        if whole && end.is_finite() && end.fract() != 0.0 {
            table.fault(key, Problem::Kind(Kind::Whole));
        }
    }
    table.finish();
    Number { least, most, whole }
}

/// The options of the measure or of one item; nothing where the field is missing.
fn choices(fields: &Fields<'_>) -> Option<Vec<Choice>> {
    let tables = fields.tables("options", 100)?;
    if !(2..=11).contains(&tables.len()) {
        fields.fault("options", Problem::Options);
    }
    let mut choices: Vec<Choice> = Vec::new();
    for table in tables {
        let value = table.number("value");
        let choice = Choice {
            value: table.need_number("value", value),
            text: table.need("text", table.text("text", LINE)),
            loinc: table.text("loinc", NAME),
        };
        for (place, other) in choices.iter().enumerate() {
            if value == Some(other.value) {
                table.fault("value", Problem::SameAs(place + 1));
            }
            if check::alike(&other.text, &choice.text) {
                table.fault("text", Problem::SameAs(place + 1));
            }
        }
        choices.push(choice);
        table.finish();
    }
    Some(choices)
}

fn scales(fields: &Fields<'_>, common: &Scored, items: &[Item]) -> Vec<Scale> {
    let tables = fields.tables("scales", SCALES);
    let Some(tables) = tables.filter(|tables| !tables.is_empty()) else {
        let every = (0..items.len()).collect();
        let mut only = scale(
            fields,
            "total".into(),
            String::new(),
            every,
            Vec::new(),
            common,
        );
        check::grid(&mut only, items, common.release_grid.is_some());
        check::scale(&only, items, fields, fields);
        return vec![only];
    };
    if common.scoring == Some(Scoring::Total) && tables.len() > 1 {
        fields.fault("scales", Problem::TooMany(1));
    }
    // What a scale with a range or a direction of its own does not take over.
    let apart = |table: &Fields<'_>| table.has("range") || table.has("higher_is_worse");
    if tables.iter().all(apart) {
        for key in ["bands", "caseness", "reliable_change"] {
            if fields.has(key) {
                fields.fault(key, Problem::UsedByNone);
            }
        }
    }
    let mut scales: Vec<Scale> = Vec::new();
    for table in &tables {
        let id = table.need("id", table.text("id", NAME));
        if !id.is_empty() && !check::is_identifier(&id) {
            table.fault("id", Problem::Identifier);
        }
        if let Some(place) = scales.iter().position(|other| other.id == id) {
            table.fault("id", Problem::SameAs(place + 1));
        }
        let title = table.need("title", table.text("title", LINE));
        let places = |key| {
            let numbers = table.numbers(key)?;
            Some(
                numbers
                    .into_iter()
                    .filter_map(|number| place(table, key, number, items))
                    .collect(),
            )
        };
        let named: Vec<usize> = places("items").unwrap_or_else(|| (0..items.len()).collect());
        let reverse: Vec<usize> = places("reverse").unwrap_or_default();
        let mut within: Vec<usize> = Vec::new();
        for place in named {
            match within.contains(&place) {
                true => table.fault("items", Problem::ItemTwice(place + 1)),
                false => within.push(place),
            }
        }
        if let Some(place) = reverse.iter().find(|place| !within.contains(place)) {
            table.fault("reverse", Problem::NotInScale(place + 1));
        }
        if within.is_empty() && common.scoring != Some(Scoring::Total) && !items.is_empty() {
            table.fault("items", Problem::NoItems);
        }
        let own = scored(table);
        // One total is typed: it is not one score among others, nor one of several.
        let total = |of: &Scored| of.scoring == Some(Scoring::Total);
        if own.scoring.is_some() && total(&own) != total(common) {
            table.fault("scoring", Problem::ItemsBesideTotal);
        }
        let scored = own.over(common);
        let mut scale = scale(table, id, title, within, reverse, &scored);
        check::grid(&mut scale, items, scored.release_grid.is_some());
        scale.loinc = table.text("loinc", NAME);
        check::scale(&scale, items, table, fields);
        scales.push(scale);
        table.finish();
    }
    scales
}

/// The place of an item that is named by its number, from 1.
fn place(table: &Fields<'_>, key: &str, number: f64, items: &[Item]) -> Option<usize> {
    let there = number.fract() == 0.0 && number >= 1.0 && number <= items.len() as f64;
    if !there {
        table.fault(key, Problem::NoSuchItem(number));
    }
    there.then(|| number as usize - 1)
}

fn scale(
    fields: &Fields<'_>,
    id: String,
    title: String,
    items: Vec<usize>,
    reverse: Vec<usize>,
    scored: &Scored,
) -> Scale {
    if scored.range.is_none() && !fields.has("range") {
        fields.fault("range", Problem::Missing);
    }
    let range = scored.range.unwrap_or_default();
    Scale {
        id,
        measure: String::new(),
        version: 0,
        title,
        loinc: None,
        items,
        reverse,
        scoring: scored.scoring.unwrap_or(Scoring::Sum),
        factor: scored.factor.unwrap_or(1.0),
        range,
        max_missing: scored.max_missing.clone(),
        higher_is_worse: scored.higher_is_worse.unwrap_or_default(),
        release_grid: scored.release_grid.unwrap_or_default(),
        bands: scored.bands.clone().unwrap_or_default(),
        caseness: scored.caseness.clone(),
        reliable_change: scored.reliable_change.clone(),
    }
}
