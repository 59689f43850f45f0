//! Reports across groups as rows: what was asked for, what is due, the files, and who took them away.
//!
//! A report is a row before it is a file, so that making one survives a
//! restart, is never done by two replicas at once, and can say why it has not
//! come yet. It names its scope by the team alone (no team: groups without
//! one) and its period by the calendar, as the rows of a settled period do;
//! neither has a foreign key, because what was made outlives a team. The
//! schedule and the period together are unique: however many replicas notice
//! that a report is due, one row comes of it, and it stays when the files go,
//! so that an old report is not made again. `next_try` is at once when a
//! waiting report may be taken up, when a failed one is tried again, and the
//! end of the lease of whoever makes it now; `claim` is that maker's number.
//! Files lie in the database, so that every replica can hand them out. They
//! hold figures that were shown, and no words of members: nothing in them has
//! ever to be destroyed. Who downloaded what is kept without an end, because a
//! supervisor answers for where figures went. A schedule keeps what its owner
//! wants and since when it runs. What it has made, and so what comes next, is
//! read off its reports.

use sea_orm_migration::{prelude::*, schema::*};

/// Reports, their files and downloads, and schedules.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("schedule")
                    .col(big_integer("id").primary_key())
                    .col(big_integer("staff_id"))
                    .col(big_integer_null("team_id"))
                    .col(text("kind"))
                    .col(text_null("cron"))
                    .col(text("formats"))
                    .col(text("chosen"))
                    .col(text_null("paused"))
                    .col(big_integer("runs_from"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("schedule", "staff_id")
                            .to("staff", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("report")
                    .col(big_integer("id").primary_key())
                    .col(big_integer_null("team_id"))
                    .col(text("period"))
                    .col(text("formats"))
                    .col(text("chosen"))
                    .col(big_integer("staff_id"))
                    .col(big_integer_null("schedule_id"))
                    .col(big_integer("due_at"))
                    .col(text("state"))
                    .col(integer("attempts"))
                    .col(big_integer("next_try"))
                    .col(big_integer_null("claim"))
                    .col(text_null("fault"))
                    .col(big_integer_null("made_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("report", "staff_id")
                            .to("staff", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("report_of_schedule")
                    .table("report")
                    .col("schedule_id")
                    .col("period")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("report_waiting")
                    .table("report")
                    .col("state")
                    .col("next_try")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                of_report("report_file")
                    .col(text("format"))
                    .col(text("name"))
                    .col(blob("bytes"))
                    .primary_key(Index::create().col("report_id").col("format"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                of_report("report_download")
                    .col(big_integer("id").primary_key())
                    .col(text("format"))
                    .col(big_integer("staff_id"))
                    .col(big_integer("at"))
                    .to_owned(),
            )
            .await
    }
}

fn of_report(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(big_integer("report_id"))
        .foreign_key(
            ForeignKey::create()
                .from(table, "report_id")
                .to("report", "id"),
        )
        .to_owned()
}
