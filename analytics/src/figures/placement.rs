//! Placement: where marks and labels go, in pixels. Knows no figure and draws nothing.

/// Height of a line of text, in pixels.
pub(super) const LEADING: f64 = 16.0;

/// Space that something takes, in pixels from the upper left corner of the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Space {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text on its baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Label<'a> {
    pub(super) text: &'a str,
    pub(super) anchor: Anchor,
    pub(super) at: (f64, f64),
}

/// What is already on the chart, and how much it hurts to cover it.
pub(super) struct Clutter {
    inside: Space,
    taken: Vec<(Space, f64)>,
}

impl Space {
    pub(super) fn new(left: f64, top: f64, right: f64, bottom: f64) -> Space {
        Space {
            left,
            top,
            right,
            bottom,
        }
    }

    /// The square around a point.
    pub(super) fn around((x, y): (f64, f64), half: f64) -> Space {
        Space::new(x - half, y - half, x + half, y + half)
    }

    pub(super) fn overlap(&self, other: &Space) -> f64 {
        let across = self.right.min(other.right) - self.left.max(other.left);
        let down = self.bottom.min(other.bottom) - self.top.max(other.top);
        across.max(0.0) * down.max(0.0)
    }

    fn area(&self) -> f64 {
        (self.right - self.left) * (self.bottom - self.top)
    }
}

impl Label<'_> {
    /// Guessed a little wide: fonts differ, and a gap looks better than a collision.
    pub(super) fn space(&self) -> Space {
        let wide = width(self.text);
        let left = match self.anchor {
            Anchor::Start => self.at.0,
            Anchor::Middle => self.at.0 - wide / 2.0,
            Anchor::End => self.at.0 - wide,
        };
        Space::new(left, self.at.1 - 11.0, left + wide, self.at.1 + 3.5)
    }
}

impl Clutter {
    /// Labels stay inside `inside`.
    pub(super) fn new(inside: Space) -> Clutter {
        Clutter {
            inside,
            taken: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, space: Space, weight: f64) {
        self.taken.push((space, weight));
    }

    /// A line, as small squares along it.
    pub(super) fn add_line(&mut self, points: &[(f64, f64)], weight: f64) {
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let steps = ((to.0 - from.0).hypot(to.1 - from.1) / 4.0).ceil().max(1.0);
            for step in 0..=steps as u32 {
                let part = f64::from(step) / steps;
                let at = (
                    from.0 + (to.0 - from.0) * part,
                    from.1 + (to.1 - from.1) * part,
                );
                self.add(Space::around(at, 2.0), weight);
            }
        }
    }

    /// The first of the candidates that covers least; it then takes its space.
    pub(super) fn settle<'a>(
        &mut self,
        candidates: impl IntoIterator<Item = Label<'a>>,
    ) -> Label<'a> {
        let best = candidates
            .into_iter()
            .map(|label| (label, self.cost(&label.space())))
            .reduce(|best, next| if next.1 < best.1 { next } else { best })
            .expect("BUG: a label without a place to try")
            .0;
        self.add(best.space(), 4.0);
        best
    }

    fn cost(&self, space: &Space) -> f64 {
        let covered: f64 = self
            .taken
            .iter()
            .map(|(taken, weight)| taken.overlap(space) * weight)
            .sum();
        let outside = space.area() - space.overlap(&self.inside);
        // Whole pixels, so that a hair's breadth never outweighs the order of the candidates.
        (covered + outside * 20.0).round()
    }
}

/// Width of a text at 13 px, in pixels: no font is read, so letters are sorted by width, after Noto Sans.
pub(super) fn width(text: &str) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|letter| match letter {
            'i' | 'j' | 'l' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.27,
            'f' | 'r' | 't' | 'I' | '(' | ')' | '-' => 0.39,
            'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.52,
            'm' | 'w' | 'M' | 'W' | '%' => 0.92,
            '\u{2e80}'.. => 1.0,
            letter if letter.is_uppercase() => 0.68,
            _ => 0.6,
        })
        .sum();
    ems * 13.0
}

/// Breaks a text at spaces into lines of at most `wide` pixels; a word that is wider breaks too.
pub(super) fn wrap(text: &str, wide: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace().flat_map(|word| pieces(word, wide)) {
        let word = word.as_str();
        match lines.last_mut() {
            Some(line) if width(line) + width(" ") + width(word) <= wide + 0.1 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn pieces(word: &str, wide: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut taken = 0.0;
    for letter in word.chars() {
        let more = width(letter.encode_utf8(&mut [0; 4]));
        if taken > 0.0 && taken + more > wide + 0.1 {
            pieces.push(String::new());
            taken = 0.0;
        }
        taken += more;
        pieces.last_mut().expect("BUG: a first piece").push(letter);
    }
    pieces
}

/// Every how many columns a label fits, if the widest is so wide and a column so narrow.
pub(super) fn every(widest: f64, column: f64) -> usize {
    ((widest + 6.0) / column).ceil().max(1.0) as usize
}

/// A score as people write it: no needless decimals, a true minus.
pub(super) fn number(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if value < 0.0 && text != "0" {
        format!("\u{2212}{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_never_wider_than_their_room() {
        for text in [
            "A quiet table for people who have lost somebody",
            &"W".repeat(60),
            "ab",
        ] {
            let lines = wrap(text, 100.0);
            assert!(lines.iter().all(|line| width(line) <= 100.1), "{lines:?}");
            let letters = |text: &str| text.replace(' ', "");
            assert_eq!(letters(&lines.concat()), letters(text), "nothing is lost");
        }
        assert_eq!(wrap("Slow river", 100.0), ["Slow river"]);
    }
}
