//! What is left of master keys that are no longer in use.
//!
//! A ticket that lies on paper is stored as a keyed hash. When the master key
//! is replaced, its code is not at hand, so its hash is hashed once more under
//! the new key. To know the ticket when it comes, the key of the first hash is
//! needed, and only that: what wraps rows is another key, and goes. Each row
//! holds those of one earlier master key, for members' tickets and for those of
//! inboxes, wrapped by the present one. `position` is their order, oldest
//! first. They go when no ticket is left that needs them.

use sea_orm_migration::{prelude::*, schema::*};

/// The table `former_key`.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("former_key")
                    .col(integer("position").primary_key())
                    .col(blob("tickets"))
                    .col(blob("inbox_tickets"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(
            "a change is undone by restoring a backup".to_owned(),
        ))
    }
}
