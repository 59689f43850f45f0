//! Chart f's statistics: control limits around the mean of groups by their size, with overdispersion
//! checked (Spiegelhalter 2005, "Funnel plots for comparing institutional performance").

use super::{Average, Movement};
use crate::change::Bound;

/// Fewest groups for a funnel; below, each group's own interval says more.
pub const FEWEST: usize = 10;
/// Part of the groups at either end whose distance is cut back before dispersion is judged.
const WINSORISED: f64 = 0.1;
/// Half widths of the limits in standard errors: 95% and 99.8%.
pub const LIMITS: [f64; 2] = [1.959_964, 3.090_232];

/// A group in the funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its name.
    pub name: String,
    /// People as the funnel counts them: the harmonic mean of those behind either wave.
    pub people: f64,
    /// Points better.
    pub better: f64,
    /// Whether it lies outside the 99.8% limits: −1 below, 1 above, 0 inside.
    pub outside: i8,
}

/// Groups around their mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// The mean over groups.
    pub centre: f64,
    /// Deviation of a single score, pooled over groups, in points.
    pub sd: f64,
    /// How much wider than chance groups vary: 1, or the factor that the limits were widened by.
    pub widened: f64,
    /// The groups, by name.
    pub points: Vec<Point>,
}

impl Funnel {
    /// Limits for so many people: half a width, `z` standard errors.
    pub fn half(&self, people: f64, z: f64) -> f64 {
        z * self.widened * self.sd * (2.0 / people).sqrt()
    }
}

/// The funnel of groups of one focus and measure around their released mean; nothing below ten groups with an
/// exact change and a deviation.
pub fn funnel(groups: &[Movement], centre: &Average) -> Option<Funnel> {
    let exact = groups.iter().filter_map(|group| {
        let course = group.course.value()?;
        let exact = course.change.bound == Bound::Exact;
        let (n, first) = (f64::from(course.n), f64::from(course.n_first));
        let people = 2.0 / (1.0 / n + 1.0 / first);
        exact.then_some((
            group.group.clone(),
            people,
            course.change.better,
            course.sd?,
        ))
    });
    let exact: Vec<(String, f64, f64, f64)> = exact.collect();
    if exact.len() < FEWEST || centre.bound != Bound::Exact {
        return None;
    }
    let squares: f64 = exact.iter().map(|(_, _, _, sd)| sd * sd).sum();
    let sd = (squares / exact.len() as f64).sqrt();
    let z = |people: f64, better: f64| (better - centre.mean) / (sd * (2.0 / people).sqrt());
    let scores: Vec<f64> = exact.iter().map(|(_, n, y, _)| z(*n, *y)).collect();
    let widened = widening(&scores);
    let points = exact
        .into_iter()
        .zip(&scores)
        .map(|((name, people, better, _), score)| Point {
            name,
            people,
            better,
            outside: if score.abs() <= LIMITS[1] * widened {
                0
            } else if *score > 0.0 {
                1
            } else {
                -1
            },
        });
    Some(Funnel {
        centre: centre.mean,
        sd,
        widened,
        points: points.collect(),
    })
}

/// The multiplicative correction: the root of the winsorised mean square of z-scores where that is above
/// what chance leaves (1 + 2√(2/k)), otherwise 1.
pub fn widening(scores: &[f64]) -> f64 {
    let mut sorted = scores.to_vec();
    sorted.sort_by(f64::total_cmp);
    let cut = (sorted.len() as f64 * WINSORISED).floor() as usize;
    let (low, high) = (sorted[cut], sorted[sorted.len() - 1 - cut]);
    let square = |z: &f64| z.clamp(low, high).powi(2);
    let k = sorted.len() as f64;
    let dispersion = sorted.iter().map(square).sum::<f64>() / k;
    if dispersion > 1.0 + 2.0 * (2.0 / k).sqrt() {
        dispersion.sqrt()
    } else {
        1.0
    }
}
