//! Questionnaires: what is exported comes back as it was, and what others write is understood.

use serde_json::{Value as Json, json};

use super::*;

fn read(document: &Json) -> Result<Measure, Faults> {
    Measure::read(serde_json::to_string_pretty(document).unwrap().as_bytes())
}

fn problem(document: &Json) -> Problem {
    read(document).unwrap_err().all()[0].problem.clone()
}

#[test]
fn every_measure_comes_back_as_it_was() {
    for measure in all() {
        assert_eq!(
            read(&measure.to_fhir()).as_ref(),
            Ok(measure),
            "{}",
            measure.id
        );
    }
    let small = Measure::read(super::faults::SMALL.as_bytes()).unwrap();
    assert_eq!(read(&small.to_fhir()), Ok(small));
    let text =
        super::faults::SMALL.replace("version = 1", "version = 1\nstem = \"The form on paper\"");
    let same = Measure::read(text.as_bytes()).unwrap();
    assert_eq!(read(&same.to_fhir()), Ok(same), "the title once more");
}

/// A Questionnaire in the form that LForms writes: ordinal values as extensions, a total that is worked out, and a last
/// question that counts nothing. It says neither a licence nor which way its score runs.
fn as_lforms_writes(of: &Measure, panel: &str) -> Json {
    let option = |choice: &Choice| {
        json!({
            "extension": [
                { "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-optionPrefix",
                  "valueString": choice.value.to_string() },
                { "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": choice.value }
            ],
            "valueCoding": { "system": "http://loinc.org", "code": choice.loinc, "display": choice.text }
        })
    };
    let item = |item: &Item| {
        let Answers::Choices(choices) = &item.answers else {
            panic!("items with choices")
        };
        let code = item.loinc.clone().unwrap();
        json!({
            "type": "choice",
            "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs", "valueInteger": 1 }],
            "required": true,
            "linkId": format!("/{code}"),
            "code": [{ "system": "http://loinc.org", "code": code, "display": item.text }],
            "text": item.text,
            "answerOption": choices.iter().map(option).collect::<Vec<_>>()
        })
    };
    let mut items: Vec<Json> = of.items.iter().map(item).collect();
    items.push(json!({
        "type": "decimal",
        "extension": [{
            "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
            "valueExpression": { "language": "text/fhirpath", "expression": "%q1_value" }
        }],
        "linkId": "/total",
        "text": "Total score"
    }));
    let difficult = |text: &str| json!({ "valueCoding": { "system": "http://loinc.org", "code": text, "display": text } });
    items.push(json!({
        "type": "choice",
        "linkId": "/69722-7",
        "text": "How difficult have these problems made it for you to do your work?",
        "answerOption": [difficult("Not difficult at all"), difficult("Somewhat difficult"), difficult("Very difficult")]
    }));
    json!({
        "resourceType": "Questionnaire",
        "status": "draft",
        "title": "Panel as written by LForms",
        "code": [{ "system": "http://loinc.org", "code": panel }],
        "item": items
    })
}

#[test]
fn what_lforms_writes_of_phq_9_and_gad_7_is_understood() {
    for (id, panel, unfit) in [
        ("phq-9", "44249-1", Some(Unfit::Risk(9))),
        ("gad-7", "69737-5", None),
    ] {
        let ours = find(id).unwrap();
        let measure = read(&as_lforms_writes(ours, panel)).unwrap();
        assert_eq!(measure.id, "panel-as-written-by-lforms");
        assert_eq!(measure.items.len(), ours.items.len() + 1);
        let (total, known) = (measure.main(), ours.main());
        assert_eq!(
            (&total.items, total.range),
            (&known.items, known.range),
            "the last question counts nothing"
        );
        assert!(
            total.higher_is_worse,
            "as for the measure with the same panel"
        );
        assert_eq!(measure.licence, ours.licence);
        assert_eq!(
            measure.unfit_for_groups(),
            unfit,
            "an item about self-harm is known by its code"
        );
        assert!(total.bands.is_empty(), "what a score means is not guessed");
    }
}

