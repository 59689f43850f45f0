//! Reports across groups: what was asked for or fell due, whether it is made, and if not, why.

use jiff::Timestamp;
use reports::Format;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, Set, TryInsertResult};

/// One report.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report")]
pub struct Model {
    /// A hash of the form that asked for it, or random.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The team; nothing for groups without one.
    pub team_id: Option<i64>,
    /// `2026-03` or `2026-Q1`.
    #[sea_orm(column_type = "Text")]
    pub period: String,
    /// Identifiers of formats, a space between them.
    #[sea_orm(column_type = "Text")]
    pub formats: String,
    /// Identifiers of the groups whose trends are drawn, a space between them, in order.
    #[sea_orm(column_type = "Text")]
    pub chosen: String,
    /// Who asked for it, or whose schedule it is of.
    pub staff_id: i64,
    /// The schedule that it fell due by.
    pub schedule_id: Option<i64>,
    /// When it was asked for or fell due, in milliseconds since 1970 UTC.
    pub due_at: i64,
    /// [`WAITING`], [`MADE`], [`EMPTY`] or [`FAILED`].
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// How often making it was begun.
    pub attempts: i32,
    /// When it may be taken up; while it is being made, when the lease ends.
    pub next_try: i64,
    /// The number of whoever makes it now.
    pub claim: Option<i64>,
    /// A word of ours for what kept it from being made: the end of a message `report-fault-…`.
    #[sea_orm(column_type = "Text", nullable)]
    pub fault: Option<String>,
    /// When it was finished, in milliseconds since 1970 UTC.
    pub made_at: Option<i64>,
}

/// It will be made.
pub const WAITING: &str = "waiting";
/// Its files are there, or were until they were old.
pub const MADE: &str = "made";
/// Its scope had no group in the period.
pub const EMPTY: &str = "empty";
/// It could not be made and is not tried again by itself.
pub const FAILED: &str = "failed";

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Its formats.
    pub fn formats(&self) -> Vec<Format> {
        formats(&self.formats)
    }

    /// The groups whose trends are drawn.
    pub fn chosen(&self) -> Vec<i64> {
        chosen(&self.chosen)
    }

    /// Puts it in line. Returns whether it is new: a schedule has one report a period, whoever comes first.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn enter(self, db: &impl ConnectionTrait) -> Result<bool, DbErr> {
        let entered = Entity::insert(ActiveModel::from(self).reset_all())
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(db)
            .await?;
        Ok(matches!(entered, TryInsertResult::Inserted(1)))
    }

    /// Takes it up until `until`. Returns whether that worked: of several who try, one succeeds.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn take(
        &self,
        claim: i64,
        until: Timestamp,
        db: &impl ConnectionTrait,
    ) -> Result<bool, DbErr> {
        let taken = ActiveModel {
            claim: Set(Some(claim)),
            attempts: Set(self.attempts + 1),
            next_try: Set(until.as_millisecond()),
            ..Default::default()
        };
        let update = Entity::update_many()
            .set(taken)
            .filter(Column::Id.eq(self.id))
            .filter(Column::State.eq(WAITING))
            .filter(Column::NextTry.eq(self.next_try));
        Ok(update.exec(db).await?.rows_affected == 1)
    }

    /// Changes it for whoever holds `claim`. Returns whether they still do.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn change(
        &self,
        claim: i64,
        change: ActiveModel,
        db: &impl ConnectionTrait,
    ) -> Result<bool, DbErr> {
        let update = Entity::update_many()
            .set(change)
            .filter(Column::Id.eq(self.id))
            .filter(Column::State.eq(WAITING))
            .filter(Column::Claim.eq(claim));
        Ok(update.exec(db).await?.rows_affected == 1)
    }

    /// Tries it again at once, from the beginning.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn again(&self, now: Timestamp, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let fresh = ActiveModel {
            state: Set(WAITING.to_owned()),
            attempts: Set(0),
            next_try: Set(now.as_millisecond()),
            ..Default::default()
        };
        // Nobody is disturbed who makes it now.
        let update = Entity::update_many()
            .set(fresh)
            .filter(Column::Id.eq(self.id))
            .filter(Column::State.is_in([WAITING, FAILED]))
            .filter(Column::Claim.is_null());
        update.exec(db).await.map(|_| ())
    }
}

/// The report that has waited longest of those that may be taken up.
///
/// # Errors
///
/// When the database does not answer.
pub async fn next(now: Timestamp, db: &impl ConnectionTrait) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::State.eq(WAITING))
        .filter(Column::NextTry.lte(now.as_millisecond()))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .one(db)
        .await
}

/// Formats as a row names them.
pub fn formats(named: &str) -> Vec<Format> {
    named.split(' ').filter_map(Format::from_id).collect()
}

/// Groups as a row names them.
pub fn chosen(named: &str) -> Vec<i64> {
    let ids = named.split(' ').filter_map(|id| id.parse().ok());
    ids.collect()
}
