//! What an organisation prints on.
//!
//! A sheet of tickets is cut into eight equal ones, so it must fit the paper
//! that lies in the printer: A4 nearly everywhere, US Letter in North America.
//! One choice for the organisation, and none at each download: reports that are
//! made by themselves have nobody to ask.

use sea_orm_migration::{prelude::*, schema::*};

/// The organisation's paper.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let paper = text("paper").default("a4").take();
        manager
            .alter_table(
                Table::alter()
                    .table("organisation")
                    .add_column(paper)
                    .to_owned(),
            )
            .await
    }
}
