//! A second factor at sign-in, and whose a login is.
//!
//! A password can be seen by others and used again elsewhere. `factor` is the secret that an authenticator app shares with
//! Chorus (RFC 6238), sealed under the master key: a stolen database or backup makes no codes. `factor_step` is the step
//! of the last code that was taken, so that none is taken twice. A `recovery_code` stands in for the app once; it
//! has 60 random bits and is kept as SHA-256. `factor_asked` says that nobody on the staff signs in without one.
//!
//! A login gets `staff_id` and `begun_at`, so that its owner can see and end it, and so that it has an end however often
//! it is used. Logins from before do not know whose they are, and end here.

use sea_orm_migration::sea_orm::ConnectionTrait;
use sea_orm_migration::{prelude::*, schema::*};

/// The second factor, its recovery codes, and two columns of `login`.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [
            ("staff", blob_null("factor").take()),
            ("staff", big_integer_null("factor_step").take()),
            (
                "organisation",
                boolean("factor_asked").default(false).take(),
            ),
            ("login", big_integer_null("staff_id").take()),
            ("login", big_integer("begun_at").default(0).take()),
        ] {
            manager
                .alter_table(Table::alter().table(table).add_column(column).to_owned())
                .await?;
        }
        let before = "DELETE FROM login";
        manager.get_connection().execute_unprepared(before).await?;
        manager
            .create_index(
                Index::create()
                    .name("login_staff_id")
                    .table("login")
                    .col("staff_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("recovery_code")
                    .col(text("digest").primary_key())
                    .col(big_integer("staff_id"))
                    .to_owned(),
            )
            .await
    }
}
