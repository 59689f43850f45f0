//! What in a line could tell who somebody is: a telephone number, an e-mail address, the name of a seat. A mark, no verdict.

/// Fewest digits of a telephone number; fewer are a time, a year or a score.
const DIGITS: usize = 7;

/// What a line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Something like a telephone number.
    Telephone,
    /// Something like an e-mail address.
    Email,
    /// The name that somebody of the group goes by.
    Name,
}

impl Mark {
    /// What its words are found by.
    pub fn id(self) -> &'static str {
        match self {
            Mark::Telephone => "telephone",
            Mark::Email => "email",
            Mark::Name => "name",
        }
    }
}

/// Everything that stands out in a line, given the group's names.
pub fn marks(line: &str, names: &[String]) -> Vec<Mark> {
    let found = [
        (has_telephone(line), Mark::Telephone),
        (has_email(line), Mark::Email),
        (names.iter().any(|name| has_name(line, name)), Mark::Name),
    ];
    found
        .into_iter()
        .filter_map(|(is_there, mark)| is_there.then_some(mark))
        .collect()
}

fn has_telephone(line: &str) -> bool {
    let mut digits = 0;
    for c in line.chars() {
        if c.is_numeric() {
            digits += 1;
            if digits == DIGITS {
                return true;
            }
        } else if !(c.is_whitespace() || matches!(c, '-' | '–' | '.' | '/' | '(' | ')' | '+')) {
            digits = 0;
        }
    }
    false
}

fn has_email(line: &str) -> bool {
    line.split_whitespace().any(|word| {
        let Some((name, host)) = word.split_once('@') else {
            return false;
        };
        let named = name.chars().next_back().is_some_and(char::is_alphanumeric);
        let host = host.trim_end_matches(|c: char| !c.is_alphanumeric());
        named && host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty())
    })
}

/// Whether the words of `name` stand in the line one after the other, whole, in whatever case. Scripts without capitals
/// write small words onto others, or no spaces at all: there a name is looked for inside words too.
fn has_name(line: &str, name: &str) -> bool {
    let cased = |c: char| c.is_lowercase() || c.is_uppercase();
    if name.chars().any(char::is_alphabetic) && !name.chars().any(cased) {
        return line.contains(name);
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (line, name) = (words(line), words(name));
    !name.is_empty() && line.windows(name.len()).any(|part| part == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_tell_who_somebody_is_is_marked() {
        let names = ["Kim", "Anna B", "דנה", "和田"].map(str::to_owned);
        for (line, mark) in [
            ("Ring me: 020 7946 0018", Some(Mark::Telephone)),
            ("+44 (0)20-7946.0018", Some(Mark::Telephone)),
            ("٠٢٠٧٩٤٦٠٠١٨", Some(Mark::Telephone)),
            ("write to lee.b@example.org, please", Some(Mark::Email)),
            ("what KIM said", Some(Mark::Name)),
            ("Kim's story", Some(Mark::Name)),
            ("it was anna b. who waited", Some(Mark::Name)),
            ("תודה דנה", Some(Mark::Name)),
            ("תודה לדנה על הכל", Some(Mark::Name)),
            ("和田さんに聞いた", Some(Mark::Name)),
            ("a kimono", None),
            ("since 2019, at 10:30", None),
            ("see you @ the river", None),
            ("Anna told us", None),
        ] {
            let expected: Vec<Mark> = mark.into_iter().collect();
            assert_eq!(marks(line, &names), expected, "{line}");
        }
    }
}
