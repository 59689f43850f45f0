//! Rows of a name, a value and a track: how much there is behind the figures of a scope, and how its groups felt.

use super::Chart;
use super::ink::Pen;
use super::placement::{Anchor, Space, number};
use super::sheet::Sheet;
use crate::change::Bound;
use crate::overview::Overview;

/// Words on tracks. Values come from outside, in the order of the rows.
#[derive(Clone, Copy, Debug)]
pub struct TracksWords<'a> {
    /// What the chart is about, for example "What it rests on".
    pub title: &'a str,
    /// Every row in full sentences: it replaces the picture.
    pub label: &'a str,
    /// Name and value of each row, for example "Results shown" and "16 of 19".
    pub rows: &'a [(&'a str, &'a str)],
}

const WIDE: f64 = 322.0;
const ROW: f64 = 42.0;

/// Parts of a whole: sessions shown, people who answered, waves shown. A row whose whole is nothing has no track.
/// `id` is unique on its page.
pub fn coverage(id: &str, seen: &Overview, words: &TracksWords<'_>) -> Chart {
    let coverage = &seen.coverage;
    let parts = [
        (coverage.shown, coverage.windows),
        (coverage.answered, coverage.present),
        (coverage.waves_shown, coverage.waves),
    ];
    rows(id, words, |sheet, row, track| {
        let (part, whole) = parts[row];
        if whole == 0 {
            return;
        }
        let share = f64::from(part) / f64::from(whole);
        let end = track.left + share * (track.right - track.left);
        sheet.rect(Pen::Rest, track);
        if part > 0 {
            sheet.rect(
                Pen::Filled,
                Space {
                    right: end,
                    ..track
                },
            );
        }
    })
}

/// Each benefit's mean on its scale; one that is withheld has no mark, one that is a bound has an open one. `id` is
/// unique on its page.
pub fn benefits(id: &str, seen: &Overview, words: &TracksWords<'_>) -> Chart {
    let chart = rows(id, words, |sheet, row, track| {
        let middle = (track.top + track.bottom) / 2.0;
        sheet.rect(Pen::Usual, track);
        let Some(across) = seen.benefits.get(row).and_then(|(_, shown)| shown.value()) else {
            return;
        };
        let [low, high] = crate::measure::session_form().range;
        let share = (across.value.mean - low) / (high - low);
        let at = track.left + 5.0 + share * (track.right - track.left - 10.0);
        let pen = match across.value.bound {
            Bound::Exact => Pen::Dot,
            _ => Pen::Open,
        };
        sheet.dot(pen, (at, middle), 5.0);
    });
    ends(chart)
}

fn rows(id: &str, words: &TracksWords<'_>, draw: impl Fn(&Sheet<'_>, usize, Space)) -> Chart {
    let size = (WIDE, ROW * words.rows.len() as f64);
    let mut body = String::new();
    let sheet = Sheet::new(&mut body, size, "");
    for (row, (name, value)) in words.rows.iter().enumerate() {
        let top = ROW * row as f64;
        sheet.write(Pen::Text, Anchor::Start, (0.0, top + 14.0), name);
        sheet.write(Pen::Strong, Anchor::End, (WIDE, top + 14.0), value);
        draw(&sheet, row, Space::new(0.0, top + 21.0, WIDE, top + 31.0));
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

// The ends of the scale, once below all rows.
fn ends(chart: Chart) -> Chart {
    let (wide, high) = chart.size;
    let size = (wide, high + 12.0);
    let mut body = chart.body;
    let sheet = Sheet::new(&mut body, size, "");
    let [low, best] = crate::measure::session_form().range;
    sheet.write(Pen::Text, Anchor::Start, (1.0, high + 6.0), &number(low));
    sheet.write(
        Pen::Text,
        Anchor::End,
        (wide - 1.0, high + 6.0),
        &number(best),
    );
    drop(sheet);
    Chart {
        size,
        body,
        ..chart
    }
}
