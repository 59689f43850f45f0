//! E-mails to staff: what waits, what went, what failed; and who wants none.
//!
//! A row says that one member of staff is to be told of one thing. What kind,
//! what about and whom are its key: whoever asks a second time finds it there,
//! so that nothing is told twice, whatever restarts and however many replicas
//! run. No address is here, as it would outlive a change of address; no word
//! of the e-mail either, as it is written when it goes. `about` names a report
//! or a session and is no foreign key, for it is one or the other. `state`
//! and `changed_at` are the claim of whoever sends it. A fault is a word of
//! ours and never what a server said, which may quote an address. Nothing here
//! is about a member, or hangs on what members do. An account that goes takes
//! its rows along. `mail_off` holds a row for each kind that somebody does not
//! want: who has said nothing is told.

use sea_orm_migration::{prelude::*, schema::*};

/// The tables `mail` and `mail_off`.
#[derive(DeriveMigrationName)]
pub struct Migration;

fn of_staff(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(text("kind"))
        .col(big_integer("staff_id"))
        .foreign_key(
            ForeignKey::create()
                .from(table, "staff_id")
                .to("staff", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                of_staff("mail")
                    .col(big_integer("about"))
                    .col(text("state"))
                    .col(integer("attempts"))
                    .col(big_integer("created_at"))
                    .col(big_integer("changed_at"))
                    .col(big_integer("next_try"))
                    .col(text_null("fault"))
                    .primary_key(Index::create().col("kind").col("about").col("staff_id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("mail_state_next_try")
                    .table("mail")
                    .col("state")
                    .col("next_try")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                of_staff("mail_off")
                    .primary_key(Index::create().col("staff_id").col("kind"))
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
