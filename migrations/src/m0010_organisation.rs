//! What the organisation decides.
//!
//! It stood in a file beside the program, which only whoever runs the machine
//! can write, once for every replica. An administrator sets it in the browser
//! now, so it is a row: one, which is there from the beginning, so that
//! nothing has to ask whether it exists. `step` is the part of the set-up
//! that comes next, and `done` when there is none: a set-up that was left
//! half-way goes on where it was, and a second start does not show it again.
//! Whom members can turn to stands in a table of its own, in the order in
//! which it is read. Paths of certificate files are kept, never what is in
//! them. `key_kept` says that a copy of the key file was made and checked, not
//! where it is.

use sea_orm_migration::{prelude::*, schema::*};

/// The organisation, and its support contacts.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("organisation")
                    .col(integer("id").primary_key())
                    .col(text("step"))
                    .col(boolean("key_kept"))
                    .col(text("name"))
                    .col(text("public_address"))
                    .col(text("time_zone"))
                    .col(text_null("certificate"))
                    .col(text_null("certificate_key"))
                    .col(text_null("danger_number"))
                    .col(integer("quorum"))
                    .col(integer_null("retention_months"))
                    .col(integer("report_months"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("support_contact")
                    .col(integer("place").primary_key())
                    .col(text("name"))
                    .col(text_null("telephone"))
                    .col(text_null("address"))
                    .col(text("hours"))
                    .to_owned(),
            )
            .await?;
        manager
            .get_connection()
            .execute_unprepared(
                "INSERT INTO organisation (id, step, key_kept, name, public_address, time_zone, quorum, report_months) \
                 VALUES (1, 'key', FALSE, '', '', 'UTC', 5, 24)",
            )
            .await
            .map(|_| ())
    }
}
