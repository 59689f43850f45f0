//! Eight or a dozen past sessions a group, held under a moved clock: opened, answered, closed like any other.

use std::convert::Infallible;

use app::App;
use app::entities::group::{self, Focus};
use app::entities::session;
use app::jobs;
use app::random::Random;
use app::sealed::casting::{self, Answers, Asked, Cast};
use app::sealed::close::{Cause, close};
use app::sealed::member_key::MemberKey;
use app::sealed::{founding, opening, tickets};
use app::words::say;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rand::RngExt;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait};

use super::Sentence;
use super::exchange::{self, Offer, Seat};
use super::robots::{Robot, Weather};
use super::shown::Progress;

/// A group with its past.
pub struct Made {
    /// The group after its last past session.
    pub group: group::Model,
    /// Keys of its members.
    pub keys: Vec<MemberKey>,
    /// Its seats; none where it writes no notes.
    pub seats: Vec<Seat>,
    /// Whether it has a session open now.
    pub opens: bool,
    /// Whether it begins anew with tickets for everybody: a re-keying lies between its past and today.
    pub afresh: bool,
}

/// What is invented about a group.
struct Plan {
    name: &'static str,
    topics: &'static str,
    focus: Focus,
    sessions: i32,
    size: i32,
    release_window: i32,
    days_ago: i64,
    severity: f64,
    withheld: &'static [i32],
    hard_evening: i32,
    notes: bool,
    opens: bool,
    afresh: bool,
}

const PLANS: [Plan; 5] = [
    Plan {
        name: "command-demo-group-depression",
        topics: "command-demo-topics-depression",
        focus: Focus::Depression,
        sessions: 12,
        size: 8,
        release_window: 1,
        days_ago: 7,
        severity: 1.95,
        withheld: &[5, 10],
        hard_evening: 9,
        notes: true,
        opens: true,
        afresh: true,
    },
    Plan {
        name: "command-demo-group-anxiety",
        topics: "command-demo-topics-anxiety",
        focus: Focus::Anxiety,
        sessions: 12,
        size: 8,
        release_window: 1,
        days_ago: 7,
        severity: 1.8,
        withheld: &[3, 7],
        hard_evening: 0,
        notes: true,
        opens: true,
        afresh: false,
    },
    Plan {
        name: "command-demo-group-loss",
        topics: "command-demo-topics-loss",
        focus: Focus::Loss,
        sessions: 12,
        size: 7,
        release_window: 2,
        days_ago: 4,
        severity: 1.4,
        withheld: &[5, 6],
        hard_evening: 0,
        notes: false,
        opens: false,
        afresh: false,
    },
    // With the first these are three groups of one focus: enough for figures across groups.
    Plan {
        name: "command-demo-group-evening",
        topics: "command-demo-topics-depression",
        focus: Focus::Depression,
        sessions: 8,
        size: 8,
        release_window: 1,
        days_ago: 3,
        severity: 2.1,
        withheld: &[3],
        hard_evening: 0,
        notes: false,
        opens: false,
        afresh: false,
    },
    Plan {
        name: "command-demo-group-quiet",
        topics: "command-demo-topics-depression",
        focus: Focus::Depression,
        sessions: 8,
        size: 9,
        release_window: 1,
        days_ago: 5,
        severity: 1.6,
        withheld: &[],
        hard_evening: 0,
        notes: false,
        opens: false,
        afresh: false,
    },
];