#[test]
fn with_a_panel_of_ours_its_items_count_and_no_others() {
    let gad = find("gad-7").unwrap();
    let mut document = as_lforms_writes(gad, "69737-5");
    // A question that counts from 0 to 3 as they do, below one of them.
    let mut more = document["item"][0].clone();
    more["linkId"] = json!("score-of-difficulty");
    more["text"] = json!("How difficult has this been?");
    more["code"] = json!([{ "system": "http://loinc.org", "code": "69722-7" }]);
    document["item"][6]["item"] = json!([more]);
    document["version"] = json!("2.1.0");
    let measure = read(&document).unwrap();
    assert_eq!(measure.items.len(), 9, "a question inside another is one");
    assert_eq!(measure.main().range, [0.0, 21.0]);
    assert_eq!(measure.version, 2);
}

#[test]
fn a_question_on_a_condition_or_with_several_answers_is_refused() {
    let mut document = as_lforms_writes(find("gad-7").unwrap(), "69737-5");
    let condition = json!({ "question": "/69725-0", "operator": "=", "answerString": "x" });
    document["item"][1]["enableWhen"] = json!([condition]);
    document["item"][2]["repeats"] = json!(true);
    document["item"][3]["repeats"] = json!(false);
    let found = read(&document).unwrap_err();
    let found: Vec<(&str, &Problem)> = found
        .all()
        .iter()
        .map(|fault| (fault.field.as_str(), &fault.problem))
        .collect();
    assert_eq!(
        found,
        [
            ("item /68509-9", &Problem::Conditional),
            ("item /69733-4", &Problem::Repeats)
        ]
    );
}

#[test]
fn what_we_wrote_and_somebody_took_the_values_out_of_is_refused() {
    let mut document = find("phq-8").unwrap().to_fhir();
    for item in document["item"].as_array_mut().unwrap() {
        for option in item["answerOption"].as_array_mut().into_iter().flatten() {
            option.as_object_mut().unwrap().remove("extension");
        }
    }
    let found = read(&document).unwrap_err();
    let problems = found.all().iter().map(|fault| &fault.problem);
    assert_eq!(found.all().len(), 8);
    assert!(
        problems
            .into_iter()
            .all(|problem| *problem == Problem::NoOrdinal)
    );
}

#[test]
fn texts_above_the_questions_become_the_stem_and_later_ones_are_not_lost() {
    let mut document = as_lforms_writes(find("gad-7").unwrap(), "69737-5");
    let items = document["item"].as_array().unwrap().clone();
    let group = |text: &str, items: &[Json]| json!({ "type": "group", "linkId": text, "text": text, "item": items });
    let inner = group("Over the last 2 weeks", &items);
    document["item"] = json!([group(
        "Panel as written by LForms",
        &[group("Please answer", &[inner])]
    )]);
    assert_eq!(
        read(&document).unwrap().stem,
        "Please answer\nOver the last 2 weeks"
    );
    document["item"] = json!([
        group("In the last month", &items[..3]),
        group("And since yesterday", &items[3..])
    ]);
    let found = read(&document).unwrap_err();
    assert_eq!(found.all()[0].field, "item And since yesterday");
    assert_eq!(found.all()[0].problem, Problem::TextBetween);
}

#[test]
fn a_title_about_self_harm_makes_every_question_one() {
    let mut document = as_lforms_writes(find("gad-7").unwrap(), "69737-5");
    document["title"] = json!("Thoughts of suicide");
    let measure = read(&document).unwrap();
    assert_eq!(measure.unfit_for_groups(), Some(Unfit::Risk(1)));
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    let text = r#"{"resourceType": "Questionnaire", "title": "a", "title": "b"}"#;
    let found = Measure::read(text.as_bytes()).unwrap_err();
    assert_eq!(found.all()[0].problem, Problem::Twice);
}

#[test]
fn a_questionnaire_whose_answers_count_nothing_is_said_to_be_one() {
    let mut document = as_lforms_writes(find("gad-7").unwrap(), "69737-5");
    let last = document["item"].as_array().unwrap().last().unwrap().clone();
    document["item"] = json!([last]);
    assert_eq!(problem(&document), Problem::NoOrdinal);
}

#[test]
fn a_score_is_called_as_the_questionnaire_is() {
    let document = as_lforms_writes(find("gad-7").unwrap(), "00000-0");
    let said = Said {
        licence: Some("ours".into()),
        higher_is_worse: Some(true),
        ..Said::default()
    };
    let measure = Measure::read_with(document.to_string().as_bytes(), &said).unwrap();
    assert_eq!(measure.main().title, "Panel as written by LForms");
}

