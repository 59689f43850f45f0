//! Reports that a supervisor wants regularly: of which scope, how often, in which formats.

use analytics::Period;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{QuerySelect, Set};

use super::report;
use crate::timetable::{Kind, Timetable};

/// One schedule.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "schedule")]
pub struct Model {
    /// A hash of the form that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// Whose it is.
    pub staff_id: i64,
    /// The team; nothing for groups without one.
    pub team_id: Option<i64>,
    /// What one report covers: `month` or `quarter`.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    /// Five fields, in the organisation's zone; nothing for the third day after each period.
    #[sea_orm(column_type = "Text", nullable)]
    pub cron: Option<String>,
    /// Identifiers of formats, a space between them.
    #[sea_orm(column_type = "Text")]
    pub formats: String,
    /// Identifiers of the groups whose trends are drawn, a space between them.
    #[sea_orm(column_type = "Text")]
    pub chosen: String,
    /// [`BY_HAND`] or [`NOT_SEEN`]; nothing while it runs.
    #[sea_orm(column_type = "Text", nullable)]
    pub paused: Option<String>,
    /// It makes what falls due after this, in milliseconds since 1970 UTC.
    pub runs_from: i64,
}

/// Its owner paused it.
pub const BY_HAND: &str = "by-hand";
/// A report fell due while its owner did not see the scope.
pub const NOT_SEEN: &str = "not-seen";

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// When it is due.
    ///
    /// # Panics
    ///
    /// When the row holds what no form of ours lets pass.
    pub fn timetable(&self) -> Timetable {
        let kind = Kind::from_id(&self.kind).expect("BUG: a schedule has an unknown kind");
        Timetable::new(kind, self.cron.as_deref()).expect("BUG: a schedule has no timetable")
    }

    /// The latest period that it has made a report of, or tried to.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn latest(&self, db: &impl ConnectionTrait) -> Result<Option<Period>, DbErr> {
        let latest: Option<Option<String>> = report::Entity::find()
            .select_only()
            .column_as(report::Column::Period.max(), "latest")
            .filter(report::Column::ScheduleId.eq(self.id))
            .filter(of_kind(&self.kind))
            .into_tuple()
            .one(db)
            .await?;
        Ok(latest.flatten().and_then(|latest| latest.parse().ok()))
    }

    /// Pauses it, or lets it run again from `now` on: what fell due in between is not made.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn pause(
        &self,
        why: Option<&str>,
        now: jiff::Timestamp,
        db: &impl ConnectionTrait,
    ) -> Result<(), DbErr> {
        let row = ActiveModel {
            paused: Set(why.map(str::to_owned)),
            runs_from: Set(now.as_millisecond()),
            ..Default::default()
        };
        let update = Entity::update_many()
            .set(row)
            .filter(Column::Id.eq(self.id));
        update.exec(db).await.map(|_| ())
    }
}

/// A period is written `2026-Q1` where it is a quarter.
fn of_kind(kind: &str) -> Expr {
    let quarter = report::Column::Period.contains("Q");
    if kind == Kind::Quarter.id() {
        quarter
    } else {
        quarter.not()
    }
}

/// Every schedule that runs.
///
/// # Errors
///
/// When the database does not answer.
pub async fn running(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Paused.is_null())
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// The schedules of one supervisor.
///
/// # Errors
///
/// When the database does not answer.
pub async fn of(staff: i64, db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StaffId.eq(staff))
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// The schedule as it is now; nobody changes it until the transaction ends.
///
/// # Errors
///
/// When the database does not answer.
pub async fn locked(id: i64, tx: &sea_orm::DatabaseTransaction) -> Result<Option<Model>, DbErr> {
    let mut find = Entity::find_by_id(id);
    if tx.get_database_backend() == sea_orm::DbBackend::Postgres {
        find = find.lock(LockType::Update);
    }
    find.one(tx).await
}
