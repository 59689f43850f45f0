//! Attack 15: figures across groups, period after period, as groups come, go and move. Each group in turn is an insider
//! who knows everything about itself, who was where, and that nothing changed. What did another group's members do?

mod service;

use analytics::change::{ChangeCounts, ChangeParts, Part};
use analytics::disclosure::counts_across;
use analytics::overview::{Average, overview};
use app::words::across;
use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, microlp, variable};
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::groups;
use service::{Group, Service};

/// What is known of a sum over groups.
struct Total {
    groups: Vec<usize>,
    least: f64,
    most: f64,
}

/// What an attacker looks for in each group: its true value, and where it may lie at all.
struct Secret {
    truth: Vec<f64>,
    range: Vec<[f64; 2]>,
    /// The best it may be: there nothing is hidden.
    best: Vec<f64>,
    /// The grid on which one group's figure lies.
    step: f64,
}

/// How many figures of other groups were tried, and how many of them keep less than two steps.
#[derive(Debug, Default)]
struct Found {
    tried: usize,
    narrow: usize,
}

type Count = fn(&ChangeCounts) -> u32;
type Said = fn(&ChangeParts) -> Part;

/// Figures of a quarter: how a group's is counted, how a scope's is said, and whether many are good.
const FIGURES: [(Count, Said, bool); 3] = [
    (|counts| counts.improved, |parts| parts.improved, true),
    (|counts| counts.recovered, |parts| parts.recovered, true),
    (
        |counts| counts.deteriorated,
        |parts| parts.deteriorated,
        false,
    ),
];

/// One quarter alone tells an insider nothing, whatever it is; all quarters together hardly ever.
#[test]
fn reliable_change_of_one_group_is_hardly_ever_found_out() {
    let mut rng = StdRng::seed_from_u64(15);
    for (at, (count, said, good)) in FIGURES.into_iter().enumerate() {
        let (mut alone, mut together, mut weak) = <(Found, Found, Found)>::default();
        for _ in 0..groups(1_000) {
            let service = Service::drawn(&mut rng);
            let secret = Secret::counts(&service.groups, count, good);
            let totals = ranges(&service, said);
            for total in &totals {
                attack(&secret, std::slice::from_ref(total), &mut alone);
            }
            attack(&secret, &totals, &mut together);
            attack(
                &secret,
                &exact(&service, &secret, service.quarters()),
                &mut weak,
            );
        }
        println!("figure {at}: one quarter {alone:?}, all {together:?}, exact totals {weak:?}");
        assert_eq!(alone.narrow, 0, "figure {at}: {alone:?}");
        assert!(
            together.narrow * 50 <= together.tried,
            "figure {at}: {together:?}"
        );
        assert!(
            weak.narrow * 2 > weak.tried,
            "the attack must win here: {weak:?}"
        );
    }
}

/// How the members of one group felt, from averages over groups as the page prints them.
#[test]
fn a_benefit_of_one_group_is_hardly_ever_found_out() {
    let mut rng = StdRng::seed_from_u64(15);
    let (mut together, mut weak) = <(Found, Found)>::default();
    for _ in 0..groups(1_000) {
        let service = Service::drawn(&mut rng);
        let secret = Secret::benefits(&service.groups);
        attack(&secret, &averages(&service), &mut together);
        let all = service.periods().into_iter().map(|(_, groups, _)| groups);
        attack(&secret, &exact(&service, &secret, all), &mut weak);
    }
    println!("benefit: {together:?}, exact totals {weak:?}");
    assert!(together.narrow * 50 <= together.tried, "{together:?}");
    assert!(
        weak.narrow * 2 > weak.tried,
        "the attack must win here: {weak:?}"
    );
}

/// Every total of counts that comes out.
fn ranges(service: &Service, said: Said) -> Vec<Total> {
    let shown = service.quarters().into_iter().filter_map(|groups| {
        let counts: Vec<ChangeCounts> = groups
            .iter()
            .map(|group| service.groups[*group].counts)
            .collect();
        let part = said(&counts_across(&counts).value()?.value);
        Some(Total {
            groups,
            least: f64::from(part.least),
            most: f64::from(part.most),
        })
    });
    shown.collect()
}

