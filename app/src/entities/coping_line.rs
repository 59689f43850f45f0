//! Lines of the coping board: what helped somebody, let out under the rules for words and put up by the therapist.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// One line, without its author.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "coping_line")]
pub struct Model {
    /// Random identifier; gives the order in which lines are read.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The group.
    pub group_id: i64,
    /// Index of the release window.
    pub window: i32,
    /// What was written, at most 200 characters.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// When it was put on the board, unix milliseconds; until then only the therapist sees it.
    pub shown_at: Option<i64>,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Lines that a survey offers.
pub const OFFERED: u64 = 5;

impl Model {
    /// The latest lines that were on the board before `opened_at` (unix milliseconds): what a session's survey offers.
    pub async fn offered(
        group: i64,
        opened_at: i64,
        db: &impl ConnectionTrait,
    ) -> Result<Vec<Model>, DbErr> {
        Entity::find()
            .filter(Column::GroupId.eq(group))
            .filter(Column::ShownAt.lt(opened_at))
            .order_by_desc(Column::ShownAt)
            .order_by_asc(Column::Id)
            .limit(OFFERED)
            .all(db)
            .await
    }
}
