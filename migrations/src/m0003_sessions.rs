//! Sessions and what is released of them.
//!
//! What stands here in clear about a session is what is shown about it, already
//! rounded. A release is of a whole release window; a withheld one keeps no
//! count, so that "not shown" has one form whatever its cause. Released words
//! have random identifiers and are written in random order: neither joins them
//! to a score, to each other or to an hour.

use sea_orm_migration::{prelude::*, schema::*};

/// Sessions, releases, tallies, released words, change at a programme's end.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("session")
                    .col(big_integer("id").primary_key())
                    .col(big_integer("group_id"))
                    .col(integer("number"))
                    .col(text("date"))
                    .col(big_integer("opened_at"))
                    .col(big_integer("closes_at"))
                    .col(text("zone"))
                    .col(text_null("topic"))
                    .col(integer_null("present"))
                    .col(text("state"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("session", "group_id")
                            .to("groups", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("session_number")
                    .table("session")
                    .col("group_id")
                    .col("number")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("release")
                    .col(big_integer("group_id"))
                    .col(integer("window"))
                    .col(integer("first_session"))
                    .col(integer("last_session"))
                    .col(boolean("shown"))
                    .col(integer_null("answered"))
                    .primary_key(Index::create().col("group_id").col("window"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("release", "group_id")
                            .to("groups", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("tally")
                    .col(big_integer("group_id"))
                    .col(integer("window"))
                    .col(text("measure"))
                    .col(integer("version"))
                    .col(text("scale"))
                    .col(integer("n"))
                    .col(double("mean"))
                    .col(boolean("or_worse"))
                    .col(double_null("sd"))
                    .primary_key(
                        Index::create()
                            .col("group_id")
                            .col("window")
                            .col("measure")
                            .col("scale"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("released_words")
                    .col(big_integer("id").primary_key())
                    .col(big_integer("group_id"))
                    .col(integer("window"))
                    .col(text("body"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("programme_change")
                    .col(big_integer("group_id").primary_key())
                    .col(text("measure"))
                    .col(integer("version"))
                    .col(double("threshold"))
                    .col(text("rule"))
                    .col(integer("improved_quarters"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("programme_change", "group_id")
                            .to("groups", "id"),
                    )
                    .to_owned(),
            )
            .await
    }
}
