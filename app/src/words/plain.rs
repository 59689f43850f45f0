//! Words that somebody typed, as they are kept. How long they may be is their form's own rule.

/// Words as they are kept: one kind of line end, and no character that steers a screen instead of being read.
pub fn plain(typed: &str) -> String {
    let lines = typed.replace("\r\n", "\n");
    let ends = |c: char| matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let words: String = lines
        .chars()
        .map(|c| if ends(c) { '\n' } else { c })
        .filter(|c| !steers(*c))
        .collect();
    words.trim().to_owned()
}

/// Controls, marks of direction, and what is there but takes no place: it would hide a name from whoever looks for it.
/// Joiners stay, as emoji and several scripts are written with them.
fn steers(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(
            c,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_screen_is_dropped_and_what_is_written_stays() {
        assert_eq!(plain(" \u{202E}a\r\nb\u{7}\r c\u{0} "), "a\nb\n c");
        assert_eq!(plain("one\u{2028}two\u{85}three"), "one\ntwo\nthree");
        assert_eq!(plain("K\u{200B}i\u{AD}m \u{61C}\u{2060}1"), "Kim 1");
        for kept in ["שלום, Zoë 👍🏽", "👩‍👧 نمی‌خواهم", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈", "e\u{301}"]
        {
            assert_eq!(plain(kept), kept);
        }
    }
}
