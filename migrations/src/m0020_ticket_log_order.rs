//! The order of the ticket log.
//!
//! Members read the log to see whether there were more tickets than people. "Printed, made void, printed" and "made void,
//! printed twice" are different things, and a day does not tell them apart. `position` counts what staff did, nothing that
//! members do. Rows from before have 0 and stand first, by day.

use sea_orm_migration::{prelude::*, schema::*};

/// A column of `ticket_log`.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let position = integer("position").default(0).take();
        manager
            .alter_table(
                Table::alter()
                    .table("ticket_log")
                    .add_column(position)
                    .to_owned(),
            )
            .await
    }
}
