//! How much there is behind the figures of a scope: parts of a whole, one below the other.

use super::Chart;
use super::ink::Pen;
use super::placement::{Anchor, Space};
use super::sheet::Sheet;
use crate::overview::Coverage;

/// Words on the coverage of a scope.
#[derive(Clone, Copy, Debug)]
pub struct CoverageWords<'a> {
    /// What the chart is about, for example "What it rests on".
    pub title: &'a str,
    /// Every row in full sentences: it replaces the picture.
    pub label: &'a str,
    /// Name and value of each row, for example "Results shown" and "16 of 19": results, answers, waves.
    pub rows: &'a [(&'a str, &'a str); 3],
}

const WIDE: f64 = 316.0;
const ROW: f64 = 42.0;

/// Draws results shown of those closed, people who answered of those present, waves shown of those asked. A row whose
/// whole is nothing has no bar. `id` is unique on its page.
pub fn coverage(id: &str, coverage: &Coverage, words: &CoverageWords<'_>) -> Chart {
    let parts = [
        (coverage.shown, coverage.windows),
        (coverage.answered, coverage.present),
        (coverage.waves_shown, coverage.waves),
    ];
    let size = (WIDE, ROW * parts.len() as f64);
    let mut body = String::new();
    let sheet = Sheet::new(&mut body, size, "");
    for (row, ((name, value), (part, whole))) in words.rows.iter().zip(parts).enumerate() {
        let top = ROW * row as f64;
        sheet.write(Pen::Text, Anchor::Start, (0.0, top + 14.0), name);
        sheet.write(Pen::Strong, Anchor::End, (WIDE, top + 14.0), value);
        let bar = Space::new(0.0, top + 21.0, WIDE, top + 31.0);
        if whole > 0 {
            sheet.rect(Pen::Rest, bar);
        }
        if part > 0 {
            let right = WIDE * f64::from(part) / f64::from(whole);
            sheet.rect(Pen::Filled, Space { right, ..bar });
        }
    }
    drop(sheet);
    Chart {
        id: id.into(),
        size,
        title: words.title.into(),
        label: words.label.into(),
        body,
    }
}
