//! Fields that are there, and not as they should be: what is said leads to the right one.

use super::faults::{SMALL, field, one, with};
use super::*;

fn small(line: &str) -> String {
    format!("{SMALL}{line}\n")
}

#[test]
fn other_words_for_our_fields_lead_to_ours() {
    let band = "[[bands]]\nfrom = 0\nto = 40\nname = \"All\"";
    let found = Measure::read(small(band).as_bytes()).unwrap_err();
    let meant: Vec<(&str, &Problem)> = found
        .all()
        .iter()
        .filter(|fault| matches!(fault.problem, Problem::Unknown(_)))
        .map(|fault| (fault.field.as_str(), &fault.problem))
        .collect();
    assert_eq!(
        meant,
        [
            ("bands[1].from", &Problem::Unknown(Some("low"))),
            ("bands[1].to", &Problem::Unknown(Some("high"))),
            ("bands[1].name", &Problem::Unknown(Some("title"))),
        ]
    );
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
