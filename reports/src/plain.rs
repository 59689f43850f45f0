//! What people wrote, made drawable: as it was, but for signs that steer instead of being read and signs
//! that our letters cannot draw. It never becomes typst source; this is about glyphs, not about escaping.

use typst::text::Font;

use crate::typeset;

/// Which letters may be used. PDF/A refuses a document with a missing glyph, and a cluster that mixes
/// fonts ("a" with an Arabic vowel) has none although each sign does: the narrow set is the way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Every font we ship.
    Wide,
    /// Latin, Greek and Cyrillic.
    Narrow,
}

/// Stands for a run of signs that cannot be drawn.
pub(crate) const BLANK: char = '□';

// A word longer than this gets places where a line may end, so that it stays on the paper.
const LONG: usize = 28;
const NARROW: usize = 16;
const MAY_BREAK: char = '\u{200b}';

/// The text in one line.
pub(crate) fn line(text: &str, reach: Reach) -> String {
    broken(text, reach, LONG)
}

/// The text in one line, for a narrow column.
pub(crate) fn narrow(text: &str, reach: Reach) -> String {
    broken(text, reach, NARROW)
}

fn broken(text: &str, reach: Reach, long: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    drawable(&words.join(" "), reach, long)
}

/// The text line by line, without empty ones.
pub(crate) fn lines(text: &str, reach: Reach) -> Vec<String> {
    text.lines()
        .map(|one| line(one, reach))
        .filter(|one| !one.is_empty())
        .collect()
}

/// The text without control signs, in one line: for files of figures.
pub(crate) fn tidy(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .filter(|sign| !steers(*sign))
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A drawing of ours, whose words may hold what people typed: only these have signs beyond ASCII. What XML does not
/// allow is left out.
pub(crate) fn drawing(svg: &str, reach: Reach) -> String {
    if svg.is_ascii() && !svg.contains(|sign: char| sign.is_control()) {
        return svg.to_owned();
    }
    let legible = |sign: char| match sign {
        '\n' | '\t' => Some(sign),
        _ if sign.is_ascii() => (!sign.is_control()).then_some(sign),
        _ if sign.is_control() || steers(sign) => None,
        _ => Some(if can_be_drawn(sign, reach) {
            sign
        } else {
            BLANK
        }),
    };
    let mut out = String::with_capacity(svg.len());
    for sign in svg.chars().filter_map(legible) {
        if sign != BLANK || !out.ends_with(BLANK) {
            out.push(sign);
        }
    }
    out
}

fn can_be_drawn(sign: char, reach: Reach) -> bool {
    let has = |font: &Font| font.info().coverage.contains(u32::from(sign));
    sign == ' ' || typeset::fonts(reach).any(has)
}

fn drawable(text: &str, reach: Reach, long: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for sign in text.chars() {
        if sign.is_control() || steers(sign) {
            continue;
        }
        let drawn = if can_be_drawn(sign, reach) {
            sign
        } else {
            BLANK
        };
        if drawn == BLANK && out.ends_with(BLANK) {
            continue;
        }
        run = if drawn == ' ' { 0 } else { run + 1 };
        if run > long {
            out.push(MAY_BREAK);
            run = 1;
        }
        out.push(drawn);
    }
    out
}

// Signs that change how others are drawn, or that nobody sees: joiners, directions, variants, tags,
// skin tones, private use.
fn steers(sign: char) -> bool {
    matches!(sign,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e0fff}'
        | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_drawn_stays_as_it_was() {
        for text in [
            "It helped – a lot.",
            "Größe, Łódź, Ελλάδα, Привет",
            "שלום",
            "سلام",
            "💛 thanks",
        ] {
            assert_eq!(line(text, Reach::Wide), text);
        }
    }

    #[test]
    fn what_cannot_be_drawn_becomes_one_blank_a_run() {
        assert_eq!(line("我们 ok", Reach::Wide), "□ ok");
        assert_eq!(line("שלום a", Reach::Narrow), "□ a");
    }

    #[test]
    fn signs_that_steer_are_left_out() {
        assert_eq!(
            line("a\u{202e}b\0c\u{200d}\u{fe0f}\u{e123}\u{7f}d", Reach::Wide),
            "abcd"
        );
        assert_eq!(tidy("one\r\ntwo\u{202e}\0three"), "one two three");
    }

    #[test]
    fn a_word_without_end_may_break() {
        let long = line(&"a".repeat(100), Reach::Wide);
        assert!(long.split(MAY_BREAK).all(|part| part.len() <= LONG));
    }
}
