//! What an administrator looks up about e-mail; nothing of it is needed to send one.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{Column, Entity, Fault, Model, State};

/// How e-mail has been of late.
pub struct Looks {
    /// The last one that was taken.
    pub taken: Option<Model>,
    /// The last one that met something wrong with the server or the folder.
    pub faulty: Option<Model>,
    /// What waits or is being sent, the next one first; at most [`Looks::MOST`].
    pub waits: Vec<Model>,
    /// How many these are in all.
    pub waiting: u64,
    /// What did not get through, the last one first; at most [`Looks::MOST`].
    pub lost: Vec<Model>,
    /// How many these are in all.
    pub losing: u64,
}

impl Looks {
    /// The most of a list that is looked up.
    pub const MOST: u64 = 20;

    /// Looks it up.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn up(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let all = Entity::find();
        let last = all.clone().order_by_desc(Column::ChangedAt);
        let under_way = all
            .clone()
            .filter(Column::State.is_in([State::Waiting, State::Sending]));
        let lost = all.filter(Column::State.is_in([State::Unsure, State::GivenUp]));
        Ok(Self {
            taken: last
                .clone()
                .filter(Column::State.eq(State::Sent))
                .one(db)
                .await?,
            faulty: last
                .filter(Column::Fault.is_in(Fault::OF_THE_WAY))
                .one(db)
                .await?,
            waiting: under_way.clone().count(db).await?,
            waits: under_way
                .order_by_asc(Column::NextTry)
                .limit(Self::MOST)
                .all(db)
                .await?,
            losing: lost.clone().count(db).await?,
            lost: lost
                .order_by_desc(Column::ChangedAt)
                .limit(Self::MOST)
                .all(db)
                .await?,
        })
    }

    /// Whether nothing went through since.
    pub fn is_failing(&self) -> bool {
        let last = |mail: &Option<Model>| mail.as_ref().map_or(i64::MIN, |mail| mail.changed_at);
        last(&self.faulty) > last(&self.taken)
    }
}
