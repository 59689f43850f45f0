//! Teams, and who supervises which.
//!
//! Figures across groups must not overlap: two totals that share all but one
//! group give that group away. So a group belongs to one team at most, as a
//! column of its own row and not as a list that could name it twice. A
//! supervisor sees the whole organisation or the teams that are named here;
//! which of the two is a word of its own, so that a team that is dissolved
//! shows nobody more than before. Whoever supervised until now keeps seeing
//! the whole organisation. Once a month or quarter is over, the team of every
//! group is written down for it: a group that moves later would otherwise be
//! in two totals of the same time. With a quarter its counts of reliable
//! change come out of the sealed rows, summed over a scope, or not at all.

use sea_orm_migration::{prelude::*, schema::*};

/// Teams of groups, and their supervisors.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("team")
                    .col(big_integer("id").primary_key())
                    .col(text("name").unique_key())
                    .to_owned(),
            )
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table("groups")
                    .add_column(big_integer_null("team_id"))
                    .to_owned(),
            )
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table("staff")
                    .add_column(boolean("sees_all").default(true))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("team_supervisor")
                    .col(big_integer("team_id"))
                    .col(big_integer("staff_id"))
                    .primary_key(Index::create().col("team_id").col("staff_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("team_supervisor", "team_id")
                            .to("team", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("team_supervisor", "staff_id")
                            .to("staff", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("scope_period")
                    .col(text("period").primary_key())
                    .col(big_integer("settled_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("scope_group")
                    .col(text("period"))
                    .col(big_integer("group_id"))
                    .col(big_integer_null("team_id"))
                    .primary_key(Index::create().col("period").col("group_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("scope_group", "period")
                            .to("scope_period", "period"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("scope_change")
                    .col(text("period"))
                    .col(big_integer("team_id"))
                    .col(text("focus"))
                    .col(text("measure"))
                    .col(integer("version"))
                    .col(integer("groups"))
                    .col(integer("improved"))
                    .col(integer("recovered"))
                    .col(integer("unchanged"))
                    .col(integer("deteriorated"))
                    .primary_key(
                        Index::create()
                            .col("period")
                            .col("team_id")
                            .col("focus")
                            .col("measure")
                            .col("version"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("scope_change", "period")
                            .to("scope_period", "period"),
                    )
                    .to_owned(),
            )
            .await
    }
}
