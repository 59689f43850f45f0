//! What staff did, and when; members' deeds are never written down.

use jiff::Timestamp;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

use crate::random::Random;

/// One deed. Rows are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    /// Random identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// Who; nobody when the program did it by itself.
    pub staff_id: Option<i64>,
    /// What, in a few fixed words: `tickets printed`.
    #[sea_orm(column_type = "Text")]
    pub action: String,
    /// The group it was done to.
    pub group_id: Option<i64>,
    /// More about it, without anything a member wrote.
    #[sea_orm(column_type = "Text")]
    pub detail: String,
}

/// None: the record outlives what it is about.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A deed that is about to be written down.
#[derive(Clone, Debug, Default)]
pub struct Deed<'a> {
    /// Who; `None` for the program itself.
    pub staff_id: Option<i64>,
    /// What, in a few fixed words.
    pub action: &'a str,
    /// The group it was done to.
    pub group_id: Option<i64>,
    /// More about it.
    pub detail: &'a str,
}

impl Deed<'_> {
    /// Writes the deed down; give it the transaction that does the deed.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn record(
        self,
        at: Timestamp,
        random: &Random,
        db: &impl ConnectionTrait,
    ) -> Result<(), DbErr> {
        let row = ActiveModel {
            id: Set(random.row_id()),
            at: Set(at.as_millisecond()),
            staff_id: Set(self.staff_id),
            action: Set(self.action.to_owned()),
            group_id: Set(self.group_id),
            detail: Set(self.detail.to_owned()),
        };
        Entity::insert(row)
            .exec_without_returning(db)
            .await
            .map(|_| ())
    }
}
