//! E-mails to staff: what is to be told to whom, and what became of it. Neither address nor words are here.

mod course;
mod looks;
mod words;

use jiff::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

pub use course::{KEPT, LEASE};
pub use looks::Looks;
pub use words::{Fault, Kind, State};

/// One thing that one member of staff is told once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    /// What it tells.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    /// The report or session that it is about; for a test the moment in which it was asked for.
    #[sea_orm(primary_key, auto_increment = false)]
    pub about: i64,
    /// Who is told; their address is looked up when it goes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: i64,
    /// Where it is on its way.
    pub state: State,
    /// Tries that failed.
    pub attempts: i32,
    /// Unix milliseconds.
    pub created_at: i64,
    /// When it came into its state, or was tried last; unix milliseconds.
    pub changed_at: i64,
    /// When it is tried next, while it waits; unix milliseconds.
    pub next_try: i64,
    /// What went wrong last.
    pub fault: Option<Fault>,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Tells `staff_id` that a report is ready. Asked a second time, it does nothing: give it the transaction that
    /// finishes the report.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn report_ready(
        report_id: i64,
        staff_id: i64,
        now: Timestamp,
        tx: &impl ConnectionTrait,
    ) -> Result<(), DbErr> {
        Self::new(Kind::Report, report_id, staff_id, now)
            .wait(tx)
            .await
    }

    /// Reminds a therapist of a session's topic and number present. Asked a second time, it does nothing.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn remind(
        session_id: i64,
        staff_id: i64,
        now: Timestamp,
        db: &impl ConnectionTrait,
    ) -> Result<(), DbErr> {
        Self::new(Kind::Reminder, session_id, staff_id, now)
            .wait(db)
            .await
    }

    /// A test that somebody asked for, to themselves. One asked for in the same moment is the same one.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn test(
        staff_id: i64,
        now: Timestamp,
        db: &impl ConnectionTrait,
    ) -> Result<Model, DbErr> {
        let mail = Self::new(Kind::Test, now.as_millisecond(), staff_id, now);
        mail.clone().wait(db).await?;
        Ok(mail)
    }

    fn new(kind: Kind, about: i64, staff_id: i64, now: Timestamp) -> Self {
        Self {
            kind,
            about,
            staff_id,
            state: State::Waiting,
            attempts: 0,
            created_at: now.as_millisecond(),
            changed_at: now.as_millisecond(),
            next_try: now.as_millisecond(),
            fault: None,
        }
    }

    async fn wait(self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let nothing = OnConflict::columns([Column::Kind, Column::About, Column::StaffId])
            .do_nothing()
            .to_owned();
        Entity::insert(ActiveModel::from(self).reset_all())
            .on_conflict(nothing)
            .try_insert()
            .exec_without_returning(db)
            .await?;
        Ok(())
    }

    /// What it is called on its way: the same at every try, and different from every other.
    pub fn name(&self) -> String {
        format!("{}-{}-{}", self.kind.id(), self.about, self.staff_id)
    }
}
