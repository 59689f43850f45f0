//! A member's own course: their scores with what each means, and whether they changed reliably. It is for the
//! holder of the key alone; no figure of a group is made from it.

use jiff::civil::Date;

use crate::change::{self, Change, LinkedPair};
use crate::disclosure::Own;
use crate::measure::{Band, Library, Measure, Scale};

/// After so many days without a score a new episode begins: what lies before it is another story.
pub const EPISODE_GAP: i32 = 90;

/// A score as a member's locker keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnScore {
    /// Day on which the measure was answered.
    pub date: Date,
    /// Name of the scale, as [`Measure::kept`] gives it.
    pub measure: String,
    /// Its version.
    pub version: u16,
    /// The score, exact.
    pub score: f64,
}

/// A member's scores on one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// The measure.
    pub measure: &'static Measure,
    /// The scale: range, direction, bands and cutoff.
    pub scale: &'static Scale,
    /// Every score, oldest first; never empty.
    pub points: Vec<Point>,
    /// Change since the first score of the latest episode; nothing if the measure has no threshold for it.
    pub change: Option<OwnChange>,
    /// Whether that change is better and led across the cutoff.
    pub recovered: bool,
}

/// One score and what it means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Day on which the measure was answered.
    pub date: Date,
    /// The score.
    pub score: f64,
    /// The named range in which it lies, if the measure has such ranges.
    pub band: Option<&'static Band>,
    /// Counts the episodes of its owner, over all measures.
    pub episode: u32,
}

/// What a member's change amounts to, after Jacobson & Truax 1991.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnChange {
    /// There is one score in the episode yet.
    OnlyOne,
    /// Better by more than error of measurement.
    Better,
    /// Within error of measurement.
    NoReliableChange,
    /// Worse by more than error of measurement.
    Worse,
}

/// The courses of a member, in the order of the library. Scores of a measure or version that is no longer in it are left
/// out: nobody could say what they mean.
pub fn courses(library: &Library, scores: &Own<Vec<OwnScore>>) -> Vec<Own<Course>> {
    let all = library.all();
    let kept = all.flat_map(|measure| {
        measure
            .kept()
            .map(move |(name, scale)| (measure, name, scale))
    });
    kept.filter_map(|(measure, name, scale)| course(measure, &name, scale, scores.value()))
        .map(Own::for_holder_of_key)
        .collect()
}

fn course(
    measure: &'static Measure,
    name: &str,
    scale: &'static Scale,
    scores: &[OwnScore],
) -> Option<Course> {
    let of_it = |score: &&OwnScore| score.measure == name && score.version == measure.version;
    let mut points: Vec<Point> = scores
        .iter()
        .filter(of_it)
        .map(|score| Point {
            date: score.date,
            score: score.score,
            band: scale.band(score.score),
            episode: episode_on(score.date, scores),
        })
        .collect();
    points.sort_by_key(|point| point.date);
    let change = match episodes(&points).last()? {
        [first, .., last] => change::classify(
            scale,
            LinkedPair {
                first: first.score,
                last: last.score,
            },
        ),
        _ => None,
    };
    let alone = episodes(&points).last()?.len() == 1;
    Some(Course {
        measure,
        scale,
        points,
        recovered: change == Some(Change::Recovered),
        change: match change {
            Some(Change::Recovered | Change::Improved) => Some(OwnChange::Better),
            Some(Change::Unchanged) => Some(OwnChange::NoReliableChange),
            Some(Change::Deteriorated) => Some(OwnChange::Worse),
            None => alone.then_some(OwnChange::OnlyOne),
        },
    })
}

/// How many episodes of somebody with these scores had ended before a day: a new one begins where there was no score on any
/// measure for more than [`EPISODE_GAP`] days.
fn episode_on(day: Date, scores: &[OwnScore]) -> u32 {
    let mut days: Vec<Date> = scores.iter().map(|score| score.date).collect();
    days.sort();
    let gaps = days.windows(2).filter(|pair| pair[1] <= day);
    let ended = gaps.filter(|pair| (pair[1] - pair[0]).get_days() > EPISODE_GAP);
    ended.count() as u32
}

/// Points in runs of one episode, oldest first.
pub fn episodes(points: &[Point]) -> impl DoubleEndedIterator<Item = &[Point]> {
    points.chunk_by(|one, next| one.episode == next.episode)
}

impl Course {
    /// What tells it from the other courses of a member.
    pub fn name(&self) -> String {
        format!("{}-{}", self.measure.id, self.scale.id)
    }

