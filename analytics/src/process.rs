//! Process charts of individual values (XmR): the usual range of a figure, and points that leave it.

/// The usual range of a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Mean of all shown values.
    pub centre: f64,
    /// Natural process limit below, not clipped to the scale.
    pub lower: f64,
    /// Natural process limit above, not clipped to the scale.
    pub upper: f64,
    /// Whether fewer than twelve values stand behind it.
    pub provisional: bool,
}

/// Why a point is marked, in order of precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Outside the limits.
    Outside,
    /// One of seven points that rise or fall throughout.
    Trend,
    /// One of two points out of three beyond two thirds of the way to a limit.
    TwoOfThree,
    /// One of seven points on one side of the mean.
    Shift,
}

/// Which way a marked point lies from the mean, or a trend runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Above, or rising.
    Up,
    /// Below, or falling.
    Down,
}

/// A marked point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// The strongest rule it meets.
    pub rule: Rule,
    /// Which way.
    pub side: Side,
}

/// Values below which no limits are drawn, and from which they are no longer provisional.
pub const FEWEST: usize = 5;
/// Values from which limits are no longer provisional.
pub const SETTLED: usize = 12;

/// Limits: mean ± 2.66 mean moving ranges. Ranges of at least 3.267 times their mean are left out of it
/// once (R package NHSRplotthedots), and it is at least `grid`, the step the values are rounded to.
/// Nothing below five values.
pub fn limits(values: &[Option<f64>], grid: f64) -> Option<Limits> {
    let shown: Vec<f64> = values.iter().flatten().copied().collect();
    if shown.len() < FEWEST {
        return None;
    }
    let centre = mean(&shown);
    let ranges: Vec<f64> = shown
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).abs())
        .collect();
    let raw = mean(&ranges);
    let usual: Vec<f64> = ranges
        .into_iter()
        .filter(|range| *range < 3.267 * raw)
        .collect();
    let range = if usual.is_empty() { raw } else { mean(&usual) }.max(grid);
    Some(Limits {
        centre,
        lower: centre - 2.66 * range,
        upper: centre + 2.66 * range,
        provisional: shown.len() < SETTLED,
    })
}

/// The signal of each value. A value that is not shown has none and ends every run.
pub fn signals(values: &[Option<f64>], limits: &Limits) -> Vec<Option<Signal>> {
    let mut marks = vec![None; values.len()];
    let mut start = 0;
    for run in values.split(|value| value.is_none()) {
        let run: Vec<f64> = run.iter().flatten().copied().collect();
        mark_run(&run, limits, &mut marks[start..start + run.len()]);
        start += run.len() + 1;
    }
    marks
}

fn mark_run(run: &[f64], limits: &Limits, marks: &mut [Option<Signal>]) {
    let above = |bound: f64| move |value: &f64| *value > bound;
    let below = |bound: f64| move |value: &f64| *value < bound;
    let near = |limit: f64| limits.centre + (limit - limits.centre) * 2.0 / 3.0;
    for (i, value) in run.iter().enumerate() {
        if *value > limits.upper {
            put(&mut marks[i], Rule::Outside, Side::Up);
        } else if *value < limits.lower {
            put(&mut marks[i], Rule::Outside, Side::Down);
        }
    }
    for (i, seven) in run.windows(7).enumerate() {
        if seven.windows(2).all(|pair| pair[1] > pair[0]) {
            marks[i..i + 7]
                .iter_mut()
                .for_each(|mark| put(mark, Rule::Trend, Side::Up));
        }
        if seven.windows(2).all(|pair| pair[1] < pair[0]) {
            marks[i..i + 7]
                .iter_mut()
                .for_each(|mark| put(mark, Rule::Trend, Side::Down));
        }
        if seven.iter().all(above(limits.centre)) {
            marks[i..i + 7]
                .iter_mut()
                .for_each(|mark| put(mark, Rule::Shift, Side::Up));
        }
        if seven.iter().all(below(limits.centre)) {
            marks[i..i + 7]
                .iter_mut()
                .for_each(|mark| put(mark, Rule::Shift, Side::Down));
        }
    }
    for (i, three) in run.windows(3).enumerate() {
        if three.iter().all(above(limits.centre))
            && three
                .iter()
                .filter(|v| above(near(limits.upper))(v))
                .count()
                >= 2
        {
            for (j, value) in three.iter().enumerate() {
                if above(near(limits.upper))(value) {
                    put(&mut marks[i + j], Rule::TwoOfThree, Side::Up);
                }
            }
        }
        if three.iter().all(below(limits.centre))
            && three
                .iter()
                .filter(|v| below(near(limits.lower))(v))
                .count()
                >= 2
        {
            for (j, value) in three.iter().enumerate() {
                if below(near(limits.lower))(value) {
                    put(&mut marks[i + j], Rule::TwoOfThree, Side::Down);
                }
            }
        }
    }
}

fn put(mark: &mut Option<Signal>, rule: Rule, side: Side) {
    if mark.is_none_or(|held| rule < held.rule) {
        *mark = Some(Signal { rule, side });
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[cfg(test)]
mod tests;
