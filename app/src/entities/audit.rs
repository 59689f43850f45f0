//! What staff did, and when, as a chain of hashes: a row that is changed, taken out or put in breaks it. Members' deeds
//! are never written down.

use jiff::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, Iterable, QueryOrder, QuerySelect};

use super::digest;
use crate::database::Database;

mod action;
mod head;

pub use action::Action;

/// Rows that are looked through at a time.
const PAGE: u64 = 1_000;

/// One deed. Rows are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    /// Its place, from 1 on without a gap.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// Who; nobody when the program did it by itself.
    pub staff_id: Option<i64>,
    /// What: the identifier of an [`Action`].
    #[sea_orm(column_type = "Text")]
    pub action: String,
    /// The group it was done to.
    pub group_id: Option<i64>,
    /// The member of staff it was done to.
    pub about_id: Option<i64>,
    /// More about it, without anything a member wrote.
    #[sea_orm(column_type = "Text")]
    pub detail: String,
    /// SHA-256 of the row before and this one, in hexadecimal digits.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
}

/// None: the record outlives what it is about.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What was done; nothing where a newer program wrote it.
    pub fn action(&self) -> Option<Action> {
        Action::iter().find(|action| action.id() == self.action)
    }

    /// What its digest has to be after `previous`. The text that is hashed is the same as in the migration that made the
    /// chain; the only field that may hold a line's end comes last.
    fn digest_after(&self, previous: &str) -> String {
        let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
        let (staff, group, about) = (id(self.staff_id), id(self.group_id), id(self.about_id));
        let (number, at, action, detail) = (self.number, self.at, &self.action, &self.detail);
        let text =
            format!("{previous}\n{number}\n{at}\n{staff}\n{action}\n{group}\n{about}\n{detail}");
        digest::of(text)
    }
}

/// A deed that is about to be written down.
#[derive(Clone, Debug)]
pub struct Deed<'a> {
    /// Who; `None` for the program itself.
    pub staff_id: Option<i64>,
    /// What.
    pub action: Action,
    /// The group it was done to.
    pub group_id: Option<i64>,
    /// The member of staff it was done to.
    pub about_id: Option<i64>,
    /// More about it.
    pub detail: &'a str,
}

impl Deed<'_> {
    /// Something that the program did by itself.
    pub fn of(action: Action) -> Self {
        Deed {
            staff_id: None,
            action,
            group_id: None,
            about_id: None,
            detail: "",
        }
    }

    /// Something that `staff_id` did.
    pub fn by(staff_id: i64, action: Action) -> Self {
        Deed {
            staff_id: Some(staff_id),
            ..Self::of(action)
        }
    }

    /// Writes the deed down and commits the transaction that did it.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn commit(self, at: Timestamp, tx: DatabaseTransaction) -> Result<(), DbErr> {
        commit(&[self], at, tx).await
    }

    /// Writes down a deed that changed nothing in the database.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn record(self, at: Timestamp, database: &Database) -> Result<(), DbErr> {
        self.commit(at, database.begin().await?).await
    }
}

/// Writes deeds down and commits the transaction that did them. The two are one, because the head of the chain is the last
/// row that a transaction locks: whoever locked another row behind it could stop the whole service.
///
/// # Errors
///
/// When the database does not answer.
pub async fn commit(
    deeds: &[Deed<'_>],
    at: Timestamp,
    tx: DatabaseTransaction,
) -> Result<(), DbErr> {
    let mut head = Head::locked(&tx).await?;
    for deed in deeds {
        let mut row = Model {
            number: head.number + 1,
            at: at.as_millisecond(),
            staff_id: deed.staff_id,
            action: deed.action.id(),
            group_id: deed.group_id,
            about_id: deed.about_id,
            detail: deed.detail.to_owned(),
            digest: String::new(),
        };
        row.digest = row.digest_after(&head.digest);
        (head.number, head.digest) = (row.number, row.digest.clone());
        Entity::insert(ActiveModel::from(row).reset_all())
            .exec_without_returning(&tx)
            .await?;
    }
    head.store(&tx).await?;
    tx.commit().await
}

/// The end of the chain.
pub type Head = head::Model;

/// What [`examine`] finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chain {
    /// Every row follows from the one before, up to this end.
    Whole(Head),
    /// The first row that does not follow, or the one that is missing.
    Broken(i64),
}

/// Looks through the whole chain.
///
/// # Errors
///
/// When the database does not answer.
pub async fn examine(db: &impl ConnectionTrait) -> Result<Chain, DbErr> {
    let end = head::end(db).await?;
    let mut last = Head::start();
    loop {
        let rows = Entity::find()
            .filter(Column::Number.gt(last.number))
            .order_by_asc(Column::Number)
            .limit(PAGE)
            .all(db)
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let next = last.number + 1;
            if row.number != next || row.digest != row.digest_after(&last.digest) {
                return Ok(Chain::Broken(next));
            }
            (last.number, last.digest) = (row.number, row.digest);
        }
    }
    // Deeds that were done since the end was read lie behind it.
    let reached = match &end {
        Some(end) if end.number == 0 => *end == Head::start(),
        Some(end) => {
            let row = Entity::find_by_id(end.number).one(db).await?;
            row.is_some_and(|row| row.digest == end.digest)
        }
        None => false,
    };
    Ok(match end.filter(|_| reached) {
        Some(end) => Chain::Whole(end),
        None => Chain::Broken(last.number + 1),
    })
}