/// Makes the groups and holds their past sessions. `staff` begins with the two therapists.
pub async fn build(
    app: &App,
    staff: &[i64],
    now: Timestamp,
    chance: &mut Random,
    progress: &Progress,
) -> Result<Vec<Made>, Sentence> {
    let today = app.today();
    let (mut made, mut done) = (Vec::new(), 0);
    for (position, plan) in PLANS.iter().enumerate() {
        let last: Date = today.checked_sub(plan.days_ago.days())?;
        let dates: Vec<Date> = (0..plan.sessions)
            .map(|week| last.checked_sub((7 * (plan.sessions - 1 - week)).days()))
            .collect::<Result<_, _>>()?;
        app.clock
            .set(evening(app, dates[0])? - jiff::SignedDuration::from_hours(24));
        let therapists = match position {
            0 => &staff[..2],
            1 | 2 => &staff[..1],
            _ => &staff[1..2],
        };
        let group = found(app, plan, dates[0], therapists).await?;
        let printed = tickets::print(app, &group, plan.size, false)
            .await?
            .map_err(|_| "BUG: a new group has no open session")?;
        let mut robots: Vec<Robot> = printed
            .into_iter()
            .map(|ticket| Robot::draw(ticket, plan.severity, &app.random, chance))
            .collect();
        let seats = if plan.notes {
            exchange::seat(app, &group).await?
        } else {
            Vec::new()
        };
        let group = again(app, group.id).await?;
        for (held, date) in (1..).zip(dates) {
            hold(app, plan, &group, held, date, &mut robots, chance).await?;
            exchange::morning_after(app, &group, held, therapists[0]).await?;
            done += 1;
            progress.tell(done, PLANS.iter().map(|plan| plan.sessions).sum());
        }
        made.push(Made {
            group: again(app, group.id).await?,
            seats,
            keys: robots.into_iter().map(|robot| robot.key).collect(),
            opens: plan.opens,
            afresh: plan.afresh,
        });
    }
    app.clock.set(now);
    Ok(made)
}

/// The group's row as it is now.
async fn again(app: &App, id: i64) -> Result<group::Model, Sentence> {
    let found = group::Entity::find_by_id(id)
        .one(&app.database.reader)
        .await?;
    Ok(found.ok_or("BUG: the group was just made")?)
}

async fn found(
    app: &App,
    plan: &Plan,
    first: Date,
    therapists: &[i64],
) -> Result<group::Model, Sentence> {
    let wanted = founding::Plan {
        name: say(plan.name),
        focus: plan.focus,
        outcomes: plan.focus.usual(),
        weekday: first.weekday().to_monday_one_offset().into(),
        ends_at: 19 * 60 + 30,
        size: plan.size,
        planned_sessions: 16,
        release_window: plan.release_window,
        words_asked: true,
    };
    let tx = app.database.begin().await?;
    let group = founding::found(app, wanted, therapists, &tx).await?;
    tx.commit().await?;
    Ok(group)
}

/// One evening: most come, most of those answer; on a few evenings too few do.
async fn hold(
    app: &App,
    plan: &Plan,
    group: &group::Model,
    number: i32,
    date: Date,
    robots: &mut [Robot],
    chance: &mut Random,
) -> Result<(), Sentence> {
    app.clock.set(evening(app, date)?);
    let closes_at =
        jobs::default_closing(date, &app.zone()).ok_or("BUG: every morning has a seven")?;
    let session = opening::open(app, group.id, date, closes_at)
        .await?
        .map_err(|obstacle| format!("BUG: the past cannot open a session: {obstacle:?}"))?;
    let mut offer = Offer::of(app, &session, chance).await?;
    let few = plan.withheld.contains(&number);
    let weather = Weather {
        week: f64::from(number - 1),
        trust: if number == plan.hard_evening {
            -2.2
        } else {
            0.0
        },
    };
    let (mut present, mut answered) = (0, 0);
    for robot in robots.iter_mut() {
        if number > 1 && chance.random_bool(0.06) {
            continue;
        }
        present += 1;
        if (few && answered == 3) || chance.random_bool(0.04) {
            continue;
        }
        let (answers, felt) = robot.answers(weather, &mut offer, chance);
        let read = |asked: &Asked| {
            let outcome = asked.outcome.map(|measure| felt.on(measure));
            Ok::<_, Infallible>(Answers {
                outcome,
                ..answers.clone()
            })
        };
        let cast = casting::cast_read(app, group, &robot.holder(), read).await?;
        if let Cast::Refused(refusal) = cast {
            return Err(format!("BUG: an invented member was refused: {refusal:?}").into());
        }
        robot.has_answered();
        answered += 1;
    }
    let topics = say(plan.topics);
    let topic = topics
        .lines()
        .map(str::trim)
        .nth((number - 1) as usize)
        .map(str::to_owned);
    let counted = session::ActiveModel {
        id: Set(session.id),
        topic: Set(topic),
        present: Set(Some(present)),
        ..Default::default()
    };
    counted.update(&app.database.writer).await?;
    app.clock.set(closes_at);
    close(app, session.id, Cause::Time).await?;
    Ok(())
}

fn evening(app: &App, date: Date) -> Result<Timestamp, Sentence> {
    let end = date.at(19, 30, 0, 0).to_zoned_datetime(app.zone())?;
    Ok(end.timestamp())
}
