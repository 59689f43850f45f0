//! What a therapist answered to a release: what the group said, what will be tried, by when.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel, QueryOrder};

use super::session;

/// One reply to one release.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reply")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: i64,
    /// Index of the release window that it answers.
    #[sea_orm(primary_key, auto_increment = false)]
    pub window: i32,
    /// What the group said, at most 500 characters.
    #[sea_orm(column_type = "Text")]
    pub said: String,
    /// What will be tried, at most 500 characters.
    #[sea_orm(column_type = "Text")]
    pub will_try: String,
    /// By when, `YYYY-MM-DD`.
    #[sea_orm(column_type = "Text", nullable)]
    pub by_when: Option<String>,
    /// Who gave it.
    pub staff_id: i64,
    /// When, unix milliseconds. Surveys that open later ask about it.
    pub given_at: i64,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The latest reply that was given before `opened_at` (unix milliseconds): what a session's survey shows and asks about.
    pub async fn before(
        group: i64,
        opened_at: i64,
        db: &impl ConnectionTrait,
    ) -> Result<Option<Model>, DbErr> {
        Entity::find()
            .filter(Column::GroupId.eq(group))
            .filter(Column::GivenAt.lt(opened_at))
            .order_by_desc(Column::GivenAt)
            .one(db)
            .await
    }

    /// Writes it, or puts it in the place of what was given before; sent twice it is one.
    pub async fn put(self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let again = OnConflict::columns([Column::GroupId, Column::Window])
            .update_columns([
                Column::Said,
                Column::WillTry,
                Column::ByWhen,
                Column::StaffId,
                Column::GivenAt,
            ])
            .to_owned();
        Entity::insert(self.into_active_model().reset_all())
            .on_conflict(again)
            .exec_without_returning(db)
            .await
            .map(|_| ())
    }

    /// Whether members may have read it: a session has opened since it was given.
    pub async fn stands(&self, db: &impl ConnectionTrait) -> Result<bool, DbErr> {
        let later = session::Entity::find()
            .filter(session::Column::GroupId.eq(self.group_id))
            .filter(session::Column::OpenedAt.gt(self.given_at))
            .one(db)
            .await?;
        Ok(later.is_some())
    }
}
