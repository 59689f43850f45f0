//! Links with which staff choose a password, and staff who have left.
//!
//! An administrator invites somebody, or helps somebody who forgot a password,
//! with a link that works once. The link itself is never kept: `digest` is its
//! SHA-256, so that a stolen database or a backup opens nothing. One row a
//! person, since a new link ends the one before. `left_at` marks an account
//! that has ended. The row stays: replies, reports and the record of deeds go
//! on naming whoever did them.

use sea_orm_migration::{prelude::*, schema::*};

/// The table `staff_link`, and the end of an account.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("staff_link")
                    .col(big_integer("staff_id").primary_key())
                    .col(text("digest").unique_key())
                    .col(big_integer("expires_at"))
                    .to_owned(),
            )
            .await?;
        let left_at = big_integer_null("left_at").take();
        manager
            .alter_table(Table::alter().table("staff").add_column(left_at).to_owned())
            .await
    }
}
