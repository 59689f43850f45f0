//! The end of the chain of deeds: one row, so that deeds follow each other also from several replicas, and so that the
//! last ones cannot be cut off unseen.

use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, Set};

const ONLY: i32 = 1;

/// The row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The number of the last deed; 0 before the first.
    pub number: i64,
    /// Its digest; empty before the first.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Before the first deed.
    pub fn start() -> Self {
        Self {
            id: ONLY,
            number: 0,
            digest: String::new(),
        }
    }

    /// The end as it is now.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn read(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let found = end(db).await?;
        found.ok_or_else(|| DbErr::RecordNotFound("the end of the audit log".into()))
    }

    /// The end; nobody adds to the chain until the transaction ends.
    pub(super) async fn locked(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let found = Entity::find_by_id(ONLY).lock_exclusive().one(db).await?;
        found.ok_or_else(|| DbErr::RecordNotFound("the end of the audit log".into()))
    }

    /// Keeps it.
    pub(super) async fn store(self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let row = ActiveModel {
            number: Set(self.number),
            digest: Set(self.digest),
            ..Default::default()
        };
        let update = Entity::update_many().set(row).filter(Column::Id.eq(ONLY));
        update.exec(db).await.map(|_| ())
    }
}

/// The end as it is now; nothing where somebody took its row away.
pub(super) async fn end(db: &impl ConnectionTrait) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(ONLY).one(db).await
}
