//! Which release window a programme's end belongs to.
//!
//! The share of a group that improved reliably is said once, at the end of its
//! programme. Results are destroyed window by window when they are older than
//! the organisation keeps them, and this one has to go with its window: without
//! the number it would stay for ever, or go by a guess where a programme was
//! lengthened. What was written before belongs to the group's latest window
//! that was shown then.

use sea_orm_migration::{prelude::*, schema::*};

/// The window of a programme's end.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let window = integer("window").default(0).take();
        manager
            .alter_table(
                Table::alter()
                    .table("programme_change")
                    .add_column(window)
                    .to_owned(),
            )
            .await?;
        manager
            .get_connection()
            .execute_unprepared(
                "UPDATE programme_change SET \"window\" = COALESCE((SELECT MAX(release.\"window\") FROM release \
                 WHERE release.group_id = programme_change.group_id AND release.shown), 0)",
            )
            .await
            .map(|_| ())
    }
}
