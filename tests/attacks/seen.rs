//! What an attacker sees of a release and concludes from knowing the rules, and simulated groups to see.

use std::ops::RangeInclusive;

use analytics::measure::{self, Scale, Unfit};
use analytics::{Measure, PooledSums, Tally, disclosure};
use rand::RngExt;
use rand::rngs::StdRng;

/// One figure, and how people's answers to it are spread.
pub struct Figure {
    pub scale: &'static Scale,
    /// Points between two neighbouring scores.
    pub unit: f64,
    /// Scores above the lowest one.
    pub steps: usize,
    mean: f64,
    sd: f64,
}

/// What one release says about the sum of its answers (in units above the lowest score), and about the
/// squared distances from the means, in points, of this release and those before it.
#[derive(Debug)]
pub struct Seen {
    pub n: usize,
    pub sums: RangeInclusive<usize>,
    pub spread: Option<(f64, f64)>,
}

/// Far above rounding errors of sums of squares, far below the difference that one answer makes.
pub const SLACK: f64 = 1e-6;

/// A benefit and every kind of outcome that groups are asked, spread as in groups.
pub fn figures() -> [Figure; 9] {
    let figure = |id: &str, unit, mean, sd| {
        let scale = measure::find(id).unwrap().main();
        Figure::of(scale, unit, mean, sd)
    };
    [
        figure("chorus-session", 0.5, 2.8, 0.8),
        figure("phq-8", 1.0, 12.0, 5.5),
        figure("gad-7", 1.0, 11.0, 5.0),
        figure("k10", 1.0, 15.0, 7.0),
        figure("phq-4", 1.0, 5.0, 3.0),
        figure("phq-2", 1.0, 2.5, 1.6),
        figure("loneliness", 1.0, 3.0, 1.7),
        figure("ons4", 1.0, 6.0, 2.0),
        figure("who-5", 4.0, 45.0, 18.0),
    ]
}

/// The weak fixture: two questions with three answers, which no group is asked.
pub fn too_short() -> Figure {
    let text = r#"
        id = "two-questions"
        title = "Two questions"
        version = 1
        licence = "ours"
        scoring = "sum"
        range = [0, 4]
        higher_is_worse = true
        options = [{ value = 0, text = "no" }, { value = 1, text = "some" }, { value = 2, text = "yes" }]
        items = [{ text = "First?" }, { text = "Second?" }]
    "#;
    let short = Measure::read(text.as_bytes()).expect("a measure").keep();
    assert_eq!(short.unfit_for_groups(), Some(Unfit::NothingToShow));
    Figure::of(short.main(), 1.0, 2.0, 1.2)
}

impl Figure {
    fn of(scale: &'static Scale, unit: f64, mean: f64, sd: f64) -> Self {
        let steps = (scale.span() / unit) as usize;
        Self {
            scale,
            unit,
            steps,
            mean,
            sd,
        }
    }

    /// Scores of some people in units: normal, rounded, clipped.
    pub fn group(&self, people: usize, rng: &mut StdRng) -> Vec<usize> {
        (0..people)
            .map(|_| {
                ((self.mean + self.sd * normal(rng)) / self.unit)
                    .round()
                    .clamp(0.0, self.steps as f64) as usize
            })
            .collect()
    }

    /// The best possible score, in units.
    pub fn best(&self) -> usize {
        if self.scale.higher_is_worse {
            0
        } else {
            self.steps
        }
    }

    /// What the close releases of a group's scores.
    pub fn release(&self, scores: &[usize], pooled: &mut PooledSums) -> Tally {
        let values: Vec<f64> = scores
            .iter()
            .map(|score| self.scale.range[0] + *score as f64 * self.unit)
            .collect();
        disclosure::release(self.scale, &values, values.len() as u32, 5, pooled)
            .value()
            .unwrap()
            .clone()
    }

    /// What a release says; `degrees` are those of all releases so far.
    pub fn read(&self, tally: &Tally, degrees: usize) -> Seen {
        let n = tally.n as usize;
        let fits = |sum: &usize| {
            let mean = *sum as f64 * self.unit / n as f64;
            self.fits(tally, self.scale.range[0] + mean)
        };
        let sums: Vec<usize> = (0..=n * self.steps).filter(fits).collect();
        let (Some(first), Some(last)) = (sums.first(), sums.last()) else {
            panic!("no answers lead to {tally:?}")
        };
        let step = self.scale.span() / 8.0;
        let spread = tally.sd.map(|sd| {
            let least = if sd > step {
                (sd - step).powi(2) * degrees as f64
            } else {
                -1.0
            };
            (least, sd.powi(2) * degrees as f64)
        });
        Seen {
            n,
            sums: *first..=*last,
            spread,
        }
    }

    /// What the exact mean says: the weak fixture.
    pub fn read_exact(&self, scores: &[usize]) -> Seen {
        let sum = scores.iter().sum();
        Seen {
            n: scores.len(),
            sums: sum..=sum,
            spread: None,
        }
    }

    // The rules, written down a second time, from the outside.
    fn fits(&self, tally: &Tally, mean: f64) -> bool {
        let from_worst = self.scale.improvement(self.scale.worst(), mean);
        let open =
            from_worst <= (self.scale.span() + self.scale.factor) / f64::from(tally.n) + 1e-9;
        let (value, grid) = (tally.mean.value, self.scale.release_grid);
        // A figure off its grid was not rounded.
        let half = if (value / grid).fract() == 0.0 {
            grid / 2.0
        } else {
            2e-9
        };
        let near = mean >= value - half - 1e-9 && mean < value + half - 1e-9;
        open == tally.mean.or_worse && (open || near)
    }
}

/// Squared distances from the mean, in units squared.
pub fn distances(n: usize, sum: usize, squares: usize) -> f64 {
    squares as f64 - (sum * sum) as f64 / n as f64
}

// Box & Muller 1958.
fn normal(rng: &mut StdRng) -> f64 {
    let (u, v): (f64, f64) = (rng.random(), rng.random());
    (-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}
