//! Which e-mails a member of staff does not want.

use sea_orm::sea_query::OnConflict;

use sea_orm::entity::prelude::*;

use super::mail::Kind;

/// One kind of e-mail that one person does not want.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_off")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: i64,
    /// What they do not want.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether `staff_id` wants e-mails of this kind.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn wanted(
        kind: Kind,
        staff_id: i64,
        db: &impl ConnectionTrait,
    ) -> Result<bool, DbErr> {
        let off = Entity::find_by_id((staff_id, kind)).one(db).await?;
        Ok(off.is_none())
    }

    /// Notes whether `staff_id` wants e-mails of this kind.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn want(
        wanted: bool,
        kind: Kind,
        staff_id: i64,
        db: &impl ConnectionTrait,
    ) -> Result<(), DbErr> {
        if wanted {
            Entity::delete_by_id((staff_id, kind)).exec(db).await?;
            return Ok(());
        }
        let nothing = OnConflict::columns([Column::StaffId, Column::Kind])
            .do_nothing()
            .to_owned();
        let row = ActiveModel::from(Model { staff_id, kind }).reset_all();
        Entity::insert(row)
            .on_conflict(nothing)
            .try_insert()
            .exec_without_returning(db)
            .await?;
        Ok(())
    }
}
