//! What a group is answered with: replies, bands, the coping board, and what may be said in a note.
//!
//! A reply belongs to the release it answers: one each, so its key is the
//! group and the window. A band is a single question's result in one of three
//! words, nothing finer. A line of the coping board came out of a release
//! under the rules for words: it has a random identifier and the window it
//! came from, and nothing that joins it to an answer. Notes themselves are
//! nowhere in clear: they wait and stay in the sealed pouch. What one can tick
//! in a note is a service's own text; a choice that notes may still name is
//! retired, not removed.

use sea_orm_migration::{prelude::*, schema::*};

/// Replies, bands, coping lines, note choices, the service's own texts.
#[derive(DeriveMigrationName)]
pub struct Migration;

fn of_group(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(big_integer("group_id"))
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
            .alter_table(
                Table::alter()
                    .table("groups")
                    .add_column(boolean("notes_on").default(false))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                of_group("reply")
                    .col(integer("window"))
                    .col(text("said"))
                    .col(text("will_try"))
                    .col(text_null("by_when"))
                    .col(big_integer("staff_id"))
                    .col(big_integer("given_at"))
                    .primary_key(Index::create().col("group_id").col("window"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                of_group("band")
                    .col(integer("window"))
                    .col(text("item"))
                    .col(text("band"))
                    .primary_key(Index::create().col("group_id").col("window").col("item"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                of_group("coping_line")
                    .col(big_integer("id").primary_key())
                    .col(integer("window"))
                    .col(text("body"))
                    .col(big_integer_null("shown_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("note_choice")
                    .col(integer("id").primary_key())
                    .col(integer("position"))
                    .col(text("body"))
                    .col(boolean("retired"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("service_text")
                    .col(text("name").primary_key())
                    .col(text("body"))
                    .to_owned(),
            )
            .await
    }
}