/// Every average of a benefit that the page prints, read back from its words.
fn averages(service: &Service) -> Vec<Total> {
    let mut totals = Vec::new();
    for (period, groups, members) in service.periods() {
        let seen = overview(period, &members);
        // The page says of each group whether it was shown.
        let shown = |group: &&usize| {
            let name = format!("Group {group}");
            let row = seen.groups.iter().find(|row| row.name == name);
            row.is_some_and(|row| row.coverage.shown > 0)
        };
        let groups: Vec<usize> = groups.iter().filter(shown).copied().collect();
        if let Some(across) = seen.benefits[0].1.value() {
            assert_eq!(across.groups as usize, groups.len());
            totals.push(read(&across.value, groups));
        }
    }
    totals
}

fn read(average: &Average, groups: Vec<usize>) -> Total {
    let said = across::benefit_of(average);
    assert_eq!(
        average.range, None,
        "the spread would say how far groups are apart"
    );
    let (number, open) = match said.strip_suffix(" or worse") {
        Some(number) => (number, true),
        None => (said.as_str(), false),
    };
    let mean: f64 = number.parse().expect("a number");
    let n = groups.len() as f64;
    Total {
        groups,
        least: if open { 0.0 } else { (mean - 0.125) * n },
        most: (mean + 0.125) * n,
    }
}

/// The weak fixture: exact totals, also of one or two groups, and of everybody beside them.
fn exact(
    service: &Service,
    secret: &Secret,
    scopes: impl IntoIterator<Item = Vec<usize>>,
) -> Vec<Total> {
    let everybody = (0..service.groups.len()).collect();
    scopes
        .into_iter()
        .chain([everybody])
        .map(|groups| {
            let sum = groups.iter().map(|group| secret.truth[*group]).sum();
            Total {
                groups,
                least: sum,
                most: sum,
            }
        })
        .collect()
}

fn attack(secret: &Secret, totals: &[Total], found: &mut Found) {
    for insider in 0..secret.truth.len() {
        for other in 0..secret.truth.len() {
            let told = totals.iter().any(|total| total.groups.contains(&other));
            if other == insider || !told {
                continue;
            }
            let [low, high] = bounds(secret, totals, insider, other);
            let truth = secret.truth[other];
            assert!(
                low - 1e-6 <= truth && truth <= high + 1e-6,
                "the attacker misreads {truth}: {low} to {high}"
            );
            let best = secret.best[other];
            // At the best nothing is hidden: what is found there is no secret.
            if (truth - best).abs() < 1e-6 {
                continue;
            }
            found.tried += 1;
            let may_be_best = low - 1e-6 <= best && best <= high + 1e-6;
            found.narrow += usize::from(high - low < 2.0 * secret.step - 1e-6 && !may_be_best);
        }
    }
}

/// The least and the most that a group's figure can be, as an insider sees it.
fn bounds(secret: &Secret, totals: &[Total], insider: usize, other: usize) -> [f64; 2] {
    [false, true].map(|most| {
        let mut variables = ProblemVariables::new();
        let figures: Vec<Variable> = (0..secret.truth.len())
            .map(|group| {
                let [low, high] = match group == insider {
                    true => [secret.truth[group]; 2],
                    false => secret.range[group],
                };
                variables.add(variable().min(low).max(high))
            })
            .collect();
        let aim: Expression = figures[other].into();
        let problem = match most {
            true => variables.maximise(aim),
            false => variables.minimise(aim),
        };
        let mut problem = problem.using(microlp);
        for total in totals {
            let sum: Expression = total.groups.iter().map(|group| figures[*group]).sum();
            // A hair's breadth of room, for sums of numbers that are no exact binary ones.
            problem = problem
                .with(sum.clone().geq(total.least - 1e-7))
                .with(sum.leq(total.most + 1e-7));
        }
        let solved = problem.solve().expect("the truth is a solution");
        // One group's figure lies on its grid, so the attacker goes to the next point inside.
        let steps = solved.value(figures[other]) / secret.step;
        let inside = match most {
            true => (steps + 1e-4).floor(),
            false => (steps - 1e-4).ceil(),
        };
        inside * secret.step
    })
}

impl Secret {
    fn counts(groups: &[Group], count: Count, good: bool) -> Self {
        let people = || groups.iter().map(|group| f64::from(group.people()));
        Self {
            truth: groups
                .iter()
                .map(|group| f64::from(count(&group.counts)))
                .collect(),
            range: people().map(|people| [0.0, people]).collect(),
            best: people()
                .map(|people| if good { people } else { 0.0 })
                .collect(),
            step: 1.0,
        }
    }

    fn benefits(groups: &[Group]) -> Self {
        Self {
            truth: groups.iter().map(|group| group.benefit).collect(),
            range: vec![[0.0, 4.0]; groups.len()],
            best: vec![4.0; groups.len()],
            step: 0.25,
        }
    }
}
