//! What a member of staff keeps of a second factor; what it is, `guards::second_factor` knows.

use sea_orm::entity::prelude::*;
use sea_orm::{Condition, Set};

use super::{ActiveModel, Column, Entity, Model};
use crate::entities::recovery_code;
use crate::random::Random;

/// What the sealing of a secret is bound to.
pub fn factor_context(staff_id: i64) -> String {
    format!("factor-{staff_id}")
}

impl Model {
    /// Whether a code is asked for when they sign in.
    pub fn has_factor(&self) -> bool {
        self.factor.is_some()
    }

    /// Keeps a sealed secret, whose code of `step` was just typed; the recovery codes that go with it.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn keep_factor(
        &self,
        sealed: Vec<u8>,
        step: i64,
        random: &Random,
        db: &impl ConnectionTrait,
    ) -> Result<Vec<String>, DbErr> {
        self.write(Some(sealed), Some(step), db).await?;
        recovery_code::make(self.id, random, db).await
    }

    /// Lets them sign in with the password alone.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn drop_factor(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        self.write(None, None, db).await?;
        recovery_code::end(self.id, db).await
    }

    /// Keeps the same secret under another master key.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn reseal_factor(
        &self,
        sealed: Vec<u8>,
        db: &impl ConnectionTrait,
    ) -> Result<(), DbErr> {
        self.write(Some(sealed), self.factor_step, db).await
    }

    async fn write(
        &self,
        factor: Option<Vec<u8>>,
        step: Option<i64>,
        db: &impl ConnectionTrait,
    ) -> Result<(), DbErr> {
        let row = ActiveModel {
            factor: Set(factor),
            factor_step: Set(step),
            ..Default::default()
        };
        let update = Entity::update_many()
            .set(row)
            .filter(Column::Id.eq(self.id));
        update.exec(db).await.map(|_| ())
    }

    /// Takes the code of `step`, unless it or a later one was taken before.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn claim_step(&self, step: i64, db: &impl ConnectionTrait) -> Result<bool, DbErr> {
        let row = ActiveModel {
            factor_step: Set(Some(step)),
            ..Default::default()
        };
        let later = Condition::any()
            .add(Column::FactorStep.is_null())
            .add(Column::FactorStep.lt(step));
        let update = Entity::update_many()
            .set(row)
            .filter(Column::Id.eq(self.id))
            .filter(later);
        Ok(update.exec(db).await?.rows_affected == 1)
    }
}
