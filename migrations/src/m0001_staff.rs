//! Staff, their logins, and the record of what they did.
//!
//! Members have no account and appear in none of these tables. `staff` keeps what signing in needs: an e-mail
//! address that is unique in lower case, a role, and an argon2id hash. A `login` is a row of its own so that signing
//! out, a new password or a lost laptop can end it at once, on every replica; its content is opaque bytes and its
//! expiry is indexed because old ones are swept. `audit` says which member of staff did what to which group: it is
//! written in the same transaction as the deed, is never changed, and outlives both the group and the person,
//! therefore it holds no foreign key. What it records are deeds of staff, never of members.

use sea_orm_migration::{prelude::*, schema::*};

/// The tables `staff`, `login` and `audit`.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("staff")
                    .col(big_integer("id").primary_key())
                    .col(text("email").unique_key())
                    .col(text("name"))
                    .col(text("role"))
                    .col(text("password_hash"))
                    .col(big_integer("created_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("login")
                    .col(text("id").primary_key())
                    .col(blob("data"))
                    .col(big_integer("expires_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("login_expires_at")
                    .table("login")
                    .col("expires_at")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("audit")
                    .col(big_integer("id").primary_key())
                    .col(big_integer("at"))
                    .col(big_integer_null("staff_id"))
                    .col(text("action"))
                    .col(big_integer_null("group_id"))
                    .col(text("detail"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("audit_group_id_at")
                    .table("audit")
                    .col("group_id")
                    .col("at")
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
