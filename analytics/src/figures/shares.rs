//! Chart c for a scope: its people as one bar of four parts, recovered, improved, unchanged and deteriorated. Each
//! part ends in the middle of the range that its count was shown as; what a range with an open end leaves open is hatched.

use super::ink::Pen;
use super::placement::{Anchor, LEADING, Space, width, wrap};
use super::sheet::Sheet;
use super::{Chart, Frame, hatch_id};
use crate::change::{ChangeParts, Part};
use crate::disclosure::{Across, Shown};

/// Words on chart c of a scope.
#[derive(Clone, Copy, Debug)]
pub struct SharesWords<'a> {
    /// What the chart is about, for example "Reliable change in this quarter".
    pub title: &'a str,
    /// Every count in full sentences: it replaces the picture.
    pub label: &'a str,
    /// Over the first two parts, for example "11 to 15 of 18 improved reliably".
    pub improved: &'a str,
    /// On each part: recovered, improved, unchanged, deteriorated. For example "8 to 12 recovered". Where at
    /// most so many recovered there is no first part, and the second says so.
    pub parts: [&'a str; 4],
}

const TOP: f64 = 26.0;
const HIGH: f64 = 48.0;
const GAP: f64 = 2.0;
const SWATCH: f64 = 12.0;
const PENS: [(Pen, Pen); 4] = [
    (Pen::Recovered, Pen::RecoveredText),
    (Pen::Improved, Pen::ImprovedText),
    (Pen::Unchanged, Pen::UnchangedText),
    (Pen::Deteriorated, Pen::DeterioratedText),
];

/// Draws the bar; nothing where the counts are withheld. `id` is unique on its page.
pub fn shares(
    id: &str,
    counts: &Shown<Across<ChangeParts>>,
    frame: Frame,
    words: &SharesWords<'_>,
) -> Option<Chart> {
    let across = counts.value()?;
    let (wide, _) = frame.room();
    let ends = ends(&across.value, across.people).map(|end| end / f64::from(across.people) * wide);
    let starts = [0.0, ends[0], ends[1], ends[2]];
    let parts = std::array::from_fn::<_, 4, _>(|part| {
        let (from, to) = (starts[part], ends[part]);
        let gap = if to < wide { GAP } else { 0.0 };
        Space::new(from, TOP, (to - gap).max(from), TOP + HIGH)
    });
    let pens = pens(&across.value, across.people);
    let lines = std::array::from_fn::<_, 4, _>(|part| {
        let room = parts[part].right - parts[part].left - 12.0;
        let lines = wrap(words.parts[part], room);
        // A word that would be broken stands in the key.
        let whole = words.parts[part]
            .split_whitespace()
            .all(|word| width(word) <= room);
        (lines.len() <= 2 && whole).then_some(lines)
    });
    // A part narrower than a pixel is left out, and one that nobody can be told to be in has no words.
    let drawn = |part: &usize| parts[*part].right - parts[*part].left >= 1.0;
    let said = |part: &usize| drawn(part) && pens[*part] != Pen::Hatch;
    let outside = (0..4).filter(|part| said(part) && lines[*part].is_none());
    let key = key(outside, wide, words);
    let bottom = key.last().map_or(TOP + HIGH + 2.0, |(_, (_, y))| y + 8.0);
    let size = (wide, bottom);

    let mut body = String::new();
    let hatch = hatch_id(id);
    let sheet = Sheet::new(&mut body, size, &hatch);
    bracket(&sheet, parts[1].right, wide, words.improved);
    for part in (0..4).filter(drawn) {
        fill(&sheet, pens[part], parts[part]);
        if let Some(lines) = lines[part].as_ref().filter(|_| said(&part)) {
            inside(&sheet, part, parts[part], lines);
        }
    }
    for (part, (x, y)) in key {
        let top = y - SWATCH + 1.0;
        let swatch = Space::new(x, top, x + SWATCH, top + SWATCH);
        fill(&sheet, pens[part], swatch);
        let at = (x + SWATCH + 6.0, y);
        sheet.write(Pen::Text, Anchor::Start, at, words.parts[part]);
    }
    drop(sheet);
    Some(Chart {
        id: id.into(),
        size,
        title: words.title.into(),
        label: words.label.into(),
        body,
    })
}

