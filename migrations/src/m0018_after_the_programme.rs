//! What comes after a group's programme.
//!
//! `follow_up_on` is the day on which the group meets once more, some time after its last session: the survey opens by
//! itself then and asks the outcome measure. It is a date, as `skipped_date` has them; one is planned at a time.
//! `archived_at` is when a group was put away: it opens nothing any more, and its results stay.

use sea_orm_migration::{prelude::*, schema::*};

/// Two columns of `groups`.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            text_null("follow_up_on").take(),
            big_integer_null("archived_at").take(),
        ] {
            manager
                .alter_table(Table::alter().table("groups").add_column(column).to_owned())
                .await?;
        }
        Ok(())
    }
}
