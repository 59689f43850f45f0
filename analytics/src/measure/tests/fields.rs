//! Fields that are there, and not as they should be: what is said leads to the right one.

use super::faults::{SMALL, TWO_ITEMS, field, one, with};
use super::*;

fn small(line: &str) -> String {
    format!("{SMALL}{line}\n")
}

#[test]
fn other_words_for_our_fields_lead_to_ours() {
    let band = "[[bands]]\nfrom = 0\nto = 40\nname = \"All\"";
    let found = Measure::read(small(band).as_bytes()).unwrap_err();
    let meant = |(field, word)| (field, Problem::Unknown(Some(word)));
    let all = found.all().iter();
    let all: Vec<(&str, Problem)> = all
        .map(|fault| (fault.field.as_str(), fault.problem.clone()))
        .collect();
    // Each is one mistake, and nothing that comes of it is said.
    let wanted = [
        ("bands[1].from", "low"),
        ("bands[1].to", "high"),
        ("bands[1].name", "title"),
    ];
    assert_eq!(all, wanted.map(meant));
}

#[test]
fn what_no_scale_takes_over_is_said() {
    let scale = "bands = [{ low = 0, high = 40, title = \"All\" }]\n\
                 [[scales]]\nid = \"all\"\ntitle = \"All\"\nrange = [0, 40]";
    assert_eq!(one(&small(scale)), field(8, "bands", Problem::UsedByNone));
}

#[test]
fn contradictions_are_said() {
    let number = with(
        "text = \"First?\"",
        "text = \"First?\"\noptions = [{ value = 0, text = \"a\" }, { value = 2, text = \"b\" }]\n\
         number = { least = 0, most = 2 }",
    );
    assert_eq!(one(&number).2, Problem::TwoKinds);
    let word = with(
        "text = \"First?\"",
        "text = \"First?\"\nnumber = { least = 0, most = \"ten\" }",
    );
    assert_eq!(one(&word).2, Problem::Kind(Kind::Number));
    let everybody = small("caseness = { value = 0 }");
    assert_eq!(one(&everybody).2, Problem::Everybody);
    let falling =
        "bands = [{ low = 21, high = 40, title = \"b\" }, { low = 0, high = 20, title = \"a\" }]";
    assert_eq!(one(&small(falling)).2, Problem::Upside);
    let nobody = TWO_ITEMS.split("[[options]]").next().unwrap();
    let nobody =
        format!("{nobody}\n[[items]]\ntext = \"First?\"\n\n[[items]]\ntext = \"Second?\"\n");
    assert_eq!(one(&nobody).2, Problem::NoAnswers);
}

#[test]
fn what_is_about_the_whole_measure_belongs_above_its_parts() {
    let text = with(
        "text = \"Second?\"",
        "text = \"Second?\"\nrecall = \"a week\"",
    );
    assert_eq!(
        one(&text),
        field(22, "items[2].recall", Problem::BelongsOnTop)
    );
}

#[test]
fn a_band_has_whole_scores() {
    let band = "bands = [{ low = 0, high = 40.5, title = \"All\" }]";
    let found = Measure::read(small(band).as_bytes()).unwrap_err();
    assert_eq!(found.all()[0].field, "bands[1].high");
    assert_eq!(found.all()[0].problem, Problem::Kind(Kind::Whole));
}

#[test]
fn what_was_verified_says_against_what() {
    let fact = |more: &str| small(&format!("caseness = {{ value = 20, {more} }}"));
    let problem = field(8, "caseness.verified", Problem::Unsourced);
    assert_eq!(one(&fact("verified = true")), problem);
    let said = fact("verified = true, source = \"the manual\"");
    assert!(Measure::read(said.as_bytes()).is_ok());
}

#[test]
fn what_nobody_can_see_is_refused_and_what_people_write_is_not() {
    for (written, letter) in [
        ("\\u0000", '\0'),
        ("\\u202e", '\u{202e}'),
        ("\\u001b", '\u{1b}'),
        ("\\u00ad", '\u{ad}'),
        ("\\u2066", '\u{2066}'),
    ] {
        let text = SMALL.replace("The form", &format!("The{written} form"));
        assert_eq!(one(&text).2, Problem::Unseen(letter));
    }
    // A right-to-left mark, a joiner between letters, and the line of a paragraph.
    let text = SMALL.replace("The form", "השאלון\u{200f} می\u{200c}خواهم");
    let text = format!("note = \"One line.\\nAnd another.\"\n{text}");
    assert!(Measure::read(text.as_bytes()).is_ok());
}

#[test]
fn characters_and_entries_are_counted_apart() {
    let text = SMALL.replace("The form on paper", &"long ".repeat(100));
    assert_eq!(one(&text).2, Problem::TooLong(300));
    let bands: Vec<String> = (0..13)
        .map(|at| format!("{{ low = {at}, high = {at}, title = \"{at}\" }}"))
        .collect();
    let text = small(&format!("bands = [{}]", bands.join(", ")));
    let found = Measure::read(text.as_bytes()).unwrap_err();
    assert_eq!(found.all()[0].problem, Problem::TooMany(12));
}
