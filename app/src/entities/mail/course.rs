//! The way of an e-mail from waiting to its end. Each step is a compare-and-set, so that any number of replicas may send.

use jiff::{SignedDuration, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, QueryOrder, QuerySelect, UpdateMany, entity::prelude::*};

use super::{Column, Entity, Fault, Model, State};

/// How long one e-mail may take to be handed over: longer than the longest time that the settings allow for it.
pub const LEASE: SignedDuration = SignedDuration::from_mins(10);
/// How long it is tried.
const PERSISTENCE: SignedDuration = SignedDuration::from_hours(3 * 24);
/// How long a row is kept that has come to its end.
pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// E-mails that go through one connection.
const BATCH: u64 = 100;

impl Model {
    /// What is to be tried now, the longest waiting first.
    pub async fn due(now: Timestamp, db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
        Entity::find()
            .filter(Column::State.eq(State::Waiting))
            .filter(Column::NextTry.lte(now.as_millisecond()))
            .order_by_asc(Column::NextTry)
            .limit(BATCH)
            .all(db)
            .await
    }

    /// Takes it for this process alone. `false` where somebody else was quicker.
    pub async fn claim(&self, now: Timestamp, db: &impl ConnectionTrait) -> Result<bool, DbErr> {
        let update = self
            .update(State::Sending, now)
            .filter(Column::State.eq(State::Waiting))
            .filter(Column::Attempts.eq(self.attempts));
        Ok(update.exec(db).await?.rows_affected == 1)
    }

    /// Brings it to one of its ends.
    pub async fn end(
        &self,
        state: State,
        fault: Option<Fault>,
        now: Timestamp,
        db: &impl ConnectionTrait,
    ) -> Result<(), DbErr> {
        let update = self
            .update(state, now)
            .col_expr(Column::Fault, Expr::value(fault));
        update.exec(db).await?;
        Ok(())
    }

    /// Lets it wait for its next try after one that failed before anything was handed over, or gives it up after three
    /// days. Of two replicas that both failed, one counts.
    pub async fn postpone(
        &self,
        fault: Fault,
        now: Timestamp,
        db: &impl ConnectionTrait,
    ) -> Result<(), DbErr> {
        let attempts = self.attempts + 1;
        let next_try = (now + pause(attempts)).as_millisecond();
        let is_last = next_try > self.created_at + PERSISTENCE.as_millis() as i64;
        let state = if is_last {
            State::GivenUp
        } else {
            State::Waiting
        };
        let update = self
            .update(state, now)
            .col_expr(Column::Attempts, Expr::value(attempts))
            .col_expr(Column::NextTry, Expr::value(next_try))
            .col_expr(Column::Fault, Expr::value(Some(fault)))
            .filter(Column::State.is_in([State::Waiting, State::Sending]))
            .filter(Column::Attempts.eq(self.attempts));
        update.exec(db).await?;
        Ok(())
    }

    /// Ends what somebody claimed and never brought to an end: it may have arrived.
    pub async fn lapse(now: Timestamp, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Unsure))
            .col_expr(Column::Fault, Expr::value(Some(Fault::NoAnswer)))
            .col_expr(Column::ChangedAt, Expr::value(now.as_millisecond()))
            .filter(Column::State.eq(State::Sending))
            .filter(Column::ChangedAt.lte((now - LEASE).as_millisecond()))
            .exec(db)
            .await?;
        Ok(())
    }

    /// Ends all that was on its way when a backup was made: it may have gone since.
    pub async fn doubt(now: Timestamp, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(State::Unsure))
            .col_expr(Column::Fault, Expr::value(Some(Fault::NoAnswer)))
            .col_expr(Column::ChangedAt, Expr::value(now.as_millisecond()))
            .filter(Column::State.is_in([State::Waiting, State::Sending]))
            .exec(db)
            .await?;
        Ok(())
    }

    /// Makes due what waits only because of the way that has just proved to be open.
    pub async fn wake(now: Timestamp, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        Entity::update_many()
            .col_expr(Column::NextTry, Expr::value(now.as_millisecond()))
            .filter(Column::State.eq(State::Waiting))
            .filter(Column::NextTry.gt(now.as_millisecond()))
            .filter(Column::Fault.is_in(Fault::OF_THE_WAY))
            .exec(db)
            .await?;
        Ok(())
    }

    /// Removes what came to its end thirty days ago, and returns it.
    pub async fn sweep(now: Timestamp, db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
        let old = Condition::all()
            .add(Column::State.is_not_in([State::Waiting, State::Sending]))
            .add(Column::ChangedAt.lt((now - KEPT).as_millisecond()));
        let swept = Entity::find().filter(old.clone()).all(db).await?;
        Entity::delete_many().filter(old).exec(db).await?;
        Ok(swept)
    }

    /// The row of this e-mail, whatever it holds, in `state` since `now`.
    fn update(&self, state: State, now: Timestamp) -> UpdateMany<Entity> {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(state))
            .col_expr(Column::ChangedAt, Expr::value(now.as_millisecond()))
            .filter(Column::Kind.eq(self.kind))
            .filter(Column::About.eq(self.about))
            .filter(Column::StaffId.eq(self.staff_id))
    }
}

/// How long it waits after so many tries that failed.
fn pause(attempts: i32) -> SignedDuration {
    SignedDuration::from_mins(match attempts {
        ..=1 => 1,
        2 => 5,
        3 => 30,
        4 => 120,
        _ => 360,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_longer_each_time_and_never_more_than_six_hours() {
        let minutes: Vec<i64> = (1..=7).map(|n| pause(n).as_mins()).collect();
        assert_eq!(minutes, [1, 5, 30, 120, 360, 360, 360]);
    }
}
