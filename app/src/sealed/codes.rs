//! Codes that people type: Crockford base32 with its look-alikes, for tickets, member keys and group addresses.

use crate::random::Random;

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a ticket: fifty bits.
pub const TICKET_LENGTH: usize = 10;

/// A code of `length` characters drawn at random.
pub fn draw(length: usize, random: &Random) -> String {
    let mut bytes = vec![0; length];
    random.fill(&mut bytes);
    of(&bytes)
}

/// One character of five bits a byte.
pub fn of(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| DIGITS[usize::from(byte & 31)] as char)
        .collect()
}

/// What was typed in its one spelling: upper case, look-alikes understood,
/// spaces and hyphens dropped; `None` if it is not a code of `length`.
pub fn normal(typed: &str, length: usize) -> Option<String> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '‐'))
        .map(|c| match c.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            upper => upper,
        })
        .collect();
    let digits = code.bytes().all(|byte| DIGITS.contains(&byte));
    (digits && code.len() == length).then_some(code)
}

/// Sixteen bytes as 26 characters.
pub fn encode(bytes: &[u8; 16]) -> String {
    let value = u128::from_be_bytes(*bytes);
    (0..26)
        .rev()
        .map(|place| DIGITS[(value >> (5 * place)) as usize & 31] as char)
        .collect()
}

/// Reads what [`encode`] wrote, however it was typed.
pub fn decode(typed: &str) -> Option<[u8; 16]> {
    let code = normal(typed, 26)?;
    let mut value: u128 = 0;
    for byte in code.bytes() {
        let digit = DIGITS.iter().position(|known| *known == byte)? as u128;
        value = value.checked_mul(32)?.checked_add(digit)?;
    }
    Some(value.to_be_bytes())
}

/// A code in groups of `size`, as it is printed: `ABCDE-FGHJK`.
pub fn grouped(code: &str, size: usize) -> String {
    let characters: Vec<char> = code.chars().collect();
    characters
        .chunks(size)
        .map(String::from_iter)
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_and_spaces_are_understood() {
        assert_eq!(normal(" il0o-abcd xy", 10).as_deref(), Some("1100ABCDXY"));
        assert_eq!(normal("1100ABCDXU", 10), None, "U is no digit");
        assert_eq!(normal("1100ABCDX", 10), None);
    }

    #[test]
    fn a_key_survives_paper() {
        for seed in 0..200 {
            let random = Random::seeded(seed);
            let mut key = [0; 16];
            random.fill(&mut key);
            let paper = grouped(&encode(&key), 5).to_lowercase().replace('0', "o");
            assert_eq!(decode(&paper), Some(key));
        }
        assert_eq!(
            decode("ZZZZZZZZZZZZZZZZZZZZZZZZZZ"),
            None,
            "130 bits are too many"
        );
    }
}
