//! The five sealed tables: roster, ballot box, pool, pouch and quarter.
//!
//! Each row is one ciphertext of equal slots in random order, written whole at
//! every change; `version` is random and serves as compare-and-set, because a
//! counter would count ballots. No column tells how many slots are filled.
//! Roster and pouch carry their own key, wrapped by the master key; the keys of
//! boxes, pools and quarters are files beside the master key and never come
//! here. The primary key of the ballot box is the group: one open box a group.

use sea_orm_migration::{prelude::*, schema::*};

/// Where one person's answers wait, sealed.
#[derive(DeriveMigrationName)]
pub struct Migration;

fn sealed(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(big_integer("group_id"))
        .col(integer("epoch"))
        .col(var_binary("version", 16))
        .col(integer("capacity"))
        .col(blob("body"))
        .foreign_key(
            ForeignKey::create()
                .from(table, "group_id")
                .to("groups", "id"),
        )
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                sealed("roster")
                    .col(blob("wrapped_key"))
                    .col(big_integer_null("kept_until"))
                    .primary_key(Index::create().col("group_id").col("epoch"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                sealed("ballot_box")
                    .col(big_integer("session_id"))
                    .primary_key(Index::create().col("group_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("ballot_box", "session_id")
                            .to("session", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                sealed("pool")
                    .col(integer("window"))
                    .primary_key(Index::create().col("group_id").col("window"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                sealed("pouch")
                    .col(blob("wrapped_key"))
                    .primary_key(Index::create().col("group_id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                sealed("quarter")
                    .col(text("quarter"))
                    .col(text("measure"))
                    .col(integer("measure_version"))
                    .primary_key(
                        Index::create()
                            .col("group_id")
                            .col("quarter")
                            .col("measure")
                            .col("measure_version"),
                    )
                    .to_owned(),
            )
            .await
    }
}
