//! Who downloaded which report, when, and in which format. Rows are only ever added.

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use super::staff;

/// One download.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_download")]
pub struct Model {
    /// Random identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The report.
    pub report_id: i64,
    /// Identifier of the format.
    #[sea_orm(column_type = "Text")]
    pub format: String,
    /// Who.
    pub staff_id: i64,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The downloads of these reports with the names of those who took them, the latest first.
///
/// # Errors
///
/// When the database does not answer.
pub async fn of(reports: &[i64], db: &impl ConnectionTrait) -> Result<Vec<(Model, String)>, DbErr> {
    let rows = Entity::find()
        .filter(Column::ReportId.is_in(reports.iter().copied()))
        .order_by_desc(Column::At)
        .all(db)
        .await?;
    let staff = staff::names(rows.iter().map(|row| row.staff_id), db).await?;
    let named = |row: Model| {
        let name = staff.get(&row.staff_id).cloned().unwrap_or_default();
        (row, name)
    };
    Ok(rows.into_iter().map(named).collect())
}
