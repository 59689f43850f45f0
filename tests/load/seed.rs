//! Five years of a service as rows that closes could have written: weekly sessions, each shown by itself, a wave every
//! fourth. What is sealed is left out, since nothing that is measured opens it.

use analytics::disclosure::Band;
use analytics::{Measure, measure};
use app::entities::staff::Role;
use app::entities::{band, group, release, reply, session, tally, team};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait};
use tests::house::House;

/// The team of the first eight groups; all others have none.
pub const TEAM: i64 = 1;
const IN_TEAM: usize = 8;
/// Day of the last session.
const LAST: Date = date(2026, 3, 31);
/// When somebody looks.
const NOW: &str = "2026-04-20T10:00:00Z";
/// Rows of one statement.
const AT_ONCE: usize = 1_000;

/// How large it is.
pub struct Service {
    /// Groups.
    pub groups: usize,
    /// Weeks in which each of them met.
    pub weeks: usize,
}

/// Rows that wait to be written.
#[derive(Default)]
struct Rows {
    sessions: Vec<session::Model>,
    releases: Vec<release::Model>,
    tallies: Vec<tally::Model>,
    bands: Vec<band::Model>,
    replies: Vec<reply::Model>,
}

impl Service {
    /// Writes it, and sets the clock to afterwards. Returns how many rows there are.
    pub async fn seed(&self, house: &House) -> usize {
        let mut rng = StdRng::seed_from_u64(500);
        let therapist = house.hire("ann@example.org", Role::Therapist).await;
        let team = team::Model {
            id: TEAM,
            name: "North".into(),
        };
        write::<team::Entity>(house, vec![team]).await;
        let groups: Vec<group::Model> = (0..self.groups).map(|at| self.group(at)).collect();
        write::<group::Entity>(house, groups.clone()).await;
        let mut written = 0;
        for group in &groups {
            let mut rows = Rows::default();
            for week in 0..self.weeks {
                self.week(group, week, therapist, &mut rows, &mut rng);
            }
            written += rows.write(house).await;
        }
        let now: Timestamp = NOW.parse().expect("a time");
        house.app.clock.set(now);
        written
    }

    fn group(&self, at: usize) -> group::Model {
        group::Model {
            id: at as i64,
            code: format!("{at:08}"),
            name: format!("Group {at:03}"),
            focus: ["depression", "anxiety", "loss"][at % 3].into(),
            weekday: 2,
            ends_at: 19 * 60,
            size: 10,
            planned_sessions: self.weeks as i32,
            release_window: 1,
            capacity: 32,
            quorum: Some(5),
            outcomes: group::Outcomes::new(&[outcome_of(at)]),
            words_asked: true,
            notes_on: false,
            team_id: (at < IN_TEAM).then_some(TEAM),
            epoch: 1,
            created_at: 0,
            follow_up_on: None,
            archived_at: None,
        }
    }

    fn week(
        &self,
        group: &group::Model,
        week: usize,
        therapist: i64,
        rows: &mut Rows,
        rng: &mut StdRng,
    ) {
        let number = week as i32 + 1;
        let back = 7 * (self.weeks - number as usize) as i64;
        let day = LAST.checked_sub(back.days()).expect("a day");
        let evening = day
            .at(20, 0, 0, 0)
            .to_zoned_datetime(jiff::tz::TimeZone::UTC);
        let evening = evening.expect("an evening").timestamp().as_millisecond();
        rows.sessions.push(session::Model {
            id: group.id * 1_000 + i64::from(number),
            group_id: group.id,
            number,
            date: day.to_string(),
            opened_at: evening,
            closes_at: evening + 11 * 3_600_000,
            zone: "UTC".into(),
            topic: Some("Sleep, and what helps".into()),
            present: Some(rng.random_range(6..=10)),
            state: session::CLOSED.into(),
        });
        let n = rng.random_range(4..=9);
        let shown = n >= 5;
        rows.releases.push(release::Model {
            group_id: group.id,
            window: number,
            first_session: number,
            last_session: number,
            shown,
            answered: shown.then_some(n),
        });
        if !shown {
            return;
        }
        let form = measure::session_form();
        for scale in &form.scales {
            let mean = 2.0 + 0.25 * f64::from(rng.random_range(0..8));
            rows.tally(group, number, &form.id, &scale.id, n, mean, 0.5);
        }
        if group.is_wave(group.window_of(number)) {
            let named = &group.outcomes.now()[0];
            let outcome = measure::find(&named.id).expect("it is shipped");
            let mean = f64::from(rng.random_range(5..14));
            let sd = outcome.main().span() / 4.0;
            rows.tally(group, number, &outcome.id, &outcome.main().id, n, mean, sd);
        }
        rows.bands.push(band::Model {
            group_id: group.id,
            window: number,
            item: "follow-through".into(),
            band: Band::ALL[rng.random_range(0..3)].id().into(),
        });
        if rng.random_range(0..3) == 0 {
            rows.replies.push(reply::Model {
                group_id: group.id,
                window: number,
                said: "The round at the beginning felt long.".into(),
                will_try: "We begin with one sentence each.".into(),
                by_when: None,
                staff_id: therapist,
                given_at: evening + 60 * 3_600_000,
            });
        }
    }
}

/// What the groups are asked, by their number.
fn outcome_of(at: usize) -> &'static Measure {
    let id = if at % 3 == 1 { "gad-7" } else { "phq-8" };
    measure::find(id).expect("it is shipped")
}

impl Rows {
    #[expect(
        clippy::too_many_arguments,
        reason = "one figure is named by group, window, measure and scale"
    )]
    fn tally(
        &mut self,
        group: &group::Model,
        window: i32,
        measure: &str,
        scale: &str,
        n: i32,
        mean: f64,
        sd: f64,
    ) {
        self.tallies.push(tally::Model {
            group_id: group.id,
            window,
            measure: measure.into(),
            version: 1,
            scale: scale.into(),
            n,
            mean,
            or_worse: false,
            sd: (window > 1).then_some(sd),
        });
    }

    async fn write(self, house: &House) -> usize {
        let written = [
            self.sessions.len(),
            self.releases.len(),
            self.tallies.len(),
            self.bands.len(),
            self.replies.len(),
        ];
        write::<session::Entity>(house, self.sessions).await;
        write::<release::Entity>(house, self.releases).await;
        write::<tally::Entity>(house, self.tallies).await;
        write::<band::Entity>(house, self.bands).await;
        write::<reply::Entity>(house, self.replies).await;
        written.iter().sum()
    }
}

async fn write<E>(house: &House, rows: Vec<E::Model>)
where
    E: EntityTrait,
    E::ActiveModel: ActiveModelBehavior + From<E::Model> + Send,
{
    let tx = house.app.database.begin().await.expect("a transaction");
    let mut rows = rows
        .into_iter()
        .map(|row| E::ActiveModel::from(row).reset_all());
    loop {
        let some: Vec<E::ActiveModel> = rows.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            break;
        }
        let inserted = E::insert_many(some).exec_without_returning(&tx).await;
        inserted.expect("rows that a close could have written");
    }
    tx.commit().await.expect("it is written");
}