#[test]
fn of_an_unknown_panel_licence_and_direction_have_to_be_said() {
    let document = as_lforms_writes(find("gad-7").unwrap(), "00000-0");
    let missing: Vec<String> = read(&document)
        .unwrap_err()
        .all()
        .iter()
        .map(|fault| format!("{} {:?}", fault.field, fault.problem))
        .collect();
    assert_eq!(missing, ["copyright LicenceUnsaid", " WayUnsaid"]);
    let said = Said {
        id: Some("ours".into()),
        licence: Some("CC0-1.0".into()),
        higher_is_worse: Some(false),
    };
    let measure = Measure::read_with(document.to_string().as_bytes(), &said).unwrap();
    assert_eq!(
        (measure.id.as_str(), measure.licence.as_str()),
        ("ours", "CC0-1.0")
    );
    assert!(!measure.main().higher_is_worse);
}

fn with_item(item: Json) -> Json {
    json!({
        "resourceType": "Questionnaire",
        "id": "one",
        "title": "One",
        "copyright": "CC0-1.0",
        "extension": [],
        "item": [item]
    })
}

fn better(document: &Json) -> Measure {
    let said = Said {
        higher_is_worse: Some(false),
        ..Said::default()
    };
    Measure::read_with(document.to_string().as_bytes(), &said).unwrap()
}

#[test]
fn ordinal_values_may_stand_at_the_option_in_the_coding_in_a_value_set_or_be_the_code() {
    let ordinal = |value: f64| json!([{ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": value }]);
    let option = json!([
        { "extension": ordinal(1.0), "valueCoding": { "display": "No" } },
        { "extension": ordinal(3.0), "valueCoding": { "display": "Yes" } }
    ]);
    let coding = json!([
        { "valueCoding": { "display": "No", "extension": ordinal(1.0) } },
        { "valueCoding": { "display": "Yes", "extension": ordinal(3.0) } }
    ]);
    let code = json!([
        { "valueCoding": { "display": "No", "code": "1" } },
        { "valueCoding": { "display": "Yes", "code": "3" } }
    ]);
    for options in [option, coding, code] {
        let item =
            json!({ "linkId": "1", "type": "choice", "text": "One?", "answerOption": options });
        assert_eq!(better(&with_item(item)).main().range, [1.0, 3.0]);
    }
    let mut document = with_item(
        json!({ "linkId": "1", "type": "choice", "text": "One?", "answerValueSet": "#yes-no" }),
    );
    document["contained"] = json!([{
        "resourceType": "ValueSet",
        "id": "yes-no",
        "expansion": { "contains": [
            { "display": "No", "extension": ordinal(1.0) },
            { "display": "Yes", "extension": ordinal(3.0) }
        ] }
    }]);
    assert_eq!(better(&document).main().range, [1.0, 3.0]);
}

#[test]
fn numbers_need_their_ends_and_other_kinds_of_items_are_named() {
    let ends = json!([
        { "url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 0 },
        { "url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 10 }
    ]);
    let item = json!({ "linkId": "1", "type": "integer", "text": "How much?", "extension": ends });
    let measure = better(&with_item(item));
    let number = Number {
        least: 0.0,
        most: 10.0,
        whole: true,
    };
    assert_eq!(measure.items[0].answers, Answers::Number(number));
    let item = json!({ "linkId": "1", "type": "decimal", "text": "How much?" });
    assert_eq!(problem(&with_item(item)), Problem::NoOrdinal);
    let item = json!({ "linkId": "7", "type": "string", "text": "Your name?" });
    let faults = read(&with_item(item)).unwrap_err();
    let fault = &faults.all()[0];
    assert_eq!(
        (fault.field.as_str(), &fault.problem),
        ("item 7", &Problem::ItemType("string".into()))
    );
    assert_eq!(fault.line, Some(8));
}

#[test]
fn an_answer_that_counts_nothing_beside_one_that_counts_is_refused() {
    let options = json!([{ "valueCoding": { "display": "No" } }, { "valueCoding": { "display": "Yes", "code": "3" } }]);
    let item = json!({ "linkId": "1", "type": "choice", "text": "One?", "answerOption": options });
    assert_eq!(problem(&with_item(item)), Problem::NoOrdinal);
    assert_eq!(
        problem(&json!({ "resourceType": "Bundle" })),
        Problem::NotAQuestionnaire("Bundle".into())
    );
}
