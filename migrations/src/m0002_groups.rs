//! Groups, their therapists, their tickets.
//!
//! A group has an address code of its own, so that a member's address names
//! neither group nor focus. `quorum` stays empty until the first opening and is
//! fixed from then on: a later, lower one could uncover what was withheld.
//! A ticket is the keyed hash of a code that lies on paper: the row says that a
//! ticket may come, not whose it is, and the primary key in random order keeps
//! no order of printing. The ticket log is by batch and day, for the members'
//! eyes: it lets them count what the therapist printed.

use sea_orm_migration::{prelude::*, schema::*};

/// Groups, therapists, skipped dates, tickets and the ticket log.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("groups")
                    .col(big_integer("id").primary_key())
                    .col(text("code").unique_key())
                    .col(text("name"))
                    .col(text("focus"))
                    .col(integer("weekday"))
                    .col(integer("ends_at"))
                    .col(integer("size"))
                    .col(integer("planned_sessions"))
                    .col(integer("release_window"))
                    .col(integer("capacity"))
                    .col(integer_null("quorum"))
                    .col(text("outcome_measure"))
                    .col(integer("outcome_version"))
                    .col(boolean("words_asked"))
                    .col(integer("epoch"))
                    .col(big_integer("created_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("group_therapist")
                    .col(big_integer("group_id"))
                    .col(big_integer("staff_id"))
                    .primary_key(Index::create().col("group_id").col("staff_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("group_therapist", "group_id")
                            .to("groups", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("group_therapist", "staff_id")
                            .to("staff", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("skipped_date")
                    .col(big_integer("group_id"))
                    .col(text("date"))
                    .primary_key(Index::create().col("group_id").col("date"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("skipped_date", "group_id")
                            .to("groups", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        let mut ticket = Table::create();
        ticket
            .table("ticket")
            .col(big_integer("group_id"))
            .col(integer("epoch"))
            .col(var_binary("mac", 32))
            .primary_key(Index::create().col("group_id").col("mac"))
            .foreign_key(
                ForeignKey::create()
                    .from("ticket", "group_id")
                    .to("groups", "id"),
            );
        if manager.get_database_backend() == sea_orm_migration::sea_orm::DbBackend::Sqlite {
            ticket.extra("WITHOUT ROWID");
        }
        manager.create_table(ticket.to_owned()).await?;
        manager
            .create_table(
                Table::create()
                    .table("ticket_log")
                    .col(big_integer("id").primary_key())
                    .col(big_integer("group_id"))
                    .col(integer("epoch"))
                    .col(text("printed_on"))
                    .col(integer("tickets"))
                    .col(boolean("replacing"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("ticket_log", "group_id")
                            .to("groups", "id"),
                    )
                    .to_owned(),
            )
            .await
    }
}
