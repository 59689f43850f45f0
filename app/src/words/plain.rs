//! Words that somebody typed, as they are kept. How long they may be is their form's own rule.

/// Words as they are kept: one kind of line end, and no character that steers a screen instead of being read.
pub fn plain(typed: &str) -> String {
    let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
    let steering = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    lines
        .chars()
        .filter(|c| !steering(*c))
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_screen_is_dropped_and_what_is_written_stays() {
        assert_eq!(plain(" \u{202E}a\r\nb\u{7}\r c\u{0} "), "a\nb\n c");
        assert_eq!(plain("שלום, Zoë 👍🏽"), "שלום, Zoë 👍🏽");
    }
}
