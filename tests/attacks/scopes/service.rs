//! A simulated service: groups of three teams that come, go and move, while what their members say stays the same. That
//! is the worst case: whatever changes between two periods is then due to who is in them.

use analytics::change::ChangeCounts;
use analytics::disclosure::{Shown, answered, stored};
use analytics::overview::Member;
use analytics::{Coded, Period, Record, Tally, Window, measure};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use rand::RngExt;
use rand::rngs::StdRng;

/// Months that are looked at: four quarters for benefits; counts come once a quarter, so they run three times as long.
pub const MONTHS: usize = 12;
/// Quarters whose counts are looked at.
pub const QUARTERS: usize = 8;
const TEAMS: usize = 3;
const FIRST: Date = date(2026, 1, 15);

/// A group, the same in every period.
pub struct Group {
    /// What became of its members.
    pub counts: ChangeCounts,
    /// Its released mean of one benefit, in points.
    pub benefit: f64,
    /// Whether that mean is "or worse".
    pub or_worse: bool,
    /// Its team in each step of time (a month, or a quarter); nothing before it came and after it went.
    place: [Option<usize>; MONTHS],
    /// Months in which too few answered.
    hidden: [bool; MONTHS],
}

/// A service.
pub struct Service {
    /// Its groups.
    pub groups: Vec<Group>,
}

impl Service {
    /// A service of 6 to 10 groups.
    pub fn drawn(rng: &mut StdRng) -> Self {
        let groups = rng.random_range(6..=10);
        Self {
            groups: (0..groups).map(|_| Group::drawn(rng)).collect(),
        }
    }

    /// The groups of every team in each quarter whose counts come out.
    pub fn quarters(&self) -> Vec<Vec<usize>> {
        (0..QUARTERS)
            .flat_map(|quarter| (0..TEAMS).map(move |team| (quarter, team)))
            .map(|(quarter, team)| self.at(quarter, team))
            .collect()
    }

    /// Every month and quarter with the groups of every team in it, as the app hands them to the overview. A quarter's
    /// teams are those of its end.
    pub fn periods(&self) -> Vec<(Period, Vec<usize>, Vec<Member>)> {
        let mut periods = Vec::new();
        for month in 0..MONTHS {
            let day = FIRST + (month as i64).months();
            for team in 0..TEAMS {
                periods.push((Period::month_of(day), self.at(month, team)));
                if month % 3 == 2 {
                    periods.push((Period::quarter_of(day), self.at(month, team)));
                }
            }
        }
        let filled = periods.into_iter().filter(|(_, groups)| !groups.is_empty());
        filled
            .map(|(period, groups)| {
                let member = |group: &usize| self.groups[*group].member(*group);
                let members = groups.iter().map(member).collect();
                (period, groups, members)
            })
            .collect()
    }

    fn at(&self, step: usize, team: usize) -> Vec<usize> {
        let belongs = |group: &usize| self.groups[*group].place[step] == Some(team);
        (0..self.groups.len()).filter(belongs).collect()
    }
}

impl Group {
    /// People with a first and a latest score.
    pub fn people(&self) -> u32 {
        self.counts.pairs()
    }

    fn drawn(rng: &mut StdRng) -> Self {
        let people = rng.random_range(5..=12);
        let better = rng.random_range(0.1..0.9);
        let mut counts = ChangeCounts::default();
        for _ in 0..people {
            let luck = rng.random_range(0.0..1.0);
            if luck < better {
                counts.improved += 1;
                counts.recovered += u32::from(luck < better * 0.7);
            } else if luck > 1.0 - (1.0 - better) * 0.3 {
                counts.deteriorated += 1;
            } else {
                counts.unchanged += 1;
            }
        }
        // On the grid of a quarter of a point, around 2.75 with a deviation of half a point.
        let luck: f64 = (0..12).map(|_| rng.random_range(0.0..1.0)).sum::<f64>() - 6.0;
        let mean = ((2.75 + 0.5 * luck).clamp(0.0, 4.0) * 4.0).round() / 4.0;
        let bound = ((5.0 / f64::from(people)) * 4.0 + 0.5).floor() / 4.0;
        let from = rng.random_range(0..MONTHS - 3).saturating_sub(3);
        let to = rng.random_range(from + 2..MONTHS + 4);
        let mut team = rng.random_range(0..TEAMS);
        let place = std::array::from_fn(|step| {
            if rng.random_range(0..10) == 0 {
                team = rng.random_range(0..TEAMS);
            }
            (from..=to).contains(&step).then_some(team)
        });
        Self {
            counts,
            benefit: mean.max(bound),
            or_worse: mean <= bound,
            place,
            hidden: std::array::from_fn(|_| rng.random_range(0..8) == 0),
        }
    }

    fn member(&self, id: usize) -> Member {
        let climate = measure::session_form();
        let n = self.people();
        let tally = Tally {
            scale: climate.main(),
            n,
            mean: Coded {
                value: self.benefit,
                or_worse: self.or_worse,
            },
            sd: None,
        };
        let tally = stored(tally, 5).expect("the close could have written it");
        let held = (0..MONTHS).filter(|month| self.place[*month].is_some());
        let window = |month: usize| Window {
            index: month as u32 + 1,
            first_session: month as u32 + 1,
            last_session: month as u32 + 1,
            date: FIRST + (month as i64).months(),
            asked: None,
            cancelled: false,
            present: None,
            topics: Vec::new(),
            answered: answered(if self.hidden[month] { 4 } else { n }, 5),
            tallies: if self.hidden[month] {
                Vec::new()
            } else {
                vec![tally.clone()]
            },
            follow_through: Shown::withheld(),
        };
        Member {
            id: id as i64,
            name: format!("Group {id}"),
            focus: "depression".into(),
            record: Record {
                planned_sessions: MONTHS as u32,
                quorum: 5,
                outcomes: vec![measure::find("phq-8").expect("it is shipped")],
                climate,
                windows: held.map(window).collect(),
                ended: None,
                replies: Vec::new(),
            },
        }
    }
}
