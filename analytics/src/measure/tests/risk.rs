//! Questions about self-harm, however they are written and wherever they stand.

use super::faults::{SMALL, field, one, with};
use super::*;

#[test]
fn an_item_about_self_harm_has_to_say_that_it_is_one() {
    let words = "Thoughts of hurting yourself?";
    let text = with("First?", words);
    assert_eq!(one(&text), field(17, "items[1].risk", Problem::RiskUnsaid));
    let said = text.replacen(words, &format!("{words}\"\nrisk = true\nloinc = \"x"), 1);
    let measure = Measure::read(said.as_bytes()).unwrap();
    assert_eq!(measure.unfit_for_groups(), Some(Unfit::Risk(1)));
}

#[test]
fn many_ways_to_speak_of_self_harm_are_noticed_and_others_are_not() {
    for words in [
        "I wish I were dead",
        "I cut or burn myself on purpose",
        "I wanted to end it all",
        "I thought about taking my own life",
        "I felt that life is not worth living",
        "I thought about dying",
        "I wished not to wake up again",
        "I felt like taking an overdose",
        "I felt my family would be better off without me",
        "Gedanken, dass Sie lieber tot wären",
        "Ich habe mich selbst verletzt",
    ] {
        let found = one(&with("First?", words));
        assert_eq!(found.2, Problem::RiskUnsaid, "{words}");
    }
    for words in [
        "I decide about my own life",
        "I met my deadlines",
        "I found it hard to diet",
        "I have new skills",
    ] {
        let read = Measure::read(with("First?", words).as_bytes());
        assert!(read.is_ok(), "{words}");
    }
}

#[test]
fn hyphens_and_spaces_of_every_kind_hide_nothing() {
    for words in [
        "I think of self\u{2011}harm",
        "I think of self – harm",
        "I think of selfharm",
        "I hurt\u{a0}myself",
        "I hurt   myself",
        "I think of sui\u{200b}cide",
        "Ich habe mich selbst-verletzt",
        "I don’t want to be alive any more",
        "Je veux en finir",
        "Estaría mejor muerto",
        "Ich bin lebensmüde",
        "Thoughts about ending your own life",
        "I cut, burned or scratched myself on purpose",
        "Je me suis coupé exprès",
        "Me he hecho daño a propósito",
        "I think of self\u{ff0d}harm",
    ] {
        let found = one(&with("First?", words));
        assert_eq!(found.2, Problem::RiskUnsaid, "{words}");
    }
}

#[test]
fn what_answers_title_and_stem_say_counts_too() {
    let answer = with("\"Yes\"", "\"I would kill myself\"");
    let said = Measure::read(answer.as_bytes()).unwrap_err();
    let found = |fault: &Fault| (fault.field.clone(), fault.problem.clone());
    let found: Vec<(String, Problem)> = said.all().iter().map(found).collect();
    let risk = |item: u8| (format!("items[{item}].risk"), Problem::RiskUnsaid);
    assert_eq!(found, [risk(1), risk(2)]);

    let stem = with(
        "version = 1",
        "version = 1\nstem = \"How often did you think of suicide?\"",
    );
    assert_eq!(one(&stem), field(4, "stem", Problem::RiskAbout));
    let said = stem.replacen("text = \"First?\"", "text = \"First?\"\nrisk = true", 1);
    let measure = Measure::read(said.as_bytes()).unwrap();
    assert_eq!(measure.unfit_for_groups(), Some(Unfit::Risk(1)));

    let total = SMALL.replace("The form on paper", "Suicide ideation scale");
    let measure = Measure::read(total.as_bytes()).unwrap();
    assert_eq!(measure.unfit_for_groups(), Some(Unfit::About));
}
