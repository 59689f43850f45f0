//! Tickets for a group that meets online.
//!
//! Everybody opens one link and takes one ticket. `places` has eight bytes a ticket: zero where it is left, otherwise a
//! keyed hash of the form that took it, so that a form that is sent twice takes one. Who took which is nowhere. The row
//! lives for half an hour at most, and ends before a session opens.

use sea_orm_migration::{prelude::*, schema::*};

/// The table.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("deal")
                    .col(big_integer("group_id").primary_key())
                    .col(big_integer("id"))
                    .col(big_integer("log_id"))
                    .col(big_integer("ends_at"))
                    .col(blob("places"))
                    .to_owned(),
            )
            .await
    }
}
