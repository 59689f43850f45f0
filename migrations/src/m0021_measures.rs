//! A clinic's own measures.
//!
//! A row is one version of a definition, as a file has it: results name measure and version, so a version that was used
//! stays readable for ever, and a change is a further version. `body` is the file as Chorus itself would write it.
//! `retired_at` takes a measure out of the choice and out of nothing else. `non_commercial` says that somebody accepted
//! the licences of the measures that may not be used for profit.

use sea_orm_migration::{prelude::*, schema::*};

/// A table, and a column of `organisation`.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("own_measure")
                    .col(text("id"))
                    .col(integer("version"))
                    .col(text("body"))
                    .col(big_integer("added_at"))
                    .col(big_integer_null("retired_at"))
                    .primary_key(Index::create().col("id").col("version"))
                    .to_owned(),
            )
            .await?;
        let accepted = boolean("non_commercial").default(false).take();
        manager
            .alter_table(
                Table::alter()
                    .table("organisation")
                    .add_column(accepted)
                    .to_owned(),
            )
            .await
    }
}