// Where the parts end, in people. A range with an open end ends at its bound.
fn ends(parts: &ChangeParts, people: u32) -> [f64; 4] {
    let all = f64::from(people);
    let improved = match parts.improved {
        Part { least: 0, most } => f64::from(most),
        part => part.middle(),
    };
    let recovered = match parts.recovered {
        Part { least: 0, .. } => 0.0,
        part => part.middle().min(improved),
    };
    let deteriorated = match parts.deteriorated {
        Part { least, most } if most == people => f64::from(least),
        part => part.middle(),
    };
    [
        recovered,
        improved,
        all - deteriorated.min(all - improved),
        all,
    ]
}

// Where at most so many improved, nobody knows of them who did; where at least so many got worse, nobody knows of
// the others who did not.
fn pens(parts: &ChangeParts, people: u32) -> [Pen; 4] {
    let mut pens = PENS.map(|(fill, _)| fill);
    if parts.improved.least == 0 {
        pens[1] = Pen::Hatch;
    }
    if parts.deteriorated.most == people {
        pens[2] = Pen::Hatch;
    }
    pens
}

fn bracket(sheet: &Sheet<'_>, right: f64, wide: f64, text: &str) {
    let y = TOP - 5.0;
    sheet.line(
        Pen::Axis,
        &[
            (0.5, y + 3.0),
            (0.5, y),
            (right - 0.5, y),
            (right - 0.5, y + 3.0),
        ],
    );
    // Bold letters are a little wider than they are guessed to be.
    let half = width(text) * 0.55;
    let (anchor, x) = if right / 2.0 < half {
        (Anchor::Start, 0.0)
    } else {
        (Anchor::Middle, (right / 2.0).min(wide - half))
    };
    sheet.write(Pen::Strong, anchor, (x, y - 6.0), text);
}

fn fill(sheet: &Sheet<'_>, pen: Pen, space: Space) {
    sheet.rect(pen, space);
    match pen {
        Pen::Deteriorated => stripes(sheet, space),
        Pen::Hatch => sheet.rect(Pen::Edge, space),
        _ => {}
    }
}

fn inside(sheet: &Sheet<'_>, part: usize, space: Space, lines: &[String]) {
    let (fill, text) = PENS[part];
    let middle = (space.left + space.right) / 2.0;
    let more = LEADING * (lines.len() as f64 - 1.0);
    let first = (space.top + space.bottom) / 2.0 + 4.5 - more / 2.0;
    if fill == Pen::Deteriorated {
        // A plate, so that no stripe runs through a letter.
        let half = lines.iter().map(|line| width(line)).fold(0.0, f64::max) * 0.55 + 4.0;
        let plate = Space::new(
            middle - half,
            first - 14.0,
            middle + half,
            first + more + 6.0,
        );
        sheet.rect(fill, plate);
    }
    for (line, at) in lines.iter().zip(0..) {
        let y = first + LEADING * f64::from(at);
        sheet.write(text, Anchor::Middle, (middle, y), line);
    }
}

// Strokes at 45 degrees, cut at the edges: the part is told from others without its colour.
fn stripes(sheet: &Sheet<'_>, space: Space) {
    let high = space.bottom - space.top;
    let mut foot = space.left - high + 8.0;
    while foot < space.right {
        let from = foot.max(space.left);
        let to = (foot + high).min(space.right);
        let y = |x: f64| space.bottom - (x - foot);
        if from < to {
            sheet.line(Pen::Stripe, &[(from, y(from)), (to, y(to))]);
        }
        foot += 8.0;
    }
}

// Parts whose words do not fit inside stand below with a swatch each: which, and where.
fn key(
    parts: impl Iterator<Item = usize>,
    wide: f64,
    words: &SharesWords<'_>,
) -> Vec<(usize, (f64, f64))> {
    let (mut x, mut y) = (0.0, TOP + HIGH + 22.0);
    let place = |part: usize| {
        let room = SWATCH + 6.0 + width(words.parts[part]);
        if x > 0.0 && x + room > wide {
            (x, y) = (0.0, y + LEADING + 4.0);
        }
        let at = (x, y);
        x += room + 16.0;
        (part, at)
    };
    parts.map(place).collect()
}