    /// The latest score.
    pub fn latest(&self) -> &Point {
        self.points.last().expect("BUG: a course without a score")
    }

    /// The score that change is counted from: the first of the latest episode.
    pub fn first(&self) -> &Point {
        let latest = episodes(&self.points).next_back();
        latest
            .and_then(<[Point]>::first)
            .expect("BUG: a course without a score")
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    /// Scores every so many days from 6 January 2026.
    fn own(measure: &str, scores: &[(i64, f64)]) -> Vec<OwnScore> {
        let score = |&(day, score): &(i64, f64)| OwnScore {
            date: jiff::civil::date(2026, 1, 6) + day.days(),
            measure: measure.to_owned(),
            version: 1,
            score,
        };
        scores.iter().map(score).collect()
    }

    fn one(measure: &str, scores: &[(i64, f64)]) -> Course {
        let found = courses(
            &Library::default(),
            &Own::for_holder_of_key(own(measure, scores)),
        );
        assert_eq!(found.len(), 1);
        found[0].value().clone()
    }

    #[test]
    fn change_is_in_plain_choices() {
        // NHS Talking Therapies: reliable from 6 points on the PHQ-9, taken over for the PHQ-8; cutoff 10
        for (scores, change, recovered) in [
            (&[(0, 16.0)][..], OwnChange::OnlyOne, false),
            (&[(0, 16.0), (28, 11.0)], OwnChange::NoReliableChange, false),
            (&[(0, 16.0), (28, 10.0)], OwnChange::Better, false),
            (&[(0, 16.0), (28, 9.0)], OwnChange::Better, true),
            (&[(0, 9.0), (28, 2.0)], OwnChange::Better, false),
            (&[(0, 9.0), (28, 15.0)], OwnChange::Worse, false),
            (
                &[(0, 9.0), (28, 20.0), (56, 10.0)],
                OwnChange::NoReliableChange,
                false,
            ),
        ] {
            let course = one("phq-8", scores);
            assert_eq!(
                (course.change, course.recovered),
                (Some(change), recovered),
                "{scores:?}"
            );
        }
    }

    #[test]
    fn a_long_gap_begins_a_new_episode() {
        let gap = i64::from(EPISODE_GAP);
        let course = one("gad-7", &[(0, 20.0), (gap, 12.0), (2 * gap + 1, 11.0)]);
        assert_eq!(course.change, Some(OwnChange::OnlyOne));
        assert_eq!((course.first().score, course.latest().score), (11.0, 11.0));
        assert_eq!(
            episodes(&course.points)
                .map(<[Point]>::len)
                .collect::<Vec<_>>(),
            [2, 1]
        );
        let course = one("gad-7", &[(0, 20.0), (gap, 12.0), (2 * gap, 11.0)]);
        assert_eq!(course.change, Some(OwnChange::Better));
    }

    #[test]
    fn a_measure_that_waits_for_its_turn_begins_no_new_episode() {
        let gap = i64::from(EPISODE_GAP);
        let mut scores = own("gad-7", &[(0, 20.0), (gap + 20, 12.0)]);
        scores.extend(own("phq-8", &[(gap - 30, 9.0)]));
        let found = courses(&Library::default(), &Own::for_holder_of_key(scores));
        let gad = found
            .iter()
            .find(|course| course.value().measure.id == "gad-7");
        assert_eq!(gad.unwrap().value().change, Some(OwnChange::Better));
    }

    #[test]
    fn every_score_has_its_band_and_its_day_and_unknown_ones_are_left_out() {
        let mut scores = own("phq-8", &[(28, 4.4), (0, 9.6)]);
        scores.extend(own("bdi", &[(0, 9.0)]));
        scores.extend(own("gad-7", &[(0, 3.0)]));
        scores.push(OwnScore {
            version: 99,
            ..scores[0].clone()
        });
        let found = courses(&Library::default(), &Own::for_holder_of_key(scores));
        let ids: Vec<&str> = found
            .iter()
            .map(|course| course.value().measure.id.as_str())
            .collect();
        assert_eq!(ids, ["phq-8", "gad-7"]);
        let points = &found[0].value().points;
        let bands: Vec<&str> = points
            .iter()
            .map(|point| point.band.unwrap().title.as_str())
            .collect();
        // 9.6 rounds half up to 10: moderate
        assert_eq!(bands, ["moderate", "none"]);
        assert!(points[0].date < points[1].date);
        assert!(courses(&Library::default(), &Own::for_holder_of_key(Vec::new())).is_empty());
    }
}
