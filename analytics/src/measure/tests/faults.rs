//! Files with faults: all of them are named at once, each with its line and its field.

use super::*;

/// The smallest measure there is: only its total is known.
pub const SMALL: &str = r#"id = "paper-form"
title = "The form on paper"
version = 1
licence = "ours"
range = [0, 40]
higher_is_worse = true
scoring = "total"
"#;

pub const TWO_ITEMS: &str = r#"id = "two"
title = "Two items"
version = 1
licence = "CC0-1.0"
scoring = "sum"
range = [0, 4]
higher_is_worse = false

[[options]]
value = 0
text = "No"

[[options]]
value = 2
text = "Yes"

[[items]]
text = "First?"

[[items]]
text = "Second?"
"#;

fn faults(text: &str) -> Vec<(Option<usize>, String, Problem)> {
    let faults = Measure::read(text.as_bytes()).expect_err("a measure with faults");
    let all = faults.all().iter().cloned();
    all.map(|fault| (fault.line, fault.field, fault.problem))
        .collect()
}

pub fn one(text: &str) -> (Option<usize>, String, Problem) {
    let found = faults(text);
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

/// `TWO_ITEMS` with one piece of it changed.
pub fn with(from: &str, to: &str) -> String {
    assert!(TWO_ITEMS.contains(from), "{from}");
    TWO_ITEMS.replacen(from, to, 1)
}

pub fn field(line: usize, name: &str, problem: Problem) -> (Option<usize>, String, Problem) {
    (Some(line), name.to_owned(), problem)
}

#[test]
fn only_a_total_is_enough() {
    let small = Measure::read(SMALL.as_bytes()).unwrap();
    assert_eq!((small.items.len(), small.asks()), (0, 1));
    let total = small.main();
    assert_eq!(
        (total.id.as_str(), total.title.as_str()),
        ("total", "The form on paper")
    );
    assert_eq!((total.release_grid, total.factor), (2.0, 1.0));
    assert_eq!(small.unfit_for_groups(), None);
    let long = SMALL.replace("The form on paper", &"long ".repeat(20));
    let long = Measure::read(long.as_bytes()).unwrap();
    assert_eq!(long.short.chars().count(), 40);
}

#[test]
fn an_unknown_key_is_refused_with_its_line_and_the_one_that_may_be_meant() {
    let text = with("version = 1", "version = 1\nlicense = \"x\"\nwhatever = 3");
    assert_eq!(
        faults(&text),
        [
            field(4, "license", Problem::Unknown(Some("licence"))),
            field(5, "whatever", Problem::Unknown(None))
        ]
    );
    let text = with("text = \"First?\"", "txt = \"First?\"");
    assert_eq!(
        faults(&text),
        [field(18, "items[1].txt", Problem::Unknown(Some("text")))]
    );
}

#[test]
fn a_value_that_cannot_be_read_is_not_said_to_be_another_ones() {
    let text = with("value = 2", "value = \"2\"");
    let fault = field(14, "options[2].value", Problem::Kind(Kind::Number));
    assert_eq!(one(&text), fault);
}

#[test]
fn every_fault_is_named_at_once() {
    let text = r#"id = "Two Items"
title = 7
version = 1.5
scoring = "som"
range = [4, 0]
higher_is_worse = "yes"
release_grid = 0

[[options]]
value = 0
text = "No"

[[items]]
text = ""
"#;
    assert_eq!(
        faults(text),
        [
            (None, "licence".to_owned(), Problem::Missing),
            field(1, "id", Problem::Identifier),
            field(2, "title", Problem::Kind(Kind::Text)),
            field(3, "version", Problem::Kind(Kind::Whole)),
            field(
                4,
                "scoring",
                Problem::NotOneOf(&["sum", "mean", "total"], Some("sum"))
            ),
            field(5, "range", Problem::Upside),
            field(6, "higher_is_worse", Problem::Kind(Kind::Flag)),
            field(9, "options", Problem::Options),
            field(14, "items[1].text", Problem::Empty),
        ]
    );
}

#[test]
fn the_same_item_or_answer_twice_is_seen_whatever_its_dots_and_capitals() {
    let text = with("\"Second?\"", "\" first \"");
    assert_eq!(one(&text), field(21, "items[2].text", Problem::SameAs(1)));
    let text = with("text = \"Yes\"", "text = \"no\"");
    assert_eq!(one(&text), field(15, "options[2].text", Problem::SameAs(1)));
    let text = with("value = 2", "value = 0").replace("[0, 4]", "[-1, 1]");
    assert_eq!(
        faults(&text)[1],
        field(14, "options[2].value", Problem::SameAs(1))
    );
}

#[test]
fn a_range_that_contradicts_the_options_is_refused_with_the_one_they_give() {
    let text = with("range = [0, 4]", "range = [0, 8]");
    let problem = Problem::Range([0.0, 8.0], [0.0, 4.0]);
    assert_eq!(one(&text), field(6, "range", problem));
    let text = with("range = [0, 4]", "range = [0, 16]\nfactor = 4");
    assert!(Measure::read(text.as_bytes()).is_ok());
    let text = with("\"sum\"", "\"mean\"");
    assert_eq!(one(&text).2, Problem::Range([0.0, 4.0], [0.0, 2.0]));
}

#[test]
fn bands_with_gaps_or_overlaps_or_open_ends_are_refused() {
    let bands = |bands: &[(u8, u8)]| {
        let band = |(low, high): &(u8, u8)| {
            format!("\n[[bands]]\nlow = {low}\nhigh = {high}\ntitle = \"{low}\"\n")
        };
        format!("{TWO_ITEMS}{}", bands.iter().map(band).collect::<String>())
    };
    let problems = |all: &[(u8, u8)]| -> Vec<Problem> {
        faults(&bands(all))
            .into_iter()
            .map(|(_, _, problem)| problem)
            .collect()
    };
    assert!(Measure::read(bands(&[(0, 1), (2, 4)]).as_bytes()).is_ok());
    assert_eq!(problems(&[(0, 1), (3, 4)]), [Problem::Gap(1.0, 3.0)]);
    assert_eq!(problems(&[(0, 2), (2, 4)]), [Problem::Overlap(2.0)]);
    assert_eq!(
        problems(&[(1, 2), (3, 5)]),
        [Problem::Ends(0.0), Problem::Ends(4.0)]
    );
    assert_eq!(problems(&[(2, 0)]), [Problem::Upside]);
    // Also where a scale takes them over.
    let scale = "\n[[scales]]\nid = \"all\"\ntitle = \"All\"\n";
    let over = format!("{}{scale}", bands(&[(0, 1), (3, 4)]));
    assert_eq!(one(&over).2, Problem::Gap(1.0, 3.0));
}

#[test]
fn cutoffs_steps_and_limits_have_to_lie_within_the_range() {
    let add = |line: &str| with("version = 1", &format!("version = 1\n{line}"));
    for (line, problem) in [
        ("caseness = { value = 5 }", Problem::OutOfRange([0.0, 4.0])),
        (
            "reliable_change = { value = 5, rule = \"at_least\" }",
            Problem::Outside(0.0, 4.0),
        ),
        ("release_grid = 5", Problem::Grid),
        ("release_grid = -1", Problem::Grid),
        ("max_missing = { value = 2 }", Problem::AllMissing),
    ] {
        let (at, _, found) = one(&add(line));
        assert_eq!((at, found), (Some(4), problem), "{line}");
    }
}

#[test]
fn a_file_of_nothing_but_faults_is_answered_with_some_of_them() {
    let lines = "x\n".repeat(250_000);
    let said = Measure::read(lines.as_bytes()).unwrap_err();
    assert_eq!(said, Faults::of_file(Problem::OtherFormat));
    let fields: String = (0..40_000).map(|at| format!("k{at} = 1\n")).collect();
    let said = Measure::read(fields.as_bytes()).unwrap_err();
    assert_eq!(said.all().len(), 500);
}

#[test]
fn one_fault_is_not_said_to_be_several() {
    let text = with("range = [0, 4]", "range = [0,5, 4]");
    assert_eq!(one(&text), field(6, "range", Problem::TwoNumbers));
    let options = "options = [\"No\", \"Yes\"]\n[[items]]\ntext = \"Well?\"";
    let whole = SMALL.replace("\"total\"", "\"sum\"") + options;
    let table = |at: usize| field(8, &format!("options[{at}]"), Problem::Kind(Kind::Table));
    assert_eq!(faults(&whole), [table(1), table(2)]);
}

#[test]
fn scales_name_items_that_are_there() {
    let scales =
        |lines: &str| format!("{TWO_ITEMS}\n[[scales]]\nid = \"all\"\ntitle = \"All\"\n{lines}\n");
    assert_eq!(
        one(&scales("reverse = [2]\nitems = [1]\nrange = [0, 2]")).2,
        Problem::NotInScale(2)
    );
    assert_eq!(
        one(&scales("items = [1, 2, 3]")).2,
        Problem::NoSuchItem(3.0)
    );
    assert_eq!(
        one(&scales("items = [1, 2, 1.5]")).2,
        Problem::NoSuchItem(1.5)
    );
    assert_eq!(one(&scales("items = [1, 1, 2]")).2, Problem::ItemTwice(1));
}

#[test]
fn a_total_is_alone_and_a_scale_has_items() {
    let scale = |top: &str, lines: &str| {
        format!("{top}\n[[scales]]\nid = \"all\"\ntitle = \"All\"\n{lines}\n")
    };
    let total = one(&scale(TWO_ITEMS, "scoring = \"total\""));
    assert_eq!(total.2, Problem::ItemsBesideTotal);
    assert_eq!(one(&scale(TWO_ITEMS, "items = []")).2, Problem::NoItems);
    assert_eq!(
        one(&scale(SMALL, "scoring = \"sum\"")).2,
        Problem::ItemsBesideTotal
    );
    let two = scale(&scale(SMALL, ""), "").replacen("\"all\"", "\"one\"", 1);
    assert_eq!(one(&two), field(9, "scales", Problem::TooMany(1)));
}

#[test]
fn no_average_is_shown_as_it_is() {
    let grid = |text: &str| Measure::read(text.as_bytes()).unwrap().main().release_grid;
    assert_eq!(grid(TWO_ITEMS), 2.0, "as far as two scores lie apart");
    let unfit = |text: &str| Measure::read(text.as_bytes()).unwrap().unfit_for_groups();
    assert_eq!(
        unfit(TWO_ITEMS),
        Some(Unfit::NothingToShow),
        "two steps from end to end"
    );
    let four = "value = 2\ntext = \"Yes\"\n\n[[options]]\nvalue = 4\ntext = \"Often\"\n\n[[options]]\nvalue = 6\ntext = \"Always\"";
    let six = with("value = 2\ntext = \"Yes\"", four).replace("[0, 4]", "[0, 12]");
    assert_eq!(unfit(&six), None);
    let fine = six.replacen("version = 1", "version = 1\nrelease_grid = 1", 1);
    assert_eq!(
        unfit(&fine),
        Some(Unfit::NothingToShow),
        "finer than scores are"
    );
    let short = SMALL.replace("[0, 40]", "[0, 3]");
    assert_eq!(
        unfit(&short),
        Some(Unfit::NothingToShow),
        "one number of four"
    );
}

#[test]
fn numbers_are_of_a_size_that_people_read() {
    for range in ["[-1e308, 1e308]", "[0, 1e-300]"] {
        let text = SMALL.replace("[0, 40]", range);
        assert!(!faults(&text).is_empty(), "{range}");
    }
}

#[test]
fn what_is_no_text_or_too_large_or_too_deep_is_said_so() {
    let whole = |bytes: &[u8]| Measure::read(bytes).unwrap_err().all()[0].problem.clone();
    assert_eq!(whole(b"id = \"caf\xe9\""), Problem::NotText(10));
    assert_eq!(whole(&[0xff, 0xfe, b'i', 0, b'd', 0]), Problem::NotText(1));
    assert_eq!(whole(&vec![b' '; 10 * 1024 * 1024]), Problem::TooLarge);
    assert_eq!(
        whole("{\"item\": [".repeat(20_000).as_bytes()),
        Problem::TooDeep
    );
    assert!(matches!(
        whole(format!("a = {}", "[".repeat(20_000)).as_bytes()),
        Problem::Syntax(_)
    ));
    assert_eq!(whole(b""), Problem::Empty);
    assert_eq!(whole(b"<html><body>"), Problem::OtherFormat);
    let yaml = "- key: value\n".repeat(40);
    assert_eq!(whole(yaml.as_bytes()), Problem::OtherFormat);
    assert!(matches!(whole(b"{}"), Problem::NotAQuestionnaire(_)));
    assert!(matches!(whole(b"{\"a\": 1,}"), Problem::Syntax(_)));
    let bom = [b"\xef\xbb\xbf", SMALL.as_bytes()].concat();
    assert!(
        Measure::read(&bom).is_ok(),
        "what Windows puts before a text is left out"
    );
}

#[test]
fn a_fault_of_the_syntax_has_its_line() {
    let text = with("version = 1", "version = = 1");
    let found = faults(&text);
    assert!(
        matches!((&found[0].0, &found[0].2), (Some(3), Problem::Syntax(_))),
        "{found:?}"
    );
    let text = with("version = 1", "version = 1\nversion = 2");
    assert_eq!(one(&text), field(4, "version", Problem::Twice));
    for (title, problem) in [
        ("Two items", Problem::Unquoted),
        ("“Two items”", Problem::Unquoted),
        ("\"Two items", Problem::Unclosed),
    ] {
        let text = with("\"Two items\"", title);
        assert_eq!(one(&text), field(2, "", problem), "{title}");
    }
    // What comes of it on the same line is not said.
    let text = with("value = 2", "value = 2,5, more");
    assert_eq!(one(&text), field(14, "", Problem::MoreBehind));
    let text = with("false", "False");
    assert_eq!(one(&text), field(7, "", Problem::Kind(Kind::Flag)));
}
