//! What a group's waves ask.
//!
//! A group had one outcome measure, for good. It may have two that alternate now, and other ones from a later release
//! window on; what was asked before must stay known, because results name it. Everything that reads a group needs it, and
//! nothing looks for groups by it: it is a column of the group, `1 phq-8:1; 5 phq-8:1 gad-7:1`, and no table to join.

use sea_orm_migration::{prelude::*, schema::*};

/// A column instead of two.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let groups = || Table::alter().table("groups").to_owned();
        let outcomes = text("outcomes").default("").take();
        manager
            .alter_table(groups().add_column(outcomes).to_owned())
            .await?;
        manager
            .get_connection()
            .execute_unprepared(
                "UPDATE groups SET outcomes = '1 ' || outcome_measure || ':' || CAST(outcome_version AS TEXT)",
            )
            .await?;
        for gone in ["outcome_measure", "outcome_version"] {
            manager
                .alter_table(groups().drop_column(gone).to_owned())
                .await?;
        }
        Ok(())
    }
}
