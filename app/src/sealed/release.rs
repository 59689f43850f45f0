//! What a window's last close lets out: figures through analytics::disclosure, words in an order drawn anew. It writes no row but those of the release.

use analytics::Measure;
use analytics::change::{ChangeCounts, LinkedPair};
use analytics::disclosure;
use analytics::measure::{self, ChangeRule, Scale};
use sea_orm::entity::prelude::*;

use super::SealedError;
use super::pool::{self, Person, Pool};
use super::roster::Roster;
use super::said;
use crate::App;
use crate::entities::{group, programme_change, release, tally};

/// Releases or withholds a window. Says whether figures came out.
pub async fn write(
    app: &App,
    group: &group::Model,
    window: group::Window,
    pool: &Pool,
    roster: &mut Roster,
    tx: &impl ConnectionTrait,
) -> Result<bool, SealedError> {
    let quorum = group.quorum.unwrap_or(app.organisation().quorum() as i32) as u32;
    let people: Vec<&Person> = pool
        .people
        .iter()
        .filter(|person| person.answered)
        .collect();
    let answered = disclosure::answered(pool::head_count(people.iter().copied()), quorum);
    let shown = !pool.objected && !pool.lost && answered.value().is_some();
    let answered = answered.value().filter(|_| shown).map(|n| *n as i32);
    enter(group, window, answered, tx).await?;
    if shown {
        tallies(app, group, window, quorum, &people, roster, tx).await?;
        said::bands(group, window, quorum, &people, tx).await?;
        said::texts(app, group, window, &people, tx).await?;
        if window.last == group.planned_sessions {
            programme_change(app, group, window, &people, tx).await?;
        }
    }
    Ok(shown)
}

/// Withholds a window of which nothing is left to be counted.
pub async fn withhold(
    group: &group::Model,
    window: group::Window,
    tx: &impl ConnectionTrait,
) -> Result<(), DbErr> {
    enter(group, window, None, tx).await
}

/// Writes down that a window is over: shown with the number of people, or not shown.
async fn enter(
    group: &group::Model,
    window: group::Window,
    answered: Option<i32>,
    tx: &impl ConnectionTrait,
) -> Result<(), DbErr> {
    let row = release::Model {
        group_id: group.id,
        window: window.index,
        first_session: window.first,
        last_session: window.last,
        shown: answered.is_some(),
        answered,
    };
    release::Entity::insert(release::ActiveModel::from(row).reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The outcome measure that was asked throughout a window.
fn asked(app: &App, group: &group::Model, window: group::Window) -> Option<&'static Measure> {
    let named = group.asked_in(window)?;
    app.measures().version(&named.id, named.version)
}

async fn tallies(
    app: &App,
    group: &group::Model,
    window: group::Window,
    quorum: u32,
    people: &[&Person],
    roster: &mut Roster,
    tx: &impl ConnectionTrait,
) -> Result<(), SealedError> {
    let climate = measure::session_form();
    for (position, scale) in climate.scales.iter().enumerate() {
        let given = |person: &Person| {
            let scores = &person.climate[position];
            (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64)
        };
        figure(group, window, quorum, scale, people, given, roster, tx).await?;
    }
    let outcome = asked(app, group, window);
    for scale in outcome.into_iter().flat_map(Measure::released) {
        let place = outcome.and_then(|outcome| outcome.place_of(scale));
        let given = |person: &Person| person.scores.get(place?).copied().flatten();
        figure(group, window, quorum, scale, people, given, roster, tx).await?;
    }
    Ok(())
}

#[expect(
    clippy::too_many_arguments,
    reason = "one figure is named by group, window and scale"
)]
async fn figure(
    group: &group::Model,
    window: group::Window,
    quorum: u32,
    scale: &'static Scale,
    people: &[&Person],
    given: impl Fn(&Person) -> Option<f64>,
    roster: &mut Roster,
    tx: &impl ConnectionTrait,
) -> Result<(), SealedError> {
    let giving: Vec<&Person> = people
        .iter()
        .copied()
        .filter(|person| given(person).is_some())
        .collect();
    let values: Vec<f64> = giving.iter().filter_map(|person| given(person)).collect();
    let n = pool::head_count(giving.iter().copied());
    let sums = roster.sums_of(&scale.measure, scale.version, &scale.id);
    let released = disclosure::release(scale, &values, n, quorum, sums);
    if let Some(figure) = released.value() {
        let row = tally::Model {
            group_id: group.id,
            window: window.index,
            measure: scale.measure.clone(),
            version: scale.version.into(),
            scale: scale.id.clone(),
            n: figure.n as i32,
            mean: figure.mean.value,
            or_worse: figure.mean.or_worse,
            sd: figure.sd,
        };
        tally::Entity::insert(tally::ActiveModel::from(row).reset_all())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

async fn programme_change(
    app: &App,
    group: &group::Model,
    window: group::Window,
    people: &[&Person],
    tx: &impl ConnectionTrait,
) -> Result<(), SealedError> {
    let Some(scale) = asked(app, group, window).map(Measure::main) else {
        return Ok(());
    };
    let linked = people
        .iter()
        .copied()
        .filter(|person| person.pair.is_some());
    if pool::head_count(linked) < disclosure::PAIRS {
        return Ok(());
    }
    let pairs: Vec<LinkedPair> = people.iter().filter_map(|person| person.pair).collect();
    let Some(counts) = ChangeCounts::of(scale, &pairs) else {
        return Ok(());
    };
    let share = disclosure::share_in_quarters(&counts);
    if let (Some(share), Some(threshold)) = (share.value(), &scale.reliable_change) {
        let row = programme_change::Model {
            group_id: group.id,
            window: window.index,
            measure: scale.measure.clone(),
            version: scale.version.into(),
            threshold: threshold.value,
            rule: match threshold.rule {
                ChangeRule::AtLeast => "at_least",
                ChangeRule::MoreThan => "more_than",
            }
            .into(),
            improved_quarters: share.quarters().into(),
        };
        programme_change::Entity::insert(programme_change::ActiveModel::from(row).reset_all())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}
