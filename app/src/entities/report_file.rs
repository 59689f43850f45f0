//! The files of reports that are made; they go when they are old.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// One file.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_file")]
pub struct Model {
    /// The report.
    #[sea_orm(primary_key, auto_increment = false)]
    pub report_id: i64,
    /// Identifier of the format.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub format: String,
    /// What a browser saves it as.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Its content.
    #[sea_orm(column_type = "Blob")]
    pub bytes: Vec<u8>,
}

// A megabyte does not belong in a log.
impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportFile")
            .field("name", &self.name)
            .finish()
    }
}

/// Relations are spelled in queries.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Which formats of these reports are there, without their content.
///
/// # Errors
///
/// When the database does not answer.
pub async fn formats_of(
    reports: &[i64],
    db: &impl ConnectionTrait,
) -> Result<BTreeMap<i64, Vec<String>>, DbErr> {
    let pairs: Vec<(i64, String)> = Entity::find()
        .select_only()
        .columns([Column::ReportId, Column::Format])
        .filter(Column::ReportId.is_in(reports.iter().copied()))
        .order_by_asc(Column::Format)
        .into_tuple()
        .all(db)
        .await?;
    let mut found: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for (report, format) in pairs {
        found.entry(report).or_default().push(format);
    }
    Ok(found)
}
